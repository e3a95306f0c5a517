"""Tables of one JSON value a line (JSON Lines): their columns and the text of a cell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from workbench.engine.modalities.text.files.lines import first_lines, lines
from workbench.engine.modalities.text.files.sources import Place, TextSource

_LONGEST_LINE = 16_000_000
_LOOKED_AT = 200
_LOOKED_AT_LETTERS = 16_000_000
WHOLE = "text"
"""The column's name where a line is a bare text."""


class Line(NamedTuple):
    """What a line holds, and what keeps it from being a row of columns."""

    values: dict[str, Any]
    """A bare value stands under the name "text"; empty where there is nothing to read."""
    flaw: Literal["", "empty", "broken", "bare"] = ""


def objects(source: TextSource, place: Place | None = None) -> Iterator[tuple[Place, Line]]:
    """One line after the other, each with its place."""
    for at, line in lines(source, place, longest=_LONGEST_LINE):
        yield at, _read(line)


def some(source: TextSource) -> tuple[tuple[str, ...], list[list[str]]]:
    """The columns of the first lines, those of objects within as "outer.inner", and their cells."""
    beginning = first_lines(source, number=_LOOKED_AT, longest=_LONGEST_LINE, letters=_LOOKED_AT_LETTERS)
    found = [line.values for line in map(_read, beginning) if line.values]
    names: dict[str, None] = {}
    for values in found:
        for name, value in values.items():
            if isinstance(value, dict):
                names.update(dict.fromkeys(f"{name}.{inner}" for inner in value))
            else:
                names[name] = None
    return tuple(names), [[cell(values, name) for name in names] for values in found]


def cell(values: dict[str, Any], name: str) -> str:
    """What is under a column's name: a text, number or truth value as it is written there; nothing for null.

    Lists and objects are the texts and numbers in them, a line each.
    """
    value = values.get(name)
    if name not in values:
        outer, _, inner = name.partition(".")
        within = values.get(outer)
        value = within.get(inner) if isinstance(within, dict) else None
    if isinstance(value, bool):
        return "true" if value else "false"
    return _text(value)


def _read(line: str) -> Line:
    if not line or line.isspace():
        return Line({}, "empty")
    try:
        value = json.loads(line, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return Line({}, "broken")
    return Line(value) if isinstance(value, dict) else Line({WHOLE: value}, "bare")


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return ""
    items: Sequence[Any] = [value]
    if isinstance(value, dict):
        items = list(value.values())
    elif isinstance(value, list):
        items = value
    else:
        return str(value)
    try:
        return "\n".join(text for text in map(_text, items) if text)
    except RecursionError:
        return ""
