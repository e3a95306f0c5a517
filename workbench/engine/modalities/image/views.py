"""Random variations of pictures, batched: each sample of a batch has its own random parameters.

The variations are those of SimCLR (Chen et al. 2020, appendix A): random resized crop, flip, colour
jitter, random grey, blur. The crop, the flip and the blur are linear and separable, so that each sample's
are two small matrices, multiplied from the left and the right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from workbench.engine.contracts import Matter
from workbench.engine.modalities.image import colour, resampling
from workbench.engine.settings import setting

MATTERS = (
    Matter(
        name="colour",
        label="Colour matters",
        help="Views keep every colour as it is, for things that are told apart by their colour.",
        settings={"colour_probability": 0.0, "grey_probability": 0.0},
    ),
    Matter(
        name="orientation",
        label="Orientation matters",
        help="Views are never mirrored, for things where left and right mean something, such as writing.",
        settings={"flip_probability": 0.0},
    ),
    Matter(
        name="size",
        label="Size matters",
        help="Views are moved but never enlarged, for things that are told apart by their size.",
        settings={"keeps_size": True},
    ),
)
BLUR_ABOVE_PX = 64
_BLUR_SIGMA_LOW = 0.1
_BLUR_STATED_AT_PX = 224
_CHUNK_VALUES = 300_000
_MAX_RATIO = 4 / 3
_FARTHEST_MOVE = 1 / 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewSettings:
    """How strongly two views of one picture differ."""

    crop_area_low: float = setting(
        0.2,
        label="Smallest crop",
        help="The least share of the picture's area that a view shows.",
        low=0.05,
        high=1.0,
    )
    keeps_size: bool = setting(
        False,
        label="Size kept",
        help="Views are moved by up to an eighth instead of being enlarged from a crop.",
    )
    flip_probability: float = setting(
        0.5,
        label="Mirrored",
        help="How often left and right are swapped. Set it to 0 where they mean something, as in writing.",
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
        0.2, label="Made grey", help="How often a colour picture loses its colours.", low=0.0, high=1.0
    )
    blur_probability: float = setting(
        0.5,
        label="Blurred",
        help="How often a picture is blurred. Pictures of 64 pixels and less never are.",
        low=0.0,
        high=1.0,
    )
    blur_sigma_high: float = setting(
        2.0,
        label="Strongest blur",
        help="The widest blur, at 224 pixels; smaller pictures are blurred less in proportion.",
        low=0.1,
        high=10.0,
        unit="px",
    )


def samples(rows: Tensor) -> Tensor:
    """Cache rows (B, H, W, C) uint8 -> (B, C, H, W) float32 in [0, 1], channels last in memory."""
    return rows.permute(0, 3, 1, 2).to(torch.float32, memory_format=torch.channels_last).mul_(1 / 255)


def views(samples: Tensor, generator: Generator, settings: ViewSettings) -> Tensor:
    """One random variation of each sample: (B, C, H, W) float32 in [0, 1], channels last in memory.

    The random numbers are drawn for the whole batch at once, so that the result does not depend on the
    chunks, which only keep the working memory within a processor's cache. Always in float32, within
    autocast too.
    """
    with torch.no_grad(), torch.autocast(samples.device.type, enabled=False):
        return _varied(samples, generator, settings)


def _varied(samples: Tensor, generator: Generator, settings: ViewSettings) -> Tensor:
    num, channels, height, width = samples.shape
    boxes = _moves(num, generator) if settings.keeps_size else _boxes(num, generator, settings.crop_area_low)
    flipped, sigma = _flips_and_blurs(num, max(height, width), generator, settings)
    jitter = _jitter(num, channels, generator, settings)
    out = torch.empty_like(samples, memory_format=torch.channels_last)
    size = num if samples.device.type != "cpu" else _CHUNK_VALUES // (channels * height * width)
    size = max(1, min(num, size))
    # Fresh memory for every step would cost a third of the speed in page faults.
    planes, scratch = torch.empty(2, size, channels, height, width, device=samples.device)
    for start in range(0, num, size):
        at = slice(start, start + size)
        left = resampling.crop_matrix(boxes[0, at] * height, boxes[1, at] * height, height)
        right = resampling.crop_matrix(boxes[2, at] * width, boxes[3, at] * width, width, flipped[at])
        if sigma is not None:
            resampling.add_blur(left, right, sigma[at])
        # Brightness is a factor, and costs least on the smallest of the three.
        left.mul_(jitter[0, at, None, None])
        part = len(left)
        resampling.resample(samples[at], left, right, planes[:part], scratch[:part])
        colour.adjust(planes[:part], jitter[1:, at], scratch[:part])
        out[at].copy_(planes[:part].clamp_(0, 1))
    return out


def _boxes(num: int, generator: Generator, area_low: float) -> Tensor:
    """Random crops as shares of the sides: (4, B) top, height, left, width (Szegedy et al. 2015)."""
    draws = torch.rand(4, num, generator=generator, device=generator.device)
    area = area_low + (1 - area_low) * draws[0]
    # The larger the crop, the nearer its shape is to the picture's, so that neither side is too long.
    widest = (-area.log()).clamp_(max=math.log(_MAX_RATIO))
    ratio = torch.exp((2 * draws[1] - 1) * widest)
    height, width = (area / ratio).sqrt().clamp_(max=1), (area * ratio).sqrt().clamp_(max=1)
    return torch.stack([draws[2] * (1 - height), height, draws[3] * (1 - width), width])


def _moves(num: int, generator: Generator) -> Tensor:
    """Random moves as shares of the sides: (4, B) top, height 1, left, width 1; edges are repeated."""
    draws = torch.rand(2, num, generator=generator, device=generator.device)
    top, left = (2 * draws - 1) * _FARTHEST_MOVE
    whole = torch.ones_like(top)
    return torch.stack([top, whole, left, whole])


def _flips_and_blurs(
    num: int, side: int, generator: Generator, settings: ViewSettings
) -> tuple[Tensor, Tensor | None]:
    """Which samples are mirrored (B,) bool, and the blur's sigma in pixels (B,), 0 for none."""
    draws = torch.rand(3, num, generator=generator, device=generator.device)
    flipped = draws[0] < settings.flip_probability
    if side <= BLUR_ABOVE_PX or settings.blur_probability == 0:
        return flipped, None
    high = settings.blur_sigma_high * side / _BLUR_STATED_AT_PX
    sigma = _BLUR_SIGMA_LOW + draws[2] * max(0.0, high - _BLUR_SIGMA_LOW)
    return flipped, torch.where(draws[1] < settings.blur_probability, sigma, 0.0)


def _jitter(num: int, channels: int, generator: Generator, settings: ViewSettings) -> Tensor:
    """(4, B): factors of brightness, contrast and saturation, and the turn of the hue in [-0.5, 0.5]."""
    draws = torch.rand(6, num, generator=generator, device=generator.device)
    strength = settings.colour_strength
    factors = 1 + (2 * draws[:3] - 1) * min(1.0, 0.8 * strength)
    hue = (2 * draws[3:4] - 1) * min(0.5, 0.2 * strength)
    kept = draws[4] >= settings.colour_probability
    factors.masked_fill_(kept, 1.0)
    hue.masked_fill_(kept, 0.0)
    if channels == 3:
        factors[2].masked_fill_(draws[5] < settings.grey_probability, 0.0)
    return torch.cat([factors, hue])
