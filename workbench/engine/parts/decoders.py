"""From what an encoder says back to pixels. No skip connections: all that is drawn has passed the encoder.

A restoring network with skip connections hands the picture past its encoder and teaches it little.
"""

from __future__ import annotations

import itertools
import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from workbench.engine.encoders import Encoder
from workbench.engine.parts import scale


class MapDecoder(nn.Module):
    """Tokens of a square map -> pictures: convolutions at the map's side, at twice and at four times it.

    The last convolution gives all pixels of its place at once (Shi et al. 2016, sub-pixel convolution),
    which costs less than going up to whole pixels step by step.
    """

    def __init__(self, *, width: int, side: int, channels: int, size: int, hidden: int) -> None:
        super().__init__()
        self.side = side
        self.size = size
        widths = (width, hidden, hidden, hidden // 2)
        doublings = max(0, min(2, math.floor(math.log2(size / side)) - 1))
        self.layers = nn.Sequential(_convolution(width, hidden))
        for inputs, outputs in itertools.pairwise(widths[1 : doublings + 2]):
            self.layers.append(nn.Upsample(scale_factor=2.0, mode="nearest"))
            self.layers.append(_convolution(inputs, outputs))
        self.factor = math.ceil(size / (side * 2**doublings))
        self.pixels = nn.Conv2d(widths[doublings + 1], channels * self.factor**2, 3, 1, 1)
        self._start_even()

    def forward(self, tokens: Tensor) -> Tensor:
        """(B, N, D), in rows from the top left -> (B, C, S, S)."""
        grid = tokens.reshape(len(tokens), self.side, self.side, -1).permute(0, 3, 1, 2)  # (B, D, side, side)
        drawn = F.pixel_shuffle(self.pixels(self.layers(grid)), self.factor)
        if drawn.shape[2] != self.size:
            drawn = F.interpolate(drawn, size=(self.size, self.size), mode="bilinear", align_corners=False)
        return drawn

    @torch.no_grad()
    def _start_even(self) -> None:
        """All pixels of a place start alike, or their differences stay on as a grid (Aitken et al. 2017)."""
        repeats = self.factor**2
        self.pixels.weight.copy_(self.pixels.weight[::repeats].repeat_interleave(repeats, 0))
        assert self.pixels.bias is not None
        self.pixels.bias.zero_()


class CodeDecoder(nn.Module):
    """A code -> pictures, by way of a small map."""

    def __init__(self, *, code: int, channels: int, size: int, hidden: int, side: int = 4) -> None:
        super().__init__()
        self.spread_out = nn.Linear(code, side * side * hidden)
        self.draw = MapDecoder(width=hidden, side=side, channels=channels, size=size, hidden=hidden)

    def forward(self, codes: Tensor) -> Tensor:
        """(B, code) -> (B, C, S, S)."""
        tokens = self.spread_out(codes).view(len(codes), self.draw.side**2, -1)
        return self.draw(tokens)  # type: ignore[no-any-return]


def map_decoder(encoder: Encoder, hidden: int) -> MapDecoder:
    """The decoder that draws samples again from an encoder's token map; its map must be a square."""
    return MapDecoder(
        width=encoder.width,
        side=map_side(encoder),
        channels=encoder.spec.channels,
        size=encoder.spec.size,
        hidden=hidden,
    )


def map_side(encoder: Encoder) -> int:
    """Side of an encoder's token map, from one look at an empty sample; 0 where it is not a square."""
    training = encoder.training
    with torch.no_grad():
        blank = encoder.example().to(scale.statistics(encoder)[0].device)
        num = encoder.eval()(blank).tokens.shape[1]
    encoder.train(training)
    side = math.isqrt(num)
    return side if side * side == num else 0


def map_refusal(encoder: Encoder) -> str:
    """Why pictures cannot be drawn from an encoder's tokens, in one sentence; "" when they can."""
    if map_side(encoder):
        return ""
    return f"It needs a network that keeps the picture's places, and {encoder.spec.name} does not."


def _convolution(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )
