"""Reading labels, their history and the classes. Changing them is an edit."""

from __future__ import annotations

import sqlite3

from workbench.project import edits
from workbench.project.records import Label, LabelEvent


class LabelTable:
    """What samples were said to be."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def all(self) -> dict[int, Label]:
        """Every present label by sample id."""
        return edits.all_labels(self._database)

    def of(self, sample: int) -> Label | None:
        """A sample's present label."""
        return edits.read_label(self._database, sample)

    def classes(self) -> tuple[str, ...]:
        """The classes in their order: class 1 is key 1."""
        return edits.class_names(self._database)

    def history(self, sample: int) -> list[LabelEvent]:
        """All that was ever said of a sample, oldest first."""
        rows = self._database.execute(
            "SELECT kind, value, source, time FROM label_history WHERE sample_id = ? ORDER BY id", [sample]
        )
        return [
            LabelEvent(
                sample=sample,
                label=edits.label_from_row(kind, value, source, time) if kind else None,
                source=source,
                time=time,
            )
            for kind, value, source, time in rows
        ]

    def count(self) -> int:
        """How many samples have a label."""
        return int(self._database.execute("SELECT count(*) FROM label").fetchone()[0])

    def count_texts(self) -> int:
        """How many samples have a label that is a text."""
        return int(self._database.execute("SELECT count(*) FROM label WHERE kind = 'text'").fetchone()[0])
