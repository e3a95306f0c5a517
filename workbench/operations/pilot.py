"""A short try of several pretext tasks, to choose one: failed ones are out, labels decide, else the prior."""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from workbench.engine import device as devices
from workbench.engine.contracts import Layout
from workbench.engine.faults import DivergedError, OutOfMemoryError, is_out_of_memory
from workbench.engine.monitors.looked import Looked
from workbench.engine.trainer import CheckpointDue, Trainer
from workbench.jobs import (
    Advanced,
    CancelToken,
    Event,
    Finished,
    Job,
    Measured,
    PhaseStarted,
    Stopped,
    UserError,
)
from workbench.operations import folder, pilot_verdict, prepare, recommend, run_choices, run_making
from workbench.operations.import_folder import layout_of
from workbench.operations.pilot_verdict import Labels, PilotResult, PilotRow, Tried
from workbench.operations.run_settings import Pretrain, RunSettings
from workbench.project import Project

MOST_CANDIDATES = 4
_FAILED = {
    "memory": "A step did not fit the memory: a smaller batch or encoder may.",
    "diverged": "The loss was no longer a number: a lower learning rate may help.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    """Try these tasks for so many minutes each; none: those the program thinks of first."""

    project: Path
    tasks: tuple[str, ...] = ()
    minutes: float = 1.0
    planned_minutes: float = recommend.DEFAULT_MINUTES
    """How long the run will be that this chooses for: its encoder is tried."""
    matters: tuple[str, ...] = ()
    device: str = "auto"
    seed: int = 0


def job(arguments: Pilot) -> Job:
    """The job that does it."""
    return Job(operation=__name__, arguments=arguments, title="Try several tasks", resource="accelerator")


def run(arguments: Pilot, token: CancelToken) -> Iterator[Event]:
    """Try one after the other. Nothing is kept but the result; a stop ends with what was tried so far."""
    threads = torch.get_num_threads()
    tried: list[Tried] = []
    try:
        with Project(arguments.project) as project:
            modality = folder.named(project.description.modality)
            layout, device = layout_of(project), devices.choose(arguments.device)
            candidates = _candidates(project, arguments, layout, device)
            samples = project.samples.usable(("pool", "check"))
            yield from prepare.prepare(project, modality, layout, samples, token)
            ids = np.array(project.samples.usable_ids(("pool", "check")), np.int64)
            _check_count(len(ids))
            labels = pilot_verdict.labels_of(project)
            for settings in candidates:
                torch.set_num_threads(threads)  # the one before may have chosen its own number
                trial = _Trial(project, arguments, settings, ids, labels, device, token)
                try:
                    tried.append((yield from trial.run()))
                except Stopped:
                    break
    finally:
        torch.set_num_threads(threads)
    yield Finished(result=pilot_verdict.decided(tried, by_labels=labels is not None))


def _candidates(
    project: Project, arguments: Pilot, layout: Layout, device: torch.device
) -> tuple[RunSettings, ...]:
    """All that is tried, each as a run would choose it; raises `UserError` for what cannot be trained."""
    names = arguments.tasks or recommend.fitting(project, layout, MOST_CANDIDATES).tasks
    if len(names) > MOST_CANDIDATES:
        raise UserError(
            f"{len(names)} tasks are too many to try.",
            f"Each takes {arguments.minutes:g} minutes.",
            f"Choose at most {MOST_CANDIDATES}.",
        )
    count = project.samples.count()
    _check_count(count)
    return tuple(
        run_choices.choose(
            project,
            Pretrain(
                project=arguments.project, task=name, minutes=arguments.planned_minutes,
                device=arguments.device, seed=arguments.seed, matters=arguments.matters,
            ),
            layout,
            count,
            device,
        )
        for name in names
    )  # fmt: skip


def _check_count(count: int) -> None:
    if count < 2:
        raise UserError(
            "There is too little to try tasks on.",
            f"There {'is' if count == 1 else 'are'} {count}; comparing needs at least 2.",
            "Add more to the folder and refresh.",
        )


class _Trial:
    """One candidate: trained for its minutes, then looked at."""

    def __init__(
        self,
        project: Project,
        arguments: Pilot,
        settings: RunSettings,
        ids: NDArray[np.int64],
        labels: Labels | None,
        device: torch.device,
        token: CancelToken,
    ) -> None:
        batch = recommend.batch_size(settings.batch, len(ids), device)
        self._settings = dataclasses.replace(settings, num_samples=len(ids), batch=batch)
        self._project = project
        self._arguments = arguments
        self._ids = ids
        self._labels = labels
        self._device = device
        self._token = token
        self._steps = 0
        self._phase = f"Trying {settings.task_class.title}"

    def run(self) -> Generator[Event, None, Tried]:
        """Train and judge it; one that fails is out. Raises `Stopped`."""
        if self._device.type == "cuda":
            torch.cuda.empty_cache()  # what the one before held
        started = time.monotonic()
        yield PhaseStarted(phase=self._phase, unit="steps")
        parts = self._project, self._settings, self._ids, self._device, self._token
        try:
            with contextlib.closing(run_making.trainer(*parts, run_making.watcher(*parts))) as trainer:
                last = yield from self._train(trainer, started)
                return self._judged(trainer, last)
        except DivergedError:
            return self._failed("diverged")
        except (OutOfMemoryError, RuntimeError, MemoryError) as error:
            if not isinstance(error, OutOfMemoryError) and not is_out_of_memory(error):
                raise
            return self._failed("memory")

    def _train(self, trainer: Trainer, started: float) -> Generator[Event, None, Looked]:
        """Train it for its minutes, which began at `started`; what was seen at last."""
        budget = Pretrain(project=self._arguments.project, minutes=self._arguments.minutes)
        trainer.extend(run_choices.measured(budget, self._settings, trainer, started).steps)
        last: Looked | None = None
        for event in trainer.run(max(1.0, self._arguments.minutes * 60 - (time.monotonic() - started))):
            self._steps = trainer.step
            if isinstance(event, Looked):
                last = event
            elif isinstance(event, Advanced):
                yield dataclasses.replace(event, phase=self._phase)
            elif not isinstance(event, CheckpointDue | Measured | PhaseStarted):
                yield event
        if self._token.stopping:
            raise Stopped
        if last is None:  # there was no room to look
            raise OutOfMemoryError
        return last

    def _judged(self, trainer: Trainer, last: Looked) -> Tried:
        layout = self._settings.cache_layout
        right, interval = pilot_verdict.judged(
            self._project, trainer.task.encoder, layout, self._ids, self._labels, self._device
        )
        row = PilotRow(
            task=self._settings.task,
            title=self._settings.task_class.title,
            steps=trainer.step,
            samples_per_second=trainer.samples_per_second,
            rank_share=last.values.get("rank_share", 0.0),
            agreement=last.values.get("agreement", 0.0),
            verdict=last.verdict.word,
            vetoed=last.verdict.word == "collapsed",
            score=interval.value if interval else None,
            low=interval.low if interval else None,
            high=interval.high if interval else None,
            reason=last.verdict.sentence,
        )
        return Tried(row=row, right=right)

    def _failed(self, verdict: str) -> Tried:
        row = PilotRow(
            task=self._settings.task, title=self._settings.task_class.title, steps=self._steps,
            samples_per_second=0.0, rank_share=0.0, agreement=0.0, verdict=verdict, vetoed=True,
            score=None, low=None, high=None, reason=_FAILED[verdict],
        )  # fmt: skip
        return Tried(row=row)


__all__ = ["MOST_CANDIDATES", "Pilot", "PilotResult", "PilotRow", "job", "run"]
