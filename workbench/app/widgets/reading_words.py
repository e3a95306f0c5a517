"""How a project's files are cut into samples, in words; nothing where there is no choice."""

from __future__ import annotations

from typing import Any

from workbench.app.words import tr
from workbench.engine import settings
from workbench.engine.settings import SettingField


def reading_words(reading: Any) -> str:
    """Such as "One sample is: row · Column: body"; `reading` is a value of a reading settings class."""
    values = [(field.info, _value(field, reading)) for field in settings.describe(type(reading))]
    return " · ".join(
        tr("{setting}: {value}").format(setting=tr(info.label), value=value)
        for info, value in values
        if value
    )


def _value(field: SettingField, reading: Any) -> str:
    """One of several in its words; a length with its unit, of which 0 is a whole file."""
    value = getattr(reading, field.name)
    if isinstance(value, float):
        return f"{value:g} {field.info.unit}" if value else tr("each file whole")
    return tr(str(value)) if field.info.choices else str(value)
