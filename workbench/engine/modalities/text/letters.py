"""Features of texts without any learning from labels: which groups of letters occur, rare ones more.

Groups of two to four bytes, spaces, signs and capitals included: they tell the manner of writing, word forms
and misspellings, of which a few labels with whole words say nothing. Cavnar and Trenkle 1994, "N-Gram-Based
Text Categorization".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workbench.engine.contracts import UInt8Array

MOST_GROUPS = 16_384
FEWEST_TEXTS = 2
LENGTHS = (2, 3, 4)
_MOST_BYTES = 8_000_000
"""Of a large pool so much text is counted."""
_AT_ONCE = 1_000_000
"""Bytes that are looked at together, which bounds the memory."""

Indices = NDArray[np.int64]


class LetterGroups:
    """TF-IDF of the groups of bytes that occur in most texts of a pool, each text brought to length one.

    A group that occurs n times in a text, and in d of all N texts, has the number
    (1 + ln n) (1 + ln((1 + N) / (1 + d))).
    """

    def __init__(self, codes: Indices, weights: NDArray[np.float32]) -> None:
        """codes: (D,) int64, rising: a group's bytes, and above them how many; weights: (D,) float32."""
        self._codes = codes
        self._weights = weights

    @classmethod
    def of(cls, chunks: Iterable[UInt8Array]) -> Self:
        """From the rows of a pool, (b, L) uint8 each, in any fair order: the first 8 MB are counted."""
        codes, texts = np.zeros(0, np.int64), np.zeros(0, np.int64)
        num = size = 0
        for rows in (part for chunk in chunks for part in _pieces(chunk)):
            num += len(rows)
            size += int(np.count_nonzero(rows))
            new, new_texts = _num_texts(*_groups(rows))
            codes, places = np.unique(np.concatenate([codes, new]), return_inverse=True)
            counts = np.concatenate([texts, new_texts])
            texts = np.bincount(places, counts, minlength=len(codes)).astype(np.int64)
            if size >= _MOST_BYTES:
                break
        kept = np.argsort(-texts, kind="stable")[: min(MOST_GROUPS, int((texts >= FEWEST_TEXTS).sum()))]
        kept = np.sort(kept)
        weights = 1 + np.log((1 + num) / (1 + texts[kept]))
        return cls(codes[kept], weights.astype(np.float32))

    def features(self, rows: UInt8Array) -> sparse.csr_array[np.float32]:
        """(N, L) uint8 -> (N, D) float32, D at least one."""
        parts = [self._features(part) for part in _pieces(rows)]
        return parts[0] if len(parts) == 1 else sparse.vstack(parts, format="csr")

    def state(self) -> Mapping[str, NDArray[Any]]:
        """codes: (D,) int64; weights: (D,) float32."""
        return {"codes": self._codes, "weights": self._weights}

    @classmethod
    def load(cls, state: Mapping[str, NDArray[Any]]) -> Self:
        """What `state` gave; of nothing, no groups. Raises ValueError or KeyError when it is damaged."""
        if not state:
            return cls(np.zeros(0, np.int64), np.zeros(0, np.float32))
        codes, weights = state["codes"], state["weights"]
        if len(codes) != len(weights) or (np.diff(codes) <= 0).any():
            raise ValueError("its groups of letters do not fit their weights")
        return cls(codes, weights)

    def _features(self, rows: UInt8Array) -> sparse.csr_array[np.float32]:
        width = max(1, len(self._codes))
        owners, codes = _groups(rows)
        at = np.minimum(np.searchsorted(self._codes, codes), max(0, len(self._codes) - 1))
        known = self._codes[at] == codes if len(self._codes) else np.zeros(len(codes), bool)
        found, times = np.unique(owners[known] * width + at[known], return_counts=True)
        owner, place = np.divmod(found, width)
        values = (1 + np.log(times)) * self._weights[place]
        lengths = np.sqrt(np.bincount(owner, values**2, minlength=len(rows)))
        starts = np.searchsorted(owner, np.arange(len(rows) + 1)).astype(np.int32)
        scaled = (values / lengths[owner]).astype(np.float32)
        return sparse.csr_array((scaled, place.astype(np.int32), starts), shape=(len(rows), width))


def _pieces(rows: UInt8Array) -> Iterator[UInt8Array]:
    """Rows in pieces that need little memory."""
    size = max(1, _AT_ONCE // max(1, rows.shape[1]))
    for first in range(0, max(1, len(rows)), size):
        yield rows[first : first + size]


def _groups(rows: UInt8Array) -> tuple[Indices, Indices]:
    """Every group in texts (N, L): whose it is and its code, (n,) int64 each."""
    owners, codes = [], []
    for length in LENGTHS:
        if rows.shape[1] < length:
            continue
        last = rows.shape[1] - length + 1
        code = np.full((len(rows), last), length << 32, np.int64)
        for place in range(length):
            code |= rows[:, place : place + last].astype(np.int64) << (8 * place)
        owner, start = np.nonzero(rows[:, length - 1 :])  # zeros stand behind a text only
        owners.append(owner)
        codes.append(code[owner, start])
    if not owners:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(owners), np.concatenate(codes)


def _num_texts(owners: Indices, codes: Indices) -> tuple[Indices, Indices]:
    """Each code that occurs, in order, and in how many texts."""
    order = np.lexsort((codes, owners))
    owners, codes = owners[order], codes[order]
    is_first = np.ones(len(codes), bool)
    is_first[1:] = (owners[1:] != owners[:-1]) | (codes[1:] != codes[:-1])
    return np.unique(codes[is_first], return_counts=True)
