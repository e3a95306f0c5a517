"""What tasks about texts share: tokens shown as marked stretches, hidden tokens, guesses over all tokens."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Generator, Tensor
from torch.utils.checkpoint import checkpoint

from workbench.engine.contracts import Mark, Span, TextPreview
from workbench.engine.encoders.text import TextEncoder, Tokens, Vocabulary

SHOWN = 48
"""Tokens of each text that a preview shows: a few lines."""
_LONG_WORD = 5.0
"""Where words have more tokens on average, the language has no spaces between them."""
_MOST_LOGITS = 2**28
"""Held at once: 1 GB."""
_MASKED, _SWAPPED = 0.8, 0.1


def preview_of(
    encoder: TextEncoder, ids: Tensor | Sequence[int], marks: Sequence[Mark], caption: str
) -> TextPreview:
    """Tokens (n,) of one text, each with its mark, as a text; special tokens are left out.

    Neighbours of the same mark are one stretch. The space before a marked stretch is not part of it.
    """
    numbers = ids.tolist() if isinstance(ids, Tensor) else list(ids)
    spans: list[tuple[str, Mark]] = []
    waiting: Mark = ""
    for piece, given in zip(encoder.vocabulary.pieces(numbers), marks, strict=True):
        mark = given or waiting
        waiting = "" if piece else mark  # of a letter that is cut in two, either part marks it
        begins = mark and (not spans or spans[-1][1] != mark)
        bare = (piece.lstrip() or piece) if begins else piece
        space = piece[: len(piece) - len(bare)]
        stretches: tuple[tuple[str, Mark], ...] = ((space, ""), (bare, mark))
        for text, its in stretches:
            _join(spans, text if spans or its else text.lstrip(), its)
    if waiting:
        _join(spans, "\ufffd", waiting)  # a guess that is no whole letter
    found = tuple(Span(text=text, mark=mark) for text, mark in spans)
    return TextPreview(spans=found or (Span(text=""),), caption=caption)


def _join(spans: list[tuple[str, Mark]], text: str, mark: Mark) -> None:
    if text and spans and spans[-1][1] == mark:
        spans[-1] = (spans[-1][0] + text, mark)
    elif text:
        spans.append((text, mark))


def beginnings(encoder: TextEncoder, samples: Tensor, most: int = SHOWN) -> Tokens:
    """The first tokens of each text (B, L) uint8, for previews."""
    room = min(most, encoder.spec.size - 2)
    return encoder.pack([ids[:room] for ids in encoder.cut(samples)], samples.device)


def text_cells(
    encoder: TextEncoder, tokens: Tokens, caption: str, *, hidden: Tensor | None = None
) -> list[TextPreview]:
    """Each text of a batch; the tokens of `hidden` (B, T) bool are marked so."""
    kinds = torch.zeros_like(tokens.ids) if hidden is None else hidden.long()
    return _cells(encoder, tokens.ids, tokens.inside, kinds, caption)


def guess_cells(
    encoder: TextEncoder, tokens: Tokens, guess: Tensor, places: Tensor, caption: str
) -> list[TextPreview]:
    """Each text with the guesses (B, T) int64 in `places` (B, T) bool, marked right or wrong."""
    kinds = (2 + (guess != tokens.ids).long()) * places
    return _cells(encoder, torch.where(places, guess, tokens.ids), tokens.inside, kinds, caption)


_MARKS: tuple[Mark, ...] = ("", "hidden", "right", "wrong")


def _cells(
    encoder: TextEncoder, ids: Tensor, inside: Tensor, kinds: Tensor, caption: str
) -> list[TextPreview]:
    return [
        preview_of(encoder, row[own], [_MARKS[kind] for kind in its[own].tolist()], caption)
        for row, own, its in zip(ids, inside, kinds, strict=True)
    ]


def logits(encoder: TextEncoder, hidden: Tensor, bias: Tensor | None = None) -> Tensor:
    """How well each token of the vocabulary fits: hidden (n, D) -> (n, V) float32.

    The output table is the table of embeddings (Press & Wolf 2017, "Using the Output Embedding to Improve
    Language Models"); `bias` (V,) and what `hidden` went through before are the task's own.
    """
    return F.linear(hidden, encoder.embedding, bias).float()


def errors(encoder: TextEncoder, hidden: Tensor, wanted: Tensor, bias: Tensor | None = None) -> Tensor:
    """Cross-entropies of hidden (n, D) where wanted (n,) int64 are right: (n,) float32, in nats.

    As `logits` gives them; very many are computed piece by piece, and again for the gradient, to save memory.
    """
    size = max(1, _MOST_LOGITS // len(encoder.embedding))
    if len(hidden) <= size:
        return F.cross_entropy(logits(encoder, hidden, bias), wanted, reduction="none")
    pieces = [
        checkpoint(errors, encoder, some, right, bias, use_reentrant=False, preserve_rng_state=False)
        for some, right in zip(torch.split(hidden, size), torch.split(wanted, size), strict=True)
    ]
    return torch.cat(pieces)


@torch.no_grad()
def guesses(encoder: TextEncoder, hidden: Tensor, bias: Tensor | None = None) -> Tensor:
    """The token of text that fits best: hidden (..., D) -> (...) int64."""
    ordinary = ordinary_tokens(encoder.vocabulary, hidden.device)
    return ordinary[logits(encoder, hidden, bias)[..., ordinary].argmax(-1)]


def hide(tokens: Tokens, share: float, generator: Generator | None, *, whole_words: bool = False) -> Tensor:
    """Which of the texts' own tokens to hide: (B, T) bool, a share of each text's tokens, or of its words.

    The number is rounded up or down by chance, so that the share is right on average; at least one of
    each text is hidden. In a language without spaces words are no units: then tokens are.
    """
    begins = tokens.inside
    if whole_words:
        words = tokens.begins.sum(1, keepdim=True)
        has_words = tokens.inside.sum(1, keepdim=True) <= _LONG_WORD * words
        begins = torch.where(has_words, tokens.begins, tokens.inside)
    num_units = begins.sum(1, keepdim=True)  # (B, 1)
    noise = _rand((*begins.shape,), begins, generator)
    luck = _rand((len(begins), 1), begins, generator)
    wanted = (num_units * share + luck).long().clamp_min(1)
    places = torch.arange(begins.shape[1], device=begins.device)[None]
    noise = noise.masked_fill(places >= num_units, 2.0)  # one number for each unit
    limit = noise.sort(1).values.gather(1, wanted - 1)
    unit = (begins.cumsum(1) - 1).clamp_min(0)
    return tokens.inside & (noise.gather(1, unit) <= limit)


def damage(ids: Tensor, hidden: Tensor, vocabulary: Vocabulary, generator: Generator | None) -> Tensor:
    """Tokens (B, T) as a network sees them that must guess the hidden ones: 80 of 100 of those are the mask,
    10 are any other token, and 10 are themselves (Devlin et al. 2018, section 3.1).
    """
    kind = _rand((*ids.shape,), ids, generator)
    ordinary = ordinary_tokens(vocabulary, ids.device)
    drawn = _rand((*ids.shape,), ids, generator)
    others = ordinary[(drawn * len(ordinary)).long().clamp_max(len(ordinary) - 1)]
    seen = torch.where(hidden & (kind < _MASKED), vocabulary.special.mask, ids)
    return torch.where(hidden & (kind >= _MASKED) & (kind < _MASKED + _SWAPPED), others, seen)


def ordinary_tokens(vocabulary: Vocabulary, device: torch.device) -> Tensor:
    """The numbers of all tokens that are text: (n,) int64."""
    special = vocabulary.special
    kept = torch.ones(len(vocabulary), dtype=torch.bool)
    for number in (
        special.pad, special.bos, special.eos, special.mask, special.unknown, special.ask, special.answer,
    ):  # fmt: skip
        if 0 <= number < len(kept):
            kept[number] = False
    return kept.nonzero().flatten().to(device)


def _rand(shape: tuple[int, ...], like: Tensor, generator: Generator | None) -> Tensor:
    """Numbers in [0, 1), drawn where the generator lives, (shape) float32 on the device of `like`."""
    drawn_on = like.device if generator is None else generator.device
    return torch.rand(shape, generator=generator, device=drawn_on).to(like.device)
