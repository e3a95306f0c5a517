"""The choices a run makes before its first step, and the trainer they make."""

from __future__ import annotations

import copy
import dataclasses
import time
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from workbench.engine import checkpoint
from workbench.engine import device as devices
from workbench.engine.batches import BatchPlan, BatchSource
from workbench.engine.contracts import Layout, UInt8Array
from workbench.engine.encoders import Encoder, EncoderSpec, build, encoders
from workbench.engine.encoders import choice as encoder_choice
from workbench.engine.encoders.choice import EncoderChoice
from workbench.engine.modalities import Modality, modalities
from workbench.engine.plan import scaled_rate
from workbench.engine.trainer import Trainer, seconds_per_step
from workbench.jobs import CancelToken, UserError, WordsError
from workbench.operations import prepare
from workbench.operations.run_settings import Pretrain, RunSettings, named_task
from workbench.operations.tasks import settings_for
from workbench.project import Project

DEFAULT_TASK = "simclr"
DEFAULT_MINUTES = 5.0
_BASE_RATE = 2e-3
_LARGEST_BATCH = {"cpu": 256, "mps": 256, "cuda": 512}
_MOST_CALIBRATION_SECONDS = 4.0


def choose(
    project: Project, arguments: Pretrain, layout: Layout, count: int, device: torch.device
) -> RunSettings:
    """Every choice that is not a number of steps; raises `UserError` for words that mean nothing."""
    modality = project.description.modality
    task = named_task(arguments.task or DEFAULT_TASK)
    name, reason = _encoder(project, arguments, layout, count, device)
    task_settings, view_settings = settings_for(task, modality, layout, dict(arguments.settings))
    batch = batch_size(arguments.batch, count, device)
    return RunSettings(
        task=task.name,
        task_settings=dataclasses.asdict(task_settings),
        view_settings=dataclasses.asdict(view_settings),
        modality=modality,
        encoder=name,
        layout=layout.shape,
        batch=batch,
        learning_rate=scaled_rate(_BASE_RATE, batch),
        weight_decay=1e-4,
        precision="bfloat16" if devices.precision(device) is torch.bfloat16 else "float32",
        seed=arguments.seed,
        steps=0,
        minutes=arguments.minutes,
        device=str(device),
        threads=torch.get_num_threads(),
        num_samples=count,
        start=arguments.start,
        reason=reason,
        checkpoint_seconds=arguments.checkpoint_seconds,
    )


def trainer(
    project: Project, settings: RunSettings, ids: NDArray[np.int64], device: torch.device, token: CancelToken
) -> Trainer:
    """A trainer at its first step; the same settings give the same weights."""
    modality = modalities.get(settings.modality)
    store = prepare.open_cache(project, settings.cache_layout)
    torch.manual_seed(settings.seed)
    if settings.start:
        encoder = _started_from(project, settings.start)
        _check_start(encoder.spec, settings.spec)
    else:
        encoder = build(settings.spec)
        encoder.set_statistics(*_statistics(modality, store.gather(_some(ids))))
    task = settings.task_class(encoder, settings.task_class.Settings(**settings.task_settings))
    source = BatchSource(
        modality=modality,
        gather=store.gather,
        rows=ids,
        plan=BatchPlan(batch=settings.batch, views=task.views_per_sample, seed=settings.seed),
        view_settings=modality.view_settings(**settings.view_settings),
        device=device,
    )
    return Trainer(task=task, source=source, plan=settings.plan, steps=1, device=device, token=token)


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
    left = seconds - (time.monotonic() - started)
    return dataclasses.replace(settings, threads=threads, steps=max(1, int(left / times[threads])))


def batch_size(wanted: int, count: int, device: torch.device) -> int:
    """Samples a step: as wanted or what suits the device, and never more than there are."""
    return max(2, min(wanted or _LARGEST_BATCH.get(device.type, 256), count))


def encoder(
    project: Project, layout: Layout, count: int, seconds: float, device: torch.device
) -> EncoderChoice:
    """What the modality proposes for the device, unless that is too slow for the time there is."""
    modality = modalities.get(project.description.modality)
    name = modality.default_encoder(layout, device.type, seconds, count)
    spec = EncoderSpec(name=name, channels=layout.shape[2], size=layout.shape[0])
    return encoder_choice.choose(preferred=spec, num_samples=count, seconds=seconds, device=device)


def _encoder(
    project: Project, arguments: Pretrain, layout: Layout, count: int, device: torch.device
) -> tuple[str, str]:
    """Its name, and why."""
    if arguments.start:
        name = _started_from(project, arguments.start).spec.name
        return name, f"It goes on from {arguments.start}."
    if not arguments.encoder:
        chosen = encoder(project, layout, count, (arguments.minutes or DEFAULT_MINUTES) * 60, device)
        return chosen.name, chosen.reason
    if arguments.encoder not in encoders.names():
        raise WordsError(
            f"There is no encoder {arguments.encoder!r}.",
            f"There are: {', '.join(encoders.names())}.",
            "Choose one of these.",
        )
    return arguments.encoder, "The encoder was chosen by hand."


def _started_from(project: Project, start: str) -> Encoder:
    """The encoder of a run, of a folder, or beside a weights file."""
    run_folder = project.run_folder(start)
    source = run_folder if run_folder.is_dir() else Path(start)
    return checkpoint.load_encoder(source if source.is_dir() else source.parent).encoder


def _some(ids: NDArray[np.int64], most: int = 2000) -> NDArray[np.int64]:
    return ids[:: max(1, len(ids) // most)]


def _statistics(modality: Modality, rows: UInt8Array) -> tuple[torch.Tensor, torch.Tensor]:
    samples = modality.samples(torch.from_numpy(rows))
    return samples.mean((0, 2, 3)), samples.std((0, 2, 3))


def _check_start(have: EncoderSpec, need: EncoderSpec) -> None:
    if have != need:
        raise UserError(
            "Training cannot go on from those weights.",
            f"They are for {have.name} at {have.size} px with {have.channels} channels;"
            f" this run needs {need.name} at {need.size} px with {need.channels}.",
            "Choose --encoder and --size to fit, or start anew.",
        )
