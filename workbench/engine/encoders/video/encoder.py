"""What all encoders of videos share."""

from __future__ import annotations

import abc
from typing import Self

import torch
from torch import Tensor

from workbench.engine.contracts import Encoded
from workbench.engine.encoders import Encoder, EncoderSpec, ReadSamples

_SEEN = 200


class VideoEncoder(Encoder):
    """Videos (B, 3, T, H, W) float32 in [0, 1] in; normalised by the set's own mean and spread of colours.

    Tokens lie in time, then in rows from the top left: token t * H' * W' + y * W' + x. Any T that is at
    least two is taken, so that a task can show it the beginning of a clip alone.
    """

    mean: Tensor
    std: Tensor
    """By colour, (3,); of more axes they would stop a module from being laid out as pictures are."""

    def __init__(self, spec: EncoderSpec, width: int) -> None:
        super().__init__(spec, width)
        self.register_buffer("mean", torch.full((3,), 0.5))
        self.register_buffer("std", torch.full((3,), 0.25))

    def learn_input(self, read: ReadSamples) -> None:
        samples = torch.cat(list(read(_SEEN)))
        self.mean.copy_(samples.mean((0, 2, 3, 4)))
        self.std.copy_(samples.std((0, 2, 3, 4)).clamp_min(0.05))

    def take_input(self, other: Self) -> None:
        self.mean.copy_(other.mean)
        self.std.copy_(other.std)

    def example(self, number: int = 1) -> Tensor:
        return torch.zeros(number, 3, self.spec.frames, self.spec.size, self.spec.size)

    def normalised(self, samples: Tensor) -> Tensor:
        """Samples with about zero mean and unit spread, of the same shape."""
        mean, std = (values.view(1, -1, 1, 1, 1) for values in (self.mean, self.std))
        return (samples - mean) / std

    def as_videos(self, values: Tensor) -> Tensor:
        """Undoes `normalised`."""
        mean, std = (some.view(1, -1, 1, 1, 1) for some in (self.mean, self.std))
        return values.float() * std + mean

    def forward(self, samples: Tensor) -> Encoded:
        """(B, 3, T, H, W) float32 in [0, 1] -> pooled (B, D), tokens (B, N, D), mask (B, N)."""
        tokens, pooled = self.encode(self.normalised(samples))
        mask = torch.ones(tokens.shape[:2], dtype=torch.bool, device=tokens.device)
        return Encoded(pooled=pooled, tokens=tokens, mask=mask)

    @abc.abstractmethod
    def encode(self, samples: Tensor) -> tuple[Tensor, Tensor]:
        """Normalised samples (B, 3, T, H, W) -> tokens (B, N, D) and pooled (B, D)."""

    @abc.abstractmethod
    def grid(self, frames: int) -> tuple[int, int, int]:
        """How the tokens of so many frames lie: (T', H', W'), N their product."""
