"""Rows of the next steps, read on a thread of its own while the present step computes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]

AHEAD = 3
"""Steps that are read ahead: one slow read of the disk is made up for by the quick ones around it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a step learns from: places (B,) int64 in the run's rows, and the rows' content (B, ...)."""

    places: Places
    content: NDArray[Any]


class Prefetch:
    """The rows of a step, the next ones being read meanwhile.

    Steps may be asked for in any order and always give the same; only one after the other are they
    there in time. The thread starts with the first step asked for, and ends with `close` or when
    nobody holds this any more.
    """

    def __init__(
        self,
        *,
        places: Callable[[int], Places],
        read: Callable[[Places], NDArray[Any]],
        ahead: int = AHEAD,
    ) -> None:
        self._places = places
        self._read = read
        self._ahead = ahead
        self._pending: dict[int, tuple[Places, Future[NDArray[Any]]]] = {}
        self._reader: ThreadPoolExecutor | None = None

    def get(self, step: int) -> Fetched:
        """The rows of `step`; waits until they are read. What reading raised is raised here."""
        coming = range(step, step + self._ahead + 1)
        for other in self._pending.keys() - set(coming):
            self._pending.pop(other)[1].cancel()
        for number in coming:
            if number not in self._pending:
                self._pending[number] = self._begin(number)
        places, content = self._pending.pop(step)
        return Fetched(places=places, content=content.result())

    def close(self) -> None:
        """End the thread, after the read it is in; whoever asks for a step later starts another."""
        if self._reader is not None:
            self._reader.shutdown(wait=True, cancel_futures=True)
        self._reader = None
        self._pending.clear()

    def _begin(self, step: int) -> tuple[Places, Future[NDArray[Any]]]:
        if self._reader is None:
            # Its threads hold it weakly: when it is gone they end by themselves.
            self._reader = ThreadPoolExecutor(1, thread_name_prefix="prefetch")
        places = self._places(step)
        return places, self._reader.submit(self._read, places)
