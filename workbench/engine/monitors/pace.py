"""When to look again: soon at first, then every few seconds, and never often enough to cost much."""

from __future__ import annotations

_FIRST_SECONDS = 2.0
_FIRST_STEPS = 10
_EVERY_SECONDS = 5.0
_LARGEST_SHARE = 0.03
_FREE_LOOKS = 2
"""The look before the first step and the one right after it are given, however slow the network."""


class Pace:
    """Told of each look and what it cost; says when the next is due, by any clock in seconds."""

    def __init__(self) -> None:
        self._costs: list[float] = []
        self._start: float | None = None
        self._last: float | None = None
        """When it was first asked after the last look: a clock of the asker's own."""

    def looked(self, cost_seconds: float) -> None:
        """A look took so long."""
        self._costs.append(cost_seconds)
        self._last = None

    def due(self, now_seconds: float, steps: int) -> bool:
        """Whether to look now, `steps` steps after the last look."""
        if not self._costs:
            return True
        if self._start is None:
            self._start = now_seconds
        if self._last is None:
            self._last = now_seconds
        since = now_seconds - self._last
        if len(self._costs) < _FREE_LOOKS:
            return since >= _FIRST_SECONDS or steps >= _FIRST_STEPS
        with_next = sum(self._costs[_FREE_LOOKS:]) + self._costs[-1]
        return since >= _EVERY_SECONDS and with_next <= _LARGEST_SHARE * (now_seconds - self._start)
