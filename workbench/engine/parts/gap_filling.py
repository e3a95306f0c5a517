"""Two ways to draw what is hidden of a spectrogram: hidden parts are laid over, or left out."""

from __future__ import annotations

import math

import torch
from timm.models.vision_transformer import Block
from torch import Tensor, nn

from workbench.engine.contracts import Encoded
from workbench.engine.encoders.audio import NUM_MELS, MelEncoder
from workbench.engine.encoders.audio.mel_transformer import MelTransformer, pooled, time_positions
from workbench.engine.encoders.transformer import take
from workbench.engine.parts import spectrograms

_HEAD_WIDTH = 32
_DEPTH = 2


class LaidOver(nn.Module):
    """For networks that keep the spectrogram's shape: a learnt value lies over what is hidden (SimMIM)."""

    def __init__(self, encoder: MelEncoder, hidden: int) -> None:
        super().__init__()
        self.cover = nn.Parameter(torch.zeros(1, NUM_MELS, 1))
        """In the set's spread from its mean."""
        self.decoder = spectrograms.steps_decoder(encoder, hidden)

    def forward(
        self, encoder: MelEncoder, mel: Tensor, inside: Tensor, covered: Tensor
    ) -> tuple[Encoded, Tensor]:
        """What the encoder says of what is not covered, (B, M, N) bool, and all that is drawn, (B, M, N)."""
        shown = torch.where(covered, self.cover, mel) * inside[:, None]
        encoded: Encoded = encoder.encode(shown, inside)
        return encoded, self.decoder(encoded.tokens, mel.shape[2])


class LeftOut(nn.Module):
    """For transformers: patches that are hidden are left out, which saves their cost (He et al. 2022, MAE).

    A light transformer, thrown away afterwards, draws them from the tokens of the others.
    """

    def __init__(self, encoder: MelTransformer, hidden: int) -> None:
        super().__init__()
        heads = math.gcd(hidden, max(1, hidden // _HEAD_WIDTH))
        self.enter = nn.Linear(encoder.width, hidden)
        self.hidden_token = nn.Parameter(torch.randn(1, 1, hidden) * 0.02)
        self.pitches = nn.Parameter(torch.randn(encoder.rows, 1, hidden) * 0.02)
        self.blocks = nn.ModuleList(Block(hidden, heads, qkv_bias=True) for _ in range(_DEPTH))
        self.norm = nn.LayerNorm(hidden)
        self.draw = nn.Linear(hidden, encoder.bands * encoder.frames)

    def forward(
        self, encoder: MelTransformer, mel: Tensor, inside: Tensor, covered: Tensor
    ) -> tuple[Encoded, Tensor]:
        """See `LaidOver`; `covered` holds whole patches."""
        embedded, real = encoder.embed(mel, inside)  # (B, P, D), (B, P)
        seen = real & ~covered[:, :: encoder.bands, :: encoder.frames].flatten(1)
        places, there = _first_true(seen)
        tokens = encoder.run(take(embedded, places), there)  # (B, n, D)
        drawn = self._draw(encoder, tokens, places, there, real)
        return pooled(tokens, there), encoder.join(drawn, mel.shape[2])

    def _draw(
        self, encoder: MelTransformer, tokens: Tensor, places: Tensor, there: Tensor, real: Tensor
    ) -> Tensor:
        """All patches (B, P, values) from the tokens (B, n, D) at places (B, n) that are there."""
        entered = self.enter(tokens)
        nothing = self.hidden_token.to(entered.dtype)
        entered = torch.where(there[:, :, None], entered, nothing)
        at = places[:, :, None].expand(-1, -1, entered.shape[2])
        patches = nothing.expand(len(tokens), real.shape[1], -1).scatter(1, at, entered)
        positions = time_positions(real.shape[1] // encoder.rows, patches.shape[2]).to(patches.device)
        patches = patches + (positions + self.pitches).flatten(0, 1)
        for block in self.blocks:
            patches = block(patches, attn_mask=real[:, None, None])
        return self.draw(self.norm(patches))  # type: ignore[no-any-return]


def _first_true(mask: Tensor) -> tuple[Tensor, Tensor]:
    """Where (B, P) bool is True, filled up with other places to the most of any row: (B, n), and which."""
    most = int(mask.sum(1).max().clamp_min(1))
    places = mask.long().argsort(dim=1, descending=True, stable=True)[:, :most]
    return places, mask.gather(1, places)
