"""The typed events a job yields. All are frozen, slotted and picklable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["info", "care", "bad"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Anything a job says while it works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseStarted(Event):
    """A stretch of work with its own count begins, such as "Reading pictures"."""

    phase: str
    total: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advanced(Event):
    """How far the present phase has come."""

    phase: str
    done: int
    total: int | None = None
    unit: str = ""
    rate: float | None = None
    """Units a second."""
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured(Event):
    """Named numbers at one training step: loss, learning_rate, samples_per_second, spread ..."""

    step: int
    values: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Event):
    """One plain sentence the person should see."""

    text: str
    level: Level = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Event):
    """Somebody should decide. With `waits` the job has paused itself until `CancelToken.reply`."""

    sentence: str
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote(Event):
    """A text that is being written, as far as it has come."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved(Event):
    """A checkpoint or file is safely on disk; up to `step` nothing can be lost any more."""

    path: str
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished(Event):
    """The last event of a job that worked. `result` is the operation's typed, picklable result."""

    result: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed(Event):
    """The last event of a job that did not work, made by whoever runs the job."""

    what: str
    why: str
    todo: str
    details: str = ""
    """A traceback for "copy details"; empty when the sentence says all there is."""
