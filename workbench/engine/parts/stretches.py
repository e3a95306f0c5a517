"""What is read of texts that may be longer than a context, and which of their tokens are to be guessed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Generator, Tensor

from workbench.engine.encoders.text import TextEncoder, Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretches:
    """A stretch of each text, and what a network that reads from left to right has to guess of it.

    asked: (B, T) bool, True where a token is to be guessed from those before it: the text's own, and "eos"
    behind its end. Of a stretch from the midst of a text the first is not asked, nor an end that is none;
    num_bytes: how many bytes of the texts the asked tokens stand for.
    """

    tokens: Tokens
    asked: Tensor
    num_bytes: float


def drawn(encoder: TextEncoder, samples: Tensor, generator: Generator | None) -> Stretches:
    """Texts (B, L) uint8, whole, or of one that is longer than the context a stretch from `generator`.

    Bytes of whole texts are counted as they are, whatever the vocabulary; those of a stretch have the share
    of their text's bytes that its tokens have (`Vocabulary.num_bytes`).
    """
    room = encoder.spec.size - 2
    found = encoder.cut(samples)
    drawn_on = samples.device if generator is None else generator.device
    shares = torch.rand(len(found), generator=generator, device=drawn_on).tolist()
    starts = [int(share * max(1, len(ids) - room + 1)) for ids, share in zip(found, shares, strict=True)]
    tokens = encoder.pack(
        [ids[start : start + room] for ids, start in zip(found, starts, strict=True)], samples.device
    )
    firsts = [2 if start else 1 for start in starts]
    asked = np.zeros(tokens.ids.shape, np.bool_)
    lengths, text_bytes = encoder.vocabulary.num_bytes(), (samples > 0).sum(1).tolist()
    num_bytes = 0.0
    for row, ids, start, first, total in zip(asked, found, starts, firsts, text_bytes, strict=True):
        read = ids[start + first - 1 : start + room]
        row[first : first + len(read) + (start + room >= len(ids))] = True
        num_bytes += total * lengths[read].sum() / max(1, lengths[ids].sum())
    return Stretches(
        tokens=tokens, asked=torch.from_numpy(asked).to(samples.device), num_bytes=float(num_bytes)
    )
