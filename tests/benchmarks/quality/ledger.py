"""What was measured, as JSON lines: a line that is there is not measured again."""

from __future__ import annotations

import base64
import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the table: one pretraining, or a control (`budget` is "" then)."""

    set: str
    name: str
    seed: int
    budget: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Which labels a read-out had."""

    each: int
    """Labels a class, on average where the program chose them."""
    chosen: str
    """"random" or "suggested"."""
    draw: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One read-out of one row with some labels."""

    row: Row
    cell: Cell
    way: str
    balanced_accuracy: float
    predicted: str
    """The class of each test file, as base64 of bytes: for paired intervals."""
    labels: int
    seconds: float

    @property
    def key(self) -> tuple[object, ...]:
        return (self.row, self.cell, self.way)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """One finished pretraining."""

    row: Row
    run: str
    encoder: str
    steps: int
    samples_per_second: float
    data_wait_fraction: float
    verdict: str
    happened: str
    """What went wrong on the way and was met, in words."""
    seconds: float
    """By the clock, everything included."""

    @property
    def key(self) -> tuple[object, ...]:
        return (self.row,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """What a time budget comes to on a quiet machine."""

    set: str
    task: str
    budget: str
    encoder: str
    steps: int
    threads: int

    @property
    def key(self) -> tuple[object, ...]:
        return (self.set, self.task, self.budget)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A row of which nothing is left to measure."""

    row: Row
    plan: str

    @property
    def key(self) -> tuple[object, ...]:
        return (self.row, self.plan)


L = TypeVar("L", Score, Trained, Speed, Whole)


class Ledger(Generic[L]):
    """Lines of one kind in one file; several programs may append to it."""

    def __init__(self, path: Path, kind: type[L]) -> None:
        self._path = path
        self._kind: type[L] = kind

    def add(self, line: L) -> None:
        """Append; a line that a kill cut off is passed over when reading."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(dataclasses.asdict(line)) + "\n"
        with self._path.open("a+b") as stream:
            if stream.tell() and not _ends_whole(stream):
                text = "\n" + text
            stream.write(text.encode())

    def __iter__(self) -> Iterator[L]:
        if not self._path.exists():
            return
        for text in self._path.read_text(encoding="utf-8").splitlines():
            try:
                found = json.loads(text)
            except json.JSONDecodeError:
                continue
            yield self._kind(**{name: _value(name, value) for name, value in found.items()})

    def find(self, *key: object) -> L | None:
        """The line with that key."""
        return next((line for line in self if line.key == key), None)

    def keys(self) -> set[tuple[object, ...]]:
        """What is there."""
        return {line.key for line in self}


def packed(predicted: NDArray[np.int64]) -> str:
    """Classes (T,) below 256 as base64."""
    return base64.b64encode(predicted.astype(np.uint8).tobytes()).decode()


def unpacked(text: str) -> NDArray[np.int64]:
    """What `packed` was given."""
    return np.frombuffer(base64.b64decode(text), dtype=np.uint8).astype(np.int64)


def _value(name: str, value: Any) -> Any:
    return Row(**value) if name == "row" else Cell(**value) if name == "cell" else value


def _ends_whole(stream: Any) -> bool:
    stream.seek(-1, 2)
    return bool(stream.read(1) == b"\n")
