"""Networks that turn samples into embeddings; one file per family."""

from __future__ import annotations

import abc
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from workbench.engine.contracts import Encoded
from workbench.engine.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderSpec:
    """All that is needed to rebuild an encoder: plain data, saved as JSON beside the weights."""

    name: str
    channels: int
    size: int
    """Side of the input in pixels."""


class Encoder(nn.Module, abc.ABC):
    """Samples in, `Encoded` out. Normalises its input itself, by the set's own mean and spread."""

    mean: Tensor
    std: Tensor

    def __init__(self, spec: EncoderSpec, width: int) -> None:
        super().__init__()
        self.spec = spec
        self.width = width
        self.register_buffer("mean", torch.full((1, spec.channels, 1, 1), 0.5))
        self.register_buffer("std", torch.full((1, spec.channels, 1, 1), 0.25))

    def set_statistics(self, mean: Tensor, std: Tensor) -> None:
        """Remember the set's mean and spread by channel, each (C,) float32 of values in [0, 1]."""
        self.mean.copy_(mean.view(1, -1, 1, 1))
        self.std.copy_(std.clamp_min(0.05).view(1, -1, 1, 1))

    def forward(self, samples: Tensor) -> Encoded:
        """(B, C, H, W) float32 in [0, 1] -> pooled (B, D), tokens (B, N, D), mask (B, N)."""
        tokens, pooled = self.encode((samples - self.mean) / self.std)
        mask = torch.ones(tokens.shape[:2], dtype=torch.bool, device=tokens.device)
        return Encoded(pooled=pooled, tokens=tokens, mask=mask)

    @abc.abstractmethod
    def encode(self, samples: Tensor) -> tuple[Tensor, Tensor]:
        """Normalised samples (B, C, H, W) -> tokens (B, N, D) and pooled (B, D)."""


EncoderFamily = Callable[[EncoderSpec], Encoder]
encoders: Registry[EncoderFamily] = Registry("workbench.engine.encoders")


def build(spec: EncoderSpec) -> Encoder:
    """A fresh encoder of that description; raises KeyError for an unknown name."""
    return encoders.get(spec.name)(spec)


__all__ = ["Encoder", "EncoderFamily", "EncoderSpec", "build", "encoders"]
