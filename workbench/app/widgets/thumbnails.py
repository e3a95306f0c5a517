"""Reads thumbnails beside the window's thread; they arrive in handfuls, at most 20 times a second.

A thumbnail is a small picture, a few frames of a video, or the beginning of a text.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections import OrderedDict, deque
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from workbench.app.widgets import films
from workbench.app.widgets.films import Film, ReadFilm
from workbench.engine.thumbnails import ThumbnailStore, any_thumbnail, text_of

_log = logging.getLogger(__name__)
_DRAIN_MS = 50
_HANDFUL = 48
_BATCH = 16
_IDLE_SECONDS = 0.5
_CACHE_BYTES = 96 * 2**20

Read = QImage | ReadFilm | str | None
"""A picture, a video's frames, a text, or nothing that can be read."""
Taken = tuple[int, int, Read]
Kept = QPixmap | Film | str


class Thumbnails(QObject):
    """Pixmaps, films or texts by sample id. What is not there yet is fetched in the order it was wanted."""

    arrived = Signal()
    """Some of what was wanted is there now: paint again."""

    def __init__(self, parent: QObject | None = None, *, cache_bytes: int = _CACHE_BYTES) -> None:
        super().__init__(parent)
        self._cache = _Cache(cache_bytes)
        self._holds_texts: bool | None = None
        self._missing: set[int] = set()
        self._reader = _Reader()
        self._timer = QTimer(self)
        self._timer.setInterval(_DRAIN_MS)
        self._timer.timeout.connect(self._drain)
        self.destroyed.connect(self._reader.close)

    def open(self, path: Path | None) -> None:
        """Read from this store from now on; what was not in it before is looked for again."""
        self._missing.clear()
        self._holds_texts = None
        if path != self._reader.path:
            self.forget()
            self._reader.open(path)

    def forget(self) -> None:
        """Drop all, because the store has new ones."""
        self._holds_texts = None
        self._cache.clear()
        self._missing.clear()
        self._reader.open(self._reader.path)  # what is being read now is of the old ones

    def get(self, sample: int) -> QPixmap | None:
        """The picture of a sample, of a video its middle frame, if it is there and is one."""
        found = self._cache.get(sample)
        if isinstance(found, Film):
            return found.middle
        return found if isinstance(found, QPixmap) else None

    def film(self, sample: int) -> Film | None:
        """Some frames of a sample, if they are there and it is a video."""
        found = self._cache.get(sample)
        return found if isinstance(found, Film) and found.num_frames > 1 else None

    def text(self, sample: int) -> str | None:
        """The beginning of a sample's text, if it is there and is one."""
        found = self._cache.get(sample)
        return found if isinstance(found, str) else None

    @property
    def hold_texts(self) -> bool:
        """Whether the store held texts when it was opened, or was last forgotten."""
        if self._holds_texts is None:
            first = any_thumbnail(self._reader.path) if self._reader.path else None
            self._holds_texts = first is not None and text_of(first) is not None
        return self._holds_texts

    def is_missing(self, sample: int) -> bool:
        """Whether the store has no readable thumbnail of this sample."""
        return sample in self._missing

    def want(self, samples: Iterable[int]) -> None:
        """Fetch these, first ones first, and drop earlier wishes."""
        wanted = [s for s in samples if s not in self._cache and s not in self._missing]
        self._reader.want(wanted)
        if wanted and not self._timer.isActive():
            self._timer.start()

    def _drain(self) -> None:
        taken = self._reader.take(_HANDFUL)
        for sample, found in taken:
            if found is None:
                self._missing.add(sample)
            else:
                self._cache.put(sample, _kept(found))
        if taken:
            self.arrived.emit()
        elif self._reader.is_done:
            self._timer.stop()


