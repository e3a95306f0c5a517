"""Random variations of videos, batched: each sample has its own, the same for all frames of one.

A crop in space and one in time, mirroring and colours, as Qian et al. 2021, "Spatiotemporal Contrastive Video
Representation Learning" (CVRL: variations that are consistent in time), and a still frame of another video
laid over all frames, so that what stands still says less, after Wang et al. 2021, "Removing the Background by
Adding the Background" (there a frame of the same video). Crops are small matrices, as those of pictures.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from workbench.engine.contracts import Matter, ViewStrength
from workbench.engine.modalities.image import resampling
from workbench.engine.modalities.video import colour
from workbench.engine.settings import setting

MATTERS: tuple[Matter, ...] = (
    Matter(
        name="speed",
        label="Speed matters",
        help="Views are never played slower, for things that are told apart by their speed.",
        settings={"keeps_speed": True},
    ),
    Matter(
        name="direction",
        label="Direction matters",
        help="Views are never mirrored, for movements where left and right mean something.",
        settings={"flip_probability": 0.0},
    ),
    Matter(
        name="colour",
        label="Colour matters",
        help="Views keep every colour as it is, for things that are told apart by their colour.",
        settings={"colour_probability": 0.0, "grey_probability": 0.0, "still": 0.0},
    ),
    Matter(
        name="size",
        label="Size matters",
        help="Views are moved but never enlarged, for things that are told apart by their size.",
        settings={"keeps_size": True},
    ),
)
_CHUNK_VALUES = 300_000
"""As many as stay within a processor's cache."""
_MAX_RATIO = 4 / 3
_FARTHEST_MOVE = 1 / 8
"""Of the sides, and of the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoViewSettings:
    """How strongly two views of one video differ."""

    crop_area_low: float = setting(
        0.4,
        label="Smallest crop",
        help="The least share of the frame's area that a view shows.",
        low=0.05,
        high=1.0,
    )
    keeps_size: bool = setting(
        False,
        label="Size kept",
        help="Views are moved by up to an eighth instead of being enlarged from a crop.",
    )
    time_low: float = setting(
        0.8,
        label="Shortest stretch",
        help="A view shows a stretch of the video, at least this share of it, slower to fill the time.",
        low=0.2,
        high=1.0,
    )
    keeps_speed: bool = setting(
        False,
        label="Speed kept",
        help="Views are moved in time by up to an eighth instead of being played slower.",
    )
    flip_probability: float = setting(
        0.5,
        label="Mirrored",
        help="How often left and right are swapped. Set it to 0 where a movement's direction matters.",
        low=0.0,
        high=1.0,
    )
    colour_strength: float = setting(
        0.5,
        label="Colour change",
        help="How far brightness, contrast, saturation and hue may change.",
        low=0.0,
        high=1.0,
    )
    colour_probability: float = setting(
        0.8, label="Colour changed", help="How often the colours change at all.", low=0.0, high=1.0
    )
    grey_probability: float = setting(
        0.2, label="Made grey", help="How often a video loses its colours.", low=0.0, high=1.0
    )
    still: float = setting(
        0.2,
        label="Another still frame",
        help="How strongly a frame of another video may lie over all frames, so that the place says less.",
        low=0.0,
        high=0.8,
    )


def default(strength: ViewStrength) -> VideoViewSettings:
    """Proposed for this kind of task.

    Views that are to look alike to a network are not mirrored: what moves left would be what moves right, and
    often that is what is to be told apart. Where nothing is compared, mirroring only makes more videos.
    Tried on moves of a camera: 5 labels of each of 8 classes, groups held out, 8 frames of 32 px, one fold,
    500 steps of `video_contrast`, one run each: 0.62, mirrored 0.42. With smaller crops (0.3), shorter
    stretches (0.6), stronger colours (0.8) and still (0.3) 0.31; but then with the whole time 0.55, with
    colours of 0.4 instead 0.68.
    """
    if strength == "gentle":
        return VideoViewSettings(crop_area_low=0.6, time_low=1.0, colour_probability=0.0,
                                 grey_probability=0.0, still=0.0)  # fmt: skip
    return VideoViewSettings(flip_probability=0.0)


def views(samples: Tensor, generator: Generator, settings: VideoViewSettings) -> Tensor:
    """(B, 3, T, H, W) float32 in [0, 1] -> the same shape and range, channels last in memory.

    All is drawn for the whole batch at once, so that the result does not depend on the chunks, which only
    keep the working memory within a processor's cache. Always in float32, within autocast too.
    """
    with torch.no_grad(), torch.autocast(samples.device.type, enabled=False):
        drawn = _Drawn(samples, generator, settings)
        num, _, frames, height, width = samples.shape
        out = torch.empty_like(samples, memory_format=torch.channels_last_3d)
        values = samples[0].numel() if num else 1
        size = num if samples.device.type != "cpu" else max(1, _CHUNK_VALUES // values)
        # Fresh memory for every step would cost much of the speed in page faults.
        scratch = torch.empty(3, max(1, min(num, size)) * values, device=samples.device)
        for start in range(0, num, size):
            at = slice(start, min(num, start + size))
            shape = (at.stop - start, frames, height, width)
            first, second, third = (part[: math.prod(shape) * 3] for part in scratch)
            drawn.retimed(at, out=first.view(shape[0], frames, -1))
            drawn.cropped(at, first.view(*shape, 3), second, third)
            drawn.coloured(at, second.view(-1, 3, height * width), out=third)
            planes = third.view(*shape[:2], 3, height, width)
            out[at].copy_(planes.clamp_(0, 1).transpose(1, 2))
        return out


class _Drawn:
    """What was drawn for a batch, and the steps by which a chunk of it is varied."""

    def __init__(self, samples: Tensor, generator: Generator, settings: VideoViewSettings) -> None:
        num, _, self.frames, self.height, self.width = samples.shape
        self.samples = samples.permute(0, 2, 3, 4, 1)  # (B, T, H, W, 3)
        self.boxes = (
            _moves(2, num, generator)
            if settings.keeps_size
            else _boxes(num, generator, settings.crop_area_low)
        )
        self.times = (
            _moves(1, num, generator) if settings.keeps_speed else _times(num, generator, settings.time_low)
        )
        self.times.mul_(self.frames)
        if settings.keeps_speed:
            self.times.round_()  # whole frames stay sharp
        jitter = _jitter(num, generator, settings)
        self.brightness, self.contrast = jitter[:2]
        self.colours = colour.matrices(*jitter)
        draws = torch.rand(3, num, generator=generator, device=generator.device)
        self.flipped = draws[0] < settings.flip_probability
        self.still = settings.still * draws[1] if num > 1 else torch.zeros(num, device=samples.device)
        self.moment = (draws[2] * self.frames).long().clamp_max_(self.frames - 1)
        away = torch.randint(1, max(2, num), (1,), generator=generator, device=generator.device)
        self.other = (torch.arange(num, device=samples.device) + away) % max(1, num)
        self.has_still = settings.still > 0 and num > 1

    def retimed(self, at: slice, out: Tensor) -> None:
        """A stretch of each video's time, blended to as many frames, a still over it: (b, T, H * W * 3)."""
        matrix = resampling.crop_matrix(self.times[0, at], self.times[1, at], self.frames)
        if self.has_still:
            matrix *= (1 - self.still[at])[:, None, None]
        torch.bmm(matrix, self.samples[at].flatten(2), out=out)
        if self.has_still:
            stills = self.samples[self.other[at], self.moment[at]].flatten(1)  # (b, H * W * 3)
            out.add_((self.still[at, None] * stills)[:, None])

    def cropped(self, at: slice, frames: Tensor, out: Tensor, scratch: Tensor) -> None:
        """Frames (b, T, H, W, 3) cropped and mirrored, to planes apart: (b * T, 3, H, W) in `out`."""
        left = resampling.crop_matrix(
            self.boxes[0, at] * self.height, self.boxes[1, at] * self.height, self.height
        )
        right = resampling.crop_matrix(
            self.boxes[2, at] * self.width, self.boxes[3, at] * self.width, self.width, self.flipped[at]
        )
        pictures = frames.flatten(0, 1).permute(0, 3, 1, 2)
        resampling.resample(
            pictures,
            left.repeat_interleave(self.frames, 0),
            right.repeat_interleave(self.frames, 0),
            out.view(pictures.shape),
            scratch.view(pictures.shape),
        )

    def coloured(self, at: slice, planes: Tensor, out: Tensor) -> None:
        """Planes (b * T, 3, H * W), each video's colours changed."""
        matrices = self.colours[at]
        means = planes.view(len(matrices), self.frames, 3, -1).mean((1, 3))
        grey = colour.contrast_grey(self.brightness[at], self.contrast[at], means)
        torch.baddbmm(
            grey.repeat_interleave(self.frames)[:, None, None],
            matrices.repeat_interleave(self.frames, 0),
            planes,
            out=out.view(planes.shape),
        )


