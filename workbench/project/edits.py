"""The changes a person can make to a project. Each says what it changed and how to undo it."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from workbench.project.changes import Applied, Changes, Edit
from workbench.project.records import Label, Role
from workbench.project.run_edits import ChangeRuns


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLabels(Edit):
    """Give samples labels, or take them away (None). New class names become classes."""

    kind: ClassVar[str] = "set labels"
    labels: tuple[tuple[int, Label | None], ...]

    def apply(self, database: sqlite3.Connection) -> Applied:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        before = tuple((sample, read_label(database, sample)) for sample, _ in self.labels)
        new = _missing_classes(database, [label for _, label in self.labels if label])
        AddClasses(names=new).apply(database)
        for sample, label in self.labels:
            _write_label(database, sample, label, now)
        undo: Edit = SetLabels(labels=before)
        if new:
            undo = Several(edits=(undo, RemoveClasses(names=new)))
        changes = Changes(labels=frozenset(s for s, _ in self.labels), classes=bool(new))
        return Applied(changes=changes, inverse=undo)

    def to_data(self) -> dict[str, Any]:
        return {"labels": [[s, dataclasses.asdict(x) if x else None] for s, x in self.labels]}


@dataclass(frozen=True, slots=True, kw_only=True)
class AddClasses(Edit):
    """Add class names at the end of the list; known ones stay where they are."""

    kind: ClassVar[str] = "add classes"
    names: tuple[str, ...]

    def apply(self, database: sqlite3.Connection) -> Applied:
        known = class_names(database)
        new = tuple(dict.fromkeys(name for name in self.names if name not in known))
        for name in new:
            database.execute("INSERT INTO class SELECT ?, coalesce(max(position), -1) + 1 FROM class", [name])
        return Applied(changes=Changes(classes=bool(new)), inverse=RemoveClasses(names=new))

    def to_data(self) -> dict[str, Any]:
        return {"names": list(self.names)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveClasses(Edit):
    """Remove class names, and the labels that use them."""

    kind: ClassVar[str] = "remove classes"
    names: tuple[str, ...]

    def apply(self, database: sqlite3.Connection) -> Applied:
        order = class_names(database)
        used = [
            (sample, label)
            for sample, label in all_labels(database).items()
            if label.kind != "text" and set(label.value) & set(self.names)
        ]
        cleared = SetLabels(labels=tuple((s, _without(label, self.names)) for s, label in used))
        undo_labels = cleared.apply(database).inverse
        database.executemany("DELETE FROM class WHERE name = ?", [(n,) for n in self.names])
        undo = Several(edits=(OrderClasses(names=order), undo_labels))
        changes = Changes(labels=frozenset(s for s, _ in used), classes=True)
        return Applied(changes=changes, inverse=undo)

    def to_data(self) -> dict[str, Any]:
        return {"names": list(self.names)}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderClasses(Edit):
    """Make the list of classes exactly this; no label may use a name that is left out."""

    kind: ClassVar[str] = "order classes"
    names: tuple[str, ...]

    def apply(self, database: sqlite3.Connection) -> Applied:
        before = class_names(database)
        database.execute("DELETE FROM class")
        database.executemany("INSERT INTO class VALUES (?, ?)", [(n, i) for i, n in enumerate(self.names)])
        return Applied(changes=Changes(classes=True), inverse=OrderClasses(names=before))

    def to_data(self) -> dict[str, Any]:
        return {"names": list(self.names)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameClass(Edit):
    """Give a class another name, in every label too. An existing name joins the two classes."""

    kind: ClassVar[str] = "rename class"
    old: str
    new: str

    def apply(self, database: sqlite3.Connection) -> Applied:
        order = class_names(database)
        renamed = tuple(dict.fromkeys(self.new if name == self.old else name for name in order))
        used = [(s, x) for s, x in all_labels(database).items() if x.kind != "text" and self.old in x.value]
        swapped = tuple((s, _renamed(label, self.old, self.new)) for s, label in used)
        OrderClasses(names=renamed).apply(database)
        undo_labels = SetLabels(labels=swapped).apply(database).inverse
        undo = Several(edits=(OrderClasses(names=order), undo_labels))
        return Applied(changes=Changes(labels=frozenset(s for s, _ in used), classes=True), inverse=undo)

    def to_data(self) -> dict[str, Any]:
        return {"old": self.old, "new": self.new}


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRoles(Edit):
    """Move samples between the pool, the check set and the reserve."""

    kind: ClassVar[str] = "set roles"
    roles: tuple[tuple[int, Role], ...]

    def apply(self, database: sqlite3.Connection) -> Applied:
        before = []
        for sample, role in self.roles:
            row = database.execute("SELECT role FROM sample WHERE id = ?", [sample]).fetchone()
            before.append((sample, row[0]))
            database.execute("UPDATE sample SET role = ? WHERE id = ?", [role, sample])
        return Applied(changes=Changes(roles=True), inverse=SetRoles(roles=tuple(before[::-1])))

    def to_data(self) -> dict[str, Any]:
        return {"roles": [list(pair) for pair in self.roles]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(Edit):
    """Edits that belong together, in order."""

    kind: ClassVar[str] = "several"
    edits: tuple[Edit, ...]

    def apply(self, database: sqlite3.Connection) -> Applied:
        changes = Changes()
        inverses: list[Edit] = []
        for edit in self.edits:
            applied = edit.apply(database)
            changes |= applied.changes
            inverses.append(applied.inverse)
        return Applied(changes=changes, inverse=Several(edits=tuple(inverses[::-1])))

    def to_data(self) -> dict[str, Any]:
        return {"edits": [edit.to_json() for edit in self.edits]}


def from_json(text: str) -> Edit:
    """The edit that `Edit.to_json` wrote."""
    data = json.loads(text)
    return _READERS[data.pop("kind")](data)


def _label_from(data: dict[str, Any] | None) -> Label | None:
    return Label(**{**data, "value": tuple(data["value"])}) if data else None


_READERS: dict[str, Callable[[dict[str, Any]], Edit]] = {
    SetLabels.kind: lambda d: SetLabels(labels=tuple((s, _label_from(x)) for s, x in d["labels"])),
    AddClasses.kind: lambda d: AddClasses(names=tuple(d["names"])),
    RemoveClasses.kind: lambda d: RemoveClasses(names=tuple(d["names"])),
    OrderClasses.kind: lambda d: OrderClasses(names=tuple(d["names"])),
    RenameClass.kind: lambda d: RenameClass(old=d["old"], new=d["new"]),
    SetRoles.kind: lambda d: SetRoles(roles=tuple((s, r) for s, r in d["roles"])),
    ChangeRuns.kind: ChangeRuns.from_data,
    Several.kind: lambda d: Several(edits=tuple(from_json(e) for e in d["edits"])),
}


def class_names(database: sqlite3.Connection) -> tuple[str, ...]:
    """The classes in their order."""
    return tuple(row[0] for row in database.execute("SELECT name FROM class ORDER BY position"))


def read_label(database: sqlite3.Connection, sample: int) -> Label | None:
    """A sample's present label."""
    row = database.execute(
        "SELECT kind, value, source, time FROM label WHERE sample_id = ?", [sample]
    ).fetchone()
    return label_from_row(*row) if row else None


