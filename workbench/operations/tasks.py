"""The pretext tasks and encoders there are, and what a task does to the user's own samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from workbench.engine import settings as setting
from workbench.engine.batches import BatchPlan, BatchSource
from workbench.engine.contracts import RowsPreview
from workbench.engine.encoders import EncoderSpec, build, encoders
from workbench.engine.modalities import modalities
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.engine.settings import SettingField
from workbench.jobs import CancelToken, Event, Finished, Job, PhaseStarted, UserError
from workbench.operations import prepare
from workbench.operations.import_folder import layout_of
from workbench.operations.run_settings import named_task
from workbench.project import Project

_SMALLEST_ENCODER = "small_residual"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskInfo:
    """A pretext task in words, with all that can be set: its own fields, then those of the views."""

    name: str
    title: str
    summary: str
    family: str
    fields: tuple[SettingField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Show what a task does to these samples; none: the first six."""

    project: Path
    task: str
    samples: tuple[int, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewResult:
    """One row a sample, its pictures side by side."""

    preview: RowsPreview


def catalogue(modality: str) -> tuple[TaskInfo, ...]:
    """The tasks for a modality."""
    views = setting.describe(modalities.get(modality).view_settings)
    return tuple(
        TaskInfo(
            name=task.name,
            title=task.title,
            summary=task.summary,
            family=task.family,
            fields=(*setting.describe(task.Settings), *(views if task.views_per_sample > 1 else ())),
        )
        for task in pretext_tasks
        if modality in task.modalities
    )


def encoder_names(modality: str) -> tuple[str, ...]:
    """The encoders that can be chosen by hand."""
    modalities.get(modality)
    return encoders.names()


def settings_for(
    task: type[PretextTask], modality: str, layout: Any, given: dict[str, str]
) -> tuple[Any, Any]:
    """Task and view settings with what was set by hand; a name may belong to either."""
    views = modalities.get(modality).default_views(layout)
    view_names = {field.name for field in setting.describe(type(views))}
    of_views = {name: text for name, text in given.items() if name in view_names}
    of_task = {name: text for name, text in given.items() if name not in view_names}
    return setting.changed(task.Settings(), of_task), setting.changed(views, of_views)


def preview_job(arguments: Preview) -> Job:
    """The job that does it."""
    return Job(operation=__name__, arguments=arguments, title="Draw the preview", resource="disk")


def run(arguments: Preview, token: CancelToken) -> Iterator[Event]:
    """Make one batch of the samples as training would, and let the task draw it."""
    token.raise_if_stopping()
    yield PhaseStarted(phase="Drawing the preview")
    task_class = named_task(arguments.task)
    with Project(arguments.project) as project:
        layout = layout_of(project)
        usable = [sample.id for sample in project.samples.usable()]
        wanted = [s for s in arguments.samples if s in set(usable)] or usable[:6]
        store = prepare.open_cache(project, layout)
        ids = np.array(wanted, np.int64)
        ids = ids[store.is_filled(ids)]
        modality = modalities.get(project.description.modality)
    if not len(ids):
        raise UserError(
            "There is nothing to show yet.", "No sample has been read.", "Refresh the data in step 1."
        )
    task_settings, views = settings_for(task_class, modality.name, layout, dict(arguments.settings))
    spec = EncoderSpec(name=_SMALLEST_ENCODER, channels=layout.shape[2], size=layout.shape[0])
    task = task_class(build(spec).eval(), task_settings).eval()
    source = BatchSource(
        modality=modality,
        gather=store.gather,
        rows=ids,
        plan=BatchPlan(batch=len(ids), views=task_class.views_per_sample, seed=arguments.seed),
        view_settings=views,
        device=torch.device("cpu"),
    )
    with torch.no_grad():
        yield Finished(result=PreviewResult(preview=task.preview(source.batch(0))))