def _boxes(num: int, generator: Generator, area_low: float) -> Tensor:
    """Random crops as shares of the sides: (4, B) top, height, left, width (Szegedy et al. 2015)."""
    draws = torch.rand(4, num, generator=generator, device=generator.device)
    area = area_low + (1 - area_low) * draws[0]
    # The larger the crop, the nearer its shape is to the frame's, so that neither side is too long.
    widest = (-area.log()).clamp_(max=math.log(_MAX_RATIO))
    ratio = torch.exp((2 * draws[1] - 1) * widest)
    height, width = (area / ratio).sqrt().clamp_(max=1), (area * ratio).sqrt().clamp_(max=1)
    return torch.stack([draws[2] * (1 - height), height, draws[3] * (1 - width), width])


def _times(num: int, generator: Generator, low: float) -> Tensor:
    """Random stretches as shares of the time: (2, B) start, length."""
    draws = torch.rand(2, num, generator=generator, device=generator.device)
    length = low + (1 - low) * draws[0]
    return torch.stack([draws[1] * (1 - length), length])


def _moves(axes: int, num: int, generator: Generator) -> Tensor:
    """Random moves along each axis as shares of its length: (2 * axes, B) start and 1; ends are repeated."""
    starts = (2 * torch.rand(axes, num, generator=generator, device=generator.device) - 1) * _FARTHEST_MOVE
    return torch.stack([starts, torch.ones_like(starts)], 1).flatten(0, 1)


def _jitter(num: int, generator: Generator, settings: VideoViewSettings) -> Tensor:
    """(4, B): factors of brightness, contrast and saturation, and the turn of the hue in [-0.5, 0.5]."""
    draws = torch.rand(6, num, generator=generator, device=generator.device)
    factors = 1 + (2 * draws[:3] - 1) * min(1.0, 0.8 * settings.colour_strength)
    hue = (2 * draws[3:4] - 1) * min(0.5, 0.2 * settings.colour_strength)
    kept = draws[4] >= settings.colour_probability
    factors.masked_fill_(kept, 1.0)
    hue.masked_fill_(kept, 0.0)
    factors[2].masked_fill_(draws[5] < settings.grey_probability, 0.0)
    return torch.cat([factors, hue])
