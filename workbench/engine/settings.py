"""Settings as data: a frozen dataclass whose fields carry label, help, range and unit.

The form on the page and the command line's options are both built from `describe`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast, get_type_hints

from workbench.jobs import WordsError

Value = bool | int | float | str
S = TypeVar("S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """What a person is told of one setting."""

    label: str
    help: str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingField:
    """One setting of a settings class: its name, type, default and what a person is told."""

    name: str
    type: type[bool] | type[int] | type[float] | type[str]
    default: Value
    info: Info


def setting(
    default: Value,
    *,
    label: str,
    help: str,  # noqa: A002 - the word a form and an option both use
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
    choices: tuple[str, ...] = (),
) -> Any:
    """A dataclass field with its label, help, range (both ends included) and unit."""
    info = Info(label=label, help=help, low=low, high=high, unit=unit, choices=choices)
    return dataclasses.field(default=default, metadata={"info": info})


def describe(settings: type[Any]) -> tuple[SettingField, ...]:
    """The fields of a settings class, in the order they are written."""
    types = get_type_hints(settings)
    return tuple(
        SettingField(
            name=field.name,
            type=types[field.name],
            default=cast(Value, field.default),
            info=field.metadata["info"],
        )
        for field in dataclasses.fields(settings)
    )


def parse(field: SettingField, text: str) -> Value:
    """The typed value that a text means; raises `WordsError` when it is none or out of range."""
    try:
        value = _convert(field, text.strip())
    except ValueError as error:
        raise WordsError(
            f"The setting {field.name} cannot be {text!r}.", _expected(field), "Choose another value."
        ) from error
    check(field, value)
    return value


def check(field: SettingField, value: Value) -> None:
    """Raise `WordsError` when a value is outside the field's range or choices."""
    info = field.info
    outside = (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and not ((info.low is None or value >= info.low) and (info.high is None or value <= info.high))
    )
    if outside or (info.choices and value not in info.choices):
        raise WordsError(
            f"The setting {field.name} cannot be {value}.", _expected(field), "Choose another value."
        )


def changed(settings: S, values: Mapping[str, str]) -> S:
    """A copy of a settings value with some fields set from text; unknown names raise `WordsError`."""
    fields = {field.name: field for field in describe(type(settings))}
    unknown = sorted(set(values) - set(fields))
    if unknown:
        raise WordsError(
            f"There is no setting {unknown[0]!r} here.",
            f"The settings are: {', '.join(fields)}.",
            "Run `workbench tasks` to see them with their meaning.",
        )
    parsed = {name: parse(fields[name], text) for name, text in values.items()}
    return dataclasses.replace(settings, **parsed)  # type: ignore[type-var]


def _convert(field: SettingField, text: str) -> Value:
    if field.type is bool:
        words = {"true": True, "yes": True, "on": True, "1": True}
        words |= {"false": False, "no": False, "off": False, "0": False}
        if text.lower() not in words:
            raise ValueError(text)
        return words[text.lower()]
    return field.type(text)


def _expected(field: SettingField) -> str:
    info = field.info
    if info.choices:
        return f"It is one of: {', '.join(info.choices)}."
    if field.type is bool:
        return "It is yes or no."
    kind = "a whole number" if field.type is int else "a number" if field.type is float else "a word"
    low = "" if info.low is None else f" from {info.low:g}"
    high = "" if info.high is None else f" up to {info.high:g}"
    return f"It is {kind}{low}{high}{' ' + info.unit if info.unit else ''}."
