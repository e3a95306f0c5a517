"""A project: a folder that holds all that was learnt and said about the user's files."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from workbench.jobs import UserError
from workbench.project import files, migrations
from workbench.project.changes import Applied, Changes, Edit
from workbench.project.history import History
from workbench.project.labels import LabelTable
from workbench.project.lock import WriterLock
from workbench.project.runs import ModelTable, RunTable
from workbench.project.samples import SampleTable

_DESCRIPTION = "project.json"
_DATABASE = "workbench.sqlite"

ONLY_FILE = "only"
"""The word under which a project remembers the one file of its data folder that belongs to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What project.json says."""

    name: str
    modality: str
    data: Path
    """The user's folder, absolute. It is only ever read."""


class Project:
    """One thread's connection to a project. Open one for each thread; close it when done.

    `write=True` takes the writer's lock of the process; reading works on a locked project. An older
    project is brought up to date first, by a reader too, which then needs the lock for a moment.
    """

    def __init__(self, folder: Path, *, write: bool = False) -> None:
        self.folder = folder.resolve()
        if not (self.folder / _DESCRIPTION).is_file():
            raise UserError(
                f"{folder} is not a project.",
                "There is no project.json in it.",
                "Open another folder, or make a project with `workbench new`.",
            )
        content = files.read_json(self.folder / _DESCRIPTION)
        migrations.refuse_newer(int(content.get("format", 0)))
        self._lock = WriterLock(self.folder) if write else None
        first = self._lock.take() if self._lock else False
        try:
            self._database = _connect(self.folder / _DATABASE)
            if write:
                migrations.migrate(self._database)
            elif migrations.version_of(self._database) < migrations.FORMAT:
                Project(self.folder, write=True).close()
            migrations.refuse_newer(migrations.version_of(self._database))
            if first:  # nobody else is writing: a run that says it is running was cut off
                with self._database:
                    self._database.execute("UPDATE run SET state = 'stopped' WHERE state = 'running'")
        except BaseException:
            if self._lock:
                self._lock.release()
            raise
        self.samples = SampleTable(self._database)
        self.labels = LabelTable(self._database)
        self.runs = RunTable(self._database)
        self.models = ModelTable(self._database)
        self.history = History(self._database)

    @classmethod
    def create(
        cls, folder: Path, *, data: Path, modality: str, name: str = "", is_only_file: bool = False
    ) -> Project:
        """Make a new project in an empty or new folder, open for writing.

        It is not made inside the data folder, unless a single file of that is the data.
        """
        if (folder / _DESCRIPTION).exists():
            raise UserError(
                f"There is already a project in {folder}.",
                "A project is never overwritten.",
                "Open it, or choose another folder.",
            )
        is_inside = not is_only_file and data.resolve() in folder.resolve().parents
        if folder.resolve() == data.resolve() or is_inside:
            raise UserError(
                "The project cannot be inside the folder of data.",
                "That folder is yours: the program never writes into it.",
                "Choose a folder elsewhere.",
            )
        try:
            for part in ("cache", "runs", "models"):
                (folder / part).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise files.cannot_write(folder, error) from error
        _write_description(
            folder, Description(name=name or folder.name, modality=modality, data=data.resolve())
        )
        return cls(folder, write=True)

    @property
    def description(self) -> Description:
        """Name, modality and data folder."""
        content = files.read_json(self.folder / _DESCRIPTION)
        return Description(name=content["name"], modality=content["modality"], data=Path(content["data"]))

    def describe(self, description: Description) -> None:
        """Write a new name or data folder."""
        _write_description(self.folder, description)

    @property
    def being_written(self) -> bool:
        """Whether a process holds the writer's lock."""
        return self._lock is not None or WriterLock(self.folder).held

    @property
    def cache(self) -> Path:
        """Decoded samples, thumbnails, embeddings; may be deleted at any time."""
        path = self.folder / "cache"
        path.mkdir(exist_ok=True)
        return path

    def run_folder(self, run: str) -> Path:
        """Where a run keeps its settings, metrics, weights and state."""
        return self.folder / "runs" / run

    def model_folder(self, model: str) -> Path:
        """Where a model keeps all that `predict` needs."""
        return self.folder / "models" / model

    def apply(self, edit: Edit, title: str) -> Applied:
        """Make an edit, remembered for undo."""
        return self.history.apply(edit, title)

    def undo(self) -> Changes | None:
        """Take back the last edit."""
        return self.history.undo()

    def redo(self) -> Changes | None:
        """Make the last undone edit again."""
        return self.history.redo()

    @property
    def source(self) -> Path:
        """What the person chose: the data folder, or the only file in it that belongs to the project."""
        return self.description.data / (self.state(ONLY_FILE) or "")

    def state(self, key: str, default: str = "") -> str:
        """A remembered word, such as the page that was open."""
        row = self._database.execute("SELECT value FROM state WHERE key = ?", [key]).fetchone()
        return str(row[0]) if row else default

    def set_state(self, key: str, value: str) -> None:
        """Remember a word."""
        with self._database as database:
            database.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", [key, value])

    def transaction(self) -> sqlite3.Connection:
        """`with project.transaction():` makes several writes whole or not at all."""
        return self._database

    def close(self) -> None:
        """Close the connection and give back the lock."""
        self._database.close()
        if self._lock:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _write_description(folder: Path, description: Description) -> None:
    content = {
        "format": migrations.FORMAT,
        "name": description.name,
        "modality": description.modality,
        "data": str(description.data),
    }
    files.write_json(folder / _DESCRIPTION, content)


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=30)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA foreign_keys = ON")
    return database
