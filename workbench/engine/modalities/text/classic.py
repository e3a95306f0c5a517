"""Features of texts without any learning from labels: which words and pairs of words occur, rare ones more.

TF-IDF: Spärck Jones 1972, "A Statistical Interpretation of Term Specificity"; Salton and Buckley 1988.
"""

from __future__ import annotations

import functools
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workbench.engine.contracts import UInt8Array

MOST_TERMS = 16_384
FEWEST_TEXTS = 2
"""A term that occurs in fewer texts of the pool says nothing of others."""
_MOST_COUNTED = 2_000_000
"""Terms that are counted at once; past that, those seen once are forgotten (Manku and Motwani 2002)."""
_WITHOUT_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts that are written without spaces: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""


class WordFrequencies:
    """TF-IDF of the terms that occur in most texts of a pool, each text's numbers brought to length one.

    A term is a word or a mark such as "!" or an emoji, in lower case, or two that follow one another; in
    scripts without spaces a letter, or two. A term that occurs n times in a text, and in d of all N
    texts, has the number (1 + ln n) (1 + ln((1 + N) / (1 + d))).
    """

    def __init__(self, terms: Iterable[str], weights: NDArray[np.float32]) -> None:
        self._place = {term: place for place, term in enumerate(terms)}
        self._weights = weights

    @classmethod
    def of(cls, chunks: Iterable[UInt8Array]) -> Self:
        """From the rows of a pool, (b, L) uint8 each."""
        counts: Counter[str] = Counter()
        num = 0
        for rows in chunks:
            num += len(rows)
            for row in rows:
                counts.update(set(_terms(row)))
            if len(counts) > _MOST_COUNTED:
                counts = Counter({term: found for term, found in counts.items() if found > 1})
        common = [(term, found) for term, found in counts.items() if found >= FEWEST_TEXTS]
        kept = sorted(common, key=lambda pair: (-pair[1], pair[0]))[:MOST_TERMS]
        found = np.array([found for _, found in kept], np.float64)
        weights = 1 + np.log((1 + num) / (1 + found))
        return cls((term for term, _ in kept), weights.astype(np.float32))

    def features(self, rows: UInt8Array) -> sparse.csr_array[np.float32]:
        """(N, L) uint8 -> (N, D) float32, D at least one."""
        places: list[int] = []
        times: list[int] = []
        ends = [0]
        for row in rows:
            known = Counter(self._place[term] for term in _terms(row) if term in self._place)
            for place in sorted(known):
                places.append(place)
                times.append(known[place])
            ends.append(len(places))
        at = np.array(places, np.int32)
        values = (1 + np.log(np.array(times, np.float32))) * self._weights[at]
        starts = np.array(ends, np.int32)
        owner = np.repeat(np.arange(len(rows)), np.diff(starts))
        lengths = np.sqrt(np.bincount(owner, values.astype(np.float64) ** 2, minlength=len(rows)))
        values = (values / np.maximum(lengths, 1e-12)[owner]).astype(np.float32)
        return sparse.csr_array((values, at, starts), shape=(len(rows), max(1, len(self._place))))

    def state(self) -> Mapping[str, NDArray[Any]]:
        """terms: (n,) uint8, in UTF-8 with line breaks between; weights: (D,) float32."""
        content = "\n".join(self._place).encode("utf-8", "surrogatepass")
        return {"terms": np.frombuffer(content, np.uint8).copy(), "weights": self._weights}

    @classmethod
    def load(cls, state: Mapping[str, NDArray[Any]]) -> Self:
        """What `state` gave. Raises ValueError or KeyError when it is damaged."""
        terms = state["terms"].tobytes().decode("utf-8", "surrogatepass").split("\n")
        weights = state["weights"]
        terms = terms if len(weights) else []
        if len(set(terms)) != len(weights):
            raise ValueError("its words do not fit their weights")
        return cls(terms, weights)


def letter_shares(rows: UInt8Array) -> NDArray[np.float32]:
    """(N, L) uint8 texts -> (N, 256) float32 in [0, 1]: how often each byte occurs in a text, rooted."""
    owner = np.repeat(np.arange(len(rows), dtype=np.int64), rows.shape[1])
    counts = np.bincount(owner * 256 + rows.ravel(), minlength=256 * len(rows)).reshape(len(rows), 256)
    counts[:, 0] = 0
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    return np.asarray(np.sqrt(shares), dtype=np.float32)


def _terms(row: UInt8Array) -> list[str]:
    text = row.tobytes().rstrip(b"\0").decode("utf-8", "ignore")
    words = _word().findall(unicodedata.normalize("NFKC", text).lower())
    return words + [f"{first} {second}" for first, second in pairwise(words)]


@functools.cache
def _word() -> re.Pattern[str]:
    """A letter of a script without spaces; a word; or any other sign.

    Python's own idea of a word breaks at the signs of vowels that stand above and below letters.
    """
    marks = "".join(
        re.escape(chr(code))
        for code in range(0x300, min(0x1100, sys.maxunicode))
        if unicodedata.category(chr(code)).startswith("M")
    )
    alone = f"[{_WITHOUT_SPACES}]"
    return re.compile(rf"{alone}[{marks}]*|(?:(?!{alone})[\w{marks}])+|[^\w\s{marks}]")
