"""The database's shape, one numbered step after another; `PRAGMA user_version` counts them."""

from __future__ import annotations

import sqlite3

from workbench.jobs import UserError

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE file (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT NOT NULL UNIQUE,
        size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, hash TEXT NOT NULL,
        verdict TEXT NOT NULL, reason TEXT NOT NULL,
        copy_of INTEGER REFERENCES file(id),
        missing INTEGER NOT NULL DEFAULT 0,
        read_reduced INTEGER NOT NULL DEFAULT 0);
    CREATE INDEX file_hash ON file(hash);
    CREATE TABLE sample (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        file_id INTEGER NOT NULL REFERENCES file(id) ON DELETE CASCADE,
        part TEXT NOT NULL DEFAULT '',
        width INTEGER NOT NULL, height INTEGER NOT NULL, channels INTEGER NOT NULL,
        verdict TEXT NOT NULL DEFAULT 'fine', reason TEXT NOT NULL DEFAULT '',
        role TEXT NOT NULL DEFAULT 'pool',
        UNIQUE (file_id, part));
    CREATE TABLE class (name TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE label (
        sample_id INTEGER PRIMARY KEY REFERENCES sample(id) ON DELETE CASCADE,
        kind TEXT NOT NULL, value TEXT NOT NULL, source TEXT NOT NULL, time TEXT NOT NULL);
    CREATE TABLE label_history (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        sample_id INTEGER NOT NULL, kind TEXT, value TEXT, source TEXT NOT NULL, time TEXT NOT NULL);
    CREATE INDEX label_history_sample ON label_history(sample_id);
    CREATE TABLE edit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL, forward TEXT NOT NULL, inverse TEXT NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0, time TEXT NOT NULL);
    CREATE TABLE run (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE, task TEXT NOT NULL, encoder TEXT NOT NULL, state TEXT NOT NULL,
        steps INTEGER NOT NULL, planned_steps INTEGER NOT NULL, verdict TEXT NOT NULL,
        created TEXT NOT NULL);
    CREATE TABLE model (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE, run TEXT NOT NULL, mode TEXT NOT NULL, labels INTEGER NOT NULL,
        created TEXT NOT NULL, scores TEXT NOT NULL);
    CREATE TABLE prediction (
        model TEXT NOT NULL REFERENCES model(name) ON DELETE CASCADE,
        sample_id INTEGER NOT NULL REFERENCES sample(id) ON DELETE CASCADE,
        label TEXT NOT NULL, confidence REAL NOT NULL,
        PRIMARY KEY (model, sample_id)) WITHOUT ROWID;
    CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    """,
    """
    ALTER TABLE run ADD COLUMN title TEXT NOT NULL DEFAULT '';
    ALTER TABLE run ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE run ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;
    """,
)
FORMAT = len(STEPS)
"""The format this program writes; also the `format` of project.json."""


def version_of(connection: sqlite3.Connection) -> int:
    """How many steps this database has taken."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, steps: tuple[str, ...] = STEPS) -> None:
    """Bring a database to the newest format, each step whole or not at all.

    Raises `UserError` when it was written by a newer program.
    """
    version = version_of(connection)
    refuse_newer(version, len(steps))
    for number in range(version, len(steps)):
        connection.executescript(
            f"BEGIN IMMEDIATE; {steps[number]} PRAGMA user_version = {number + 1}; COMMIT;"
        )


def refuse_newer(version: int, known: int = FORMAT) -> None:
    """Raise `UserError` for a format that only a newer program knows."""
    if version > known:
        raise UserError(
            "This project cannot be opened.",
            f"It was written by a newer SSL Workbench (format {version}; this one knows {known}).",
            "Update the program; the project is left as it is.",
        )
