"""Pretraining runs and the models made from labels, both oldest first."""

from __future__ import annotations

import dataclasses
import json
import re
import sqlite3
from collections.abc import Container, Iterable
from datetime import UTC, datetime
from typing import Any

from workbench.project.records import Model, Prediction, Run, RunState
from workbench.project.run_edits import ChangeRuns

_NEW_RUN = "name, task, encoder, state, steps, planned_steps, verdict, created"
_RUN = f"{_NEW_RUN}, title, tags, deleted"
_MODEL = "name, run, mode, labels, created, scores"


class RunTable:
    """Which runs there are and how far each came; their files are in `runs/NAME`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def add(self, task: str, encoder: str, planned_steps: int = 0) -> Run:
        """Enter a new run under the next free number, such as 0003-simclr."""
        with self._database as database:
            name = f"{_next_number(database, 'run'):04d}-{task}"
            run = Run(
                name=name, task=task, encoder=encoder, state="running", planned_steps=planned_steps,
                created=_now(),
            )  # fmt: skip
            values = [getattr(run, column.strip()) for column in _NEW_RUN.split(",")]
            database.execute(f"INSERT INTO run ({_NEW_RUN}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        return run

    def change(
        self,
        name: str,
        *,
        state: RunState | None = None,
        steps: int | None = None,
        planned_steps: int | None = None,
        verdict: str | None = None,
        encoder: str | None = None,
    ) -> None:
        """Write what is given; leave the rest."""
        given = {
            "state": state, "steps": steps, "planned_steps": planned_steps, "verdict": verdict,
            "encoder": encoder,
        }  # fmt: skip
        with self._database as database:
            for column, value in given.items():
                if value is not None:
                    database.execute(f"UPDATE run SET {column} = ? WHERE name = ?", [value, name])

    def remove(self, name: str) -> None:
        """Forget a discarded run."""
        with self._database as database:
            database.execute("DELETE FROM run WHERE name = ?", [name])

    def all(self, *, deleted: bool = False) -> list[Run]:
        """Every run, oldest first; with `deleted` those too that the person deleted."""
        where = "" if deleted else "WHERE deleted = 0"
        rows = self._database.execute(f"SELECT {_RUN} FROM run {where} ORDER BY id")
        return [_run(*row) for row in rows]

    def get(self, name: str, *, deleted: bool = False) -> Run | None:
        """The run of that name; a deleted one only with `deleted`."""
        row = self._database.execute(f"SELECT {_RUN} FROM run WHERE name = ?", [name]).fetchone()
        run = _run(*row) if row else None
        return None if run is None or (run.deleted and not deleted) else run

    def purge(self, keep: Container[str] = ()) -> list[str]:
        """Forget the deleted runs for good, and the edits that concern nothing else; their names.

        What learns just now, and what is in `keep`, stays deleted as it was.
        """
        deleted = [run for run in self.all(deleted=True) if run.deleted]
        names = [run.name for run in deleted if run.state != "running" and run.name not in keep]
        with self._database as database:
            for name in names:
                database.execute("DELETE FROM run WHERE name = ?", [name])
            _forget_edits(database)
        return names


class ModelTable:
    """Which models there are, and what each says of the project's samples."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def next_name(self, mode: str) -> str:
        """The name the next model of this mode gets, such as 0002-full."""
        return f"{_next_number(self._database, 'model'):04d}-{mode}"

    def add(self, model: Model, predictions: Iterable[Prediction] = ()) -> Model:
        """Enter a finished model and its predictions together."""
        model = dataclasses.replace(model, created=model.created or _now())
        with self._database as database:
            database.execute(
                f"INSERT INTO model ({_MODEL}) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    model.name, model.run, model.mode, model.labels, model.created,
                    json.dumps(dict(model.scores)),
                ],
            )  # fmt: skip
            database.executemany(
                "INSERT INTO prediction VALUES (?, ?, ?, ?)",
                [(model.name, p.sample, p.label, p.confidence) for p in predictions],
            )
        return model

    def all(self) -> list[Model]:
        """Every model, oldest first."""
        rows = self._database.execute(f"SELECT {_MODEL} FROM model ORDER BY id")
        return [_model(*row) for row in rows]

    def get(self, name: str) -> Model | None:
        """The model of that name."""
        row = self._database.execute(f"SELECT {_MODEL} FROM model WHERE name = ?", [name]).fetchone()
        return _model(*row) if row else None

    def predictions(self, name: str) -> list[Prediction]:
        """What a model says of the project's samples, by sample."""
        rows = self._database.execute(
            "SELECT sample_id, label, confidence FROM prediction WHERE model = ? ORDER BY sample_id", [name]
        )
        return [Prediction(sample=s, label=label, confidence=c) for s, label, c in rows]


def _run(name: str, task: str, encoder: str, state: Any, steps: int, planned: int, *rest: Any) -> Run:
    verdict, created, title, tags, deleted = rest
    return Run(
        name=name, task=task, encoder=encoder, state=state, steps=steps, planned_steps=planned,
        verdict=verdict, created=created, title=title, tags=tuple(json.loads(tags)), deleted=bool(deleted),
    )  # fmt: skip


def _forget_edits(database: sqlite3.Connection) -> None:
    """Drop the edits of runs that are all gone: undoing them would do nothing."""
    known = {name for (name,) in database.execute("SELECT name FROM run")}
    for number, text in list(database.execute("SELECT id, forward FROM edit")):
        data = json.loads(text)
        if data["kind"] != ChangeRuns.kind:
            continue
        if not known & {change.run for change in ChangeRuns.from_data(data).runs}:
            database.execute("DELETE FROM edit WHERE id = ?", [number])


def _model(name: str, run: str, mode: str, labels: int, created: str, scores: str) -> Model:
    return Model(name=name, run=run, mode=mode, labels=labels, created=created, scores=json.loads(scores))


def _next_number(database: sqlite3.Connection, table: str) -> int:
    row = database.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", [table]).fetchone()
    names = [name for (name,) in database.execute(f"SELECT name FROM {table}")]
    numbers = [int(found.group()) for name in names if (found := re.match(r"\d+", name))]
    return max([row[0] if row else 0, *numbers]) + 1


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
