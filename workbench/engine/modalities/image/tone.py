"""Contrast: bringing 16-bit, float and many-channel pictures to something the eye and the network can use."""

from __future__ import annotations

import colorsys
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.engine.contracts import UInt8Array

Limits = NDArray[np.float64]
"""(C, 2): the value shown as black and the value shown as full, for each channel."""

_PERCENTILES = (0.1, 99.9)
_MAX_LOOKED_AT = 250_000


def to_uint8(array: NDArray[Any]) -> UInt8Array:
    """(H, W, C) of any number type -> uint8: 8-bit untouched, others stretched channel by channel."""
    if array.dtype == np.uint8:
        return array
    return _stretched(array, auto_limits(array), 1.0)


def first_limits(array: NDArray[Any]) -> Limits:
    """The limits a viewer starts with: as stored for 8-bit pictures, `auto_limits` for others."""
    if array.dtype == np.uint8:
        return np.tile([0.0, 255.0], (array.shape[2], 1))
    return auto_limits(array)


def auto_limits(array: NDArray[Any]) -> Limits:
    """The 0.1 and 99.9 percentiles of each channel (C, 2), of at most 250,000 of its finite values.

    Where these are equal, the least and greatest value; where these are equal too, one unit above.
    """
    return np.array([_limits_of(array[:, :, channel]) for channel in range(array.shape[2])], np.float64)


def contrast(array: NDArray[Any], limits: Limits, gamma: float = 1.0) -> UInt8Array:
    """(H, W, C) -> (H, W, 3) uint8 to show: limits (C, 2), then `value ** (1 / gamma)`.

    One channel is grey, three are red, green and blue; others are light of `channel_colours`, added.
    """
    shown = _stretched(array, limits, gamma)
    num_channels = array.shape[2]
    if num_channels == 1:
        return np.repeat(shown, 3, axis=2)
    return shown if num_channels == 3 else _mixed(shown)


def channel_colours(num_channels: int) -> NDArray[np.float32]:
    """(C, 3) in [0, 1]: the colour in which each channel is shown; two are green and magenta."""
    if num_channels == 1:
        return np.ones((1, 3), np.float32)
    hues = [0.333, 0.833] if num_channels == 2 else [at / num_channels for at in range(num_channels)]
    return np.array([colorsys.hsv_to_rgb(hue, 1.0, 1.0) for hue in hues], np.float32)


def histogram(
    array: NDArray[Any], channel: int, num_bins: int = 256
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Counts (num_bins,) and bin edges (num_bins + 1,) of a channel's finite values, of at most 250,000."""
    values = _looked_at(array[:, :, channel])
    if array.dtype == np.uint8:
        counts, edges = np.histogram(values, num_bins, (0, 256))
    else:
        counts, edges = np.histogram(values.astype(np.float64), num_bins)
    return counts.astype(np.int64), edges.astype(np.float64)


def _limits_of(channel: NDArray[Any]) -> tuple[float, float]:
    values = _looked_at(channel)
    if not values.size:
        return 0.0, 1.0
    low, high = (float(value) for value in np.percentile(values, _PERCENTILES))
    if high <= low:
        low, high = float(np.nanmin(values)), float(np.nanmax(values))
    return (low, high) if high > low else (low, low + 1.0)


def _looked_at(channel: NDArray[Any]) -> NDArray[Any]:
    """(H, W) -> the finite values of an even raster of it."""
    step = max(1, int((channel.size / _MAX_LOOKED_AT) ** 0.5))
    values = channel[::step, ::step].ravel()
    return values[np.isfinite(values)] if values.dtype.kind == "f" else values


def _stretched(array: NDArray[Any], limits: Limits, gamma: float) -> UInt8Array:
    stretch = _by_table if array.dtype in (np.uint8, np.uint16) else _by_value
    out = np.empty(array.shape, np.uint8)
    for channel, (low, high) in enumerate(limits):
        out[:, :, channel] = stretch(array[:, :, channel], float(low), float(high), gamma)
    return out


def _by_table(channel: NDArray[Any], low: float, high: float, gamma: float) -> UInt8Array:
    values = np.arange(np.iinfo(channel.dtype).max + 1)
    table = _by_value(values, low, high, gamma)
    return np.take(table, channel)


def _by_value(channel: NDArray[Any], low: float, high: float, gamma: float) -> UInt8Array:
    if channel.dtype.itemsize > 4 or channel.dtype.kind in "iu":
        channel = channel.astype(np.float64) - low
    else:
        channel = channel.astype(np.float32) - np.float32(low)
    share = np.clip(channel / max(high - low, 1e-30), 0, 1)
    if gamma != 1.0:
        share **= 1 / gamma
    # Not a number is shown black.
    whole: UInt8Array = np.nan_to_num(share * 255 + 0.5, copy=False).astype(np.uint8)
    return whole


def _mixed(shown: UInt8Array) -> UInt8Array:
    colours = channel_colours(shown.shape[2])
    light: NDArray[np.float32] = shown.astype(np.float32) @ colours
    return np.minimum(light, 255).astype(np.uint8)