def all_labels(database: sqlite3.Connection) -> dict[int, Label]:
    """Every present label by sample."""
    rows = database.execute("SELECT sample_id, kind, value, source, time FROM label ORDER BY sample_id")
    return {row[0]: label_from_row(*row[1:]) for row in rows}


def label_from_row(kind: Any, value: str, source: Any, time: str) -> Label:
    """A label from its four columns."""
    return Label(kind=kind, value=tuple(json.loads(value)), source=source, time=time)


def _write_label(database: sqlite3.Connection, sample: int, label: Label | None, now: str) -> None:
    if label is None:
        database.execute("DELETE FROM label WHERE sample_id = ?", [sample])
        row: list[Any] = [sample, None, None, "person", now]
    else:
        value = json.dumps(label.value, ensure_ascii=False)
        row = [sample, label.kind, value, label.source, label.time or now]
        database.execute("INSERT OR REPLACE INTO label VALUES (?, ?, ?, ?, ?)", row)
    database.execute(
        "INSERT INTO label_history (sample_id, kind, value, source, time) VALUES (?, ?, ?, ?, ?)",
        [*row[:4], now],
    )


def _missing_classes(database: sqlite3.Connection, labels: list[Label]) -> tuple[str, ...]:
    known = set(class_names(database))
    names = (name for label in labels if label.kind != "text" for name in label.value)
    return tuple(dict.fromkeys(name for name in names if name not in known))


def _without(label: Label, names: tuple[str, ...]) -> Label | None:
    value = tuple(name for name in label.value if name not in names)
    return dataclasses.replace(label, value=value) if value else None


def _renamed(label: Label, old: str, new: str) -> Label:
    value = tuple(dict.fromkeys(new if name == old else name for name in label.value))
    return dataclasses.replace(label, value=value)
