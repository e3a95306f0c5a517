"""How a project's files are cut into samples, in words; nothing where there is no choice."""

from __future__ import annotations

from typing import Any

from workbench.app.words import tr
from workbench.engine import settings


def reading_words(reading: Any) -> str:
    """Such as "One sample is: row · Column: body"; `reading` is a value of a reading settings class."""
    values = [(field.info, str(getattr(reading, field.name))) for field in settings.describe(type(reading))]
    return " · ".join(
        tr("{setting}: {value}").format(setting=tr(info.label), value=tr(value) if info.choices else value)
        for info, value in values
        if value
    )
