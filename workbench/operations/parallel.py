"""Doing many small things side by side, in order, with news of the progress."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Generic, TypeVar

from workbench.jobs import Advanced, CancelToken, Event, PhaseStarted

R = TypeVar("R")
_NEWS_SECONDS = 0.2
_MOST_WAITING = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Event, Generic[R]):
    """What a stretch of parallel work came to; the last event of `in_parallel`."""

    results: tuple[R, ...]


def in_parallel(
    work: Iterable[Callable[[], R]],
    *,
    total: int,
    phase: str,
    unit: str,
    token: CancelToken,
    done: int = 0,
    progress: Callable[[], int] | None = None,
) -> Iterator[Event]:
    """Run functions on the cores there are; the last event is `Done` with their results in order.

    The work reads and decodes, which leaves the interpreter to others; at most a few dozen results
    wait at a time. Stops between two of them. `done` is how much of `total` was done before; `progress` says
    how much of it is done since, where that is not the number of results.
    """
    results: list[R] = []
    news = _News(phase, total, unit, done, progress or (lambda: len(results)))
    waiting: deque[Future[R]] = deque()
    yield PhaseStarted(phase=phase, total=total, unit=unit)
    with ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2)) as pool:
        try:
            for function in work:
                if token.stopping:
                    break
                token.wait_while_paused()
                waiting.append(pool.submit(function))
                yield from _settle(waiting, results, _MOST_WAITING, token, news)
            yield from _settle(waiting, results, 0, token, news)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    yield news.told()
    yield Done(results=tuple(results))


def _settle(
    waiting: deque[Future[R]], results: list[R], most: int, token: CancelToken, news: _News
) -> Iterator[Event]:
    """Take results until no more than `most` wait; after a stop only those of what was begun."""
    while len(waiting) > most:
        while token.stopping and waiting and waiting[-1].cancel():
            waiting.pop()
        if waiting and wait([waiting[0]], timeout=_NEWS_SECONDS).done:
            results.append(waiting.popleft().result())
        if news.are_due:
            yield news.told()


class _News:
    """How far it is, told a few times a second."""

    def __init__(self, phase: str, total: int, unit: str, before: int, new: Callable[[], int]) -> None:
        self._phase, self._total, self._unit, self._before, self._new = phase, total, unit, before, new
        self._start = self._told = time.monotonic()

    @property
    def are_due(self) -> bool:
        return time.monotonic() - self._told > _NEWS_SECONDS

    def told(self) -> Advanced:
        self._told = time.monotonic()
        new = self._new()
        rate, done = new / max(self._told - self._start, 1e-6), new + self._before
        left = (self._total - done) / rate if rate > 0 else None
        return Advanced(
            phase=self._phase, done=done, total=self._total, unit=self._unit, rate=rate, seconds_left=left
        )
