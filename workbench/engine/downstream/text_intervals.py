"""How near texts come to the wanted ones, and where each figure probably lies (95 %).

Efron 1979, "Bootstrap Methods": pairs drawn again with replacement; Wilson 1927 for the share that is exact,
since a bootstrap of none or of all has no width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.engine.downstream import text_scores
from workbench.engine.downstream.scores import CONFIDENCE, Interval, wilson

_DRAWS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class TextIntervals:
    """`exact` and `chrf` in [0, 1], higher is better; `cer` and `wer` from 0, lower is."""

    num: int
    exact: Interval
    cer: Interval
    wer: Interval
    chrf: Interval


def score(wanted: Sequence[str], said: Sequence[str], *, seed: int = 0) -> TextIntervals:
    """What was said beside what was wanted, pair by pair, as `text_scores.score`, with intervals."""
    pairs = [(" ".join(w.split()), " ".join(s.split())) for w, s in zip(wanted, said, strict=True)]
    exact = np.array([w == s for w, s in pairs])
    letters = np.array([(text_scores.edits(w, s), len(w)) for w, s in pairs], np.int64).reshape(-1, 2)
    words = np.array(
        [(text_scores.edits(w.split(), s.split()), len(w.split())) for w, s in pairs], np.int64
    ).reshape(-1, 2)
    grams = text_scores.counts(pairs)
    draws = np.random.default_rng([seed, 10]).integers(max(1, len(pairs)), size=(_DRAWS, len(pairs)))
    return TextIntervals(
        num=len(pairs),
        exact=wilson(int(exact.sum()), len(pairs)),
        cer=_of(lambda some: _rate(letters[some]), len(pairs), draws),
        wer=_of(lambda some: _rate(words[some]), len(pairs), draws),
        chrf=_of(lambda some: text_scores.chrf_of(grams[some].sum(0)), len(pairs), draws),
    )


def _of(figure: object, num: int, draws: NDArray[np.int64]) -> Interval:
    assert callable(figure)
    value = float(figure(np.arange(num)))
    if not num:
        return Interval(value=value, low=0.0, high=1.0)
    again = [float(figure(some)) for some in draws]
    low, high = np.quantile(again, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return Interval(value=value, low=min(value, float(low)), high=max(value, float(high)))


def _rate(counts: NDArray[np.int64]) -> float:
    wrong, length = counts.sum(0)
    return float(wrong / max(1, length))
