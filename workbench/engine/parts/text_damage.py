"""Texts damaged for a network to mend: stretches covered, tokens left out, sentences put out of order.

Lewis et al. 2020, "BART: Denoising Sequence-to-Sequence Pre-training", section 2.2: "text infilling" puts
one mask in place of a whole stretch, so that its length is to be found out too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from workbench.engine.encoders.text import TextEncoder, Tokens
from workbench.engine.encoders.text.vocabulary import Ids

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """One text as it is left: order, covered and left_out are (n,), in the order in which it then stands.

    order: int64, which token of the text stands at each place; seen: the tokens that are read, (m,) int32,
    with one mask for each covered stretch.
    """

    order: NDArray[np.int64]
    covered: Flags
    left_out: Flags
    seen: Ids

    def is_asked(self) -> Flags:
        """Of the whole text's tokens, in its own order, whether they are to be found out: (n,) bool."""
        asked = np.zeros(len(self.order), np.bool_)
        asked[self.order] = self.covered | self.left_out
        return asked


def damaged(
    sentences: list[Ids],
    *,
    mask: int,
    covered_share: float,
    stretch: float,
    left_out_share: float,
    shuffles: bool,
    draw: np.random.Generator,
) -> Damaged:
    """One text's sentences, at least one token all together, damaged in these three ways.

    covered_share: of all tokens, in stretches of so many on average; left_out_share: of those not covered;
    `shuffles`: whether its sentences change places.
    """
    ids = np.concatenate(sentences)
    turns = draw.permutation(len(sentences)) if shuffles else np.arange(len(sentences))
    ends = np.cumsum([len(sentence) for sentence in sentences])
    order = np.concatenate([np.arange(ends[one] - len(sentences[one]), ends[one]) for one in turns])
    covered = stretches(len(ids), covered_share, stretch, draw)
    left_out = ~covered & (draw.random(len(ids)) < left_out_share)
    begins = covered & ~np.concatenate([[False], covered[:-1]])
    seen = np.where(covered, np.int32(mask), ids[order])[begins | ~(covered | left_out)]
    return Damaged(order=order, covered=covered, left_out=left_out, seen=seen)


def stretches(length: int, share: float, mean: float, draw: np.random.Generator) -> Flags:
    """Which of so many places are covered, in stretches of `mean` places on average: (length,) bool.

    A chain of two states that stays covered with probability 1 - 1 / mean and is, at every place, covered
    with probability `share`: geometric lengths, as in Joshi et al. 2020 (SpanBERT). Next to one another
    no two stretches lie, so that `share` is at most mean / (mean + 1).
    """
    if share <= 0 or length == 0:
        return np.zeros(length, np.bool_)
    ends = 1 / mean
    starts = min(1.0, ends * share / (1 - share))
    is_covered = draw.random() < share
    runs = draw.geometric([ends, starts] if is_covered else [starts, ends], (length // 2 + 1, 2)).ravel()
    borders = np.cumsum(runs)
    flips = np.zeros(length, np.int64)
    flips[borders[borders < length]] = 1
    out: Flags = (np.cumsum(flips) + is_covered) % 2 == 1
    return out


def without(encoder: TextEncoder, tokens: Tokens, kept: Tensor) -> Tokens:
    """A batch of texts whose tokens that are not kept (B, T) bool are gone, the others moved together."""
    stays = (tokens.inside & kept).cpu().numpy()
    rows = tokens.ids.cpu().numpy().astype(np.int32)
    return encoder.pack([row[one] for row, one in zip(rows, stays, strict=True)], tokens.ids.device)
