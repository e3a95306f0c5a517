"""What a person says of runs: their title, their tags, and that they are deleted."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from workbench.project.changes import Applied, Changes, Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChange:
    """What becomes of one run; None leaves it as it is."""

    run: str
    title: str | None = None
    tags: tuple[str, ...] | None = None
    deleted: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRuns(Edit):
    """Name runs, tag them, delete them or bring them back. A run that is gone for good is passed over."""

    kind: ClassVar[str] = "change runs"
    runs: tuple[RunChange, ...]

    def apply(self, database: sqlite3.Connection) -> Applied:
        inverses = []
        for change in self.runs:
            row = database.execute(
                "SELECT title, tags, deleted FROM run WHERE name = ?", [change.run]
            ).fetchone()
            if row is not None:
                inverses.append(_before(change, *row))
                _write(database, change)
        undo = ChangeRuns(runs=tuple(inverses[::-1]))
        return Applied(changes=Changes(runs=bool(inverses)), inverse=undo)

    def to_data(self) -> dict[str, Any]:
        runs = []
        for change in self.runs:
            tags = None if change.tags is None else list(change.tags)
            runs.append([change.run, change.title, tags, change.deleted])
        return {"runs": runs}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """What `to_data` gave."""
        return cls(
            runs=tuple(
                RunChange(run=run, title=title, tags=None if tags is None else tuple(tags), deleted=deleted)
                for run, title, tags, deleted in data["runs"]
            )
        )


def _before(change: RunChange, title: str, tags: str, deleted: int) -> RunChange:
    return RunChange(
        run=change.run,
        title=None if change.title is None else title,
        tags=None if change.tags is None else tuple(json.loads(tags)),
        deleted=None if change.deleted is None else bool(deleted),
    )


def _write(database: sqlite3.Connection, change: RunChange) -> None:
    columns: dict[str, object] = {}
    if change.title is not None:
        columns["title"] = change.title
    if change.tags is not None:
        columns["tags"] = json.dumps(change.tags, ensure_ascii=False)
    if change.deleted is not None:
        columns["deleted"] = int(change.deleted)
    for column, value in columns.items():
        database.execute(f"UPDATE run SET {column} = ? WHERE name = ?", [value, change.run])
