"""Features of texts without any learning: how often which words occur, hashed to a fixed number."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import HashingVectorizer

from workbench.engine.contracts import UInt8Array

_WIDTH = 4096


def classic_features(rows: UInt8Array) -> NDArray[np.float32]:
    """(N, L) uint8 texts -> (N, 4096) float32."""
    texts = [row.tobytes().rstrip(b"\0").decode("utf-8", "ignore") for row in rows]
    vectors = HashingVectorizer(n_features=_WIDTH, ngram_range=(1, 2)).transform(texts)
    found: NDArray[np.float32] = vectors.toarray().astype(np.float32)
    return found
