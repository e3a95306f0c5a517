"""The choices a run makes before its first step, and what it refuses."""

from __future__ import annotations

import copy
import dataclasses
import time
from pathlib import Path

import torch

from workbench.engine import device as devices
from workbench.engine.contracts import Layout
from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.modalities import modalities
from workbench.engine.pretext import PretextTask
from workbench.engine.trainer import Trainer, seconds_per_step
from workbench.jobs import WordsError
from workbench.operations import recommend, starting_points
from workbench.operations.recommend import DEFAULT_MINUTES
from workbench.operations.run_settings import Pretrain, RunSettings, named_task
from workbench.operations.tasks import settings_for
from workbench.project import Project

_MOST_CALIBRATION_SECONDS = 4.0
_SHARE_OF_LOOKS = 0.03


def choose(
    project: Project, arguments: Pretrain, layout: Layout, count: int, device: torch.device
) -> RunSettings:
    """Every choice that is not a number of steps; raises `UserError` for what cannot be trained."""
    modality = project.description.modality
    task = named_task(arguments.task or _proposed(project, arguments, layout))
    if modality not in task.modalities:
        raise WordsError(
            f"{task.title} cannot be used here.",
            f"It is for {', '.join(task.modalities)}; this project holds {modality}.",
            "Choose another task.",
        )
    _check_batch(arguments.batch, count, task)
    _check_rate(arguments.learning_rate)
    task_settings, view_settings = settings_for(
        task, modality, layout, dict(arguments.settings), arguments.matters
    )
    name, reason = _encoder(project, task, arguments, layout, count, device)
    spec = _spec(project, arguments, name, layout, is_start=task.learns_from_teacher is False)
    _check_task(task, task_settings, spec)
    share = recommend.batch_share(task, project, count)
    batch = recommend.batch_size(arguments.batch, count, device, share)
    settings = RunSettings(
        task=task.name,
        task_settings=dataclasses.asdict(task_settings),
        view_settings=dataclasses.asdict(view_settings),
        modality=modality,
        encoder=name,
        input={key: value for key, value in dataclasses.asdict(spec).items() if key != "name"},
        layout=layout.shape,
        dtype=layout.dtype,
        batch=batch,
        learning_rate=arguments.learning_rate,
        weight_decay=1e-4,
        precision="bfloat16" if devices.precision(device) is torch.bfloat16 else "float32",
        seed=arguments.seed,
        steps=0,
        minutes=arguments.minutes,
        device=str(device),
        threads=torch.get_num_threads(),
        num_samples=count,
        start=_lasting(project, arguments.start),
        matters=arguments.matters,
        reason=reason,
        checkpoint_seconds=arguments.checkpoint_seconds,
        worth=recommend.worth(task, project, count),
    )
    rate = arguments.learning_rate or settings.usual_rate
    return dataclasses.replace(settings, learning_rate=rate)


def refusal(task: str, spec: EncoderSpec) -> str:
    """Why a task cannot go on from such a network, in a sentence; "" when it can, or only imitates it."""
    found = named_task(task)
    return "" if found.learns_from_teacher else found.refusal(build(spec), found.Settings())


def _proposed(project: Project, arguments: Pretrain, layout: Layout) -> str:
    """The first task in the order that was measured that can train the start or encoder that is named."""
    tasks = recommend.fitting(project, layout).tasks
    modality = modalities.get(project.description.modality)
    if arguments.start:
        spec = starting_points.kind_of(project, arguments.start)
    elif arguments.encoder in modality.encoders:
        spec = modality.spec(arguments.encoder, layout)
    else:
        return tasks[0]
    return next((task for task in tasks if not refusal(task, spec)), tasks[0])


