"""How a sound looks: its spectrogram, as numbers for a viewer and as a small picture for grids."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from workbench.engine.contracts import Rows, SoundPreview, UInt8Array
from workbench.engine.encoders.audio.features import RATE_HZ, LogMel

THUMBNAIL_PX = (128, 96)
_RANGE = 9.0
"""Natural logarithms of power between black and white, about 39 dB below the loudest."""
_SHORTEST = RATE_HZ // 20
_STOPS = ((13, 8, 30), (74, 20, 94), (158, 42, 99), (226, 89, 72), (250, 172, 78), (252, 248, 200))
"""Colours from silent to loud: dark to light, so that they can be told apart by lightness alone."""


@cache
def _log_mel() -> LogMel:
    return LogMel().eval()


def sounding(row: Rows) -> NDArray[np.int16]:
    """A row (T,) int16 without the zeros behind, at least 50 ms long, as a spectrogram needs it."""
    places = np.flatnonzero(row)
    end = int(places[-1]) + 1 if len(places) else 0
    found: NDArray[np.int16] = row[: max(end, _SHORTEST)]
    return found


def log_mel(samples: NDArray[np.int16]) -> NDArray[np.float32]:
    """(T,) int16 at 16 kHz -> (M, N) float32, the lowest band first."""
    with torch.inference_mode():
        mel = _log_mel()(torch.from_numpy(samples.astype(np.float32) / 32768)[None])[0]
    values: NDArray[np.float32] = mel.numpy()
    return values


def shades(mel: NDArray[np.float32]) -> UInt8Array:
    """(M, N) log-mel -> (M, N) uint8, the highest band first, 255 the loudest of it."""
    top = float(mel.max(initial=-20.0))
    scaled = np.clip((mel - top) / _RANGE + 1, 0, 1)
    made: UInt8Array = np.round(255 * scaled[::-1]).astype(np.uint8)
    return made


def preview(row: Rows) -> SoundPreview:
    """A cache row to show and to play."""
    samples = sounding(row)
    return SoundPreview(samples=samples, rate_hz=RATE_HZ, spectrogram=shades(log_mel(samples)))


@cache
def palette() -> UInt8Array:
    """(256, 3) uint8: the colour of each shade."""
    places = np.linspace(0, 255, len(_STOPS))
    channels = [np.interp(np.arange(256), places, [stop[c] for stop in _STOPS]) for c in range(3)]
    made: UInt8Array = np.stack(channels, 1).round().astype(np.uint8)
    return made


def thumbnail(row: Rows) -> bytes:
    """The spectrogram of a row as a small JPEG."""
    coloured = palette()[shades(log_mel(sounding(row)))]
    picture = Image.fromarray(coloured).resize(THUMBNAIL_PX, Image.Resampling.BILINEAR)
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=85)
    return content.getvalue()
