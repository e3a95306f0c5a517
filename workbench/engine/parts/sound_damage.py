"""Bad recordings made from good ones, batched: muffled, noisy, clipped, with gaps, each its own way."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from workbench.engine.encoders.audio import RATE_HZ, lengths

_HIGHEST_HZ = RATE_HZ / 2
_SLOPE = 4
"""Order of the muffling filter: 24 dB an octave."""
_COLOURS = (-1.0, 2.0)
"""From blue noise, all hiss, by white and pink to brown, all rumble: power falls as 1 / f^colour."""
_FAINTEST = 0.1
"""The faintest noise, as a share of the strongest."""
_GAPS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """The worst that can happen to a sound; 0 (`muffled_hz`: 8000) leaves it out."""

    noise: float
    """Loudness of the noise, as a share of the sound's own."""
    muffled_hz: float
    """Above this pitch a muffled sound is cut off."""
    clipped_share: float
    """How much of the height of the wave is cut off."""
    gaps_share: float
    """How much of the time is silent."""


def damaged(samples: Tensor, damage: Damage, generator: Generator | None) -> Tensor:
    """Each sound (B, T) float32 in [-1, 1] with its own damage; same shape and range, zeros behind.

    Noise lies over every sound, more or less of it; each other kind happens to every second one. All is
    drawn from `generator`, from the global one when it is None.
    """
    num, length = samples.shape
    device = samples.device
    with torch.no_grad(), torch.autocast(device.type, enabled=False):
        draws = torch.rand(6 + 2 * _GAPS, num, 1, generator=generator, device=device)
        hurt = draws[:3] < 0.5  # muffled, clipped, with gaps
        ends = lengths(samples)[:, None]
        within = torch.arange(length, device=device) < ends
        lowest = damage.muffled_hz / _HIGHEST_HZ
        is_muffled = hurt[0] & (lowest < 1)
        cutoff = torch.where(is_muffled, _HIGHEST_HZ * lowest ** draws[3], torch.inf)
        made = filtered(samples.float(), lowpass(length, cutoff))
        made = made + damage.noise * _FAINTEST ** draws[4] * _noise(made, within, generator)
        peak = (made * within).abs().amax(1, keepdim=True)
        ceiling = peak * (1 - damage.clipped_share * draws[5]).clamp_min(1e-3)
        made = torch.where(hurt[1], made.clamp(-ceiling, ceiling), made)
        gaps = hurt[2] & _gaps(draws[6:], ends, length, damage.gaps_share)
        return (made * within * ~gaps).clamp(-1, 1)


def lowpass(length: int, cutoff_hz: Tensor) -> Tensor:
    """Gains (B, F) of a Butterworth filter without delay at each of a real FFT's frequencies.

    cutoff_hz: (B, 1), infinity for none. Butterworth 1930: 1 / sqrt(1 + (f / fc)^(2 n)), n = 4.
    """
    hz = torch.fft.rfftfreq(length, 1 / RATE_HZ, device=cutoff_hz.device)
    gains: Tensor = (1 + (hz / cutoff_hz) ** (2 * _SLOPE)).rsqrt()
    return gains


def filtered(samples: Tensor, gains: Tensor) -> Tensor:
    """(B, T) with each frequency of its real FFT louder or softer by (B, F)."""
    made: Tensor = torch.fft.irfft(torch.fft.rfft(samples) * gains, n=samples.shape[1])
    return made


def coloured_noise(num: int, length: int, colour: Tensor, generator: Generator | None) -> Tensor:
    """Noise (B, T) of loudness 1 whose power falls as 1 / f^colour, colour (B, 1); nothing below 20 Hz."""
    white = torch.randn(num, length, generator=generator, device=colour.device)
    hz = torch.fft.rfftfreq(length, 1 / RATE_HZ, device=colour.device)
    gains = (hz.clamp_min(20) / 1000) ** (-colour / 2) * (hz >= 20)
    made = filtered(white, gains)
    return made / made.square().mean(1, keepdim=True).sqrt().clamp_min(1e-9)


def _noise(samples: Tensor, within: Tensor, generator: Generator | None) -> Tensor:
    """Noise (B, T) as loud as each sound, each of its own colour."""
    num, length = samples.shape
    low, high = _COLOURS
    colour = low + (high - low) * torch.rand(num, 1, generator=generator, device=samples.device)
    power = (samples * within).square().sum(1, keepdim=True) / within.sum(1, keepdim=True)
    return coloured_noise(num, length, colour, generator) * power.sqrt()


def _gaps(draws: Tensor, ends: Tensor, length: int, share: float) -> Tensor:
    """Which samples (B, T) lie in a gap: four a sound, up to `share` of its time; draws (8, B, 1)."""
    at = torch.arange(length, device=draws.device)
    made = torch.zeros(draws.shape[1], length, dtype=torch.bool, device=draws.device)
    for place, size in zip(draws[:_GAPS], draws[_GAPS:], strict=True):
        wide = ends * share / _GAPS * size
        start = place * (ends - wide)
        made |= (at >= start) & (at < start + wide)
    return made
