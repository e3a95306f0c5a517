"""What all encoders of sounds share, and those that look at a spectrogram."""

from __future__ import annotations

import abc
from typing import Self

import torch
from torch import Tensor

from workbench.engine.contracts import Encoded
from workbench.engine.encoders import Encoder, EncoderSpec, ReadSamples
from workbench.engine.encoders.audio.features import NUM_MELS, RATE_HZ, WINDOW, LogMel, lengths

_SEEN = 2000


class SoundEncoder(Encoder):
    """Sounds (B, T) float32 in [-1, 1] in; tokens are steps in time, in their order."""

    token_seconds: float
    """From one token to the next."""

    @property
    def num_samples(self) -> int:
        """Of the usual input, at 16 kHz."""
        return self.spec.size * RATE_HZ // 1000

    def example(self, number: int = 1) -> Tensor:
        sounds = torch.zeros(number, self.num_samples)
        sounds[:, -1] = 1e-3  # zeros behind would count as no sound at all
        return sounds


class MelEncoder(SoundEncoder):
    """Sees a log-mel spectrogram, normalised by the set's own mean and spread of each band."""

    mean: Tensor
    std: Tensor

    def __init__(self, spec: EncoderSpec, width: int) -> None:
        super().__init__(spec, width)
        self.log_mel = LogMel()
        self.register_buffer("mean", torch.full((1, NUM_MELS, 1), -4.0))
        self.register_buffer("std", torch.full((1, NUM_MELS, 1), 4.0))

    def learn_input(self, read: ReadSamples) -> None:
        count, total, squares = 0.0, torch.zeros(NUM_MELS), torch.zeros(NUM_MELS)
        for samples in read(_SEEN):
            mel = self.log_mel(samples)
            inside = frames_inside(samples, mel.shape[2])[:, None]
            values = (mel * inside).cpu()
            count += float(inside.sum())
            total += values.sum((0, 2))
            squares += (values**2).sum((0, 2))
        mean = total / max(1.0, count)
        spread = (squares / max(1.0, count) - mean**2).clamp_min(0).sqrt()
        self.mean.copy_(mean.view(1, -1, 1))
        self.std.copy_(spread.clamp_min(0.1).view(1, -1, 1))

    def take_input(self, other: Self) -> None:
        self.mean.copy_(other.mean)
        self.std.copy_(other.std)

    def spectrogram(self, samples: Tensor) -> tuple[Tensor, Tensor]:
        """(B, T) -> normalised log-mel (B, M, N) float32, 0 behind the sound; real frames (B, N).

        In training without what is empty behind the longest: views of long sounds are often much shorter.
        Otherwise all of it, so that no sound depends on the others of its batch.
        """
        if self.training:
            samples = samples[:, : int(lengths(samples).max()) + WINDOW]
        mel = (self.log_mel(samples) - self.mean) / self.std
        inside = frames_inside(samples, mel.shape[2])
        return mel * inside[:, None], inside

    def forward(self, samples: Tensor) -> Encoded:
        """(B, T) float32 in [-1, 1] -> pooled (B, D), tokens (B, N', D), mask (B, N')."""
        return self.encode(*self.spectrogram(samples))

    @abc.abstractmethod
    def encode(self, mel: Tensor, inside: Tensor) -> Encoded:
        """A spectrogram (B, M, N), changed by a task or not, and its real frames (B, N) bool."""


def frames_inside(samples: Tensor, num_frames: int) -> Tensor:
    """Which of so many frames hold something of each sound: (B, T) -> (B, N) bool."""
    ends = LogMel.num_frames(lengths(samples))
    return torch.arange(num_frames, device=samples.device) < ends[:, None]
