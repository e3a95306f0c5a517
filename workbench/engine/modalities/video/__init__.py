"""Videos: how they are found, read, shown, varied and batched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Generator, Tensor

from workbench.engine.contracts import (
    Decoded,
    Health,
    Layout,
    Matter,
    Part,
    Rows,
    Video,
    VideoPreview,
    ViewStrength,
)
from workbench.engine.encoders import EncoderSpec
from workbench.engine.modalities import Classic, Occlusions, Proposal, ReadRows, UnreadableError, modalities
from workbench.engine.modalities.audio.files.proposing import lasting
from workbench.engine.modalities.video import classic, files, occlusions, pictures, views
from workbench.engine.modalities.video.files import VideoReading
from workbench.engine.modalities.video.views import VideoViewSettings
from workbench.jobs import UserError

_SIDES_PX = (32, 48, 64, 96, 112, 128, 224)
_SIDE_PX = 64
_MOST_FRAMES = 32
_FEWEST_FRAMES = 8
_MOST_BYTES = 20 * 10**9
"""Of disk for all decoded videos of a project, whatever there is of it."""
_COVERED = 0.99
_LONG_SECONDS = 4 * 3600.0
_MANY = 20_000
"""From so many videos and so long on a graphics card a transformer learns more than convolutions do."""
_SHARE_OF_A_BATCH = 0.25
"""Of the usual step: a video costs what many pictures do."""


class VideoModality:
    """Everything the program knows of videos; see `engine.modalities.Modality`."""

    name = "video"
    noun = "video"
    plural = "videos"
    suffixes = files.SUFFIXES
    beside = frozenset[str]()
    also = files.ALSO
    reading: type[Any] = VideoReading
    view_settings: type[Any] = VideoViewSettings
    matters: tuple[Matter, ...] = views.MATTERS
    sizes: tuple[int, ...] = _SIDES_PX
    size_unit = "px"
    encoders: tuple[str, ...] = (
        "tube_base",
        "mvit_v2_s",
        "r2plus1d_18",
        "tube_small",
        "tube_mini",
        "motion_residual",
    )
    fallbacks: tuple[str, ...] = ("mvit_v2_s", "r2plus1d_18", "motion_residual")
    priors: tuple[str, ...] = ("next_frame", "video_contrast", "frame_order", "masked_tubes")
    plain_name = "mean frame"

    def together(self, paths: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        return files.together(paths)

    def propose(self, paths: Sequence[Path]) -> Proposal:
        return files.propose(paths)

    def probe(self, path: Path, reading: VideoReading) -> Health:
        return files.probe(path, reading)

    def layout(self, parts: Sequence[Part], size: int | None = None) -> Layout:
        """As many frames as 99 of 100 videos have, at most 32; squares of 64 px, or of 32 for tiny ones.

        Where all of them would take more than 20 GB: squares of 48 or 32 px, then fewer frames, 8 at least.
        """
        if size is not None and size not in _SIDES_PX:
            raise UserError(
                f"Videos cannot be prepared at {size} pixels.",
                f"It is one of {', '.join(map(str, _SIDES_PX))}.",
                "Choose another size.",
            )
        numbers = [part.channels for part in parts] or [_MOST_FRAMES // 2]
        frames = int(np.quantile(np.array(numbers), _COVERED, method="higher"))
        frames = max(2, min(_MOST_FRAMES, frames))
        small = bool(parts) and float(np.median([part.height for part in parts])) < _SIDE_PX
        side = size or (_SIDES_PX[0] if small else _SIDE_PX)
        while size is None and side > _SIDES_PX[0] and _bytes(len(parts), frames, side) > _MOST_BYTES:
            side = max(smaller for smaller in _SIDES_PX if smaller < side)
        if size is None:
            frames = min(frames, max(_FEWEST_FRAMES, _MOST_BYTES // max(1, _bytes(len(parts), 1, side))))
        return Layout(shape=(frames, side, side, 3))

    def decode(
        self,
        path: Path,
        parts: Sequence[str],
        layout: Layout,
        reading: VideoReading,
        *,
        reduced: bool = False,
    ) -> Iterator[Decoded | UnreadableError]:
        return files.decode(path, parts, layout, reading)

    def read(self, path: Path, part: str, reading: VideoReading, *, reduced: bool = False) -> Video:
        return files.read(path, part, reading)

    def preview(self, row: Rows, size_px: int) -> VideoPreview:
        return pictures.preview(row, size_px)

    def fingerprints(self, rows: Rows) -> NDArray[np.uint16]:
        return np.zeros((len(rows), 0), np.uint16)

    def samples(self, rows: Tensor) -> Tensor:
        return rows.permute(0, 4, 1, 2, 3).to(torch.float32).mul_(1 / 255)

    def views(self, samples: Tensor, generator: Generator, settings: VideoViewSettings) -> Tensor:
        return views.views(samples, generator, settings)

    def spec(self, name: str, layout: Layout, amount: int = 0) -> EncoderSpec:
        return EncoderSpec(name=name, channels=3, frames=layout.shape[0], size=layout.shape[1])

    def default_encoder(self, layout: Layout, device: str, seconds: float, num_samples: int) -> str:
        """The small net on a CPU; else (2+1)D, or a transformer where both time and number are large."""
        if device.startswith("cpu"):
            return "motion_residual"
        return "mvit_v2_s" if seconds >= _LONG_SECONDS and num_samples >= _MANY else "r2plus1d_18"

    def in_all(self, parts: Sequence[Part]) -> str:
        return lasting(sum(part.width for part in parts) / 1000)

    def batch_share(self, width: float) -> float:
        return _SHARE_OF_A_BATCH

    def default_views(self, layout: Layout, strength: ViewStrength = "strong") -> VideoViewSettings:
        return views.default(strength)

    def classic(self, read: ReadRows) -> Classic:
        return classic.FrameStatistics()

    def load_classic(self, state: Mapping[str, NDArray[Any]]) -> Classic:
        return classic.FrameStatistics()

    def occlusions(self, row: Rows, most: int) -> Occlusions | None:
        return occlusions.occlusions(row, most)

    def plain_values(self, rows: Rows) -> NDArray[np.float32]:
        return classic.plain_values(rows)


def _bytes(number: int, frames: int, side: int) -> int:
    """What so many videos take on the disk."""
    return 3 * number * frames * side * side


modalities.register("video")(VideoModality())

__all__ = ["VideoModality", "VideoReading", "VideoViewSettings"]
