"""The numbers behind a live plot: bounded, thinned for drawing, smoothed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

CAPACITY = 131_072
"""Points kept; when they are used up every second one goes, so that a run of any length fits."""
_BINS = 600
_SMOOTHED_SHARE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What is painted: raw_x, raw_y (N,) with the extremes kept; smooth_x, smooth_y (M,), M <= 600."""

    raw_x: Floats
    raw_y: Floats
    smooth_x: Floats
    smooth_y: Floats


class Series:
    """Steps and values in arrays that are allocated once."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._steps = np.zeros(capacity)
        self._values = np.zeros(capacity)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def steps(self) -> Floats:
        """(N,) steps in the order they came; a view, not a copy."""
        return self._steps[: self._count]

    @property
    def values(self) -> Floats:
        """(N,) values of `steps`; a view, not a copy."""
        return self._values[: self._count]

    def clear(self) -> None:
        """Forget everything."""
        self._count = 0

    def append(self, step: float, value: float) -> None:
        """Add one point. Those at this step and after it go: the step was done again.

        Values that are not finite are left out, since no axis can show them.
        """
        if not np.isfinite(value):
            return
        if self._count and step <= self._steps[self._count - 1]:
            self._count = int(np.searchsorted(self.steps, step))
        if self._count == len(self._steps):
            self._thin()
        self._steps[self._count] = step
        self._values[self._count] = value
        self._count += 1

    def replace(self, steps: ArrayLike, values: ArrayLike) -> None:
        """Show these points instead: two sequences of one length."""
        new_steps, new_values = np.asarray(steps, float), np.asarray(values, float)
        finite = np.isfinite(new_values)
        new_steps, new_values = new_steps[finite], new_values[finite]
        stride = -(-len(new_steps) // len(self._steps)) or 1
        new_steps, new_values = new_steps[::stride], new_values[::stride]
        self._count = len(new_steps)
        self._steps[: self._count] = new_steps
        self._values[: self._count] = new_values

    def put_before(self, steps: ArrayLike, values: ArrayLike) -> None:
        """Add what came before the first point: an earlier part of the same run."""
        if not self._count:
            self.replace(steps, values)
            return
        own_steps, own_values = self.steps.copy(), self.values.copy()
        old_steps, old_values = np.asarray(steps, float), np.asarray(values, float)
        earlier = old_steps < own_steps[0]
        self.replace(
            np.concatenate([old_steps[earlier], own_steps]), np.concatenate([old_values[earlier], own_values])
        )

    def drawn(self, *, positive_only: bool = False) -> Drawn:
        """At most about 1,200 raw points and 600 smoothed ones, whatever the length of the run."""
        steps, values = self.steps, self.values
        if positive_only:
            steps, values = steps[values > 0], values[values > 0]
        raw_x, raw_y = _extremes(steps, values)
        smooth_x, smooth_y = _bin_means(steps, values)
        return Drawn(raw_x=raw_x, raw_y=raw_y, smooth_x=smooth_x, smooth_y=_smoothed(smooth_y))

    def nearest(self, step: float) -> int | None:
        """Index of the point closest to a step; None when there is no point."""
        if not self._count:
            return None
        right = int(np.searchsorted(self.steps, step).clip(0, self._count - 1))
        left = max(right - 1, 0)
        return left if abs(self.steps[left] - step) <= abs(self.steps[right] - step) else right

    def trend(self) -> int:
        """-1 falling, 0 level, 1 rising: the last fifth against the fifth before it."""
        fifth = self._count // 5
        if fifth < 1:
            return 0
        last, before = self.values[-fifth:], self.values[-2 * fifth : -fifth]
        margin = 0.02 * max(float(np.ptp(self.values)), 1e-12)
        difference = float(last.mean() - before.mean())
        return 0 if abs(difference) <= margin else 1 if difference > 0 else -1

    def _thin(self) -> None:
        kept = self._count // 2
        self._steps[:kept] = self._steps[: 2 * kept : 2].copy()
        self._values[:kept] = self._values[: 2 * kept : 2].copy()
        self._count = kept


def _starts(number: int) -> NDArray[np.intp]:
    """Where each of at most `_BINS` equal stretches of that many points begins."""
    return np.unique(np.linspace(0, number, min(number, _BINS), endpoint=False).astype(np.intp))


def _extremes(steps: Floats, values: Floats) -> tuple[Floats, Floats]:
    if len(values) <= 2 * _BINS:
        return steps.copy(), values.copy()
    starts = _starts(len(values))
    low, high = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
    return np.repeat(steps[starts], 2), np.column_stack([low, high]).ravel()


def _bin_means(steps: Floats, values: Floats) -> tuple[Floats, Floats]:
    if len(values) <= _BINS:
        return steps.copy(), values.copy()
    starts = _starts(len(values))
    sizes = np.diff(np.append(starts, len(values)))
    return np.add.reduceat(steps, starts) / sizes, np.add.reduceat(values, starts) / sizes


def _smoothed(values: Floats) -> Floats:
    """Centred moving average; the window shrinks towards both ends, so that nothing is invented there."""
    number = len(values)
    half = max(1, number // _SMOOTHED_SHARE) if number > 4 else 0
    sums = np.concatenate([[0.0], np.cumsum(values)])
    places = np.arange(number)
    reach = np.minimum(half, np.minimum(places, number - 1 - places))
    smooth: Floats = (sums[places + reach + 1] - sums[places - reach]) / (2 * reach + 1)
    return smooth
