"""What a linear head sees of a sample: one or two blocks of numbers, brought to one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workbench.engine.downstream.typicality import normalise
from workbench.engine.modalities import Numbers

Source = Literal["embedding", "classic"]
Floats = NDArray[np.float32]
_BESIDE_SPARSE = np.float32(0.3)
Features = Mapping[Source, Numbers]
"""Each source's numbers of the same N samples: (N, D) float32, dense or sparse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """How one source enters: optionally brought to length one, then (x - mean) * scale.

    mean: (D,) float32; scale: (D,) float32.
    """

    source: Source
    unit: bool
    mean: Floats
    scale: Floats

    def apply(self, features: Features) -> Numbers:
        """(N, D) as they come -> (N, D) float32 as the head sees them; sparse ones stay sparse."""
        values = features[self.source]
        if isinstance(values, sparse.csr_array):
            # Centred they would be dense. A linear head with a bias is the same either way.
            scaled = values.data * self.scale[values.indices]
            return sparse.csr_array((scaled, values.indices, values.indptr), shape=values.shape)
        values = normalise(values) if self.unit else values
        return np.asarray((values - self.mean) * self.scale, dtype=np.float32)


def blocks_for(sources: Sequence[Source], pool: Features) -> tuple[Block, ...]:
    """Blocks that centre each source on the pool and give each the same average length, one.

    Sparse sources are not centred, but have the same scale as if they were; an embedding beside one has
    less weight, as measured (docs/decisions/0017).
    The statistics are those of *all* samples, labelled or not: a few labels say nothing sound of them.
    """
    blocks = tuple(_block(source, pool[source]) for source in sources)
    if all(isinstance(pool[source], np.ndarray) for source in sources):
        return blocks
    return tuple(
        replace(block, scale=block.scale * _BESIDE_SPARSE) if block.source == "embedding" else block
        for block in blocks
    )


def plain_block(width: int) -> Block:
    """The embedding just as the encoder gives it, for a network that was trained together with its head."""
    return Block(
        source="embedding",
        unit=False,
        mean=np.zeros(width, dtype=np.float32),
        scale=np.ones(width, dtype=np.float32),
    )


def inputs(blocks: Sequence[Block], features: Features) -> Numbers:
    """The blocks side by side: (N, sum of D) float32; sparse where one of them is."""
    return beside([block.apply(features) for block in blocks])


def beside(parts: Sequence[Numbers]) -> Numbers:
    """Numbers of the same samples, (N, D) each, one beside another; sparse where one of them is."""
    dense = [part for part in parts if isinstance(part, np.ndarray)]
    if len(dense) == len(parts):
        return np.concatenate(dense, axis=1)
    return sparse.hstack([_sparse(part) for part in parts], format="csr")


def stacked(parts: Sequence[Numbers]) -> Numbers:
    """Numbers of some samples and of others, (n, D) each, one below another."""
    dense = [part for part in parts if isinstance(part, np.ndarray)]
    if len(dense) == len(parts):
        return np.concatenate(dense)
    return sparse.vstack([_sparse(part) for part in parts], format="csr")


def _sparse(values: Numbers) -> sparse.csr_array[np.float32]:
    return sparse.csr_array(values) if isinstance(values, np.ndarray) else values


def _block(source: Source, values: Numbers) -> Block:
    if isinstance(values, sparse.csr_array):
        return _sparse_block(source, values)
    unit = source == "embedding"
    values = normalise(values) if unit else values
    mean = values.mean(axis=0, dtype=np.float64)
    spread = np.sqrt(values.var(axis=0, dtype=np.float64).sum())
    scale = np.full(values.shape[1], 1 / max(spread, 1e-6))
    return Block(source=source, unit=unit, mean=mean.astype(np.float32), scale=scale.astype(np.float32))


def _sparse_block(source: Source, values: sparse.csr_array[np.float32]) -> Block:
    count, width = values.shape
    mean = np.asarray(values.sum(axis=0, dtype=np.float64)).ravel() / max(1, count)
    square = float(np.square(values.data, dtype=np.float64).sum()) / max(1, count)
    spread = max(square - float(np.square(mean).sum()), 0.0) ** 0.5
    scale = np.full(width, 1 / max(spread, 1e-6), dtype=np.float32)
    return Block(source=source, unit=False, mean=np.zeros(width, dtype=np.float32), scale=scale)
