"""What a video looks like: a row of frames, and a strip of a few for grids."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image

from workbench.engine.contracts import Rows, UInt8Array, VideoPreview
from workbench.engine.modalities.image import decoding

SHOWN_FPS = 8.0
"""Of cache rows, which do not know how quickly they once went by."""
STRIP_FRAMES = 8
STRIP_PX = 96
"""The longer side of a frame in a strip."""


def preview(row: Rows, size_px: int) -> VideoPreview:
    """A cache row (T, H, W, 3) uint8; small ones are enlarged by a whole factor, pixels staying sharp."""
    side = max(row.shape[1:3])
    if side > size_px:
        frames = np.stack([decoding.resized(frame, size_px, size_px) for frame in row])
    else:
        factor = size_px // side
        frames = row.repeat(factor, axis=1).repeat(factor, axis=2)
    return VideoPreview(frames=frames, rate_fps=SHOWN_FPS)


def strip_places(number: int) -> tuple[int, ...]:
    """Which of so many frames a strip shows: at most 8, evenly from first to last."""
    return tuple(np.linspace(0, number - 1, min(STRIP_FRAMES, number)).round().astype(int).tolist())


def thumbnail(frames: Sequence[UInt8Array]) -> bytes:
    """Some of these frames (H, W, 3), evenly from first to last, side by side: a JPEG with "frames: 8".

    Each is at most 96 px a side and keeps its shape.
    """
    places = strip_places(len(frames))
    height, width = frames[0].shape[:2]
    scale = min(1.0, STRIP_PX / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    strip = np.concatenate([decoding.resized(frames[place], *size) for place in places], axis=1)
    data = io.BytesIO()
    Image.fromarray(strip).save(data, "JPEG", quality=80, comment=f"frames: {len(places)}")
    return data.getvalue()
