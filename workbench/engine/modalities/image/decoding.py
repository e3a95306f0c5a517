"""From a picture as it is to its row in the cache and its thumbnail."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from workbench.engine.contracts import Decoded, Layout, UInt8Array
from workbench.engine.modalities.image import tone

THUMBNAIL_PX = 128
_MAX_RATIO = 2.0
_NEARLY_SAME = 2
"""A spread of 2 of 255 steps is what JPEG leaves in a picture of one colour."""


def decoded(array: NDArray[Any], layout: Layout) -> Decoded:
    """A picture (H, W, C) of any number type as the layout's row (S, S, C') uint8, with its thumbnail.

    The verdict is "blank" where each channel has one value everywhere, or nearly so.
    """
    side, _, channels = layout.shape
    picture = tone.to_uint8(array)
    row = squared(with_channels(picture, channels), side)
    if is_blank(array):
        reason = "The picture is of one colour all over."
        return Decoded(row=row, thumbnail=thumbnail(picture), verdict="blank", reason=reason)
    return Decoded(row=row, thumbnail=thumbnail(picture))


def is_blank(array: NDArray[Any]) -> bool:
    """Whether every channel has nearly one value: within 2 of 255 for 8 bits, exactly one else."""
    allowed = _NEARLY_SAME if array.dtype == np.uint8 else 0
    for channel in range(array.shape[2]):
        values = array[:, :, channel]
        if values.dtype.kind == "f":
            values = values[np.isfinite(values)]
        if values.size and values.max() - values.min() > allowed:
            return False
    return True


def with_channels(picture: UInt8Array, num_channels: int) -> UInt8Array:
    """(H, W, C) -> (H, W, num_channels): grey repeated, colour to grey, else the first channels.

    What is missing beyond grey is filled with zeros.
    """
    present = picture.shape[2]
    if present == num_channels:
        return picture
    if present == 1:
        return np.repeat(picture, num_channels, axis=2)
    if num_channels == 1:
        return np.asarray(Image.fromarray(as_rgb(picture)).convert("L"))[:, :, None]
    missing = max(0, num_channels - present)
    return np.pad(picture[:, :, :num_channels], ((0, 0), (0, 0), (0, missing)))


def as_rgb(picture: UInt8Array) -> UInt8Array:
    """(H, W, C) uint8 -> (H, W, 3) to show; other than one or three channels as added colours."""
    return picture if picture.shape[2] == 3 else tone.contrast(picture, tone.first_limits(picture))


def squared(picture: UInt8Array, side: int) -> UInt8Array:
    """(H, W, C) -> (side, side, C).

    Sides that differ up to 2 : 1 are squashed to the square: nothing of the picture is lost, no pixel
    is spent on a border, and random crops vary the aspect far more than that anyway. Longer ones would
    lose their shape; they are padded with the median colour of their long edges up to 2 : 1 first.
    """
    height, width = picture.shape[:2]
    if height > width:
        return squared(picture.transpose(1, 0, 2), side).transpose(1, 0, 2)
    inner = max(1, min(side, round(side * _MAX_RATIO * height / width)))
    small = resized(picture, side, inner)
    if inner == side:
        return small
    edge = np.concatenate([picture[0], picture[-1]])
    out = np.empty((side, side, picture.shape[2]), np.uint8)
    out[:] = np.median(edge, axis=0).astype(np.uint8)
    top = (side - inner) // 2
    out[top : top + inner] = small
    return out


def resized(picture: UInt8Array, width: int, height: int) -> UInt8Array:
    """(H, W, C) -> (height, width, C): boxes down to three times the size, then Lanczos."""
    if picture.shape[:2] == (height, width):
        return picture
    if picture.shape[2] not in (1, 3):
        channels = [resized(picture[:, :, at : at + 1], width, height) for at in range(picture.shape[2])]
        return np.concatenate(channels, axis=2)
    image = _image(picture).resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return np.asarray(image).reshape(height, width, -1)


def thumbnail(picture: UInt8Array) -> bytes:
    """An encoded picture of at most 128 px a side: PNG where it is as it was, JPEG where reduced."""
    height, width = picture.shape[:2]
    scale = min(1.0, THUMBNAIL_PX / max(height, width))
    small = resized(picture, max(1, round(width * scale)), max(1, round(height * scale)))
    shown = small if small.shape[2] == 1 else as_rgb(small)
    data = io.BytesIO()
    if scale == 1.0:
        _image(shown).save(data, "PNG", compress_level=3)
    else:
        _image(shown).save(data, "JPEG", quality=85)
    return data.getvalue()


def _image(picture: UInt8Array) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(picture[:, :, 0] if picture.shape[2] == 1 else picture))
