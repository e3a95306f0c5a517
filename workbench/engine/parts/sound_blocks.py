"""Blocks of a spectrogram, some pitches for some time, and which of them are hidden."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from workbench.engine.encoders.audio import NUM_MELS

_FLATTEST = 0.01
"""Added to a block's variance, in the set's spread: the hiss of silence is not blown up into a target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """How spectrograms are cut: bands of pitch by frames of time; blocks in rows from the lowest band."""

    bands: int
    """Divides the number of bands there are."""
    frames: int

    @property
    def rows(self) -> int:
        """Blocks above each other (R)."""
        return NUM_MELS // self.bands

    def columns(self, num_frames: int) -> int:
        """Blocks side by side in so many frames (C), the last one cut off where they end."""
        return -(-num_frames // self.frames)

    def real(self, inside: Tensor) -> Tensor:
        """Which blocks hold something of the sound: frames (B, N) bool -> (B, R, C) bool."""
        begun = inside[:, :: self.frames]  # (B, C)
        return begun[:, None].expand(-1, self.rows, -1)

    def spread(self, chosen: Tensor, num_frames: int) -> Tensor:
        """Blocks (B, R, C) -> their frames (B, M, N)."""
        wide = chosen.repeat_interleave(self.bands, 1).repeat_interleave(self.frames, 2)
        return wide[:, :, :num_frames]

    def cut(self, values: Tensor) -> Tensor:
        """(B, M, N) -> (B, R, C, bands * frames), zeros behind the last frame."""
        num, _, frames = values.shape
        columns = self.columns(frames)
        filled = torch.nn.functional.pad(values, (0, columns * self.frames - frames))
        laid = filled.reshape(num, self.rows, self.bands, columns, self.frames)
        return laid.transpose(2, 3).flatten(3)

    def join(self, cut: Tensor, num_frames: int) -> Tensor:
        """Undoes `cut`: (B, R, C, bands * frames) -> (B, M, N)."""
        num, rows, columns, _ = cut.shape
        laid = cut.reshape(num, rows, columns, self.bands, self.frames).transpose(2, 3)
        return laid.reshape(num, rows * self.bands, columns * self.frames)[:, :, :num_frames]


def random_blocks(real: Tensor, share: float, generator: Generator | None) -> Tensor:
    """Of each sound's real blocks (B, R, C) bool a random share, at least one, and if it can be not all.

    Exactly the share of each, to the nearest block; (B, R, C) bool. Global generator when it is None.
    """
    flat = real.flatten(1)
    drawn = torch.rand(flat.shape, generator=generator, device=real.device)
    rank = drawn.masked_fill(~flat, 2.0).argsort(1).argsort(1)
    count = flat.sum(1)
    hidden = (count * share).round().long().clamp_min(1)
    hidden = torch.minimum(hidden, (count - 1).clamp_min(1))
    return (rank < hidden[:, None]).view_as(real) & real


def normalised(cut: Tensor, counted: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Blocks (B, R, C, P) less their own mean, in their own spread, with both, (B, R, C, 1) each.

    counted: (B, R, C, P) bool, what lies in the sound. He et al. 2022 (MAE), section 3, "reconstruction
    target". Undone by `values * spread + mean`.
    """
    weights = counted.to(cut.dtype)
    count = weights.sum(3, keepdim=True).clamp_min(1)
    mean = (cut * weights).sum(3, keepdim=True) / count
    variance = ((cut - mean).square() * weights).sum(3, keepdim=True) / count
    spread = (variance + _FLATTEST).sqrt()
    return (cut - mean) / spread, mean, spread
