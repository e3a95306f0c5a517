"""What of a sample a decision stands on: each part is left out in turn, and the model is asked again.

Robnik-Šikonja and Kononenko 2008, "Explaining Classifications for Individual Instances": what a part is worth
is the difference of the log odds with and without it.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from workbench.engine.contracts import Cell, Rows
from workbench.engine.downstream.calibration import log_softmax
from workbench.engine.downstream.classifier import Classifier
from workbench.engine.modalities import modalities
from workbench.jobs import Advanced, CancelToken, Event, PhaseStarted

MOST_PARTS = 64
PHASE = "Asking again without each part"
_BATCH = 16
_STRONG = 0.5
"""The strongest part is drawn in full when it changes the log odds by this much; less is drawn fainter."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the sample; `weight` in [-1, 1]: above nought it spoke for the class, below against."""

    name: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The decision, and the parts in their order."""

    predicted: str
    probability: float
    parts: tuple[Part, ...]
    preview: Cell


def why(
    classifier: Classifier,
    row: Rows,
    *,
    device: torch.device,
    token: CancelToken,
    most: int = MOST_PARTS,
) -> Generator[Event, None, Why | None]:
    """Of a cache row as the classifier's layout says; None: this kind of data cannot be shown so yet."""
    found = modalities.get(classifier.modality).occlusions(row, most)
    if found is None:
        return None
    rows = np.concatenate([row[None], found.variants])
    yield PhaseStarted(phase=PHASE, total=len(rows), unit="parts")
    logits = []
    for first in range(0, len(rows), _BATCH):
        token.raise_if_stopping()
        logits.append(classifier.logits(rows[first : first + _BATCH], device))
        done = min(len(rows), first + _BATCH)
        yield Advanced(phase=PHASE, done=done, total=len(rows), unit="parts")
    said = log_softmax(np.concatenate(logits) / classifier.temperature)
    best = int(said[0].argmax())
    odds = log_odds(said, best)
    weights = scaled(odds[0] - odds[1:])
    parts = tuple(
        Part(name=name, weight=float(weight)) for name, weight in zip(found.names, weights, strict=True)
    )
    return Why(
        predicted=classifier.class_names[best],
        probability=float(np.exp(said[0, best])),
        parts=parts,
        preview=found.preview(weights),
    )


def log_odds(said: NDArray[np.float64], number: int) -> NDArray[np.float64]:
    """Of one class against all others, from log probabilities (N, K): (N,)."""
    others = np.delete(said, number, axis=1)
    return np.asarray(said[:, number] - np.logaddexp.reduce(others, axis=1), dtype=np.float64)


def scaled(changes: NDArray[np.float64]) -> Floats:
    """Changes of log odds (V,) -> [-1, 1], the strongest at one end unless all are slight."""
    largest = float(np.abs(changes).max(initial=0.0))
    return np.asarray(changes / max(largest, _STRONG), dtype=np.float32)
