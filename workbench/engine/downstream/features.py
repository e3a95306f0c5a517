"""What a linear head sees of a sample: one or two blocks of numbers, brought to one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from workbench.engine.downstream.typicality import normalise

Source = Literal["embedding", "classic"]
Floats = NDArray[np.float32]
Features = Mapping[Source, Floats]
"""Each source's numbers of the same N samples: (N, D) float32."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """How one source enters: optionally brought to length one, then (x - mean) * scale.

    mean: (D,) float32; scale: (D,) float32.
    """

    source: Source
    unit: bool
    mean: Floats
    scale: Floats

    def apply(self, features: Features) -> Floats:
        """(N, D) as they come -> (N, D) float32 as the head sees them."""
        values = features[self.source]
        values = normalise(values) if self.unit else values
        return np.asarray((values - self.mean) * self.scale, dtype=np.float32)


def blocks_for(sources: Sequence[Source], pool: Features) -> tuple[Block, ...]:
    """Blocks that centre each source on the pool and give each the same average length, one.

    The statistics are those of *all* samples, labelled or not: a few labels say nothing sound of them.
    """
    return tuple(_block(source, pool[source]) for source in sources)


def plain_block(width: int) -> Block:
    """The embedding just as the encoder gives it, for a network that was trained together with its head."""
    return Block(
        source="embedding",
        unit=False,
        mean=np.zeros(width, dtype=np.float32),
        scale=np.ones(width, dtype=np.float32),
    )


def inputs(blocks: Sequence[Block], features: Features) -> Floats:
    """The blocks side by side: (N, sum of D) float32."""
    return np.concatenate([block.apply(features) for block in blocks], axis=1)


def _block(source: Source, values: Floats) -> Block:
    unit = source == "embedding"
    values = normalise(values) if unit else values
    mean = values.mean(axis=0, dtype=np.float64)
    spread = np.sqrt(values.var(axis=0, dtype=np.float64).sum())
    scale = np.full(values.shape[1], 1 / max(spread, 1e-6))
    return Block(source=source, unit=unit, mean=mean.astype(np.float32), scale=scale.astype(np.float32))
