"""Pictures too large for memory: where the limit lies, and reducing one while it is read piece by piece."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from workbench.engine.contracts import Part

LONG_SIDE_PX = 4096
"""A picture that is read reduced has at most this many pixels on its longer side."""
MAX_PIXELS = 200_000_000
"""Above this a picture is read reduced or not at all."""


def is_too_large(part: Part) -> bool:
    """Whether a picture is read reduced or not at all."""
    return part.width * part.height > MAX_PIXELS


def too_large_reason(part: Part) -> str:
    """The sentence for a picture above `MAX_PIXELS`."""
    megapixels = part.width * part.height / 1e6
    return (
        f"The picture has {part.width} x {part.height} pixels ({megapixels:.0f} megapixels, "
        f"the limit is {MAX_PIXELS // 1_000_000}); it can be read reduced."
    )


def factor_for(width: int, height: int) -> int:
    """By how much both sides are divided when a picture is read reduced."""
    return max(1, -(-max(width, height) // LONG_SIDE_PX))


class BoxMean:
    """Means over factor x factor boxes of a picture that arrives in pieces, in any order."""

    def __init__(self, width: int, height: int, channels: int, factor: int) -> None:
        self._factor = factor
        self._counts_y = np.bincount(np.arange(height) // factor).astype(np.float32)
        self._counts_x = np.bincount(np.arange(width) // factor).astype(np.float32)
        self._sums = np.zeros((len(self._counts_y), len(self._counts_x), channels), np.float32)

    def add(self, piece: NDArray[Any], y: int, x: int = 0, channel: int = 0) -> None:
        """Count in a piece (h, w, c) whose upper left corner and first channel lie at (y, x, channel)."""
        sums = _sum_boxes(_sum_boxes(piece, y, self._factor, 0), x, self._factor, 1)
        top, left = y // self._factor, x // self._factor
        height, width, channels = sums.shape
        self._sums[top : top + height, left : left + width, channel : channel + channels] += sums

    def result(self, dtype: DTypeLike) -> NDArray[Any]:
        """The reduced picture (ceil(H / factor), ceil(W / factor), C), rounded for whole-number types."""
        means = self._sums / self._counts_y[:, None, None] / self._counts_x[:, None]
        return (np.rint(means) if np.dtype(dtype).kind in "ui" else means).astype(dtype)


def _sum_boxes(array: NDArray[Any], first: int, factor: int, axis: int) -> NDArray[np.float32]:
    """Sums of (h, w, c) over boxes of `factor` along an axis whose first position is `first`."""
    lines = array if axis == 0 else array.swapaxes(0, 1)
    num_boxes = (first + len(lines) - 1) // factor - first // factor + 1
    sums = np.zeros((num_boxes, *lines.shape[1:]), np.float32)
    for offset in range(min(factor, len(lines))):
        part = lines[offset::factor]
        box = (first + offset) // factor - first // factor
        sums[box : box + len(part)] += part
    return sums if axis == 0 else sums.swapaxes(0, 1)
