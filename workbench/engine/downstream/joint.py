"""Learnt and classic features as one short vector a sample, for neighbours, clusters and suggestions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from workbench.engine.downstream.features import Block, Features, Floats, Source, blocks_for, inputs
from workbench.engine.modalities import Numbers

WIDTH = 64
_SAMPLES_FOR_AXES = 4_000
_CHUNK = 4_096


def joint(features: Features, sources: Sequence[Source] | None = None, *, seed: int = 0) -> Floats:
    """(N, 64) float32 at most: the sources with equal weight, on their principal axes.

    The axes are those of up to 4,000 random samples, which bounds time and memory.
    """
    names = tuple(sources or sorted(features))
    blocks = blocks_for(names, features)
    strongest = axes(features, names, blocks, seed=seed)
    parts = [
        inputs(blocks, {name: features[name][first : first + _CHUNK] for name in names}) @ strongest
        for first in range(0, features[names[0]].shape[0], _CHUNK)
    ]
    return np.concatenate(parts).astype(np.float32)


def axes(features: Features, sources: Sequence[Source], blocks: Sequence[Block], *, seed: int = 0) -> Floats:
    """The principal axes that `joint` uses: (D, 64) float32 at most, each of length one."""
    count = features[sources[0]].shape[0]
    some = np.sort(np.random.default_rng(seed).permutation(count)[:_SAMPLES_FOR_AXES])
    return _axes(inputs(blocks, {name: features[name][some] for name in sources}), seed)


def _axes(values: Numbers, seed: int) -> Floats:
    """The principal axes of centred values (n, D), strongest first: (D, at most 64).

    Sparse values are not centred (latent semantic analysis, Deerwester et al. 1990); their axes are found
    by random projection (Halko, Martinsson and Tropp 2011).
    """
    if isinstance(values, sparse.csr_array):
        width = min(WIDTH, *values.shape)
        _, lengths, found = randomized_svd(values, width, n_iter=4, random_state=seed)
        return np.asarray(found[lengths > 1e-3 * max(float(lengths[0]), 1e-6)].T, dtype=np.float32)
    if values.shape[1] <= values.shape[0]:
        _, vectors = np.linalg.eigh(values.T @ values)
        return np.asarray(vectors[:, ::-1][:, :WIDTH], dtype=np.float32)
    # Fewer samples than numbers: through the samples' own products, which are the smaller matrix.
    lengths, vectors = np.linalg.eigh(values @ values.T)
    kept = lengths[::-1][:WIDTH] > 1e-6 * max(float(lengths[-1]), 1e-12)
    strongest = vectors[:, ::-1][:, :WIDTH][:, kept]
    long = values.T @ strongest
    return np.asarray(long / np.maximum(np.linalg.norm(long, axis=0), 1e-12), dtype=np.float32)
