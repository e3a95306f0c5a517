"""Samples of a task as videos to see and to play."""

from __future__ import annotations

import math
from collections.abc import Iterator

import torch.nn.functional as F
from torch import Tensor

from workbench.engine.contracts import Batch, RowsPreview, Stretch, UInt8Array, VideoPreview
from workbench.engine.modalities.video.pictures import SHOWN_FPS

_SIDE_PX = 96
"""A cell is at most this wide and high: many of them are drawn at once."""


def frames(video: Tensor) -> UInt8Array:
    """(3, T, H, W) in [0, 1] -> (T, h, w, 3) uint8, reduced by a whole factor to 96 px or less."""
    pictures = video.float().transpose(0, 1)  # (T, 3, H, W)
    factor = math.ceil(max(pictures.shape[2:]) / _SIDE_PX)
    if factor > 1:
        pictures = F.avg_pool2d(pictures, factor, ceil_mode=True)
    values: UInt8Array = (pictures.clamp(0, 1) * 255).round().byte().permute(0, 2, 3, 1).cpu().numpy()
    return values


def cell(video: Tensor, caption: str, stretches: tuple[Stretch, ...] = ()) -> VideoPreview:
    """A video (3, T, H, W) in [0, 1]; stretches of its time, in seconds as shown (`seconds`), stand out."""
    return VideoPreview(frames=frames(video), rate_fps=SHOWN_FPS, stretches=stretches, caption=caption)


def cells(videos: Tensor, caption: str) -> Iterator[VideoPreview]:
    """The same of (B, 3, T, H, W), one each."""
    for video in videos:
        yield cell(video, caption)


def seconds(frame: int) -> float:
    """When so many frames of a cell have gone by: for the ends of its stretches."""
    return frame / SHOWN_FPS


def two_views(batch: Batch) -> RowsPreview:
    """Each video, and the two views that a task compares."""
    captions = ("Your video", "One view", "The other view")
    columns = [
        cells(some, caption) for some, caption in zip((batch.samples, *batch.views), captions, strict=True)
    ]
    return RowsPreview(rows=tuple(zip(*columns, strict=True)))
