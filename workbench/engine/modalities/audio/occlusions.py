"""A sound with a stretch of it silenced at a time, to see which part decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from workbench.engine.contracts import Rows, SoundPreview, Stretch
from workbench.engine.encoders.audio.features import RATE_HZ
from workbench.engine.modalities.audio import pictures

_SHORTEST_SECONDS = 0.05
_FADE_SECONDS = 0.005
"""Into silence and out of it: a sudden end would be a click."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundOcclusions:
    """See `engine.modalities.Occlusions`; stretches are all of one length."""

    row: Rows
    edges: NDArray[np.int64]
    """(V + 1,) samples at which stretches begin and end."""
    variants: Rows

    @property
    def names(self) -> tuple[str, ...]:
        """From when to when, in seconds."""
        at = self.edges / RATE_HZ
        return tuple(f"{a:.2f} to {b:.2f} s" for a, b in pairwise(at))

    def preview(self, weights: NDArray[np.float32]) -> SoundPreview:
        """The sound, its stretches marked by weights (V,) in [-1, 1]."""
        at = self.edges / RATE_HZ
        stretches = tuple(
            Stretch(
                start_seconds=float(at[number]),
                end_seconds=float(at[number + 1]),
                mark="for" if weight > 0 else "against",
                weight=float(min(1.0, abs(weight))),
            )
            for number, weight in enumerate(weights)
            if weight
        )
        return replace(pictures.preview(self.row), stretches=stretches)


def occlusions(row: Rows, most: int) -> SoundOcclusions:
    """Of a row (T,) int16, in at most `most` equal stretches of 50 ms at least."""
    length = len(pictures.sounding(row))
    number = max(1, min(most, int(length / (_SHORTEST_SECONDS * RATE_HZ))))
    edges = np.linspace(0, length, number + 1).round().astype(np.int64)
    variants = np.repeat(row[None], number, axis=0)
    for variant, (start, end) in zip(variants, pairwise(edges), strict=True):
        variant[start:end] = np.round(variant[start:end] * _fade(end - start))
        variant[length - 1] = variant[length - 1] or 1  # zeros behind would make it a shorter sound
    return SoundOcclusions(row=row, edges=edges, variants=variants)


def _fade(length: int) -> NDArray[np.float64]:
    """(length,) from 1 to 0, silence, and back to 1."""
    reach = max(1, round(_FADE_SECONDS * RATE_HZ))
    place = np.arange(1, length + 1)
    return np.clip(1 - np.minimum(place, place[::-1]) / reach, 0, 1)
