"""Learning from the unlabelled pool: labels spread over the neighbour graph of the features.

Source: Zhou, Bousquet, Lal, Weston and Schölkopf, "Learning with Local and Global Consistency", 2003.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import sparse

from workbench.jobs import CancelToken

Floats = NDArray[np.float32]
Indices = NDArray[np.int64]

NEIGHBOURS = 15
ALPHA = 0.99
_ITERATIONS = 200
_CHUNK = 1_024


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Who is near whom: symmetric weights, normalised as D^-1/2 W D^-1/2, (N, N) sparse."""

    matrix: sparse.csr_matrix[np.float32]


def graph(values: Floats, neighbours: int = NEIGHBOURS, *, token: CancelToken | None = None) -> Graph:
    """The graph of each sample's nearest neighbours: values (N, d) float32.

    A neighbour weighs exp(-4 d² / d_K²), with d_K the distance to the farthest one counted (the local
    scale of Zelnik-Manor and Perona 2004). The search is exact, in chunks: time N², memory N.
    """
    count = len(values)
    neighbours = min(neighbours, count - 1)
    if neighbours < 1:
        return Graph(matrix=sparse.csr_matrix(np.zeros((count, count), dtype=np.float32)))
    near, squares = _nearest(values, neighbours, token or CancelToken())
    scale = np.maximum(squares[:, -1:], np.float32(1e-12))
    weights = np.exp(-4 * squares / scale)
    rows = np.repeat(np.arange(count), neighbours)
    one_way = sparse.csr_matrix((weights.ravel(), (rows, near.ravel())), shape=(count, count))
    both = one_way.maximum(one_way.T)
    root = 1 / np.sqrt(np.maximum(np.asarray(both.sum(axis=1)).ravel(), 1e-12))
    scaled = sparse.diags_array(root) @ both @ sparse.diags_array(root)
    return Graph(matrix=sparse.csr_matrix(scaled, dtype=np.float32))


def influence(graph: Graph, labelled: Indices, *, token: CancelToken | None = None) -> Floats:
    """How much each labelled sample says about every sample: (N, L) float32.

    The columns of (1 - a) (1 - a S)^-1 that belong to the labelled samples. Spreading is linear in the
    labels, so that this is computed once and every fold of a cross-validation is a product.
    """
    start = np.zeros((graph.matrix.shape[0], len(labelled)), dtype=np.float32)
    start[labelled, np.arange(len(labelled))] = 1 - ALPHA
    now = start.copy()
    token = token or CancelToken()
    for _ in range(_ITERATIONS):
        token.raise_if_stopping()
        now = ALPHA * (graph.matrix @ now) + start
    return np.asarray(now, dtype=np.float32)


def spread(influence: Floats, classes: Indices, num_classes: int) -> Floats:
    """Class shares (N, K) float32 from the influence of labelled samples (N, L) and classes (L,).

    Each class has the same weight in all, however many labels it has. Samples that no label reaches
    get equal shares.
    """
    given = np.zeros((len(classes), num_classes), dtype=np.float32)
    given[np.arange(len(classes)), classes] = 1
    given /= np.maximum(given.sum(axis=0, keepdims=True), 1)
    scores = np.maximum(influence @ given, 0)
    total = scores.sum(axis=1, keepdims=True)
    shares = np.where(total > 1e-12, scores / np.maximum(total, 1e-12), 1 / num_classes)
    return np.asarray(shares, dtype=np.float32)


def _nearest(values: Floats, neighbours: int, token: CancelToken) -> tuple[Indices, Floats]:
    """The nearest other samples of each, nearest first, and their squared distances: (N, K) each."""
    points = torch.from_numpy(np.ascontiguousarray(values, dtype=np.float32))
    lengths = points.square().sum(dim=1)
    near, squares = [], []
    for first in range(0, len(points), _CHUNK):
        token.raise_if_stopping()
        part = points[first : first + _CHUNK]
        apart = lengths[first : first + _CHUNK, None] + lengths - 2 * part @ points.T  # (b, N)
        apart[torch.arange(len(part)), torch.arange(first, first + len(part))] = torch.inf
        found = apart.topk(neighbours, dim=1, largest=False)
        near.append(found.indices.numpy())
        squares.append(found.values.clamp_min(0).numpy())
    return np.concatenate(near), np.concatenate(squares)
