"""A text written again: how surprising each token was, how many were right, and which of them to show."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.utils.checkpoint import checkpoint

from workbench.engine.contracts import Mark, TextPreview
from workbench.engine.encoders.text import TextEncoder, Tokens
from workbench.engine.parts import words
from workbench.engine.parts.text_decoder import TextDecoder

_MOST_SCORES = 2**28
"""Of tokens for each place, held at once: 1 GB."""
_BEHIND = 1
"""Before the first token of a text stands "bos": what is written behind place t is the token at t + 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Texts written again, token by token behind the true beginning.

    wanted: (n,) int64, the tokens of all texts, with the "eos" behind each; owners: (n,) which text each
    is of; places: (n,) its place in the text; surprises: (n,) nats, with gradient; right: (n,) float32,
    1 where it was the first guess.
    """

    wanted: Tensor
    owners: Tensor
    places: Tensor
    surprises: Tensor
    right: Tensor
    num_texts: int

    def mean(self, values: Tensor, only: Tensor | None = None) -> Tensor:
        """The mean over each text's tokens (n,), then over texts: every text counts the same.

        With `only` (n,) bool: over those tokens, and over the texts that have any.
        """
        weights = torch.ones_like(values) if only is None else only.to(values.dtype)
        zeros = values.new_zeros(self.num_texts)
        counts = zeros.index_add(0, self.owners, weights)
        sums = zeros.index_add(0, self.owners, values * weights)
        return (sums / counts.clamp_min(1)).sum() / (counts > 0).sum().clamp_min(1)


def tell(
    encoder: TextEncoder,
    decoder: TextDecoder,
    texts: Tokens,
    memory: Tensor,
    memory_mask: Tensor | None = None,
    heard: Tensor | None = None,
) -> Told:
    """Write the texts again from a memory (B, M, D), each token behind the true ones before it."""
    embedded = F.embedding(texts.ids[:, :-1], encoder.embedding)
    written = decoder(embedded, memory, memory_mask, heard)
    real = texts.mask[:, _BEHIND:]
    wanted = texts.ids[:, _BEHIND:][real]  # (n,)
    owners, places = real.nonzero(as_tuple=True)
    surprises, right = _judged(encoder, written[real], wanted, decoder.bias)
    return Told(
        wanted=wanted,
        owners=owners,
        places=places,
        surprises=surprises,
        right=right,
        num_texts=len(texts.ids),
    )


def _judged(encoder: TextEncoder, written: Tensor, wanted: Tensor, bias: Tensor) -> tuple[Tensor, Tensor]:
    """Cross-entropies of written (n, D), and whether the first guess is right: two (n,) float32.

    Very many are computed piece by piece, and again for the gradient, to save memory.
    """
    size = max(1, _MOST_SCORES // len(encoder.embedding))
    if len(wanted) > size:
        pieces = [
            checkpoint(_judged, encoder, *some, bias, use_reentrant=False, preserve_rng_state=False)
            for some in zip(torch.split(written, size), torch.split(wanted, size), strict=True)
        ]
        return torch.cat([piece[0] for piece in pieces]), torch.cat([piece[1] for piece in pieces])
    scores = words.logits(encoder, written, bias)
    with torch.autocast(wanted.device.type, enabled=False):
        surprises = F.cross_entropy(scores, wanted, reduction="none")
    return surprises, (scores.detach().argmax(1) == wanted).float()


def compared(
    encoder: TextEncoder, written: Sequence[int], true: Sequence[int], asked: Callable[[int], bool]
) -> TextPreview:
    """What was written, its caption how much of it was right.

    Tokens that stand in the true text too, in its order, are right, and marked where they were `asked`
    (a place in the true text); all others are wrong.
    """
    marks: list[Mark] = ["wrong"] * len(written)
    for block in difflib.SequenceMatcher(a=true, b=written, autojunk=False).get_matching_blocks():
        for offset in range(block.size):
            marks[block.b + offset] = "right" if asked(block.a + offset) else ""
    right = sum(mark != "wrong" for mark in marks)
    share = round(100 * right / max(1, len(true), len(written)))
    return words.preview_of(encoder, written, marks, f"What it writes: {share} % of it right")
