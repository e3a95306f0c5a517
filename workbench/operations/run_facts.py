"""What a run came to, in numbers, from its small files alone: for tables of many runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.engine.monitors.looked import Looked
from workbench.engine.monitors.record import from_line
from workbench.jobs import UserError
from workbench.operations.run_files import LOOKS, METRICS
from workbench.operations.run_settings import RunSettings

_TAIL_BYTES = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """None and 0 where a run does not tell."""

    size: int = 0
    """Of what its encoder sees: side of a picture in px, tokens of a text."""
    batch: int = 0
    minutes: float | None = None
    """Spent on training."""
    first: Looked | None = None
    """Before it learnt."""
    last: Looked | None = None
    happened: tuple[str, ...] = ()

    @property
    def agreement(self) -> float | None:
        """How well neighbours agree now, 0 to 1."""
        return _value(self.last, "agreement")

    @property
    def agreement_before(self) -> float | None:
        """How well neighbours agreed before it learnt."""
        return _value(self.first, "agreement")

    @property
    def rank(self) -> float | None:
        """Effective rank now."""
        return _value(self.last, "rank")


def read(folder: Path) -> RunFacts:
    """The facts of a run's folder; reads the ends of its files only."""
    try:
        settings = RunSettings.load(folder)
    except UserError:
        return RunFacts()
    looks = _ends(folder / LOOKS)
    return RunFacts(
        size=settings.spec.size,
        batch=settings.batch,
        minutes=_minutes(_record(_ends(folder / METRICS)[-1:]), settings.batch),
        first=_look(looks[:1]),
        last=_look(looks[-1:]),
        happened=settings.happened,
    )


def _minutes(last: Mapping[str, Any], batch: int) -> float | None:
    """The speed is that of the whole run: from it and the steps follows the time."""
    try:
        return float(last["step"]) * batch / float(last["samples_per_second"]) / 60
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None


def _value(look: Looked | None, name: str) -> float | None:
    return None if look is None else look.values.get(name)


def _look(lines: list[str]) -> Looked | None:
    try:
        return from_line(lines[0]) if lines else None
    except (ValueError, KeyError, TypeError):
        return None


def _record(lines: list[str]) -> Mapping[str, Any]:
    try:
        return dict(json.loads(lines[0])) if lines else {}
    except ValueError:
        return {}


def _ends(path: Path) -> list[str]:
    """The first line and the last whole one; none where there is no file."""
    try:
        with path.open("rb") as stream:
            first = stream.readline()
            stream.seek(0, 2)
            end = stream.tell()
            stream.seek(max(0, end - _TAIL_BYTES))
            tail = stream.read()
    except FileNotFoundError:
        return []
    whole = tail[: tail.rfind(b"\n") + 1].splitlines()
    lines = [first, *whole[-1:]]
    return [line.decode("utf-8", "replace").strip() for line in lines if line.strip()]
