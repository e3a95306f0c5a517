"""Samples of a task as sounds to see and to play."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from workbench.engine.contracts import Batch, RowsPreview, SoundPreview
from workbench.engine.modalities.audio import pictures

_FULL_SCALE = 32768.0


def as_row(samples: Tensor) -> NDArray[np.int16]:
    """(T,) float32 in [-1, 1] -> (T,) int16, as rows of the cache are."""
    scaled = (samples.float() * _FULL_SCALE).round().clamp(-_FULL_SCALE, _FULL_SCALE - 1)
    row: NDArray[np.int16] = scaled.to(torch.int16).cpu().numpy()
    return row


def cell(samples: Tensor, caption: str) -> SoundPreview:
    """A sound (T,) float32 in [-1, 1] with zeros behind, to see and to play."""
    return dataclasses.replace(pictures.preview(as_row(samples)), caption=caption)


def cells(samples: Tensor, caption: str) -> Iterator[SoundPreview]:
    """The same of (B, T), one each."""
    for one in samples:
        yield cell(one, caption)


def two_views(batch: Batch) -> RowsPreview:
    """Each sound, and the two views that a task compares."""
    captions = ("Your sound", "One view", "The other view")
    columns = [
        cells(some, caption) for some, caption in zip((batch.samples, *batch.views), captions, strict=True)
    ]
    return RowsPreview(rows=tuple(zip(*columns, strict=True)))
