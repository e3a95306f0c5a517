"""Learning from the unlabelled samples (pretraining): start, stop, finish, take up again."""

from __future__ import annotations

import dataclasses
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from workbench.engine import checkpoint
from workbench.engine import device as devices
from workbench.engine.contracts import Layout
from workbench.engine.faults import OutOfMemoryError
from workbench.engine.modalities import Modality
from workbench.engine.trainer import Trainer
from workbench.jobs import (
    CancelToken,
    Event,
    Finished,
    Job,
    Notice,
    PhaseStarted,
    Request,
    Stopped,
    UserError,
)
from workbench.operations import folder, prepare, recommend, run_making, starting_points
from workbench.operations import run_choices as choices
from workbench.operations.import_folder import layout_of
from workbench.operations.learning import Learning, load, smaller
from workbench.operations.run_files import RunFiles
from workbench.operations.run_settings import Pretrain, RunSettings
from workbench.project import Project, RunState, Sample, files


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted(Event):
    """All choices are made and frozen; the first step follows."""

    run: str
    task: str
    encoder: str
    device: str
    size: int
    batch: int
    steps: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PretrainResult:
    """What the run came to."""

    run: str
    task: str
    encoder: str
    steps: int
    samples_per_second: float
    data_wait_fraction: float
    verdict: str
    state: RunState
    sentence: str
    happened: tuple[str, ...] = ()
    """What went wrong on the way and was met, in words."""


def job(arguments: Pretrain) -> Job:
    """The job that does it."""
    return Job(
        operation=__name__,
        arguments=arguments,
        title="Learn without labels",
        resource="accelerator",
    )


def unfinished(project: Project) -> str:
    """The latest run that was cut off or stopped and can be taken up again; "" when there is none."""
    for run in reversed(project.runs.all()):
        state = project.run_folder(run.name) / checkpoint.STATE
        if run.state == "stopped" and run.steps < run.planned_steps and state.exists():
            return run.name
    return ""


def run(arguments: Pretrain, token: CancelToken) -> Iterator[Event]:
    """Prepare the samples, choose, measure, freeze, learn; a stopped run keeps a usable encoder."""
    threads = torch.get_num_threads()
    try:
        with Project(arguments.project, write=True) as project:
            if arguments.resume:
                yield from _Run(project, token).take_up(arguments)
            else:
                yield from _Run(project, token).start(arguments)
    finally:
        torch.set_num_threads(threads)  # a run may have its own number; what follows does not


