"""A small transformer that writes a text token by token, while it looks at what an encoder made of one.

Vaswani et al. 2017, "Attention Is All You Need" (the decoder, sines as positions), with norms before the
layers; its tables of tokens, in and out, are the encoder's (Lewis et al. 2020, BART). It is thrown away.
"""

from __future__ import annotations

import math
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from workbench.engine.encoders.text import TextEncoder
from workbench.engine.parts import words
from workbench.engine.settings import setting

_HEAD_WIDTH = 64
_SHARPNESS, _NOISE = 1.7, 0.3
_GAIN = 4.0


def depth_setting(default: int) -> Any:
    """The field of a settings class that says how many layers the decoder has."""
    return setting(
        default,
        label="Decoder layers",
        help="Layers of the small network that writes the text and is thrown away after pretraining.",
        low=1,
        high=6,
    )


class TextDecoder(nn.Module):
    """Every token is written from those before it and from a memory of vectors; nothing else reaches it."""

    positions: Tensor

    def __init__(self, *, width: int, longest: int, vocabulary: int, depth: int) -> None:
        super().__init__()
        heads = max(1, width // _HEAD_WIDTH)
        self.layers = nn.ModuleList(
            nn.TransformerDecoderLayer(
                width,
                heads if width % heads == 0 else 1,
                dim_feedforward=2 * width,
                dropout=0.0,
                activation="gelu",
                batch_first=True,
                norm_first=True,
            )
            for _ in range(depth)
        )
        self.first_norm = nn.LayerNorm(width)
        self.turned = nn.Linear(width, width, bias=False)
        self.last_norm = nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(vocabulary))
        self.register_buffer("positions", sines(longest + 1, width), persistent=False)
        self._begin_by_copying()

    def forward(
        self,
        embedded: Tensor,
        memory: Tensor,
        memory_mask: Tensor | None = None,
        heard: Tensor | None = None,
    ) -> Tensor:
        """What is to be written behind each place: (B, T, D), for `words.logits`.

        embedded: (B, T, D), what stands at the places up to there; memory: (B, M, D) with memory_mask
        (B, M) bool, True where real. Where heard (B, T) bool is False only the place is known.
        """
        length = embedded.shape[1]
        shown = self.turned(self.first_norm(embedded))
        if heard is not None:
            shown = shown * heard[:, :, None].to(shown.dtype)
        state = shown + self.positions[1 : length + 1].to(shown.dtype)  # where it is to write
        seen = memory + self.positions[: memory.shape[1]].to(memory.dtype)
        ahead = torch.ones(length, length, dtype=torch.bool, device=embedded.device).triu(1)
        absent = None if memory_mask is None else ~memory_mask
        for layer in self.layers:
            state = layer(
                state, seen, tgt_mask=ahead, memory_key_padding_mask=absent, tgt_is_causal=True
            )  # fmt: skip
        written: Tensor = self.last_norm(state)
        return written

    @torch.no_grad()
    def _begin_by_copying(self) -> None:
        """Start near a decoder that writes what lies in the memory at the place where it is to write.

        Attention near the identity, as Trockman & Kolter 2023, "Mimetic Initialization of Self-Attention
        Layers"; the word before is turned away, lest it be said again; the last norm makes up for tables
        that start small. Without this a small decoder takes thousands of steps to learn to copy.
        """
        for module in self.layers.modules():
            if isinstance(module, nn.TransformerDecoderLayer):
                _near_identity(module.multihead_attn)
        nn.init.orthogonal_(self.turned.weight)
        nn.init.constant_(self.last_norm.weight, _GAIN)


def _near_identity(attention: nn.MultiheadAttention) -> None:
    same = torch.eye(attention.embed_dim)
    scales = (_SHARPNESS, _SHARPNESS, 1.0)  # of queries, keys and values
    for weight, scale in zip(torch.chunk(attention.in_proj_weight, 3), scales, strict=True):
        weight.mul_(_NOISE).add_(scale * same)
    attention.out_proj.weight.mul_(_NOISE).add_(same)


def decoder_for(encoder: TextEncoder, *, depth: int) -> TextDecoder:
    """A decoder that fits an encoder's width, context and table of tokens."""
    vocabulary, width = encoder.embedding.shape
    return TextDecoder(width=width, longest=encoder.spec.size, vocabulary=vocabulary, depth=depth)


def refusal(encoder: TextEncoder) -> str:
    """Why a text cannot be written from what this encoder makes, in one sentence; "" when it can."""
    special = encoder.vocabulary.special
    if min(special.bos, special.eos) < 0:
        return "The vocabulary of this network has no tokens for the beginning and the end of a text."
    if encoder.embedding.shape[1] != encoder.width:
        return "The tokens of this network are of another width than what it makes of them."
    return ""


@torch.no_grad()
def write(
    encoder: TextEncoder,
    decoder: TextDecoder,
    memory: Tensor,
    memory_mask: Tensor | None = None,
    *,
    most: int = words.SHOWN,
) -> list[list[int]]:
    """What the decoder writes of each memory (B, M, D), always the likeliest token of text, so many at most.

    Token numbers without the special ones around them.
    """
    special = encoder.vocabulary.special
    allowed = words.ordinary_tokens(encoder.vocabulary, memory.device)
    allowed = torch.cat([allowed, allowed.new_tensor([special.eos])])
    ids = torch.full((len(memory), 1), special.bos, device=memory.device)
    over = torch.zeros(len(memory), dtype=torch.bool, device=memory.device)
    for _ in range(min(most, encoder.spec.size - 1)):
        embedded = F.embedding(ids, encoder.embedding)
        last = decoder(embedded, memory, memory_mask)[:, -1]
        scores = words.logits(encoder, last, decoder.bias)
        chosen = allowed[scores[:, allowed].argmax(1)].masked_fill(over, special.eos)
        over = over | (chosen == special.eos)
        if bool(over.all()):
            break
        ids = torch.cat([ids, chosen[:, None]], 1)
    return [[i for i in row if i != special.eos] for row in ids[:, 1:].tolist()]


def sines(length: int, width: int) -> Tensor:
    """Places as sines and cosines of many wavelengths: (length, width) float32 (Vaswani, section 3.5)."""
    place = torch.arange(length)[:, None]
    rate = torch.exp(torch.arange(0, width, 2) * (-math.log(10_000.0) / width))
    out = torch.zeros(length, width)
    out[:, 0::2] = torch.sin(place * rate)
    out[:, 1::2] = torch.cos(place * rate[: width // 2])
    return out
