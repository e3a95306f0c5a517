"""The questions most like one, by their words and letters alone: a control, and what stands beside an answer.

TF-IDF: Spärck Jones 1972, "A statistical interpretation of term specificity".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_union


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What is asked, and what shall be answered."""

    prompt: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A pair, and how like its prompt is to what was asked: the cosine, in [0, 1]."""

    pair: Pair
    similarity: float


class Retrieval:
    """Finds pairs by their prompts."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._pairs = tuple(pairs)
        self._features = make_union(
            TfidfVectorizer(token_pattern=r"\w+", ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True),
        )
        prompts = [f"{pair.prompt} ." for pair in self._pairs]  # never without any letter group
        self._known = self._features.fit_transform([*prompts, "empty ."])[: len(prompts)]

    def find(self, prompt: str, count: int = 3) -> tuple[Near, ...]:
        """The most alike, best first; those that have nothing in common with it are left out."""
        if not self._pairs:
            return ()
        asked = self._features.transform([f"{prompt} ."])
        alike: NDArray[np.float64] = (self._known @ asked.T).toarray()[:, 0] / 2  # two parts of length 1
        best = np.argsort(-alike, kind="stable")[:count]
        return tuple(
            Near(pair=self._pairs[i], similarity=float(min(1.0, alike[i]))) for i in best if alike[i] > 0
        )
