"""Fingerprints of texts: alike where the texts share most of their words in the same order.

MinHash (see `alike.min_hashes`) over three words in a row.
"""

from __future__ import annotations

import re
import zlib

import numpy as np
from numpy.typing import NDArray

from workbench.engine import alike
from workbench.engine.contracts import UInt8Array

_SHINGLE = 3
_MOST_BYTES = 4_096
"""Of a text that are compared."""
_FEWEST_WORDS = 5
"""Shorter texts are near copies of nothing: each word is a large part of them."""
_MOST_AT_ONCE = 500_000
_WIDE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORDS = re.compile(rf"[{_WIDE}]|[^\W{_WIDE}]+")
"""Words, and single letters of scripts that put no spaces between words."""


def fingerprints(rows: UInt8Array) -> NDArray[np.uint16]:
    """(N, L) uint8 texts -> (N, 64); the share of equal values is about the share of threes in common.

    Texts of fewer than five words have zeros.
    """
    found = np.zeros((len(rows), alike.LENGTH), np.uint16)
    shingles: list[NDArray[np.uint64]] = []
    places: list[int] = []
    size = 0
    for place, row in enumerate(rows):
        of_text = _shingles(row)
        if len(of_text):
            shingles.append(of_text)
            places.append(place)
            size += len(of_text)
        if size >= _MOST_AT_ONCE:
            found[places] = alike.min_hashes(shingles)
            shingles, places, size = [], [], 0
    if places:
        found[places] = alike.min_hashes(shingles)
    return found


def _shingles(row: UInt8Array) -> NDArray[np.uint64]:
    """A value for each three words in a row of a text."""
    text = row[:_MOST_BYTES].tobytes().rstrip(b"\0").decode("utf-8", "ignore")
    words = _WORDS.findall(text.lower())
    if len(words) < _FEWEST_WORDS:
        return np.zeros(0, np.uint64)
    values = np.array([zlib.crc32(word.encode()) for word in words], np.uint64)
    first, second, third = (values[place : len(values) - _SHINGLE + 1 + place] for place in range(_SHINGLE))
    return (first * np.uint64(31) + second) * np.uint64(1_000_003) + third
