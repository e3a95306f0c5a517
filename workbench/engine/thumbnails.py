"""Small pictures or beginnings of texts, by sample, in one SQLite file that may be deleted at any time."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType

_log = logging.getLogger(__name__)
_MOST_IN_ONE_QUESTION = 500
_TABLE = "CREATE TABLE IF NOT EXISTS thumbnails (id INTEGER PRIMARY KEY, data BLOB NOT NULL)"


class ThumbnailStore:
    """Sample id -> PNG or JPEG bytes, or a text in UTF-8.

    Each thread gets a connection of its own; `close` ends them all.

    A file that is damaged, or no database at all, is thrown away: thumbnails are made again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection()
        except sqlite3.DatabaseError as error:
            _log.info("Thumbnails are started anew: %s", error)
            self._throw_away()
            self._connection()

    def put_many(self, thumbnails: Mapping[int, bytes] | Iterable[tuple[int, bytes]]) -> None:
        """Store thumbnails in one transaction, replacing those of the same samples."""
        pairs = thumbnails.items() if isinstance(thumbnails, Mapping) else thumbnails
        connection = self._connection()
        with connection:
            connection.executemany("INSERT OR REPLACE INTO thumbnails VALUES (?, ?)", pairs)

    def get(self, sample: int) -> bytes | None:
        """One thumbnail, or None."""
        return self.get_many([sample]).get(sample)

    def get_many(self, samples: Iterable[int]) -> dict[int, bytes]:
        """The thumbnails that are there, of these samples."""
        wanted = [int(sample) for sample in samples]
        found: dict[int, bytes] = {}
        for start in range(0, len(wanted), _MOST_IN_ONE_QUESTION):
            ids = wanted[start : start + _MOST_IN_ONE_QUESTION]
            marks = ",".join("?" * len(ids))
            found.update(
                self._connection().execute(f"SELECT id, data FROM thumbnails WHERE id IN ({marks})", ids)
            )
        return found

    def close(self) -> None:
        """End all threads' connections; nobody may use the store any more."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()

    def __enter__(self) -> ThumbnailStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # Closed by `close`, which another thread may call.
            connection = sqlite3.connect(self._path, timeout=30, check_same_thread=False)
            with self._lock:
                self._connections.append(connection)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute(_TABLE)
            self._local.connection = connection
        return connection

    def _throw_away(self) -> None:
        self.close()
        for ending in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + ending).unlink(missing_ok=True)


def text_of(thumbnail: bytes) -> str | None:
    """The text that a thumbnail is; None for a picture: no PNG or JPEG is UTF-8, from its first byte on."""
    try:
        return thumbnail.decode("utf-8")
    except UnicodeDecodeError:
        return None


def any_thumbnail(path: Path) -> bytes | None:
    """One thumbnail of a store, to see what kind it holds; None where there is none. Waits for nobody."""
    if not path.is_file():
        return None
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0)
    except sqlite3.Error:
        return None
    try:
        row = connection.execute("SELECT data FROM thumbnails LIMIT 1").fetchone()
        return bytes(row[0]) if row else None
    except sqlite3.Error:
        return None
    finally:
        connection.close()
