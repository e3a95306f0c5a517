"""A picture in steps of half the size: drawing a part of it costs what is seen, not what there is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from workbench.engine.modalities.image import tone

_SMALLEST_PX = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """`arrays[i]`: (H / 2^i, W / 2^i, C) in the picture's own number type; 0 is the picture itself."""

    arrays: tuple[NDArray[Any], ...]

    @property
    def full(self) -> NDArray[Any]:
        """The picture itself, (H, W, C)."""
        return self.arrays[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a picture ready to draw, and where it lies in the picture's own pixels."""

    image: QImage
    area: QRectF


def levels_of(array: NDArray[Any]) -> Levels:
    """Halve a picture until it is small; takes a while for large ones: not for the window's thread."""
    arrays = [array]
    while max(arrays[-1].shape[:2]) > _SMALLEST_PX and min(arrays[-1].shape[:2]) > 1:
        arrays.append(_halved(arrays[-1]))
    return Levels(arrays=tuple(arrays))


def piece(levels: Levels, seen: QRectF, scale: float, limits: tone.Limits) -> Piece:
    """What is seen of the picture, as contrast limits show it; `scale` is screen pixels a picture pixel."""
    level = min(len(levels.arrays) - 1, max(0, math.floor(math.log2(1 / scale))))
    array, factor = levels.arrays[level], 2**level
    height, width = array.shape[:2]
    left, top = max(0, int(seen.left() // factor)), max(0, int(seen.top() // factor))
    right = min(width, math.ceil(seen.right() / factor) + 1)
    bottom = min(height, math.ceil(seen.bottom() / factor) + 1)
    shown = tone.contrast(array[top:bottom, left:right], limits)
    area = QRectF(left * factor, top * factor, (right - left) * factor, (bottom - top) * factor)
    return Piece(image=as_image(shown), area=area)


def as_image(pixels: NDArray[np.uint8]) -> QImage:
    """(H, W, 3) uint8 as a picture that owns its pixels."""
    height, width = pixels.shape[:2]
    packed = np.ascontiguousarray(pixels)
    image = QImage(packed.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _halved(array: NDArray[Any]) -> NDArray[Any]:
    """The mean of each two by two pixels, in the same number type; an odd last row or column is dropped."""
    height, width = (length // 2 * 2 for length in array.shape[:2])
    wide = np.float32 if array.dtype.kind == "f" or array.dtype.itemsize > 2 else np.uint32
    total = np.zeros((height // 2, width // 2, array.shape[2]), wide)
    for top in (0, 1):
        for left in (0, 1):
            total += array[top:height:2, left:width:2]
    return (total / 4 if wide is np.float32 else total // 4).astype(array.dtype)
