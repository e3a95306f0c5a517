"""Decoded samples in one memory-mapped file: decoded once, then read at memory speed.

The folder may be deleted at any time. No torch here: the window reads it too.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
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
    Thread-safe. Use `open`.
    """

    def __init__(self, data: NDArray[Any], marks: NDArray[np.uint8], clock: Callable[[], float]) -> None:
        self._data = data
        self._marks = marks
        self._filled = np.array(marks, dtype=bool)
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
        name = _name(layout)
        data_path, marks_path = folder / name, folder / f"{name}.filled"
        present = _rows_present(folder, layout)
        if present is None:
            data_path.unlink(missing_ok=True)
            marks_path.unlink(missing_ok=True)
        num_rows = max(1, num_rows, present or 0)
        if num_rows != present:
            # Lengths first, the description last: killed in between, the files do not fit it.
            _lengthen(marks_path, num_rows)
            _lengthen(data_path, num_rows * layout.bytes_per_sample)
            _describe(folder, layout, num_rows)
        data = np.memmap(data_path, np.dtype(layout.dtype), "r+", shape=(num_rows, *layout.shape))
        return cls(data, np.memmap(marks_path, np.uint8, "r+", shape=(num_rows,)), clock)

    def __len__(self) -> int:
        return len(self._data)

    @property
    def array(self) -> NDArray[Any]:
        """All rows (num_rows, ...) as a read-only view of the file; zeros where nothing was written."""
        view: NDArray[Any] = self._data.view(np.ndarray)[:]
        view.flags.writeable = False
        return view

    def write(self, row: int, sample: NDArray[Any]) -> None:
        """Fill a row with a sample of the layout's shape; raises ValueError for another shape."""
        if sample.shape != self._data.shape[1:]:
            raise ValueError(f"a row is {self._data.shape[1:]}, not {sample.shape}")
        self._data[row] = sample
        with self._lock:
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
        """Copies of these rows, (N, ...) in the order asked for; raises IndexError beyond the end."""
        return np.take(self._data.view(np.ndarray), rows, axis=0)

    def forget(self, rows: NDArray[np.int64]) -> None:
        """Mark these rows as not filled: their files changed."""
        with self._lock:
            self._flush()
            self._filled[rows] = False
            self._marks[rows] = 0

    def flush(self) -> None:
        """Bring what was written to the disk, the data first and then the marks."""
        with self._lock:
            self._flush()

    def _flush(self) -> None:
        self._flushed_at = self._clock()
        if not self._pending:
            return
        _sync(self._data)
        self._marks[self._pending] = 1
        _sync(self._marks)
        self._pending.clear()


def _name(layout: Layout) -> str:
    dtype = np.dtype(layout.dtype)
    sides = "x".join(str(side) for side in layout.shape)
    return f"pictures-{sides}.{dtype.kind}{dtype.itemsize * 8}"


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
            and (folder / f"{name}.filled").stat().st_size == num_rows
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


def _lengthen(path: Path, num_bytes: int) -> None:
    with path.open("ab") as file:
        file.truncate(num_bytes)


def _sync(array: NDArray[Any]) -> None:
    if isinstance(array, np.memmap):
        array.flush()
