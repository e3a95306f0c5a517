"""Networks that turn samples into embeddings; one file per family."""

from __future__ import annotations

import abc
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import torch
from torch import Tensor, nn

from workbench.engine.contracts import Encoded
from workbench.engine.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderSpec:
    """All that is needed to rebuild an encoder: plain data, saved as JSON beside the weights."""

    name: str
    channels: int = 0
    """Of a picture."""
    size: int
    """Side of the input in pixels; for texts how many tokens it sees at once."""
    frames: int = 0
    """Of a video."""
    vocabulary: int = 0
    """For texts: the most tokens it can tell apart."""
    config: str = ""
    """For networks from elsewhere: their own description, as JSON."""


ReadSamples = Callable[[int], Iterable[Tensor]]
"""Samples from all over a set, at most so many, chunk by chunk: (b, ...) each, as the modality gives them."""


class Encoder(nn.Module, abc.ABC):
    """Samples in, `Encoded` out. Prepares its input itself, by what it has seen of the set."""

    is_causal: bool = False
    """Whether a token sees only those before it, so that it can write on."""

    native: str = ""
    """The library whose own format other programs read it in; "" for none."""

    def __init__(self, spec: EncoderSpec, width: int) -> None:
        super().__init__()
        self.spec = spec
        self.width = width

    def save_native(self, folder: Path) -> None:
        """Write it into an empty folder as the library `native` does. Raises OSError."""
        raise NotImplementedError

    @abc.abstractmethod
    def learn_input(self, read: ReadSamples) -> None:
        """See what the samples are like before training: pictures' mean and spread, texts' vocabulary."""

    @abc.abstractmethod
    def take_input(self, other: Self) -> None:
        """Prepare the input just as another encoder of this kind does."""

    @abc.abstractmethod
    def example(self, number: int = 1) -> Tensor:
        """Samples of the usual size and no content, (number, ...), for measuring."""

    @abc.abstractmethod
    def forward(self, samples: Tensor) -> Encoded:
        """Samples (B, ...) as the modality gives them -> pooled (B, D), tokens (B, N, D), mask (B, N)."""


class PictureEncoder(Encoder):
    """Normalises pictures by the set's own mean and spread."""

    mean: Tensor
    std: Tensor
    _SEEN = 2000

    def __init__(self, spec: EncoderSpec, width: int) -> None:
        super().__init__(spec, width)
        self.register_buffer("mean", torch.full((1, spec.channels, 1, 1), 0.5))
        self.register_buffer("std", torch.full((1, spec.channels, 1, 1), 0.25))

    def set_statistics(self, mean: Tensor, std: Tensor) -> None:
        """Remember the set's mean and spread by channel, each (C,) float32 of values in [0, 1]."""
        self.mean.copy_(mean.view(1, -1, 1, 1))
        self.std.copy_(std.clamp_min(0.05).view(1, -1, 1, 1))

    def learn_input(self, read: ReadSamples) -> None:
        samples = torch.cat(list(read(self._SEEN)))
        self.set_statistics(samples.mean((0, 2, 3)), samples.std((0, 2, 3)))

    def take_input(self, other: Self) -> None:
        self.mean.copy_(other.mean)
        self.std.copy_(other.std)

    def example(self, number: int = 1) -> Tensor:
        return torch.zeros(number, self.spec.channels, self.spec.size, self.spec.size)

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


__all__ = ["Encoder", "EncoderFamily", "EncoderSpec", "PictureEncoder", "ReadSamples", "build", "encoders"]
