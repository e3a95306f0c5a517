"""Random variations of sounds, batched: each its own speed, loudness, place in time, filter and noise."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Generator, Tensor

from workbench.engine.contracts import Matter, ViewStrength
from workbench.engine.settings import setting

MATTERS = (
    Matter(
        name="pitch",
        label="Pitch matters",
        help="Views keep pitch and speed, for sounds that are told apart by how high they are.",
        settings={"speed_change": 0.0},
    ),
    Matter(
        name="loudness",
        label="Loudness matters",
        help="Views keep the loudness, for sounds that are told apart by how loud they are.",
        settings={"gain_db": 0.0},
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioViewSettings:
    """How far a view may differ from the sound."""

    crop_low: float = setting(
        0.6,
        label="Shortest crop",
        help="A view keeps a stretch of the sound, at least this share of it; 1 keeps all.",
        low=0.1,
        high=1.0,
    )
    speed_change: float = setting(
        0.1,
        label="Speed and pitch",
        help="How much faster and higher, or slower and lower, a view may be played.",
        low=0.0,
        high=0.5,
    )
    gain_db: float = setting(
        6.0, label="Loudness", help="How much louder or softer a view may be.", low=0.0, high=20.0, unit="dB"
    )
    noise: float = setting(
        0.05,
        label="Noise",
        help="The most noise that is mixed in, as a share of the sound's own loudness.",
        low=0.0,
        high=1.0,
    )


def default(strength: ViewStrength) -> AudioViewSettings:
    """Proposed for this kind of task."""
    if strength == "gentle":
        return AudioViewSettings(crop_low=0.9, speed_change=0.0, gain_db=3.0, noise=0.0)
    return AudioViewSettings()


def views(samples: Tensor, generator: Generator, settings: AudioViewSettings) -> Tensor:
    """(B, T) float32 in [-1, 1] with zeros behind -> the same shape and range, each by its own draws."""
    with torch.no_grad(), torch.autocast(samples.device.type, enabled=False):
        num, length = samples.shape
        places = torch.arange(1, length + 1, device=samples.device)
        ends = ((samples != 0) * places).amax(1).clamp_min(1).float()
        draws = torch.rand(4, num, generator=generator, device=samples.device)
        share = settings.crop_low + (1 - settings.crop_low) * draws[0]
        speed = 2 ** ((2 * draws[1] - 1) * torch.tensor(1 + settings.speed_change).log2())
        kept = ends * share
        start = draws[2] * (ends - kept)
        at = start[:, None] + torch.arange(length, device=samples.device) * speed[:, None]
        inside = at < (start + kept)[:, None]
        grid = torch.stack([at * 2 / max(1, length - 1) - 1, torch.zeros_like(at)], -1)[:, None]
        made = F.grid_sample(samples[:, None, None], grid, mode="bilinear", align_corners=True)[:, 0, 0]
        loud = (made**2).mean(1, keepdim=True).sqrt()
        noise = torch.randn(made.shape, generator=generator, device=samples.device)
        amount = torch.rand(num, 1, generator=generator, device=samples.device) * settings.noise
        made = made + noise * loud * amount
        gain = 10 ** ((2 * draws[3:].T - 1) * settings.gain_db / 20)
        return (made * gain * inside).clamp(-1, 1)