def measured(arguments: Pretrain, settings: RunSettings, trainer: Trainer, started: float) -> RunSettings:
    """The settings with the number of steps the budget is: as said, by epochs, or by a short measurement.

    `started` is when the budget began, by `time.monotonic`. On a CPU the measurement also tells whether
    one thread is faster than all: it is where other programs keep the cores busy. Raises `Stopped`.
    """
    if arguments.steps:
        return dataclasses.replace(settings, steps=arguments.steps)
    if arguments.epochs:
        steps = arguments.epochs * max(1, settings.num_samples // settings.batch)
        return dataclasses.replace(settings, steps=steps)
    seconds = (arguments.minutes or DEFAULT_MINUTES) * 60
    counts = {settings.threads, 1} if settings.device == "cpu" else {settings.threads}
    for_each = min(_MOST_CALIBRATION_SECONDS, 0.05 * seconds) / len(counts)
    times = {}
    for threads in sorted(counts):
        torch.set_num_threads(threads)
        times[threads] = seconds_per_step(trainer.twin(copy.deepcopy(trainer.task)), for_each)
    threads = min(times, key=lambda count: times[count])
    torch.set_num_threads(threads)
    left = (seconds - (time.monotonic() - started)) * (1 - _SHARE_OF_LOOKS)
    return dataclasses.replace(settings, threads=threads, steps=max(1, int(left / times[threads])))


def _encoder(
    project: Project,
    task: type[PretextTask],
    arguments: Pretrain,
    layout: Layout,
    count: int,
    device: torch.device,
) -> tuple[str, str]:
    """Its name, and why."""
    if task.learns_from_teacher and not arguments.start:
        raise WordsError(
            f"{task.title} needs a network to imitate.",
            "No run and no weights file was named.",
            "Name one: `--from` on the command line, “Imitate” in the window.",
        )
    kind = starting_points.kind_of(project, arguments.start) if arguments.start else None
    if kind is not None and not task.learns_from_teacher:
        name = kind.name
        if arguments.encoder not in ("", name):
            raise WordsError(
                f"The encoder cannot be {arguments.encoder!r} here.",
                f"{arguments.start} holds the weights of {name}.",
                "Leave the encoder out, or start anew.",
            )
        return name, f"It goes on from {arguments.start}."
    if not arguments.encoder:
        seconds = (arguments.minutes or DEFAULT_MINUTES) * 60
        chosen = recommend.encoder(task, project, layout, count, seconds, device)
        if arguments.minutes is None:  # nothing is known of how long it will take
            modality = modalities.get(project.description.modality)
            size = f"{modality.spec(chosen.name, layout).size} {modality.size_unit}"
            return chosen.name, f"{chosen.name} at {size} suits this device."
        return chosen.name, chosen.reason
    names = modalities.get(project.description.modality).encoders
    if arguments.encoder not in names:
        raise WordsError(
            f"There is no encoder {arguments.encoder!r}.",
            f"There are: {', '.join(names)}.",
            "Choose one of these.",
        )
    return arguments.encoder, "The encoder was chosen by hand."


def _spec(project: Project, arguments: Pretrain, name: str, layout: Layout, *, is_start: bool) -> EncoderSpec:
    """What the encoder is built from: as its start has it where that cannot be brought to another input."""
    modality = modalities.get(project.description.modality)
    spec = modality.spec(name, layout, recommend.amount(project))
    if not (is_start and arguments.start):
        return spec
    found = starting_points.kind_of(project, arguments.start)
    return dataclasses.replace(spec, config=found.config) if modality.sizes else found


def _lasting(project: Project, start: str) -> str:
    """A start as it can be found again from any folder."""
    return start if not start or project.runs.get(start) else str(Path(start).resolve())


def _check_rate(rate: float) -> None:
    if not 0 <= rate <= 1:  # nor is a number that is none
        raise WordsError(
            f"The learning rate cannot be {rate:g}.",
            "It is a number from 0 to 1; 0 leaves it to the program.",
            "Choose another.",
        )


def _check_batch(wanted: int, count: int, task: type[PretextTask]) -> None:
    if wanted > count:
        raise WordsError(
            f"A batch of {wanted:,} cannot be filled.",
            f"There are only {count:,} samples to learn from.",
            f"Choose a batch of at most {count:,}, or 0 to leave it to the program.",
        )
    if 0 < wanted < task.smallest_batch:
        raise WordsError(
            f"A batch of {wanted} is too small.",
            f"{task.title} needs at least {task.smallest_batch} samples in each step.",
            "Choose a larger batch, or 0 to leave it to the program.",
        )


def _check_task(task: type[PretextTask], settings: object, spec: EncoderSpec) -> None:
    """Raise `WordsError` when the task cannot train this network with these settings."""
    refusal = task.refusal(build(spec), settings)
    if refusal:
        raise WordsError(
            f"{task.title} cannot train with these settings.",
            refusal,
            "Change the setting, or leave it to the program.",
        )
