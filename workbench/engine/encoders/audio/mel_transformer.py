"""Transformers over patches of a spectrogram.

Gong, Chung & Glass 2021, "AST: Audio Spectrogram Transformer": patches of the log-mel spectrogram are
embedded, get their positions, and pass a transformer. Positions in time are sines (Vaswani et al. 2017,
section 3.5), so that a sound may be of any length; those in pitch are learnt.
"""

from __future__ import annotations

import functools

import torch
import torch.nn.functional as F
from timm.models.vision_transformer import Block
from torch import Tensor, nn

from workbench.engine.contracts import Encoded
from workbench.engine.encoders import EncoderSpec, encoders
from workbench.engine.encoders.audio.encoder import MelEncoder
from workbench.engine.encoders.audio.features import HOP, NUM_MELS, RATE_HZ

_BANDS = NUM_MELS
_FRAMES = 4
"""A patch is all that sounds within 40 ms, as suits speech (Gong et al. 2022, "SSAST"). Squares of 16 bands
by 80 ms learnt far less of spoken words in the same time.
"""


class MelTransformer(MelEncoder):
    """Patches of a spectrogram in, one token a step in time out: the mean of the patches above each other.

    Masked tasks may leave patches out (`run`); those cost nothing. Patches lie in rows from the lowest
    pitch: patch number r * C + c is the c-th in time of row r.
    """

    def __init__(
        self,
        spec: EncoderSpec,
        *,
        width: int,
        depth: int,
        heads: int,
        bands: int = _BANDS,
        frames: int = _FRAMES,
    ) -> None:
        super().__init__(spec, width)
        self.bands = bands
        self.frames = frames
        self.rows = NUM_MELS // bands
        self.token_seconds = frames * HOP / RATE_HZ
        self.embedding = nn.Linear(bands * frames, width)
        self.pitches = nn.Parameter(torch.randn(self.rows, 1, width) * 0.02)
        self.blocks = nn.ModuleList(Block(width, heads, qkv_bias=True) for _ in range(depth))
        self.norm = nn.LayerNorm(width)

    def encode(self, mel: Tensor, inside: Tensor) -> Encoded:
        embedded, real = self.embed(mel, inside)
        columns = embedded.shape[1] // self.rows
        tokens = self.run(embedded, real).reshape(len(mel), self.rows, columns, -1).mean(1)  # (B, C, D)
        return pooled(tokens, real[:, :columns])

    def embed(self, mel: Tensor, inside: Tensor) -> tuple[Tensor, Tensor]:
        """(B, M, N) and its real frames -> patches with their positions (B, R C, D), the real (B, R C)."""
        embedded = self.embedding(self.patches(mel))  # (B, R, C, D)
        columns = embedded.shape[2]
        places = time_positions(columns, self.width).to(embedded.device) + self.pitches
        real = inside[:, :: self.frames].repeat(1, self.rows)
        return (embedded + places).flatten(1, 2), real

    def patches(self, mel: Tensor) -> Tensor:
        """(B, M, N) -> (B, R, C, bands * frames), zeros behind the last frame."""
        num, _, frames = mel.shape
        columns = -(-frames // self.frames)
        filled = F.pad(mel, (0, columns * self.frames - frames))
        laid = filled.reshape(num, self.rows, self.bands, columns, self.frames)
        return laid.transpose(2, 3).flatten(3)

    def join(self, patches: Tensor, num_frames: int) -> Tensor:
        """Undoes `patches` of (B, R C, bands * frames): (B, M, N)."""
        laid = patches.reshape(len(patches), self.rows, -1, self.bands, self.frames)
        return laid.transpose(2, 3).reshape(len(patches), NUM_MELS, -1)[:, :, :num_frames]

    def run(self, tokens: Tensor, real: Tensor) -> Tensor:
        """Any embedded patches (B, n, D), of which real (B, n) bool count -> tokens (B, n, D)."""
        allowed = real[:, None, None]
        for block in self.blocks:
            tokens = block(tokens, attn_mask=allowed)
        return self.norm(tokens)  # type: ignore[no-any-return]


def pooled(tokens: Tensor, real: Tensor) -> Encoded:
    """Tokens (B, n, D) with the mean of the real ones, (B, n) bool."""
    weights = real[:, :, None].to(tokens.dtype)
    mean = (tokens * weights).sum(1) / weights.sum(1).clamp_min(1)
    return Encoded(pooled=mean, tokens=tokens, mask=real)


@functools.cache
def time_positions(number: int, width: int) -> Tensor:
    """Sines and cosines of the place in time at falling frequencies: (number, width) float32."""
    frequencies = 1000.0 ** (-torch.arange(width // 2) / max(1, width // 2))
    angles = torch.arange(number)[:, None] * frequencies
    return F.pad(torch.cat([angles.sin(), angles.cos()], 1), (0, width % 2))


for _name, _width, _depth, _heads in (
    ("mel_base", 768, 12, 12),
    ("mel_small", 384, 12, 6),
    ("mel_mini", 128, 4, 4),
):
    encoders.register(_name)(functools.partial(MelTransformer, width=_width, depth=_depth, heads=_heads))
