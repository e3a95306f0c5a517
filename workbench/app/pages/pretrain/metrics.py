"""The curves of a run and its looks, from the lines of its metrics.jsonl and looks.jsonl."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np

from workbench.app.widgets.series import Floats
from workbench.engine.monitors.looked import Looked
from workbench.engine.monitors.record import from_line
from workbench.operations.run_files import LOOKS, METRICS

_MOST_LINES = 20_000
"""Of a longer file only every second, third ... line is read: a plot shows no more anyway."""
_BLOCK = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """steps, values: (N,) float64, in the order of the steps."""

    steps: Floats = field(default_factory=lambda: np.zeros(0))
    values: Floats = field(default_factory=lambda: np.zeros(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """What was measured at each step, what was seen at each look, and the last look itself."""

    measured: Mapping[str, Curve] = field(default_factory=dict)
    looked: Mapping[str, Curve] = field(default_factory=dict)
    last: Looked | None = None


def read(folder: Path) -> Curves:
    """The curves of a run's folder; empty ones where there are no files."""
    looks = list(_looks(_lines(folder / LOOKS)))
    return Curves(
        measured=_curves(_records(_lines(folder / METRICS))),
        looked=_curves((look.step, look.values) for look in looks),
        last=looks[-1] if looks else None,
    )


def parse(lines: Iterable[str]) -> Mapping[str, Curve]:
    """What JSON lines measured; a line cut off by a crash is left out."""
    return _curves(_records(lines))


def _curves(records: Iterable[tuple[float, Mapping[str, object]]]) -> Mapping[str, Curve]:
    """By name. A step that was trained again replaces what came after it."""
    points: dict[str, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for step, values in records:
        for name, value in values.items():
            if not isinstance(value, int | float) or name == "step":
                continue
            steps, numbers = points[name]
            while steps and steps[-1] >= step:
                steps.pop()
                numbers.pop()
            steps.append(step)
            numbers.append(float(value))
    return {
        name: Curve(steps=np.array(steps), values=np.array(numbers))
        for name, (steps, numbers) in points.items()
    }


def _records(lines: Iterable[str]) -> Iterator[tuple[float, Mapping[str, object]]]:
    for line in lines:
        try:
            record = json.loads(line)
            yield float(record["step"]), record
        except (ValueError, KeyError, TypeError):
            continue


def _looks(lines: Iterable[str]) -> Iterator[Looked]:
    for line in lines:
        try:
            yield from_line(line)
        except (ValueError, KeyError, TypeError):
            continue


def _lines(path: Path) -> Iterator[str]:
    """Lines of a file, thinned where there are too many; none where there is no file."""
    try:
        with path.open("rb") as stream:
            number = sum(block.count(b"\n") for block in iter(partial(stream.read, _BLOCK), b""))
        with path.open(encoding="utf-8") as text:
            yield from islice(text, 0, None, -(-number // _MOST_LINES) or 1)
    except FileNotFoundError:
        return
