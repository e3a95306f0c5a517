"""What held-out documents cost a network that predicts the next word: every token counts, and each end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from workbench.engine.encoders.text import TextEncoder
from workbench.engine.encoders.text.vocabulary import Ids
from workbench.engine.parts import words

_TOGETHER = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The sum over all guessed tokens, in nats, and how many they were."""

    nats: float
    tokens: int


@dataclass(frozen=True, slots=True)
class _Window:
    """Tokens of a document that are read together; those from `first` on are guessed here."""

    ids: Ids
    first: int
    is_last: bool


@torch.inference_mode()
def cost(encoder: TextEncoder, documents: Sequence[str]) -> Cost:
    """Of whole documents. One longer than the context is read in windows, each half over the one before."""
    found = encoder.vocabulary.cut([document.encode() for document in documents])
    windows = [window for ids in found for window in _windows(ids, encoder.spec.size - 2)]
    windows.sort(key=lambda window: len(window.ids))
    total, tokens = 0.0, 0
    for start in range(0, len(windows), _TOGETHER):
        some = windows[start : start + _TOGETHER]
        batch = encoder.pack([window.ids for window in some], encoder.embedding.device)
        asked = torch.zeros_like(batch.mask)
        for row, window in zip(asked, some, strict=True):
            row[1 + window.first : 1 + len(window.ids) + window.is_last] = True
        made = encoder.run(batch.ids, batch.mask)
        at = asked[:, 1:]
        errors = words.errors(encoder, made[:, :-1][at], batch.ids[:, 1:][at])
        total += float(errors.double().sum())
        tokens += len(errors)
    return Cost(nats=total, tokens=tokens)


def _windows(ids: Ids, room: int) -> list[_Window]:
    """All of a document, each token guessed once, from at least half a context where there is so much."""
    step = max(1, room // 2)
    found = [_Window(ids[:room], 0, len(ids) <= room)]
    start = 0
    while start + room < len(ids):
        seen = start + room
        start = min(start + step, len(ids) - room)
        found.append(_Window(ids[start : start + room], seen - start, start + room >= len(ids)))
    return found
