"""How sure a difference between two rows is: a paired bootstrap over test samples, draws and seeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Predicted = Mapping[tuple[object, ...], NDArray[np.int64]]
"""By cell and draw: the predicted class of each test sample, (T,)."""
_REPEATS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """In balanced accuracy, with its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def words(self) -> str:
        return f"{100 * self.value:+.1f} ({100 * self.low:+.1f} to {100 * self.high:+.1f})"


def paired(
    one: Sequence[Predicted], other: Sequence[Predicted], answers: NDArray[np.int64], *, seed: int = 0
) -> Difference:
    """`one` minus `other`, averaged over cells. Each is, for every cell, predictions by draw and seed.

    Only draws that both have are compared. Resampled are the test samples within each class, the same
    for all, and the draws of each cell, the same for both.
    """
    gains = [gain for a, b in zip(one, other, strict=True) if (gain := _gains(a, b, answers)).size]
    if not gains:
        return Difference(value=float("nan"), low=float("nan"), high=float("nan"))
    weight = _class_weights(answers)
    draw = np.random.default_rng(seed)
    found = np.empty(_REPEATS)
    for repeat in range(_REPEATS):
        counts = _resampled(answers, draw) * weight  # (T,)
        found[repeat] = np.mean([(g @ counts)[draw.integers(len(g), size=len(g))].mean() for g in gains])
    value = float(np.mean([(gain @ weight).mean() for gain in gains]))
    low, high = np.percentile(found, (2.5, 97.5))
    return Difference(value=value, low=float(low), high=float(high))


def _gains(one: Predicted, other: Predicted, answers: NDArray[np.int64]) -> NDArray[np.int8]:
    """For each draw and test sample 1, 0 or -1: who alone was right, (draws, T)."""
    draws = [key for key in one if key in other]
    rows = [(one[k] == answers).astype(np.int8) - (other[k] == answers).astype(np.int8) for k in draws]
    return np.array(rows, dtype=np.int8)


def _class_weights(answers: NDArray[np.int64]) -> NDArray[np.float64]:
    """What one hit adds to the balanced accuracy: (T,)."""
    counts = np.bincount(answers)
    return np.asarray(1 / (counts[answers] * np.count_nonzero(counts)), dtype=np.float64)


def _resampled(answers: NDArray[np.int64], draw: np.random.Generator) -> NDArray[np.float64]:
    """How often each test sample is drawn, with replacement within its class: (T,)."""
    counts = np.zeros(len(answers))
    for number in np.unique(answers):
        members = np.flatnonzero(answers == number)
        counts[members] = np.bincount(draw.integers(len(members), size=len(members)), minlength=len(members))
    return counts
