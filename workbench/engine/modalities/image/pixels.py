"""What is done to raw pixels of any file: turning upright, laying on white, ink to light."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[Any]
"""(H, W, C) or (H, W), any number type."""


def upright(array: Pixels, orientation: int) -> Pixels:
    """Undo the camera's orientation, 1 to 8 as in EXIF tag 274; anything else is taken as 1."""
    match orientation:
        case 2:
            return array[:, ::-1]
        case 3:
            return array[::-1, ::-1]
        case 4:
            return array[::-1]
        case 5:
            return array.swapaxes(0, 1)
        case 6:
            return array.swapaxes(0, 1)[:, ::-1]
        case 7:
            return array.swapaxes(0, 1)[::-1, ::-1]
        case 8:
            return array.swapaxes(0, 1)[::-1]
    return array


def over_white(array: Pixels) -> Pixels:
    """(H, W, C + 1) with alpha last -> (H, W, C) laid on white, in the same number type."""
    top = _top(array)
    alpha = array[..., -1:].astype(np.float32) / top
    mixed: Pixels = array[..., :-1] * alpha + top * (1 - alpha)
    return (mixed + 0.5 if array.dtype.kind in "ui" else mixed).astype(array.dtype)


def from_inks(array: Pixels) -> Pixels:
    """(H, W, 4) cyan, magenta, yellow and black ink, 0 for none -> (H, W, 3) red, green, blue."""
    top = _top(array)
    light = 1 - array[..., :4].astype(np.float32) / top
    mixed: Pixels = light[..., :3] * light[..., 3:] * top + 0.5
    return mixed.astype(array.dtype)


def inverted(array: Pixels) -> Pixels:
    """White for black; floats are taken as they are, for they have no known top."""
    return array if array.dtype.kind == "f" else (_top(array) - array).astype(array.dtype)


def plain(array: Pixels) -> Pixels:
    """(H, W) or (H, W, C) of any number type -> (H, W, C) contiguous, native, no bool and no complex."""
    if array.dtype.kind == "b":
        array = array.astype(np.uint8) * 255
    if array.dtype.kind == "c":
        array = np.abs(array)
    if array.ndim == 2:
        array = array[:, :, None]
    return np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("="))


def _top(array: Pixels) -> float:
    return float(np.iinfo(array.dtype).max) if array.dtype.kind in "ui" else 1.0
