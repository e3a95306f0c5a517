"""The curves of a run, from the lines of its metrics.jsonl."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

CURVES = ("loss", "learning_rate", "samples_per_second", "spread")


@dataclass(frozen=True, slots=True)
class Curves:
    """By curve: steps and values, in the order of the steps."""

    points: dict[str, tuple[list[float], list[float]]] = field(
        default_factory=lambda: {name: ([], []) for name in CURVES}
    )

    def add(self, step: float, values: Mapping[str, object]) -> None:
        """Take what one measurement says; a step that was trained again replaces what came after it."""
        for name in CURVES:
            value = values.get(name)
            if not isinstance(value, int | float):
                continue
            steps, numbers = self.points[name]
            while steps and steps[-1] >= step:
                steps.pop()
                numbers.pop()
            steps.append(step)
            numbers.append(float(value))


def parse(lines: Iterable[str]) -> Curves:
    """Curves from JSON lines; a line cut off by a crash is left out."""
    curves = Curves()
    for line in lines:
        try:
            record = json.loads(line)
            curves.add(float(record["step"]), record)
        except (ValueError, KeyError, TypeError):
            continue
    return curves


def read(path: Path) -> Curves:
    """The curves of a file; empty ones where there is none."""
    try:
        with path.open(encoding="utf-8") as stream:
            return parse(stream)
    except FileNotFoundError:
        return Curves()
