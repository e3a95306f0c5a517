"""Repeated stratified cross-validation in which a class may have a single label."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Places in the list of labels: what is trained on, and what is scored. Each sorted, int64."""

    train: Indices
    held: Indices


def folds(classes: Indices, *, num_folds: int = 5, repeats: int = 1, seed: int = 0) -> tuple[Fold, ...]:
    """The folds of every repeat, one after another, for class numbers (L,) int64.

    Within a repeat each sample of a class with two labels or more is held out exactly once, and at
    least one of its class always stays in training. The only label of a class stays in training
    and is never scored. Empty when no class has two labels.
    """
    generator = np.random.default_rng(seed)
    result: list[Fold] = []
    for _ in range(repeats):
        place = _places(classes, num_folds, generator)
        for fold in range(num_folds):
            held = np.flatnonzero(place == fold)
            if len(held):
                result.append(Fold(train=np.flatnonzero(place != fold), held=held))
    return tuple(result)


def scored(classes: Indices) -> NDArray[np.bool_]:
    """Which samples cross-validation can score: those whose class has two labels or more."""
    _, inverse, counts = np.unique(classes, return_inverse=True, return_counts=True)
    enough: NDArray[np.bool_] = counts[inverse] > 1
    return enough


def _places(classes: Indices, num_folds: int, generator: np.random.Generator) -> Indices:
    """Which fold holds each sample out; -1: none. Classes follow one another round the folds."""
    place = np.full(len(classes), -1, dtype=np.int64)
    start = int(generator.integers(num_folds))
    for number in generator.permutation(np.unique(classes)):
        members = generator.permutation(np.flatnonzero(classes == number))
        if len(members) < 2:
            continue
        place[members] = (start + np.arange(len(members))) % num_folds
        start += len(members)
    return place
