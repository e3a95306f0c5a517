"""A run from its first step to its last, with what helps it through bad moments.

A collapse is answered by the task's remedy, once; numbers that are none by going back and learning more
slowly; too little memory by a smaller batch. Each is said, and written into the run's settings.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Generator, Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from workbench.engine import checkpoint
from workbench.engine.faults import DivergedError, OutOfMemoryError
from workbench.engine.modalities import modalities
from workbench.engine.monitors.looked import Collapsing, Looked
from workbench.engine.monitors.verdict import Verdict
from workbench.engine.pretext import PretextTask, Remedy
from workbench.engine.trainer import CheckpointDue, Trainer
from workbench.jobs import CancelToken, Event, Measured, Notice, Saved, UserError
from workbench.operations import run_making
from workbench.operations.run_files import RunFiles
from workbench.operations.run_settings import RunSettings
from workbench.project import Project, files

_MOST_RESTORES = 4
_COLLAPSED = "It collapsed at step"


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
        self.files = RunFiles(project.run_folder(run))
        self.last_look: Looked | None = None
        self.collapsed_for_good = False
        """It collapsed, and neither the remedy nor going on was chosen or helped."""
        self.step = trainer.step
        """The last completed step, also while there is no trainer."""
        self._trainer: Trainer | None = trainer
        self._project = project
        self._run = run
        self._ids = ids
        self._device = device
        self._token = token
        self._asks = asks
        self._ignored = False
        self._restores = 0
        self._deadline_seconds: float | None = None
        self._saved_step: int | None = trainer.step or None
        """Of the last checkpoint of this course, which a later look may prove good."""
        self._is_proven = False

    @property
    def trainer(self) -> Trainer:
        """Who trains now."""
        assert self._trainer is not None, "the trainer is being replaced"
        return self._trainer

    def run(self, deadline_seconds: float | None) -> Iterator[Event]:
        """Train to the end of the schedule, or of what helps; at the deadline it cools down."""
        self._deadline_seconds = deadline_seconds
        going = True
        while going and not self.collapsed_for_good:
            try:
                going = yield from self._stretch()
            except OutOfMemoryError:
                yield self._make_smaller()
            except DivergedError:
                yield self._calm_down()

    def close(self) -> None:
        """Let go of what reads ahead."""
        if self._trainer is not None:
            self.step = self._trainer.step
            self._trainer.close()

    def verdict(self) -> Verdict:
        """What the run came to, as the last look saw it."""
        if self.last_look is None:
            return Verdict(word="learning", sentence="Too few steps so far to tell.")
        return self.last_look.verdict

    def save(self) -> None:
        """A checkpoint. The one before it is kept to go back to, if a look found nothing wrong since.

        Raises OSError.
        """
        self.files.checkpoint(self.trainer, self.settings, is_proven=self._is_proven)
        self._saved_step, self._is_proven = self.trainer.step, False

    def _stretch(self) -> Generator[Event, None, bool]:
        """Train until the end (False) or until the trainer was replaced (True)."""
        events = self.trainer.run(self._deadline_seconds)
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
        if self._saved_step is not None and looked.step >= self._saved_step:
            self._is_proven = not looked.doubtful and looked.verdict.word != "collapsed"
        try:
            self.files.note_look(looked)
        except OSError as error:
            yield Notice(level="care", text=str(files.cannot_write(self.files.folder, error)))

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
        """Ask what to do, or try the remedy; without anybody to ask, the second time it is over."""
        remedy = self._remedy()
        state = self._good_state()
        if self._asks:
            self._token.pause()
        yield Collapsing(
            step=looked.step, sentence=looked.verdict.sentence, remedy=remedy.sentence, waits=self._asks,
            kept_step=None if state is None else int(state["step"]), numbers=looked.values,
        )  # fmt: skip
        tried = any(text.startswith(_COLLAPSED) for text in self.settings.happened)
        reply = self._reply() if self._asks else ("stop" if tried else "remedy")
        if reply == "ignore":
            self._ignored = True
        elif reply == "remedy":
            yield self._try_remedy(looked.step, remedy, state)
        else:
            self._go_back_for_good(state)

    def _reply(self) -> str:
        """What the person chose; who only lets it go on ignores the warning."""
        self._token.wait_while_paused()
        return self._token.take_reply() or "ignore"

    def _remedy(self) -> Remedy:
        task = self.settings.task_class
        return task.remedy(task.Settings(**self.settings.task_settings))

    def _try_remedy(self, step: int, remedy: Remedy, state: dict[str, Any] | None) -> Event:
        said = f"{_COLLAPSED} {step:,}. {remedy.sentence}"
        self._change(
            said,
            state,
            task_settings=dataclasses.asdict(remedy.settings),
            learning_rate=self.settings.learning_rate * remedy.rate_factor,
        )
        return Notice(level="care", text=f"{said} It goes on from step {self.trainer.step:,}.")

    def _go_back_for_good(self, state: dict[str, Any] | None) -> None:
        """Nothing helps: what is kept is the last good state, where there is one."""
        self.collapsed_for_good = True
        if state is not None:
            self.trainer.load_state_dict(state)
            self._is_proven = False

    def _calm_down(self) -> Event:
        """Numbers were no longer numbers: back to the last saved state, at half the learning rate."""
        self._restores += 1
        if self._restores > _MOST_RESTORES:
            raise UserError(
                "Learning failed.",
                f"The loss was no longer a number {self._restores} times, each time at a lower rate.",
                "Start anew with another seed, a larger batch or a lower learning rate.",
            )
        said = f"The loss was no longer a number at step {self.trainer.step:,}. The learning rate is halved."
        state = checkpoint.load_state(self.files.folder, self._device)
        self._change(said, state, learning_rate=self.settings.learning_rate / 2)
        return Notice(level="care", text=f"{said} It goes on from step {self.trainer.step:,}.")

    def _make_smaller(self) -> Event:
        """Too little memory: the batch in parts where that is exactly the same, else a smaller batch."""
        settings, said = smaller(self.settings, self.trainer.task)
        state = _on_cpu(self.trainer.state_dict())
        self._change(
            said, state, batch=settings.batch, parts=settings.parts, learning_rate=settings.learning_rate
        )
        return Notice(level="care", text=said)

    def _change(self, said: str, state: dict[str, Any] | None, **changes: object) -> None:
        """Go on by other settings from that state, and write down what happened.

        The state is saved before the settings are: killed in between, it can still be taken up.
        """
        happened = (*self.settings.happened, said)
        self.settings = dataclasses.replace(self.settings, happened=happened, **changes)  # type: ignore[arg-type]
        try:
            self._rebuild(state)
            self.files.checkpoint(self.trainer, self.settings, is_proven=False)
            self.settings.save(self.files.folder)
        except OSError as error:
            raise files.cannot_write(self.files.folder, error) from error
        self._saved_step, self._is_proven = self.trainer.step, False

    def _rebuild(self, state: dict[str, Any] | None) -> None:
        """A new trainer by the present settings, from that state or from the start."""
        old, self._trainer = self.trainer, None
        self.step = old.step
        old.close()
        planned, seconds = old.schedule.end, old.seconds
        del old  # its memory is needed now
        if self._device.type == "cuda":
            torch.cuda.empty_cache()
        parts = self._project, self.settings, self._ids, self._device, self._token
        watcher = run_making.watcher(*parts)
        trainer = run_making.trainer(*parts, watcher, is_new=state is None)
        trainer.extend(planned)
        load(trainer, state)
        trainer.slow_down(self.settings.learning_rate)
        if self._deadline_seconds is not None:
            self._deadline_seconds -= seconds - trainer.seconds  # what was thrown away took its time too
        self.files.flush()
        self.files.forget_after(trainer.step)
        watcher.restore(self.files.looks(), self.files.measured())
        self.last_look, self._trainer = None, trainer

    def _good_state(self) -> dict[str, Any] | None:
        return checkpoint.load_state(self.files.folder, self._device, checkpoint.GOOD)


def load(trainer: Trainer, state: dict[str, Any] | None) -> None:
    """Take a trainer to a state; to its encoder alone where the remedy gave the task other parts."""
    if state is None:
        return
    if state["task"].keys() == trainer.task.state_dict().keys():
        trainer.load_state_dict(state)
    else:
        trainer.take_encoder(state)


def smaller(settings: RunSettings, task: PretextTask) -> tuple[RunSettings, str]:
    """Settings that need about half the memory, and what changed in words; raises `UserError`."""
    parts = 2 * settings.parts
    if _is_a_mean(task) and settings.batch % parts == 0 and settings.batch // parts >= task.smallest_batch:
        return dataclasses.replace(settings, parts=parts), (
            f"A step did not fit the memory: each batch of {settings.batch:,} is now learnt from in"
            f" {parts} parts, which gives the same result."
        )
    batch = settings.batch // 2
    if batch < max(2, task.smallest_batch):
        kind = modalities.get(settings.modality)
        size = f"a smaller {kind.noun} size or " if kind.sizes else ""
        raise UserError(
            "There is too little memory to learn with.",
            f"Even a batch of {settings.batch} samples does not fit.",
            f"Choose {size}a smaller encoder, or close other programs.",
        )
    rate = settings.learning_rate * math.sqrt(batch / settings.batch)
    return dataclasses.replace(settings, batch=batch, learning_rate=rate, parts=1), (
        f"A step did not fit the memory: a batch is now {batch:,} samples instead of {settings.batch:,}."
    )


def _is_a_mean(task: PretextTask) -> bool:
    """Whether its loss is a mean over samples that do not see each other, in batch norm either."""
    norms = torch.nn.modules.batchnorm._BatchNorm
    return task.accumulates and not any(isinstance(module, norms) for module in task.modules())


def _on_cpu(state: object) -> dict[str, Any]:
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
