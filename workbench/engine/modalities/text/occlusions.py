"""A text with one stretch of it left out at a time, to see which of them a decision stands on.

Zeiler and Fergus 2014, "Visualizing and Understanding Convolutional Networks" (occlusion); Li, Monroe and
Jurafsky 2016, "Understanding Neural Networks through Representation Erasure" (of words).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.engine.contracts import Mark, Span, TextPreview, UInt8Array
from workbench.engine.modalities.text.classic import WITHOUT_SPACES

_WORD = re.compile(rf"(?:[{WITHOUT_SPACES}]|[^\s{WITHOUT_SPACES}]+)\s*")
_EDGES = " \t\r\n.,;:!?\"'()[]{}<>…“”„‘’«»*_-—–、。，！？「」"
_BYTES_AT_ONCE = 128_000
"""All variants of a text together have at most so many bytes; of long ones there are fewer, of more words."""
_FEWEST = 16
_FAINT = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class TextOcclusions:
    """See `engine.modalities.Occlusions`. The pieces, joined, are the text."""

    pieces: tuple[str, ...]
    variants: UInt8Array

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(" ".join(piece.split()).strip(_EDGES) or piece.strip() for piece in self.pieces)

    def preview(self, weights: NDArray[np.float32]) -> TextPreview:
        spans: list[Span] = []
        for piece, weight in zip(self.pieces, weights.tolist(), strict=True):
            word = piece.rstrip()
            spans.append(Span(text=word, mark=_mark(weight), weight=min(1.0, abs(weight))))
            spans.append(Span(text=piece[len(word) :]))
        return TextPreview(spans=tuple(span for span in spans if span.text))


def occlusions(row: UInt8Array, most: int) -> TextOcclusions:
    """Of a cache row (L,) uint8, with at most `most` variants: each lacks a word, or a few of a long text."""
    content = row.tobytes().rstrip(b"\0")
    text = content.decode("utf-8", "ignore")
    words = _WORD.findall(text)
    most = min(most, max(_FEWEST, _BYTES_AT_ONCE // max(1, len(content))))
    groups = np.array_split(np.arange(len(words)), min(most, len(words))) if words else []
    pieces = ["".join(words[place] for place in group) for group in groups]
    if pieces:
        pieces[0] = text[: len(text) - sum(map(len, words))] + pieces[0]  # spaces before the first word
    variants = np.zeros((len(pieces), *row.shape), np.uint8)
    for number, variant in enumerate(variants):
        left = "".join(pieces[:number] + pieces[number + 1 :]).encode("utf-8")
        variant[: len(left)] = np.frombuffer(left, np.uint8)
    return TextOcclusions(pieces=tuple(pieces), variants=variants)


def _mark(weight: float) -> Mark:
    if abs(weight) < _FAINT:
        return ""
    return "for" if weight > 0 else "against"
