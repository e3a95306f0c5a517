"""A run from its first step to its last, with what helps it through bad moments.

A collapse is answered by the task's remedy, once; numbers that are none by going back and learning more
slowly; too little memory by a smaller batch. Each is said, and written into the run's settings.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Iterator

import numpy as np
import torch
from numpy.typing import NDArray

from workbench.engine import checkpoint
from workbench.engine.faults import DivergedError, OutOfMemoryError
from workbench.engine.monitors.looked import Collapsing, Looked
from workbench.engine.monitors.verdict import Verdict
from workbench.engine.trainer import CheckpointDue, Trainer
from workbench.jobs import CancelToken, Event, Measured, Notice, Saved, UserError
from workbench.operations import run_making
from workbench.operations.run_files import RunFiles
from workbench.operations.run_settings import RunSettings
from workbench.project import Project, files

_MOST_RESTORES = 4


class Learning:
    """The trainer of one run, replaced by another where that is the way out."""

    def __init__(
        self,
        *,
        project: Project,
        run: str,
        settings: RunSettings,
        ids: NDArray[np.int64],
        trainer: Trainer,
        device: torch.device,
        token: CancelToken,
        asks: bool,
    ) -> None:
        self.settings = settings
        self.trainer = trainer
        self.files = RunFiles(project.run_folder(run))
        self.last_look: Looked | None = None
        self.collapsed_for_good = False
        """It collapsed, and neither the remedy nor going on was chosen or helped."""
        self._project = project
        self._run = run
        self._ids = ids
        self._device = device
        self._token = token
        self._asks = asks
        self._ignored = False
        self._restores = 0

    def run(self, deadline_seconds: float | None) -> Iterator[Event]:
        """Train to the end of the schedule, or of what helps."""
        going = True
        while going and not self.collapsed_for_good:
            try:
                going = yield from self._stretch(deadline_seconds)
            except OutOfMemoryError:
                yield self._make_smaller()
            except DivergedError:
                yield self._calm_down()

    def _stretch(self, deadline_seconds: float | None) -> Generator[Event, None, bool]:
        """Train until the end (False) or until the trainer was replaced (True)."""
        events = self.trainer.run(deadline_seconds)
        for event in events:
            if isinstance(event, CheckpointDue):
                yield self._save()
                continue
            if isinstance(event, Measured):
                self.files.note(event)
            yield event
            if isinstance(event, Looked):
                yield from self._noted(event)
                if event.verdict.word == "collapsed" and not self._ignored and not self._token.stopping:
                    events.close()  # type: ignore[attr-defined]
                    yield from self._answer_collapse(event)
                    return True
        return False

    def _noted(self, looked: Looked) -> Iterator[Event]:
        self.last_look = looked
        try:
            self.files.note_look(looked)
        except OSError as error:
            yield Notice(level="care", text=str(files.cannot_write(self.files.folder, error)))

    def verdict(self) -> Verdict:
        """What the run came to, as the last look saw it."""
        if self.last_look is None:
            return Verdict(word="learning", sentence="Too few steps so far to tell.")
        return self.last_look.verdict

    @property
    def is_healthy(self) -> bool:
        """Whether the last look saw nothing wrong."""
        return self.last_look is None or self.last_look.verdict.word != "collapsed"

    def save(self) -> None:
        """A checkpoint; what a look has found healthy since the last one is kept. Raises OSError."""
        self.files.checkpoint(self.trainer, self.settings, healthy=self.is_healthy)

    def _save(self) -> Event:
        """A checkpoint. When the disk refuses, learning goes on and the person is told."""
        try:
            self.save()
        except OSError as error:
            refused = files.cannot_write(self.files.folder / checkpoint.STATE, error)
            return Notice(level="bad", text=f"{refused} Learning goes on; it is tried again soon.")
        self._project.runs.change(self._run, steps=self.trainer.step, planned_steps=self.trainer.schedule.end)
        return Saved(path=str(self.files.folder), step=self.trainer.step)

    def _answer_collapse(self, looked: Looked) -> Iterator[Event]:
        """Ask what to do, or try the remedy; the second time it is over."""
        task = self.settings.task_class
        remedy = task.remedy(task.Settings(**self.settings.task_settings))
        tried = any(remedy.sentence in text for text in self.settings.happened)
        collapsing = Collapsing(
            step=looked.step, sentence=looked.verdict.sentence, remedy=remedy.sentence,
            waits=self._asks, numbers=looked.values,
        )  # fmt: skip
        if self._asks:
            self._token.pause()
        yield collapsing
        reply = self._reply() if self._asks else ("stop" if tried else "remedy")
        if reply == "ignore":
            self._ignored = True
        elif reply == "remedy":
            yield self._try_remedy(looked.step)
        else:
            self._go_back_for_good()

    def _reply(self) -> str:
        """What the person chose; who only lets it go on ignores the warning."""
        self._token.wait_while_paused()
        return self._token.take_reply() or "ignore"

    def _try_remedy(self, step: int) -> Event:
        task = self.settings.task_class
        remedy = task.remedy(task.Settings(**self.settings.task_settings))
        state = self._good_state()
        said = f"It collapsed at step {step:,}. {remedy.sentence}"
        self._change(
            said,
            task_settings=dataclasses.asdict(remedy.settings),
            learning_rate=self.settings.learning_rate * remedy.rate_factor,
        )
        self._rebuild(state)
        if state is not None:
            self.trainer.slow_down(remedy.rate_factor)
        return Notice(level="care", text=f"{said} It goes on from step {self.trainer.step:,}.")

    def _go_back_for_good(self) -> None:
        """Nothing helps: what is kept is the last good state, where there is one."""
        self.collapsed_for_good = True
        state = self._good_state()
        if state is not None:
            self.trainer.load_state_dict(state)

    def _calm_down(self) -> Event:
        """Numbers were no longer numbers: back to the last saved state, at half the rate."""
        self._restores += 1
        if self._restores > _MOST_RESTORES:
            raise UserError(
                "Learning failed.",
                f"The loss was no longer a number {self._restores} times, each time at a lower rate.",
                "Start anew with another seed, a larger batch or a lower learning rate.",
            )
        state = checkpoint.load_state(self.files.folder, self._device)
        said = f"The loss was no longer a number at step {self.trainer.step:,}. The rate is halved."
        self._change(said, learning_rate=self.settings.learning_rate / 2)
        self._rebuild(state)
        if state is not None:
            self.trainer.slow_down(0.5)
        return Notice(level="care", text=f"{said} It goes on from step {self.trainer.step:,}.")

    def _make_smaller(self) -> Event:
        """Too little memory: the batch in more parts where that is the same, else a smaller batch."""
        state = _on_cpu(self.trainer.state_dict())
        self.settings, said = smaller(self.settings)
        self._change(said)
        self._rebuild(state)
        return Notice(level="care", text=said)

    def _change(self, said: str, **changes: object) -> None:
        """Write what happened, and what is different now, into the run's settings."""
        happened = (*self.settings.happened, said)
        self.settings = dataclasses.replace(self.settings, happened=happened, **changes)  # type: ignore[arg-type]
        self.settings.save(self.files.folder)

    def _rebuild(self, state: dict[str, object] | None) -> None:
        """A new trainer by the present settings, from that state or from the start; looks start anew."""
        self.trainer.close()
        planned = self.trainer.schedule.end
        del self.trainer
        if self._device.type == "cuda":
            torch.cuda.empty_cache()
        parts = self._project, self.settings, self._ids, self._device, self._token
        watcher = run_making.watcher(*parts)
        self.trainer = run_making.trainer(*parts, watcher)
        if state is None:
            self.trainer.extend(planned)
        else:
            self.trainer.load_state_dict(state)
        self.files.flush()
        self.files.forget_after(self.trainer.step)
        watcher.restore(self.files.looks(), self.files.measured())
        self.last_look = None

    def _good_state(self) -> dict[str, object] | None:
        return checkpoint.load_state(self.files.folder, self._device, checkpoint.GOOD)


