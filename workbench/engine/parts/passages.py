"""Texts cut into the passages that a task puts out of order: sentences, or phrases of a single sentence."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from workbench.engine.encoders.text import TextEncoder
from workbench.engine.encoders.text.vocabulary import Ids
from workbench.engine.modalities.text import text_of
from workbench.engine.modalities.text.sentences import sentences

_ENDS = " \t\r\n.!?…。！？"
_SHORTEST_PHRASE = 2
"""Words of a phrase, where there are enough."""


def sentences_of(samples: Tensor) -> list[list[str]]:
    """The sentences of each text (B, L) uint8, without the spaces around them.

    Those without any letter or digit belong to the one before.
    """
    found = (_spoken(sentences(text_of(row))) for row in samples.cpu().numpy())
    return [[sentence.strip() for sentence in text] for text in found]


def tokens_of(encoder: TextEncoder, texts: list[list[str]]) -> list[list[Ids]]:
    """The tokens of each sentence of each text; sentences without any are left out."""
    flat = encoder.vocabulary.cut([sentence.encode() for text in texts for sentence in text])
    found = iter(flat)
    return [[ids for ids in (next(found) for _ in text) if len(ids)] for text in texts]


def neighbours(
    encoder: TextEncoder, samples: Tensor, most: int, room: int, draw: np.random.Generator
) -> list[list[Ids]]:
    """Of each text (B, L) at most so many sentences that follow one another, as tokens, in their order.

    A single sentence is cut into phrases. All together they have at most `room` tokens, counted with one
    more behind each: longer sentences are shortened.
    """
    begins = _begins(encoder)
    out = []
    for found in _orderable(encoder, samples):
        first = int(draw.integers(max(0, len(found) - most) + 1))
        some = found[first : first + most]
        if len(some) == 1:
            some = phrases(some[0], begins[some[0]], most, draw)
        out.append(shortened(some, room))
    return out


def halves(encoder: TextEncoder, samples: Tensor, room: int, draw: np.random.Generator) -> list[list[Ids]]:
    """Two stretches of each text (B, L) that follow one another, cut between sentences or in a single one.

    Of a text longer than `room`, counted as above, they are what stands nearest to the cut.
    """
    begins = _begins(encoder)
    most = room // 2 - 1
    out = []
    for found in _orderable(encoder, samples):
        if len(found) < 2:
            pair = [half for one in found for half in phrases(one, begins[one], 2, draw)]
        else:
            cut = int(draw.integers(1, len(found)))
            pair = [np.concatenate(found[:cut]), np.concatenate(found[cut:])]
        out.append([pair[0][-most:], pair[1][:most]] if len(pair) == 2 else [one[:most] for one in pair])
    return out


def stretch(text: list[Ids], room: int, draw: np.random.Generator) -> list[Ids]:
    """A random stretch of at most so many tokens of a text's sentences; a short text stays whole."""
    over = sum(map(len, text)) - room
    if over <= 0:
        return text
    skipped = int(draw.integers(over + 1))
    out: list[Ids] = []
    for sentence in text:
        kept = sentence[skipped : skipped + room]
        skipped = max(0, skipped - len(sentence))
        room -= len(kept)
        if len(kept):
            out.append(kept)
    return out


def phrases(ids: Ids, begins: NDArray[np.bool_], most: int, draw: np.random.Generator) -> list[Ids]:
    """One sentence (n,) cut into two to `most` phrases at random words; a single token stays whole.

    begins: (n,) bool, where a word begins; in a language without spaces every token counts as one.
    """
    starts = np.flatnonzero(begins[1:]) + 1
    if len(starts) == 0:
        starts = np.arange(1, len(ids))
    number = min(most, max(2, (len(starts) + 1) // _SHORTEST_PHRASE), len(starts) + 1)
    if number < 2:
        return [ids]
    return np.split(ids, np.sort(draw.choice(starts, number - 1, replace=False)))


def shortened(passages: list[Ids], room: int) -> list[Ids]:
    """Passages cut so that together, with one token behind each, they fit; short ones stay whole."""
    left, kept = room, list(passages)
    for waiting, place in enumerate(sorted(range(len(passages)), key=lambda at: len(passages[at]))):
        share = left // (len(passages) - waiting) - 1
        kept[place] = passages[place][: max(1, share)]
        left -= len(kept[place]) + 1
    return kept


def _begins(encoder: TextEncoder) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = encoder.vocabulary.begins_word(torch.device("cpu")).numpy()
    return found


def _orderable(encoder: TextEncoder, samples: Tensor) -> list[list[Ids]]:
    """The sentences of each text; the last mark of a single one would give away its last phrase."""
    texts = sentences_of(samples)
    return tokens_of(encoder, [[text[0].rstrip(_ENDS)] if len(text) == 1 else text for text in texts])


def _spoken(found: list[str]) -> list[str]:
    """Sentences, of which those without any letter or digit are joined to the one before."""
    out: list[str] = []
    for sentence in found:
        if out and not any(map(str.isalnum, sentence)):
            out[-1] += sentence
        else:
            out.append(sentence)
    return out
