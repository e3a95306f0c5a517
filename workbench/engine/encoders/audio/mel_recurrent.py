"""Networks that hear a spectrogram from left to right and remember: for tasks about what comes next."""

from __future__ import annotations

from functools import partial

import torch.nn.functional as F
from torch import Tensor, nn

from workbench.engine.contracts import Encoded
from workbench.engine.encoders import EncoderSpec, encoders
from workbench.engine.encoders.audio.encoder import MelEncoder
from workbench.engine.encoders.audio.features import HOP, NUM_MELS, RATE_HZ

_STRIDE = 4
"""Frames from one step to the next: 40 ms, 25 steps a second. Each hears its frame and the five before."""


class Step(nn.Module):
    """A convolution over this frame and the ones before it, so as not to look ahead.

    Normalised over channels at each time as in Riviere et al. 2020: batch norm would mix in what is to come.
    """

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int) -> None:
        super().__init__()
        self.before = kernel - 1
        self.convolution = nn.Conv1d(inputs, outputs, kernel, stride)
        self.norm = nn.LayerNorm(outputs)

    def forward(self, values: Tensor) -> Tensor:
        """(B, C, N) -> (B, C', N / stride)."""
        made = self.convolution(F.pad(values, (self.before, 0)))
        return F.gelu(self.norm(made.transpose(1, 2))).transpose(1, 2)


class MelRecurrent(MelEncoder):
    """Causal strided convolutions over all bands, then a GRU (van den Oord et al. 2018, section 3.1).

    Tokens are the GRU's states: each knows all that was heard so far. Pooled are mean and peak of what each
    step hears by itself: states keep what foretells, and spoken words are told apart by the sounds themselves
    (20 labels a class, after 25 s of one core: .48 by the states' mean, .78 so).
    """

    token_seconds = _STRIDE * HOP / RATE_HZ

    def __init__(self, spec: EncoderSpec, *, width: int, layers: int) -> None:
        super().__init__(spec, width)
        self.local = nn.Sequential(
            Step(NUM_MELS, width, 3, 1), Step(width, width, 2, 2), Step(width, width, 2, 2)
        )
        self.memory = nn.GRU(width, width, layers, batch_first=True)

    def steps(self, mel: Tensor, inside: Tensor) -> tuple[Tensor, Tensor]:
        """What each step hears by itself, (B, n, D), of a spectrogram (B, M, N); real steps (B, n) bool."""
        return self.local(mel).transpose(1, 2), inside[:, ::_STRIDE]

    def remember(self, heard: Tensor) -> Tensor:
        """Steps (B, n, D) -> the state after each, (B, n, D)."""
        states: Tensor = self.memory(heard)[0]
        return states

    def encode(self, mel: Tensor, inside: Tensor) -> Encoded:
        heard, mask = self.steps(mel, inside)
        return Encoded(pooled=self.pool(heard, mask), tokens=self.remember(heard), mask=mask)

    def pool(self, heard: Tensor, mask: Tensor) -> Tensor:
        """Mean plus peak of the real ones of what steps hear, (B, n, D) -> (B, D)."""
        mean = (heard * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True).clamp_min(1)
        peak = heard.masked_fill(~mask[:, :, None], -1.0).amax(1)  # GELU is never below -0.2
        return mean + peak


encoders.register("cpc_mini")(partial(MelRecurrent, width=256, layers=1))
encoders.register("cpc_small")(partial(MelRecurrent, width=512, layers=2))