def smaller(settings: RunSettings) -> tuple[RunSettings, str]:
    """Settings that need about half the memory, and what changed in words; raises `UserError`."""
    task = settings.task_class
    if task.accumulates and settings.batch // (2 * settings.parts) >= task.smallest_batch:
        parts = 2 * settings.parts
        return dataclasses.replace(settings, parts=parts), (
            f"A step did not fit the memory: each batch of {settings.batch:,} is now learnt from in"
            f" {parts} parts, which gives the same result."
        )
    batch = settings.batch // 2
    if batch < max(2, task.smallest_batch):
        raise UserError(
            "There is too little memory to learn with.",
            f"Even a batch of {settings.batch} samples does not fit.",
            "Choose a smaller picture size or a smaller encoder, or close other programs.",
        )
    return dataclasses.replace(settings, batch=batch), (
        f"A step did not fit the memory: a batch is now {batch:,} samples instead of {settings.batch:,}."
    )


def _on_cpu(state: object) -> dict[str, object]:
    """A copy of a state whose tensors no longer need the device."""
    copied = _copied(state)
    assert isinstance(copied, dict)
    return copied


def _copied(value: object) -> object:
    if isinstance(value, torch.Tensor):
        return value.detach().to("cpu", copy=True)
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_copied(inner) for inner in value)
    return value
