"""Random variations of videos, batched: each sample has its own, the same for all frames of one."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from workbench.engine.contracts import Matter
from workbench.engine.settings import setting

MATTERS: tuple[Matter, ...] = (
    Matter(
        name="speed",
        label="Speed matters",
        help="Views are never played faster or slower, for things that are told apart by their speed.",
        settings={"keeps_speed": True},
    ),
    Matter(
        name="direction",
        label="Direction matters",
        help="Views are never mirrored, for movements where left and right mean something.",
        settings={"flip_probability": 0.0},
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoViewSettings:
    """How strongly two views of one video differ."""

    keeps_speed: bool = setting(
        False, label="Speed kept", help="Views are moved in time instead of being played slower."
    )
    flip_probability: float = setting(
        0.5,
        label="Mirrored",
        help="How often left and right are swapped. Set it to 0 where a movement's direction matters.",
        low=0.0,
        high=1.0,
    )
    brightness: float = setting(
        0.3, label="Brightness", help="How far brightness may change.", low=0.0, high=1.0
    )


def views(samples: Tensor, generator: Generator, settings: VideoViewSettings) -> Tensor:
    """(B, C, T, H, W) float32 in [0, 1] -> the same shape and range."""
    num = len(samples)
    drawn = torch.rand(2, num, 1, 1, 1, 1, generator=generator, device=samples.device)
    changed = samples * (1 + settings.brightness * (2 * drawn[0] - 1))
    mirrored = drawn[1] < settings.flip_probability
    return torch.where(mirrored, changed.flip(-1), changed).clamp(0, 1)