class _Run:
    """One run from its first choice to its last file."""

    def __init__(self, project: Project, token: CancelToken) -> None:
        self._project = project
        self._token = token
        self._name = ""
        self._modality = folder.named(project.description.modality)

    def start(self, arguments: Pretrain) -> Iterator[Event]:
        """A new run."""
        if not (arguments.minutes or arguments.epochs or arguments.steps):
            arguments = dataclasses.replace(arguments, minutes=recommend.DEFAULT_MINUTES)
        device = devices.choose(arguments.device)
        layout = self._layout(arguments)
        count = len(self._samples())
        if count < 2:
            raise _too_few(count, self._modality)
        # What cannot be trained is said before anything is read.
        yield from self._room(arguments, device)
        settings = choices.choose(self._project, arguments, layout, count, device)
        yield from prepare.prepare(self._project, self._modality, layout, self._samples(), self._token)
        if self._token.stopping:
            yield self._nothing(settings.task)
            return
        ids = np.array([sample.id for sample in self._samples()], np.int64)
        if len(ids) < settings.task_class.smallest_batch:
            raise _too_few(len(ids), self._modality)
        some = prepare.some_samples(self._project, layout)
        caution = "" if some is None else settings.task_class.caution(some)
        if caution:
            yield Notice(level="care", text=f"Careful: {caution}")
        started = time.monotonic()
        batch = recommend.batch_size(settings.batch, len(ids), device)
        settings = dataclasses.replace(settings, num_samples=len(ids), batch=batch)
        yield PhaseStarted(phase="Measuring the speed")
        try:
            settings, trainer, notices = self._made(arguments, settings, ids, device, started)
        except Stopped:
            yield self._nothing(settings.task)
            return
        yield from notices
        trainer.extend(settings.steps)
        row = self._project.runs.add(settings.task, settings.encoder, settings.steps)
        self._name = row.name
        run_files = RunFiles(self._project.run_folder(self._name))
        run_files.folder.mkdir(parents=True)
        run_files.save_samples(ids)
        settings.save(run_files.folder)  # last: who finds settings may take the run up
        learning = self._learning(settings, ids, trainer, device, asks=arguments.asks)
        yield from self._learn(learning, _left(arguments.minutes, started))

    def _room(self, arguments: Pretrain, device: torch.device) -> Iterator[Event]:
        start = arguments.start
        if start and (tight := starting_points.check_room(self._project, start, arguments.task, device)):
            yield Notice(level="care", text=f"Careful: {tight}")

    def _layout(self, arguments: Pretrain) -> Layout:
        return layout_of(self._project, arguments.size or None)

    def _made(
        self,
        arguments: Pretrain,
        settings: RunSettings,
        ids: NDArray[np.int64],
        device: torch.device,
        started: float,
    ) -> tuple[RunSettings, Trainer, list[Event]]:
        """Settings with their number of steps, a trainer for them, and what had to be changed to fit."""
        notices: list[Event] = []
        while True:
            watcher = run_making.watcher(self._project, settings, ids, device, self._token)
            trainer = run_making.trainer(self._project, settings, ids, device, self._token, watcher)
            try:
                return choices.measured(arguments, settings, trainer, started), trainer, notices
            except OutOfMemoryError:
                trainer.close()
                settings, said = smaller(settings, trainer.task)
                settings = dataclasses.replace(settings, happened=(*settings.happened, said))
                notices.append(Notice(level="care", text=said))

    def _learning(
        self,
        settings: RunSettings,
        ids: NDArray[np.int64],
        trainer: Trainer,
        device: torch.device,
        *,
        asks: bool,
    ) -> Learning:
        return Learning(
            project=self._project, run=self._name, settings=settings, ids=ids, trainer=trainer,
            device=device, token=self._token, asks=asks,
        )  # fmt: skip

    def take_up(self, arguments: Pretrain) -> Iterator[Event]:
        """Go on with a run from its last checkpoint, or from its start when it had none."""
        name = arguments.resume
        row = self._project.runs.get(name)
        if row is None:
            known = ", ".join(run.name for run in self._project.runs.all()) or "none"
            raise UserError(f"There is no run {name!r}.", f"There are: {known}.", "Name one of them.")
        run_files = RunFiles(self._project.run_folder(name))
        settings = RunSettings.load(run_files.folder)
        if arguments.task and arguments.task != settings.task:
            raise UserError(
                f"{name} cannot go on with another task.",
                f"It was started with {settings.task}.",
                "Leave the task out, or start a new run.",
            )
        self._name = name
        device = devices.choose(settings.device if arguments.device == "auto" else arguments.device)
        if device.type == "cpu":
            torch.set_num_threads(settings.threads)
        ids = run_files.samples()
        present = [self._project.samples.get(int(sample)) for sample in ids]
        yield from prepare.prepare(self._project, self._modality, settings.cache_layout, present, self._token)
        watcher = run_making.watcher(self._project, settings, ids, device, self._token)
        state = checkpoint.load_state(run_files.folder, device)
        is_new = state is None
        trainer = run_making.trainer(
            self._project, settings, ids, device, self._token, watcher, is_new=is_new
        )
        if settings.steps:
            trainer.extend(settings.steps)
        load(trainer, state)
        self._go_on(arguments, trainer)
        run_files.forget_after(trainer.step)
        watcher.restore(run_files.looks(), run_files.measured())
        yield from self._learn(self._learning(settings, ids, trainer, device, asks=arguments.asks), None)

    def _go_on(self, arguments: Pretrain, trainer: Trainer) -> None:
        """`steps` trains that many more; `minutes` counts what was already trained."""
        if arguments.steps:
            trainer.extend(arguments.steps)
        elif arguments.minutes and trainer.step >= trainer.schedule.end:
            left = arguments.minutes * 60 - trainer.seconds
            per_step = trainer.seconds / max(1, trainer.step)
            if left > per_step > 0:
                trainer.extend(int(left / per_step))

    def _learn(self, learning: Learning, seconds: float | None) -> Iterator[Event]:
        settings, trainer = learning.settings, learning.trainer
        self._project.runs.change(
            self._name, state="running", planned_steps=trainer.schedule.end, encoder=settings.encoder
        )
        yield RunStarted(
            run=self._name, task=settings.task, encoder=settings.encoder, device=settings.device,
            size=settings.spec.size, batch=settings.batch, steps=trainer.schedule.end,
            reason=settings.reason,
        )  # fmt: skip
        try:
            yield from learning.run(None if seconds is None else trainer.seconds + seconds)
        except BaseException as error:
            # Whoever runs the job may also just let go of it; then the run can be taken up again.
            state: RunState = "failed" if isinstance(error, Exception) else "stopped"
            learning.close()
            self._project.runs.change(self._name, state=state, steps=learning.step)
            raise
        learning.close()
        if self._token.request is Request.DISCARD or learning.trainer.step == 0:
            yield self._nothing(settings.task)
            return
        yield self._conclude(learning)

    def _conclude(self, learning: Learning) -> Finished:
        trainer, settings = learning.trainer, learning.settings
        try:
            learning.save()
            checkpoint.save_native(learning.files.folder, trainer.task.encoder)
        except OSError as error:
            raise files.cannot_write(learning.files.folder / checkpoint.STATE, error) from error
        ended = trainer.step >= trainer.schedule.end
        verdict = learning.verdict()
        state: RunState = "finished" if ended else "stopped"
        if verdict.word == "collapsed" and (ended or learning.collapsed_for_good):
            state = "collapsed"
        self._project.runs.change(
            self._name, state=state, steps=trainer.step, planned_steps=trainer.schedule.end,
            verdict=verdict.word,
        )  # fmt: skip
        return Finished(
            result=PretrainResult(
                run=self._name,
                task=settings.task,
                encoder=settings.encoder,
                steps=trainer.step,
                samples_per_second=trainer.samples_per_second,
                data_wait_fraction=trainer.waited_seconds / max(trainer.ran_seconds, 1e-9),
                verdict=verdict.word,
                state=state,
                sentence=verdict.sentence,
                happened=settings.happened,
            )
        )

    def _nothing(self, task: str) -> Finished:
        """The run left nothing: it was discarded, or stopped before its first step."""
        if self._name:
            shutil.rmtree(self._project.run_folder(self._name), ignore_errors=True)
            self._project.runs.remove(self._name)
        sentence = (
            "Discarded." if self._token.request is Request.DISCARD else "Stopped before the first step."
        )
        return Finished(
            result=PretrainResult(
                run="", task=task, encoder="", steps=0, samples_per_second=0.0, data_wait_fraction=0.0,
                verdict="", state="stopped", sentence=sentence,
            )
        )  # fmt: skip

    def _samples(self) -> list[Sample]:
        return self._project.samples.usable(("pool", "check"))


def _left(minutes: float | None, started: float) -> float | None:
    return None if minutes is None else max(1.0, minutes * 60 - (time.monotonic() - started))


def _too_few(count: int, modality: Modality) -> UserError:
    return UserError(
        "There is too little to learn from.",
        f"There {'is' if count == 1 else 'are'} {count} {modality.noun if count == 1 else modality.plural};"
        " comparing needs at least 2, and useful features want a few hundred.",
        f"Add more {modality.plural} to the folder and refresh.",
    )


__all__ = [
    "Pretrain",
    "PretrainResult",
    "RunStarted",
    "job",
    "run",
    "unfinished",
]
