"""A small residual network over a spectrogram, for CPUs."""

from __future__ import annotations

from torch import Tensor, nn

from workbench.engine.contracts import Encoded
from workbench.engine.encoders import EncoderSpec, encoders
from workbench.engine.encoders.audio.encoder import MelEncoder
from workbench.engine.encoders.audio.features import HOP, RATE_HZ
from workbench.engine.encoders.small_residual import Block

_STAGES = (32, 64, 128)
_WIDTH = 256
_STRIDE = 4
"""Of tokens in frames: one each 40 ms, enough for the letters of speech."""


class MelResidual(MelEncoder):
    """A strided stem, three residual stages, and a widening to 256; bands are averaged, time is kept."""

    token_seconds = _STRIDE * HOP / RATE_HZ

    def __init__(self, spec: EncoderSpec) -> None:
        super().__init__(spec, _WIDTH)
        self.stem = nn.Sequential(
            nn.Conv2d(1, _STAGES[0], 3, 2, 1, bias=False), nn.BatchNorm2d(_STAGES[0]), nn.ReLU(inplace=True)
        )
        self.stages = nn.Sequential(
            Block(_STAGES[0], _STAGES[0], (2, 1)),
            Block(_STAGES[0], _STAGES[1], 2),
            Block(_STAGES[1], _STAGES[2], (2, 1)),
        )
        self.widen = nn.Sequential(
            nn.Conv2d(_STAGES[2], _WIDTH, 1, bias=False), nn.BatchNorm2d(_WIDTH), nn.ReLU(inplace=True)
        )

    def encode(self, mel: Tensor, inside: Tensor) -> Encoded:
        made = self.widen(self.stages(self.stem(mel[:, None])))  # (B, D, M', N')
        tokens = made.mean(2).transpose(1, 2)
        mask = inside[:, ::_STRIDE][:, : tokens.shape[1]]
        weights = mask[:, :, None].to(tokens.dtype)
        pooled = (tokens * weights).sum(1) / weights.sum(1).clamp_min(1)
        return Encoded(pooled=pooled, tokens=tokens, mask=mask)


encoders.register("mel_residual")(MelResidual)
