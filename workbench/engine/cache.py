"""Decoded samples in one memory-mapped file: decoded once, then read at memory speed.

The folder may be deleted at any time. No torch here: the window reads it too.
"""

from __future__ import annotations

import json
import logging
import mmap
import os
import threading
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from workbench.engine.contracts import Layout

_log = logging.getLogger(__name__)
_VERSION = 1
_SECONDS_BETWEEN_FLUSHES = 5.0


def bytes_needed(num_rows: int, layout: Layout) -> int:
    """The disk space that a full cache of so many rows takes, in bytes."""
    return num_rows * (layout.bytes_per_sample + 1)


class SampleCache:
    """Rows of one layout, addressed 0, 1, 2 ...; a sparse file, and a map of the rows that are filled.

    A row's mark reaches the disk only after its data did: a power cut or a kill costs the rows of the
    last seconds, which are decoded again, and never leaves a row that only seems filled.
    Thread-safe. Made by `open`; ended by `close` after `flush`, or when nobody holds it any more.
    """

    def __init__(self, path: Path, layout: Layout, num_rows: int, clock: Callable[[], float]) -> None:
        shape = (num_rows, *layout.shape)
        # Written through a descriptor, not through the map: on a full disk the first raises OSError,
        # the second kills the process.
        self._file = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        self.close = weakref.finalize(self, os.close, self._file)
        self._data = np.memmap(path, np.dtype(layout.dtype), "r", shape=shape)
        self._pages: mmap.mmap | None = getattr(self._data, "_mmap", None)
        self._advise("MADV_RANDOM")
        self._marks = np.memmap(_marks_path(path), np.uint8, "r+", shape=(num_rows,))
        self._filled = np.array(self._marks, dtype=bool)
        self._pending: list[int] = []
        self._lock = threading.Lock()
        self._clock = clock
        self._flushed_at = clock()

    @classmethod
    def open(
        cls, folder: Path, layout: Layout, num_rows: int, *, clock: Callable[[], float] = time.monotonic
    ) -> SampleCache:
        """Open the layout's cache in a folder with at least `num_rows` rows; made or grown as needed.

        A file of another layout, version or length is taken for none at all, and started anew.
        """
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / _name(layout)
        present = _rows_present(folder, layout)
        if present is None:
            path.unlink(missing_ok=True)
            _marks_path(path).unlink(missing_ok=True)
        num_rows = max(1, num_rows, present or 0)
        if num_rows != present:
            # Lengths first, the description last: killed in between, the files do not fit it.
            with _marks_path(path).open("ab") as marks:
                marks.write(bytes(num_rows - marks.tell()))
            with path.open("ab") as data:
                data.truncate(num_rows * layout.bytes_per_sample)
            _describe(folder, layout, num_rows)
        return cls(path, layout, num_rows, clock)

    def __len__(self) -> int:
        return len(self._data)

    @property
    def array(self) -> NDArray[Any]:
        """All rows (num_rows, ...) as a read-only view of the file; zeros where nothing was written."""
        return self._data.view(np.ndarray)

    def write(self, row: int, sample: NDArray[Any]) -> None:
        """Fill a row with a sample of the layout's shape.

        Raises ValueError for another shape or after `close`, IndexError beyond the end, OSError when
        the disk is full.
        """
        if sample.shape != self._data.shape[1:]:
            raise ValueError(f"a row is {self._data.shape[1:]}, not {sample.shape}")
        if not 0 <= row < len(self):
            raise IndexError(f"row {row} of {len(self)}")
        content = memoryview(sample.astype(self._data.dtype, copy=False).tobytes())
        with self._lock:
            if not self.close.alive:
                raise ValueError("the cache was closed")
            os.lseek(self._file, row * len(content), os.SEEK_SET)
            while content:
                content = content[os.write(self._file, content) :]
            self._filled[row] = True
            self._pending.append(row)
            if self._clock() - self._flushed_at >= _SECONDS_BETWEEN_FLUSHES:
                self._flush()

    def is_filled(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each of these rows (N,) was written; rows beyond the end were not."""
        inside = (rows >= 0) & (rows < len(self._filled))
        filled: NDArray[np.bool_] = inside & self._filled[np.where(inside, rows, 0)]
        return filled

    def gather(self, rows: NDArray[np.int64]) -> NDArray[Any]:
        """Copies of these rows, (N, ...) in the order asked for; raises IndexError beyond the end.

        The system is told first which rows: it then reads them all at once and nothing around them.
        """
        size = self._data[:1].nbytes
        for row in rows.tolist():
            if 0 <= row < len(self):
                start = row * size // mmap.PAGESIZE * mmap.PAGESIZE
                self._advise("MADV_WILLNEED", start, (row + 1) * size - start)
        return np.take(self._data.view(np.ndarray), rows, axis=0)

    def _advise(self, advice: str, *part: int) -> None:
        """Say how the file is read, where the system has a word for it."""
        if self._pages is not None and hasattr(mmap, advice):
            with suppress(OSError):  # advice that is refused changes nothing but the time it takes
                self._pages.madvise(getattr(mmap, advice), *part)

    def forget(self, rows: NDArray[np.int64]) -> None:
        """Mark these rows as not filled: their files changed."""
        with self._lock:
            self._flush()
            self._filled[rows] = False
            self._marks[rows] = 0
            self._marks.flush()

    def flush(self) -> None:
        """Bring what was written to the disk, the data first and then the marks."""
        with self._lock:
            self._flush()

    def _flush(self) -> None:
        self._flushed_at = self._clock()
        if not self._pending:
            return
        os.fsync(self._file)
        self._marks[self._pending] = 1
        self._marks.flush()
        self._pending.clear()


def _marks_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.filled")


def _name(layout: Layout) -> str:
    dtype = np.dtype(layout.dtype)
    sides = "x".join(str(side) for side in layout.shape)
    return f"samples-{sides}.{dtype.kind}{dtype.itemsize * 8}"


def _rows_present(folder: Path, layout: Layout) -> int | None:
    """How many rows the files there hold; None when there are none that fit this layout."""
    name = _name(layout)
    try:
        described = json.loads((folder / f"{name}.json").read_text("utf-8"))
        num_rows = int(described["rows"])
        fits = (
            described == _description(layout, num_rows)
            and num_rows > 0
            and (folder / name).stat().st_size == num_rows * layout.bytes_per_sample
            and _marks_path(folder / name).stat().st_size == num_rows
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.info("The cache %s is started anew: %s", name, error)
        return None
    return num_rows if fits else None


def _description(layout: Layout, num_rows: int) -> dict[str, object]:
    return {"version": _VERSION, "shape": list(layout.shape), "dtype": layout.dtype, "rows": num_rows}


def _describe(folder: Path, layout: Layout, num_rows: int) -> None:
    path = folder / f"{_name(layout)}.json"
    part = path.with_suffix(".part")
    part.write_text(json.dumps(_description(layout, num_rows)), "utf-8")
    part.replace(path)
