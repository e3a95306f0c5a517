"""Rows of a table that give no sample, counted, so that none is lost without a word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Flaw = Literal["", "no text", "no JSON", "no object"]
_ONE = {
    "no text": "1 row holds no text and was left out (row {first:,}).",
    "no JSON": "1 line is no valid JSON and was left out (line {first:,}).",
    "no object": "1 line is no JSON object and was left out (line {first:,}).",
}
_SEVERAL = {
    "no text": "{number:,} rows hold no text and were left out, the first is row {first:,}.",
    "no JSON": "{number:,} lines are no valid JSON and were left out, the first is line {first:,}.",
    "no object": "{number:,} lines are no JSON objects and were left out, the first is line {first:,}.",
}


@dataclass(slots=True, kw_only=True)
class LeftOut:
    """How many rows of each flaw there are, and which was the first."""

    _numbers: dict[Flaw, int] = field(default_factory=dict)
    _firsts: dict[Flaw, int] = field(default_factory=dict)

    def add(self, flaw: Flaw, row: int) -> None:
        """Count a row, by its number in the file; one without a flaw counts as nothing."""
        if flaw:
            self._numbers[flaw] = self._numbers.get(flaw, 0) + 1
            self._firsts.setdefault(flaw, row)

    def sentences(self) -> list[str]:
        """One for each flaw that there is."""
        return [
            (_ONE if number == 1 else _SEVERAL)[flaw].format(number=number, first=self._firsts[flaw])
            for flaw, number in self._numbers.items()
        ]
