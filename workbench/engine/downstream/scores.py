"""How good are predictions: accuracy, balanced accuracy with an interval, and calibration."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]
Floats = NDArray[np.float64]

CONFIDENCE = 0.95
_Z = 1.959964


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A share and where it probably lies (95 %)."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassScore:
    """One class: how many there were, how many were found, and how many were rightly named so."""

    name: str
    num: int
    recall: float
    precision: float


def accuracy(truth: Indices, predicted: Indices) -> Interval:
    """The share that is right, with Wilson's interval (Wilson 1927); truth and predicted: (N,)."""
    return wilson(int((truth == predicted).sum()), len(truth))


def wilson(right: int, num: int) -> Interval:
    """Wilson's score interval of a share; (0, 1) when nothing was counted."""
    if num == 0:
        return Interval(value=math.nan, low=0.0, high=1.0)
    share = right / num
    middle = (share + _Z**2 / (2 * num)) / (1 + _Z**2 / num)
    half = _Z / (1 + _Z**2 / num) * math.sqrt(share * (1 - share) / num + _Z**2 / (4 * num**2))
    return Interval(value=share, low=max(0.0, middle - half), high=min(1.0, middle + half))


def balanced_accuracy(truth: Indices, predicted: Indices) -> float:
    """The mean of the classes' recalls, over the classes that occur in `truth`; nan for none."""
    recalls = [float((predicted[truth == c] == c).mean()) for c in np.unique(truth)]
    return float(np.mean(recalls)) if recalls else math.nan


def balanced_interval(truth: Indices, predicted: Indices) -> Interval:
    """Balanced accuracy with an interval that stays honest for few samples and for shares of 0 and 1.

    Each class's recall is given the spread of its Jeffreys posterior, Beta(r + 1/2, n - r + 1/2); the
    classes' mean is then taken as normal. A bootstrap would give no width at all to a class whose
    samples were all right. truth and predicted: (N,) int64.
    """
    value = balanced_accuracy(truth, predicted)
    classes = np.unique(truth)
    if not len(classes):
        return Interval(value=math.nan, low=0.0, high=1.0)
    means, variances = [], []
    for number in classes:
        hits = predicted[truth == number] == number
        a, b = float(hits.sum()) + 0.5, float((~hits).sum()) + 0.5
        means.append(a / (a + b))
        variances.append(a * b / ((a + b) ** 2 * (a + b + 1)))
    middle = float(np.mean(means))
    half = _Z * math.sqrt(float(np.sum(variances))) / len(classes)
    low, high = min(value, middle - half), max(value, middle + half)
    return Interval(value=value, low=max(0.0, low), high=min(1.0, high))


def confusion(truth: Indices, predicted: Indices, num_classes: int) -> Indices:
    """How often a sample of class i was called j: (K, K) int64."""
    table = np.zeros((num_classes, num_classes), dtype=np.int64)
    np.add.at(table, (truth, predicted), 1)
    return table


def per_class(truth: Indices, predicted: Indices, names: tuple[str, ...]) -> tuple[ClassScore, ...]:
    """Recall and precision of each class; nan where there is nothing to divide by."""
    table = confusion(truth, predicted, len(names))
    rows, columns, right = table.sum(axis=1), table.sum(axis=0), table.diagonal()
    return tuple(
        ClassScore(
            name=name,
            num=int(rows[i]),
            recall=float(right[i] / rows[i]) if rows[i] else math.nan,
            precision=float(right[i] / columns[i]) if columns[i] else math.nan,
        )
        for i, name in enumerate(names)
    )


def calibration_error(probabilities: NDArray[np.floating], truth: Indices, bins: int = 15) -> float:
    """Expected calibration error (Guo et al. 2017, eq. 3): how far confidence is from being right.

    probabilities: (N, K); truth: (N,). 0 is perfect.
    """
    if not len(truth):
        return math.nan
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == truth
    place = np.minimum((confidence * bins).astype(np.int64), bins - 1)
    gaps = [
        (place == b).mean() * abs(float(right[place == b].mean()) - float(confidence[place == b].mean()))
        for b in np.unique(place)
    ]
    return float(sum(gaps))