class _Cache:
    """The most lately used pixmaps, films and texts, up to a number of bytes."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._kept: OrderedDict[int, Kept] = OrderedDict()
        self._bytes = 0

    def __contains__(self, sample: int) -> bool:
        return sample in self._kept

    def get(self, sample: int) -> Kept | None:
        found = self._kept.get(sample)
        if found is not None:
            self._kept.move_to_end(sample)
        return found

    def put(self, sample: int, found: Kept) -> None:
        old = self._kept.pop(sample, None)
        self._bytes += _size(found) - (_size(old) if old else 0)
        self._kept[sample] = found
        while self._bytes > self._limit and len(self._kept) > 1:
            self._bytes -= _size(self._kept.popitem(last=False)[1])

    def clear(self) -> None:
        self._kept.clear()
        self._bytes = 0


class _Reader:
    """A thread that lives while there is something to read, and a moment longer."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self._changed = threading.Condition()
        self._wanted: deque[int] = deque()
        self._done: deque[Taken] = deque()
        self._generation = 0
        self._reading = False
        self._thread: threading.Thread | None = None

    def open(self, path: Path | None) -> None:
        with self._changed:
            self.path = path
            self._generation += 1
            self._wanted.clear()
            self._done.clear()

    def close(self) -> None:
        """End the thread at its next look."""
        with self._changed:
            self.path = None
            self._generation += 1
            self._wanted.clear()
            self._changed.notify()

    def want(self, samples: Sequence[int]) -> None:
        with self._changed:
            self._wanted = deque(samples)
            if not samples or self.path is None:
                return
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="thumbnails")
                self._thread.start()
            self._changed.notify()

    def take(self, most: int) -> list[tuple[int, Read]]:
        with self._changed:
            taken = [self._done.popleft() for _ in range(min(most, len(self._done)))]
            return [(sample, found) for made, sample, found in taken if made == self._generation]

    @property
    def is_done(self) -> bool:
        with self._changed:
            return not self._wanted and not self._done and not self._reading

    def _work(self) -> None:
        store = _Store()
        try:
            while (task := self._next()) is not None:
                generation, path, samples = task
                found = store.read(path, samples)
                for sample in samples:
                    self._deliver(generation, sample, _decode(found.get(sample)))
                with self._changed:
                    self._reading = False
        finally:
            store.close()

    def _next(self) -> tuple[int, Path, list[int]] | None:
        with self._changed:
            if not self._wanted and self.path is not None:
                self._changed.wait(_IDLE_SECONDS)
            if not self._wanted or self.path is None:
                self._thread = None
                return None
            samples = [self._wanted.popleft() for _ in range(min(_BATCH, len(self._wanted)))]
            self._reading = True
            return self._generation, self.path, samples

    def _deliver(self, generation: int, sample: int, found: Read) -> None:
        with self._changed:
            if generation == self._generation:
                self._done.append((generation, sample, found))


class _Store:
    """The store that is being read, opened once for a path; empty where there is none."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._store: ThumbnailStore | None = None

    def read(self, path: Path, samples: Sequence[int]) -> Mapping[int, bytes]:
        try:
            if path != self._path or self._store is None:
                self.close()
                self._path = path
                self._store = ThumbnailStore(path) if path.is_file() else None
            return self._store.get_many(samples) if self._store else {}
        except (sqlite3.Error, OSError) as error:
            _log.info("thumbnails cannot be read: %s", error)
            self.close()
            return {}

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


def _decode(encoded: bytes | None) -> Read:
    if not encoded:
        return None
    if (text := text_of(encoded)) is not None:
        return text
    try:
        with Image.open(BytesIO(encoded)) as opened:
            num_frames = films.num_frames(opened)
            return films.read(encoded, opened, num_frames) if num_frames else films.image_of(opened)
    except (OSError, SyntaxError, ValueError) as error:
        _log.info("a thumbnail cannot be decoded: %s", error)
        return None


def _kept(found: QImage | ReadFilm | str) -> Kept:
    if isinstance(found, QImage):
        return QPixmap.fromImage(found)
    return found.film if isinstance(found, ReadFilm) else found


def _size(found: Kept) -> int:
    if isinstance(found, Film):
        return found.num_bytes
    return 4 * (len(found) if isinstance(found, str) else found.width() * found.height())
