"""The pretext tasks and encoders there are, and what a task does to the user's own samples."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from workbench.engine import settings as setting
from workbench.engine.batches import BatchPlan, BatchSource
from workbench.engine.contracts import Layout, Matter, RowsPreview, ViewStrength
from workbench.engine.encoders import build
from workbench.engine.modalities import Modality, modalities
from workbench.engine.pretext import Measure, PretextTask, pretext_tasks
from workbench.engine.seeded import seeded
from workbench.engine.settings import SettingField
from workbench.jobs import CancelToken, Event, Finished, Job, PhaseStarted, UserError, WordsError
from workbench.operations import prepare
from workbench.operations.import_folder import layout_of
from workbench.operations.run_settings import named_task
from workbench.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskInfo:
    """A pretext task in words, with all that can be set: its own fields, then those of the views."""

    name: str
    title: str
    summary: str
    family: str
    own_fields: tuple[SettingField, ...]
    view_fields: tuple[SettingField, ...]
    """Of the views it is given, with the values that suit it and the samples."""
    view_strength: ViewStrength
    measures: tuple[Measure, ...] = ()
    learns_from_teacher: bool = False
    """Whether it imitates a network that must be named."""
    encoders: tuple[str, ...] = ()
    """Those made for it; none: any encoder will do."""

    @property
    def fields(self) -> tuple[SettingField, ...]:
        """All that can be set: its own fields, then those of the views."""
        return (*self.own_fields, *self.view_fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Show what a task does to these samples; none: the first six."""

    project: Path
    task: str
    samples: tuple[int, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    matters: tuple[str, ...] = ()
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewResult:
    """One row a sample, its pictures side by side."""

    preview: RowsPreview
    caution: str = ""
    """What speaks against the task for these samples; "" when nothing."""


def catalogue(modality: str, layout: Layout | None = None) -> tuple[TaskInfo, ...]:
    """The tasks for a modality, with the defaults for samples of that layout."""
    kind = modalities.get(modality)
    layout = layout or kind.layout(())
    return tuple(
        TaskInfo(
            name=task.name,
            title=task.title,
            summary=task.summary,
            family=task.family,
            own_fields=setting.describe(task.Settings),
            view_fields=_view_fields(kind, layout, task) if task.views_per_sample else (),
            view_strength=task.view_strength,
            measures=task.measures,
            learns_from_teacher=task.learns_from_teacher,
            encoders=task.preferred_encoders,
        )
        for task in pretext_tasks
        if modality in task.modalities
    )


def _view_fields(kind: Modality, layout: Layout, task: type[PretextTask]) -> tuple[SettingField, ...]:
    proposed = kind.default_views(layout, task.view_strength)
    return tuple(
        dataclasses.replace(field, default=getattr(proposed, field.name))
        for field in setting.describe(kind.view_settings)
    )


def encoder_names(modality: str) -> tuple[str, ...]:
    """The encoders that can be chosen by hand."""
    return modalities.get(modality).encoders


def matters(modality: str) -> tuple[Matter, ...]:
    """What a person can say matters about samples of this kind; views then leave it alone."""
    return modalities.get(modality).matters


def settings_for(
    task: type[PretextTask],
    modality: str,
    layout: Any,
    given: Mapping[str, str],
    matters: Sequence[str] = (),
) -> tuple[Any, Any]:
    """Task and view settings with what matters and what was set by hand; a name may belong to either."""
    views = modalities.get(modality).default_views(layout, task.view_strength)
    views = dataclasses.replace(views, **_left_alone(modality, matters))
    view_names = {field.name for field in setting.describe(type(views))}
    of_views = {name: text for name, text in given.items() if name in view_names}
    of_task = {name: text for name, text in given.items() if name not in view_names}
    return setting.changed(task.Settings(), of_task), setting.changed(views, of_views)


def _left_alone(modality: str, names: Sequence[str]) -> dict[str, Any]:
    known = {matter.name: matter for matter in modalities.get(modality).matters}
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise WordsError(
            f"Nothing is known of {unknown[0]!r} that could matter.",
            f"What can matter here: {', '.join(known) or 'nothing'}.",
            "Use one of these words.",
        )
    return {name: value for matter in names for name, value in known[matter].settings.items()}


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
        some = prepare.some_samples(project, layout)
    if not len(ids):
        raise UserError(
            "There is nothing to show yet.", "No sample has been read.", "Refresh the data in step 1."
        )
    task_settings, views = settings_for(
        task_class, modality.name, layout, dict(arguments.settings), arguments.matters
    )
    name = (task_class.preferred_encoders or modality.fallbacks)[-1]
    with seeded(arguments.seed):
        encoder = build(modality.spec(name, layout))
        if some is not None:
            encoder.learn_input(lambda most: (some[:most],))
        task = task_class(encoder, task_settings).eval()
    source = BatchSource(
        modality=modality,
        gather=store.gather,
        rows=ids,
        plan=BatchPlan(batch=len(ids), views=task_class.views_per_sample, seed=arguments.seed),
        view_settings=views,
        device=torch.device("cpu"),
    )
    with torch.no_grad():
        caution = "" if some is None else task_class.caution(some)
        yield Finished(result=PreviewResult(preview=task.preview(source.batch(0)), caution=caution))
