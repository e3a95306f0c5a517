"""Texts for tests of what tasks about texts share: samples, and the smallest encoder that has seen them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.encoders.text import TextEncoder


def samples_of(texts: Sequence[str]) -> Tensor:
    """Texts as a batch has them: (B, L) uint8 with zeros behind."""
    contents = [text.encode() for text in texts]
    rows = np.zeros((len(texts), max(1, *map(len, contents))), np.uint8)
    for row, content in zip(rows, contents, strict=True):
        row[: len(content)] = np.frombuffer(content, np.uint8)
    return torch.from_numpy(rows)


def encoder_of(texts: Sequence[str], *, name: str = "text_mini", context: int = 64) -> TextEncoder:
    """An untrained encoder whose vocabulary is learnt from these texts."""
    torch.manual_seed(0)
    encoder = build(EncoderSpec(name=name, size=context, vocabulary=400))
    assert isinstance(encoder, TextEncoder)
    encoder.learn_input(lambda _: (samples_of(texts),))
    return encoder
