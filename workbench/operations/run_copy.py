"""What was chosen for an earlier run, in the words in which it can be chosen again."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.engine import settings as setting
from workbench.engine.modalities import modalities
from workbench.operations.run_settings import RunSettings, named_task


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChoice:
    """`settings` are those that are not as the program would choose them: (name, text)."""

    task: str
    encoder: str
    size: int
    batch: int
    matters: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]


def choice_of(folder: Path) -> RunChoice:
    """The choice behind a run's settings.json; raises `UserError`."""
    settings = RunSettings.load(folder)
    task = named_task(settings.task)
    modality = modalities.get(settings.modality)
    views = modality.default_views(settings.cache_layout, task.view_strength)
    for matter in modality.matters:
        if matter.name in settings.matters:
            views = dataclasses.replace(views, **matter.settings)
    return RunChoice(
        task=settings.task,
        encoder=settings.encoder,
        size=settings.layout[0],
        batch=settings.batch,
        matters=settings.matters,
        settings=(
            *_changed(task.Settings(), settings.task_settings),
            *(_changed(views, settings.view_settings) if task.views_per_sample else ()),
        ),
    )


def _changed(usual: Any, values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Of the settings that there are today, those with another value than the usual one."""
    return tuple(
        (field.name, _text(values[field.name]))
        for field in setting.describe(type(usual))
        if field.name in values and values[field.name] != getattr(usual, field.name)
    )


def _text(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
