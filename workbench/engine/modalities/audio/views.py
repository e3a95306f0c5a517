"""Random variations of sounds, batched: each its own place in time, speed, loudness, filter and noise.

A stretch of the sound as in Saeed et al. 2021 (COLA), mixed quietly with another as in Niizumi et al. 2021
(BYOL for Audio), with a stretch of time and a band left out as in Park et al. 2019 (SpecAugment), but of the
wave, so that a view can be played and any network can hear it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from workbench.engine.contracts import Matter, ViewStrength
from workbench.engine.encoders.audio.features import RATE_HZ, lengths
from workbench.engine.modalities.audio import acoustics
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
    Matter(
        name="whole",
        label="The whole sound matters",
        help="Views keep all of the sound from beginning to end, for words and for short calls.",
        settings={"crop_low": 1.0, "longest_seconds": 30.0, "stretch_gap": 0.0},
    ),
    Matter(
        name="timbre",
        label="Timbre matters",
        help="Views keep the balance of high and low, for sounds that are told apart by their colour only.",
        settings={"equaliser_db": 0.0, "band_gap": 0.0, "echo": 0.0},
    ),
)
_CHUNK_VALUES = 1 << 18
"""As many as stay within a processor's cache."""
_SHORTEST_CROP = RATE_HZ // 10
_FADE = RATE_HZ // 200
"""Into a gap and out of it, 5 ms: a sound that is cut off clicks at every pitch."""
_QUIET = 1e-6
_FAINTEST_NOISE_DB = -30.0
"""Beside the loudest: noise is heard in steps of loudness, not of amplitude."""


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
    longest_seconds: float = setting(
        3.0,
        label="Longest view",
        help="A view keeps this much of a sound at most, so that more are heard in the same time.",
        low=0.5,
        high=30.0,
        unit="s",
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
    equaliser_db: float = setting(
        6.0,
        label="Balance of high and low",
        help="How much louder or softer some pitches of a view may be, as through another microphone.",
        low=0.0,
        high=20.0,
        unit="dB",
    )
    noise: float = setting(
        0.1,
        label="Noise",
        help="The most noise that is mixed in, as a share of the sound's own loudness.",
        low=0.0,
        high=1.0,
    )
    mix: float = setting(
        0.1,
        label="Another sound",
        help="How loud another sound may be heard in the background, as a share of the sound's own loudness.",
        low=0.0,
        high=1.0,
    )
    echo: float = setting(
        0.2,
        label="Echo",
        help="How loud the echo of a room may be, as a share of the sound's own loudness.",
        low=0.0,
        high=1.0,
    )
    stretch_gap: float = setting(
        0.1,
        label="Longest gap",
        help="A stretch of a view, up to this share of it, is silent.",
        low=0.0,
        high=0.5,
    )
    band_gap: float = setting(
        0.1,
        label="Widest band left out",
        help="Some neighbouring pitches, up to this share of all, are left out of a view.",
        low=0.0,
        high=0.5,
    )


def default(strength: ViewStrength) -> AudioViewSettings:
    """Proposed for this kind of task."""
    if strength == "gentle":
        return AudioViewSettings(crop_low=0.9, longest_seconds=5.0, speed_change=0.0, gain_db=3.0,
                                 equaliser_db=0.0, noise=0.0, mix=0.0, echo=0.0, stretch_gap=0.0,
                                 band_gap=0.0)  # fmt: skip
    return AudioViewSettings()


def views(samples: Tensor, generator: Generator, settings: AudioViewSettings) -> Tensor:
    """(B, T) float32 in [-1, 1] with zeros behind -> the same shape and range, each by its own draws.

    All is drawn for the whole batch at once, so that the result does not depend on the chunks, which only
    keep the working memory within a processor's cache. Always in float32, within autocast too.
    """
    with torch.no_grad(), torch.autocast(samples.device.type, enabled=False):
        drawn = _Drawn(samples, generator, settings)
        num, length = len(samples), drawn.length
        out = torch.empty_like(samples)
        out[:, length:] = 0
        size = max(1, _CHUNK_VALUES // length) if samples.device.type == "cpu" else num
        for start in range(0, num, size):
            at = slice(start, min(num, start + size))
            drawn.view(samples, at, out[at, :length])
        return out


class _Drawn:
    """What was drawn for a batch, and how one chunk of it is made of that."""

    def __init__(self, samples: Tensor, generator: Generator, settings: AudioViewSettings) -> None:
        num = len(samples)
        ends = lengths(samples).float()
        draws = torch.rand(8, num, generator=generator, device=generator.device)
        kept = ends.clamp(max=settings.longest_seconds * RATE_HZ)
        kept = kept * (settings.crop_low + (1 - settings.crop_low) * draws[0])
        kept = torch.minimum(ends, kept.clamp_min_(_SHORTEST_CROP)).floor_()
        self.start = (draws[1] * (ends - kept)).floor_()
        highest = torch.nextafter(ends.new_tensor(samples.shape[1] - 1.0), ends.new_tensor(0.0))
        self.last = (self.start + kept - 1).clamp_max_(highest)  # a sample follows on every place
        self.speed = torch.exp((2 * draws[2] - 1) * math.log1p(settings.speed_change))
        self.is_moved = bool((kept < ends).any()) or settings.speed_change > 0
        self.gain = 10 ** ((2 * draws[3] - 1) * settings.gain_db / 20)
        self.ends = (((kept - 1) / self.speed).floor_() + 1).clamp_max_(samples.shape[1])
        self.length = length = int(self.ends.max())
        silent = draws[4] * settings.stretch_gap * self.ends
        self.gap_middle = draws[5] * (self.ends - silent) + silent / 2
        self.gap_half = silent / 2
        self.has_gap = settings.stretch_gap > 0
        self.noise_level = settings.noise * 10 ** (draws[6] * _FAINTEST_NOISE_DB / 20)
        self.noise = acoustics.Noise.drawn(num, length, generator) if settings.noise else None
        self.mix_level = settings.mix * draws[7]
        self.is_mixed = settings.mix > 0 and num > 1
        away = torch.randint(1, max(2, num), (1,), generator=generator, device=generator.device)
        self.other = (torch.arange(num, device=samples.device) + away) % num
        self.filters = (
            acoustics.Filters.drawn(num, length, generator, equaliser_db=settings.equaliser_db,
                                    band_gap=settings.band_gap, echo=settings.echo)
            if settings.equaliser_db or settings.band_gap or settings.echo
            else None
        )  # fmt: skip

    def view(self, samples: Tensor, at: slice, out: Tensor) -> None:
        """Write the views of samples[at] into `out`."""
        steps = torch.arange(self.length, device=samples.device, dtype=torch.float32)
        made = self._moved(samples[at], steps, at)
        loud = _loudness(made, self.ends[at])
        if self.is_mixed:
            others = samples[self.other[at], : self.length]
            level = self.mix_level[at] * loud / _loudness(others, self.ends[at]).clamp_min_(_QUIET)
            made = torch.addcmul(made, others, level[:, None])
        if self.filters is not None:
            made = self.filters(made, at)
        if self.noise is not None:
            level = self.noise_level[at] * _loudness(made, self.ends[at])
            made = torch.addcmul(made, self.noise(at), level[:, None])
        if self.has_gap:
            away = (steps / _FADE - self.gap_middle[at, None] / _FADE).abs_()
            made = made * away.sub_(self.gap_half[at, None] / _FADE - 1).clamp_(0, 1)
        made = made.masked_fill(steps >= self.ends[at, None], 0)
        gain = self.gain[at] * loud / _loudness(made, self.ends[at]).clamp_min_(_QUIET)
        peak = made.abs().amax(1).clamp_min_(_QUIET)
        torch.mul(made, torch.minimum(gain, 1 / peak)[:, None], out=out)

    def _moved(self, samples: Tensor, steps: Tensor, at: slice) -> Tensor:
        """A stretch of each sound, faster or slower, from the beginning on: linear between its samples."""
        if not self.is_moved:
            return samples[:, : self.length]
        place = torch.addcmul(self.start[at, None], steps, self.speed[at, None])
        place = torch.minimum(place, self.last[at, None])
        before, share = place.long(), place.frac_()
        first, second = samples.gather(1, before), samples[:, 1:].gather(1, before)
        return first.lerp_(second, share).masked_fill_(steps >= self.ends[at, None], 0)


def _loudness(samples: Tensor, ends: Tensor) -> Tensor:
    """Root of the mean square up to the ends: (b, T) -> (b,)."""
    loud: Tensor = torch.linalg.vector_norm(samples, dim=1) / ends.sqrt()
    return loud
