"""What to label first: typical samples of each region of the embedding (TypiClust).

Source: Hacohen, Dekel and Weinshall, "Active Learning on a Budget: Opposite Strategies Suit High and
Low Budgets", ICML 2022, algorithm 1. No label but the fact *that* a sample has one is ever looked at.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.cluster import KMeans, MiniBatchKMeans

_NEIGHBOURS = 20
_MOST_CLUSTERS = 500
_SMALLEST_CLUSTER = 5
_MOST_REFERENCES = 4_000
_MOST_FOR_EXACT_CLUSTERS = 20_000
_CHUNK = 1_024
_FEW = 2_000

Floats = NDArray[np.float32]
Indices = NDArray[np.int64]


def suggest(embeddings: Floats, labelled: Indices, count: int, *, seed: int = 0) -> Indices:
    """The `count` samples whose labels would teach most, best first; fewer when fewer are unlabelled.

    embeddings: (N, D) float32 of everything that may be suggested or is labelled; labelled: (L,) int64
    places in it. The samples fall into as many clusters as there will be labels; clusters without a
    label come first, the largest of them before smaller ones, and each gives its most typical sample.
    """
    taken = np.zeros(len(embeddings), dtype=bool)
    taken[labelled] = True
    count = min(count, int((~taken).sum()))
    if count <= 0:
        return np.zeros(0, dtype=np.int64)
    wanted = min(len(labelled) + count, _MOST_CLUSTERS)
    groups = clusters(embeddings, wanted, seed=seed)
    worth = typicality(embeddings, groups)
    queues = {int(g): _queue(groups == g, taken, worth) for g in np.unique(groups)}
    covered = {g: int(taken[groups == g].sum()) for g in queues}
    sizes = {g: int((groups == g).sum()) for g in queues}
    chosen: list[int] = []
    while len(chosen) < count:
        group = min((g for g in queues if queues[g]), key=lambda g: _rank(covered[g], sizes[g], g))
        chosen.append(queues[group].pop())
        covered[group] += 1
    return np.asarray(chosen, dtype=np.int64)


def clusters(embeddings: Floats, count: int, *, seed: int = 0) -> Indices:
    """Which of at most `count` k-means clusters each sample is in: (N, D) float32 -> (N,) int64.

    The embeddings are brought to length one first. Above 20,000 samples k-means works in batches.
    """
    normalised = normalise(embeddings)
    distinct = len(np.unique(normalised, axis=0)) if len(normalised) < _FEW else len(normalised)
    count = max(1, min(count, distinct))
    exact = len(normalised) <= _MOST_FOR_EXACT_CLUSTERS
    method = (
        KMeans(count, n_init=3, random_state=seed)
        if exact
        else MiniBatchKMeans(count, n_init=3, batch_size=4_096, random_state=seed)
    )
    found: Indices = method.fit_predict(normalised).astype(np.int64)
    return found


def typicality(embeddings: Floats, groups: Indices | None = None) -> Floats:
    """One over the mean distance to the 20 nearest in the same group: (N, D) -> (N,) float32.

    Without `groups` all samples are one group. In a group above 4,000 samples the neighbours are
    looked for among 4,000 evenly spread ones, which bounds time and memory.
    """
    normalised = normalise(embeddings)
    result = np.zeros(len(normalised), dtype=np.float32)
    groups = np.zeros(len(normalised), dtype=np.int64) if groups is None else groups
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        result[members] = _typicality_within(normalised[members])
    return result


def normalise(embeddings: Floats) -> Floats:
    """Each row brought to length one; rows of zeros stay zeros."""
    values = np.asarray(embeddings, dtype=np.float32)
    lengths = np.linalg.norm(values, axis=1, keepdims=True).astype(np.float32)
    return np.asarray(values / np.maximum(lengths, np.float32(1e-8)), dtype=np.float32)


def _typicality_within(values: Floats) -> Floats:
    """(n, D) of length one -> (n,): the samples of one group among themselves."""
    size = len(values)
    if size == 1:
        return np.zeros(1, dtype=np.float32)
    spread = np.linspace(0, size - 1, min(size, _MOST_REFERENCES)).astype(np.int64)
    references = torch.from_numpy(values[spread])
    neighbours = min(_NEIGHBOURS, len(spread) - 1)
    means = []
    for first in range(0, size, _CHUNK):
        # In squares through the product: the fast way; the nearest of all is the sample itself.
        near = torch.cdist(torch.from_numpy(values[first : first + _CHUNK]), references)  # (b, R)
        closest = near.topk(neighbours + 1, dim=1, largest=False).values  # (b, K + 1)
        means.append(closest[:, 1:].mean(dim=1).numpy())
    distance = np.concatenate(means).astype(np.float32)
    return np.asarray(1 / np.maximum(distance, np.float32(1e-6)), dtype=np.float32)


def _queue(members: NDArray[np.bool_], taken: NDArray[np.bool_], worth: Floats) -> list[int]:
    """The unlabelled members of a cluster, the most typical last."""
    free = np.flatnonzero(members & ~taken)
    return [int(i) for i in free[np.argsort(worth[free], kind="stable")]]


def _rank(covered: int, size: int, group: int) -> tuple[int, bool, int, int]:
    """Least covered first; clusters of a few stragglers later; then the largest; then by number."""
    return covered, size < _SMALLEST_CLUSTER, -size, group
