"""From a run's settings to what trains it: the same settings make the same weights and batches."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from workbench.engine.batches import BatchPlan, BatchSource, reader
from workbench.engine.encoders import Encoder, build
from workbench.engine.modalities import Modality, modalities
from workbench.engine.monitors.watcher import Watcher
from workbench.engine.pretext import PretextTask
from workbench.engine.seeded import seeded
from workbench.engine.trainer import Trainer
from workbench.jobs import CancelToken
from workbench.operations import prepare, starting_points
from workbench.operations.run_settings import RunSettings
from workbench.project import Project


def trainer(
    project: Project,
    settings: RunSettings,
    ids: NDArray[np.int64],
    device: torch.device,
    token: CancelToken,
    watcher: Watcher | None = None,
    *,
    is_new: bool = True,
) -> Trainer:
    """A trainer at its first step. Without `is_new` a saved state gives its weights, and not the start."""
    modality = modalities.get(settings.modality)
    task = _task(project, settings, modality, ids, is_new=is_new)
    source = BatchSource(
        modality=modality,
        gather=prepare.open_cache(project, settings.cache_layout).gather,
        rows=ids,
        plan=BatchPlan(batch=settings.batch, views=task.views_per_sample, seed=settings.seed),
        view_settings=modality.view_settings(**settings.view_settings),
        device=device,
    )
    return Trainer(
        task=task, source=source, plan=settings.plan, steps=1, device=device, token=token, watch=watcher
    )


def watcher(
    project: Project,
    settings: RunSettings,
    ids: NDArray[np.int64],
    device: torch.device,
    token: CancelToken,
) -> Watcher:
    """Who looks at the network on a few hundred fixed samples."""
    modality = modalities.get(settings.modality)
    return Watcher(
        modality=modality,
        gather=prepare.open_cache(project, settings.cache_layout).gather,
        rows=ids,
        layout=settings.cache_layout,
        view_settings=modality.view_settings(**settings.view_settings),
        seed=settings.seed,
        device=device,
        token=token,
        precision=settings.precision,
    )


def _task(
    project: Project, settings: RunSettings, modality: Modality, ids: NDArray[np.int64], *, is_new: bool
) -> PretextTask:
    with seeded(settings.seed):
        encoder = _encoder(project, settings, modality, ids, is_new=is_new)
        task = settings.task_class(encoder, settings.task_class.Settings(**settings.task_settings))
        if settings.task_class.learns_from_teacher:
            task.set_teacher(starting_points.teacher_from(project, settings.start))
    task.fit_to_set(len(ids))
    return task


def _encoder(
    project: Project, settings: RunSettings, modality: Modality, ids: NDArray[np.int64], *, is_new: bool
) -> Encoder:
    if is_new and settings.start and not settings.task_class.learns_from_teacher:
        return starting_points.encoder_from(project, settings.start, settings.spec)
    encoder = build(settings.spec)
    if not is_new:  # the saved state knows what samples are like
        return encoder
    gather = prepare.open_cache(project, settings.cache_layout).gather
    pool = np.intersect1d(ids, project.samples.usable_ids(("pool",)))  # the check set says nothing here
    encoder.learn_input(reader(modality, gather, pool if len(pool) else ids))
    return encoder
