"""Making confidence mean what it says, from the check set alone.

Source: Guo et al., "On Calibration of Modern Neural Networks", ICML 2017: temperature scaling.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

FEWEST = 30
"""Below this many check labels a temperature would be a guess."""
_LOWEST, _HIGHEST = 0.05, 20.0

Floats = NDArray[np.float64]


def temperature(logits: Floats, truth: NDArray[np.int64]) -> float:
    """The temperature that makes the check labels likeliest; 1 with fewer than 30 of them.

    logits: (N, K) float64; truth: (N,) int64. It changes no prediction, only how sure it sounds.
    A slight pull towards 1 (one label's worth) keeps it finite when every label is right.
    """
    if len(truth) < FEWEST:
        return 1.0

    def loss(log_temperature: float) -> float:
        scaled = log_softmax(logits / np.exp(log_temperature))
        return float(-scaled[np.arange(len(truth)), truth].sum() + 0.5 * log_temperature**2)

    found = minimize_scalar(loss, bounds=(np.log(_LOWEST), np.log(_HIGHEST)), method="bounded")
    return float(np.exp(found.x))


def threshold(probabilities: Floats, truth: NDArray[np.int64], wanted: float = 0.95) -> float | None:
    """The lowest confidence from which on at least `wanted` of the check predictions are right.

    None with fewer than 30 check labels, or when no confidence reaches it over ten samples or more.
    """
    if len(truth) < FEWEST:
        return None
    confidence = probabilities.max(axis=1)
    right = (probabilities.argmax(axis=1) == truth)[np.argsort(-confidence, kind="stable")]
    share = right.cumsum() / np.arange(1, len(right) + 1)
    enough = np.flatnonzero((share >= wanted) & (np.arange(1, len(right) + 1) >= 10))
    return float(np.sort(confidence)[::-1][enough[-1]]) if len(enough) else None


def log_softmax(logits: Floats) -> Floats:
    """Log probabilities, (N, K), without overflow."""
    shifted: Floats = logits - logits.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)), dtype=np.float64)
