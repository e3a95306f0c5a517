"""A video that stands still for a stretch at a time, to see which moments decided.

Zeiler and Fergus 2014, "Visualizing and Understanding Convolutional Networks" (occlusion), here of time: a
stretch is covered by the frame before it, so that no grey picture comes in that is in no video.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray

from workbench.engine.contracts import Rows, Stretch, VideoPreview
from workbench.engine.modalities.video import pictures
from workbench.engine.modalities.video.standing import moving

_FEWEST_FRAMES = 2
"""In a stretch, where there are as many: the lack of a single one is hardly seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoOcclusions:
    """See `engine.modalities.Occlusions`; stretches are of one length, give or take a frame."""

    row: Rows
    edges: NDArray[np.int64]
    """(V + 1,) frames at which stretches begin and end."""
    variants: Rows

    @property
    def names(self) -> tuple[str, ...]:
        """Which frames, counted from 1."""
        return tuple(_name(start, end, len(self.row)) for start, end in pairwise(self.edges.tolist()))

    def preview(self, weights: NDArray[np.float32]) -> VideoPreview:
        """The video, its stretches marked by weights (V,) in [-1, 1]."""
        shown = pictures.preview(self.row, max(self.row.shape[1:3]))
        at = self.edges / shown.rate_fps
        stretches = tuple(
            Stretch(
                start_seconds=float(start),
                end_seconds=float(end),
                mark="for" if weight > 0 else "against",
                weight=min(1.0, abs(weight)),
            )
            for (start, end), weight in zip(pairwise(at), weights.tolist(), strict=True)
            if weight
        )
        return replace(shown, stretches=stretches)


def occlusions(row: Rows, most: int) -> VideoOcclusions:
    """Of a row (T, H, W, 3) uint8, up to its last move, in at most `most` stretches of two frames or more."""
    sample = torch.from_numpy(row.astype(np.float32)).div_(255).permute(3, 0, 1, 2)
    length = int(moving(sample[None])[0])
    number = max(1, min(most, length // _FEWEST_FRAMES))
    edges = np.linspace(0, length, number + 1).round().astype(np.int64)
    variants = np.repeat(row[None], number, axis=0)
    for variant, (start, end) in zip(variants, pairwise(edges.tolist()), strict=True):
        # Before the first frame there is none: it waits with the one behind.
        variant[start:end] = row[start - 1] if start else row[min(end, len(row) - 1)]
    return VideoOcclusions(row=row, edges=edges, variants=variants)


def _name(start: int, end: int, total: int) -> str:
    if end - start == 1:
        return f"frame {end} of {total}"
    return f"frames {start + 1} to {end} of {total}"
