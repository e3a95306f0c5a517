"""Edits with unlimited undo and redo, kept in the project so that they survive a restart."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from workbench.project import edits
from workbench.project.changes import Applied, Changes, Edit


class History:
    """Every edit goes through here: it is applied, remembered with its inverse, and undone."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def apply(self, edit: Edit, title: str) -> Applied:
        """Make an edit and remember it; what had been undone before can no longer be redone."""
        with self._database as database:
            applied = edit.apply(database)
            database.execute("DELETE FROM edit WHERE undone = 1")
            database.execute(
                "INSERT INTO edit (title, forward, inverse, time) VALUES (?, ?, ?, ?)",
                [title, edit.to_json(), applied.inverse.to_json(), datetime.now(UTC).isoformat()],
            )
        return applied

    def undo(self) -> Changes | None:
        """Take back the last edit; None when there is nothing to take back."""
        return self._replay("inverse", undone=0, order="DESC")

    def redo(self) -> Changes | None:
        """Make the last undone edit again; None when there is none."""
        return self._replay("forward", undone=1, order="ASC")

    @property
    def undo_title(self) -> str | None:
        """What `undo` would take back."""
        return self._title(undone=0, order="DESC")

    @property
    def redo_title(self) -> str | None:
        """What `redo` would make again."""
        return self._title(undone=1, order="ASC")

    def _title(self, *, undone: int, order: str) -> str | None:
        row = self._database.execute(
            f"SELECT title FROM edit WHERE undone = ? ORDER BY id {order} LIMIT 1", [undone]
        ).fetchone()
        return str(row[0]) if row else None

    def _replay(self, column: str, *, undone: int, order: str) -> Changes | None:
        with self._database as database:
            row = database.execute(
                f"SELECT id, {column} FROM edit WHERE undone = ? ORDER BY id {order} LIMIT 1", [undone]
            ).fetchone()
            if row is None:
                return None
            changes = edits.from_json(row[1]).apply(database).changes
            database.execute("UPDATE edit SET undone = ? WHERE id = ?", [1 - undone, row[0]])
        return changes
