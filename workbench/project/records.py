"""The records a project keeps, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Verdict = Literal["fine", "unreadable", "too small", "blank", "too large", "copy"]
Role = Literal["pool", "check", "reserve"]
"""pool: learnt from and suggested. check: labels only score. reserve: kept from everything."""
LabelKind = Literal["class", "classes", "text"]
LabelSource = Literal["person", "file", "folder", "guess"]
RunState = Literal["running", "paused", "stopped", "finished", "failed", "collapsed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of the user's folder. `path` is relative to it, with "/"."""

    id: int = 0
    path: str
    size: int = 0
    mtime_ns: int = 0
    hash: str = ""
    verdict: Verdict = "fine"
    reason: str = ""
    copy_of: int | None = None
    """Id of the file this one is an exact copy of."""
    missing: bool = False
    read_reduced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One thing to learn from: a file, or a part of one. `id` is its row in every cache."""

    id: int
    file: str
    part: str = ""
    width: int = 0
    height: int = 0
    channels: int = 0
    verdict: Verdict = "fine"
    reason: str = ""
    role: Role = "pool"
    read_reduced: bool = False

    @property
    def title(self) -> str:
        """The file, and the part where there are several."""
        return f"{self.file} ({self.part})" if self.part else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSample:
    """A sample about to be entered for a file."""

    part: str = ""
    width: int = 0
    height: int = 0
    channels: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a sample is said to be: one class, several classes, or a text."""

    value: tuple[str, ...]
    kind: LabelKind = "class"
    source: LabelSource = "person"
    time: str = ""
    """ISO 8601, UTC; filled in when the label is set."""

    @property
    def name(self) -> str:
        """The label in one text; several classes are joined by "|"."""
        return "|".join(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelEvent:
    """One line of a sample's label history; `label` is None where it was taken away."""

    sample: int
    label: Label | None
    source: LabelSource
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A pretraining run; its folder is `runs/NAME`."""

    name: str
    task: str
    encoder: str
    state: RunState
    steps: int = 0
    planned_steps: int = 0
    verdict: str = ""
    created: str = ""
    title: str = ""
    """What the person calls it; "" while they call it nothing."""
    tags: tuple[str, ...] = ()
    deleted: bool = False
    """Gone for everything but undo; its files stay until they are removed for good."""

    @property
    def shown_name(self) -> str:
        """Its title, or its name where it has none."""
        return self.title or self.name

    @property
    def can_go_on(self) -> bool:
        """Whether it has steps left to do: it was stopped, cut off or failed on the way, or learns now."""
        return self.state in ("running", "paused", "stopped", "failed") and self.steps < self.planned_steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model made from labels; its folder is `models/NAME`."""

    name: str
    run: str
    mode: str
    labels: int
    created: str = ""
    scores: Mapping[str, object] = field(default_factory=dict)

    @property
    def writes(self) -> bool:
        """Whether its output is text; it then says no class of any sample."""
        return self.mode in ("answer", "transcribe", "translate")

    @property
    def hears(self) -> bool:
        """Whether it writes down sounds, rather than answers questions."""
        return self.mode in ("transcribe", "translate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What a model says of a sample of the project."""

    sample: int
    label: str
    confidence: float
