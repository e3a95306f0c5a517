"""What was chosen for an earlier run, in the words in which it can be chosen again."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.engine import device as devices
from workbench.engine import settings as setting
from workbench.engine.modalities import modalities
from workbench.jobs import UserError
from workbench.operations.run_settings import RunSettings, named_task

_MEMORY = "did not fit the memory"
_SMALLER_BATCH = re.compile(r"a batch is now [\d,]+ samples instead of ([\d,]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChoice:
    """`settings` are those that are not as the program would choose them: (name, text)."""

    task: str
    encoder: str
    size: int
    batch: int
    """0 where it had to be lowered for want of memory: it was not chosen."""
    matters: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]
    start: str = ""
    seed: int = 0
    minutes: float | None = None
    """None for a run of so many steps."""
    device: str = ""
    """"" where the program would choose the same, or where it is not there any more."""
    learning_rate: float = 0.0
    """0 where it is the usual one, or where it was changed on the way."""


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
        size=settings.spec.size,
        batch=settings.batch if settings.batch == _first_batch(settings) else 0,
        matters=settings.matters,
        settings=(
            *_changed(task.Settings(), settings.task_settings),
            *(_changed(views, settings.view_settings) if task.views_per_sample else ()),
        ),
        start=settings.start,
        seed=settings.seed,
        minutes=settings.minutes,
        device=_device(settings.device),
        learning_rate=_learning_rate(settings),
    )


def _first_batch(settings: RunSettings) -> int:
    """The batch it began with, before it had to be made smaller."""
    found = [match for text in settings.happened if (match := _SMALLER_BATCH.search(text))]
    return int(found[0][1].replace(",", "")) if found else settings.batch


def _learning_rate(settings: RunSettings) -> float:
    """A rate that was chosen by hand. After a mishap it is what helped, and tells of no choice.

    With a smaller batch the rate became smaller too, by the square root; that is taken back.
    """
    mishap = any(_MEMORY not in text for text in settings.happened)
    if mishap or math.isclose(settings.learning_rate, settings.usual_rate):
        return 0.0
    return settings.learning_rate * math.sqrt(_first_batch(settings) / settings.batch)


def _device(name: str) -> str:
    """The kind of a run's device, where the program would choose another here."""
    kind = name.partition(":")[0]
    try:
        devices.choose(kind)
    except UserError:
        return ""
    return "" if devices.choose().type == kind else kind


def _changed(usual: Any, values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Of the settings that there are today, those with another value than the usual one."""
    return tuple(
        (field.name, _text(values[field.name]))
        for field in setting.describe(type(usual))
        if field.name in values and values[field.name] != getattr(usual, field.name)
    )


def _text(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
