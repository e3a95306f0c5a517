"""What lies between a sound and its recording, at random: a room, a microphone, noise. Batched."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import torch
import torch.nn.functional as F
from scipy.fft import next_fast_len
from torch import Generator, Tensor

from workbench.engine.encoders.audio.features import RATE_HZ

_KNOBS = 8
"""Of an equaliser, evenly spaced on the mel scale."""
_BANDS = 32
_GAP_DB = -40.0
_ROOMS = 8
_ROOM_SAMPLES = RATE_HZ // 8
_SHORTEST_ECHO_SECONDS, _LONGEST_ECHO_SECONDS = 0.05, 0.25
"""Until an echo has fallen by 60 dB."""
_RINGING = 512
"""Samples by which a filter without a room may reach beyond a sound's ends."""
_COLOURS = (0.0, 0.5, 1.0)
"""White, pink and brown noise: exponents of the fall of amplitude with frequency."""
_NOISE_SAMPLES = 1 << 16
_LN_10_OVER_20 = math.log(10) / 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """One for each sound of a batch, applied in the frequency domain at once.

    gains (B, 32): natural logarithms, by bands on the mel scale; hats (32, K): how much each band counts at
    each frequency; rooms: spectra (R, 2 K), real and imaginary numbers in turn, if any; echoes (B, R): how
    loud each is beside the sound itself; a sound is in one of them.
    """

    gains: Tensor
    hats: Tensor
    rooms: Tensor | None
    echoes: Tensor
    length: int

    @classmethod
    def drawn(
        cls,
        num: int,
        num_samples: int,
        generator: Generator,
        *,
        equaliser_db: float,
        band_gap: float,
        echo: float,
    ) -> Self:
        """For `num` sounds of so many samples, see `AudioViewSettings` for how strong they are."""
        device = generator.device
        knobs = (2 * torch.rand(num, 1, _KNOBS, generator=generator, device=device) - 1) * equaliser_db
        gains = F.interpolate(knobs, _BANDS, mode="linear", align_corners=True)[:, 0]
        draws = torch.rand(4, num, generator=generator, device=device)
        width = draws[0] * band_gap
        start = draws[1] * (1 - width)
        place = (torch.arange(_BANDS, device=device) + 0.5) / _BANDS
        left_out = (place >= start[:, None]) & (place < (start + width)[:, None])
        length = next_fast_len(num_samples + (_ROOM_SAMPLES if echo else _RINGING), real=True)
        rooms = torch.view_as_real(torch.fft.rfft(_rooms(generator), n=length)).flatten(1) if echo else None
        room = (draws[2] * _ROOMS).long().clamp_max_(_ROOMS - 1)
        return cls(
            gains=(gains + _GAP_DB * left_out) * _LN_10_OVER_20,
            hats=_hats(length // 2 + 1, device),
            rooms=rooms,
            echoes=F.one_hot(room, _ROOMS) * (draws[3] * echo)[:, None],
            length=length,
        )

    def __call__(self, samples: Tensor, at: slice) -> Tensor:
        """Samples (b, T) of the sounds `at` these places, filtered."""
        spectrum = torch.fft.rfft(samples, n=self.length)
        if self.rooms is not None:
            echo = (self.echoes[at] @ self.rooms).reshape(len(samples), -1, 2)
            spectrum.addcmul_(spectrum, torch.view_as_complex(echo))
        spectrum.mul_((self.gains[at] @ self.hats).exp_())
        filtered: Tensor = torch.fft.irfft(spectrum, n=self.length)[:, : samples.shape[1]]
        return filtered


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """Noise of any of three colours and of loudness 1 for each sound of a batch.

    All are stretches of one long noise (C, L), each of a colour (B,) and from a place (B,) of its own: fresh
    numbers for every sample of every sound would cost more than all the rest of a view.
    """

    coloured: Tensor
    colour: Tensor
    start: Tensor
    length: int

    @classmethod
    def drawn(cls, num: int, num_samples: int, generator: Generator) -> Self:
        """For `num` sounds of so many samples."""
        device = generator.device
        total = next_fast_len(num_samples + _NOISE_SAMPLES, real=True)
        spectrum = torch.fft.rfft(torch.randn(total, generator=generator, device=device))
        pitch = (
            torch.arange(len(spectrum), device=device).clamp_(min=total // 800).float()
        )  # flat below 20 Hz
        falls = torch.stack([pitch**-exponent for exponent in _COLOURS])
        coloured = torch.fft.irfft(spectrum * falls, n=total)
        coloured /= coloured.square().mean(1, keepdim=True).sqrt()
        draws = torch.rand(2, num, generator=generator, device=device)
        colour = (draws[0] * len(_COLOURS)).long().clamp_max_(len(_COLOURS) - 1)
        start = (draws[1] * (total - num_samples)).long()
        return cls(coloured=coloured, colour=colour, start=start, length=num_samples)

    def __call__(self, at: slice) -> Tensor:
        """Of the sounds `at` these places: (b, T)."""
        stretches: Tensor = self.coloured.unfold(1, self.length, 1)[self.colour[at], self.start[at]]
        return stretches


def _rooms(generator: Generator) -> Tensor:
    """Echoes of some rooms: decaying noise of energy 1, (R, L)."""
    device = generator.device
    noises = torch.randn(_ROOMS, _ROOM_SAMPLES, generator=generator, device=device)
    draws = torch.rand(_ROOMS, 1, generator=generator, device=device)
    until = _SHORTEST_ECHO_SECONDS * (_LONGEST_ECHO_SECONDS / _SHORTEST_ECHO_SECONDS) ** draws
    seconds = torch.arange(_ROOM_SAMPLES, device=device) / RATE_HZ
    echoes = noises * torch.exp(-math.log(1000) * seconds / until)
    return F.normalize(echoes, dim=1)


def _hats(num_bins: int, device: torch.device) -> Tensor:
    """Weights of bands at each frequency, linear between the middles of two: (32, K)."""
    hertz = torch.linspace(0, RATE_HZ / 2, num_bins, device=device)
    mel = torch.log1p(hertz / 700) / math.log1p(RATE_HZ / 2 / 700)
    place = (mel * _BANDS - 0.5).clamp(0, _BANDS - 1)
    bands = torch.arange(_BANDS, device=device)[:, None]
    return (1 - (place - bands).abs()).clamp_min(0)
