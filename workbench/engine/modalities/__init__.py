"""One kind of data each: how it is found, read, shown, varied and batched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from torch import Generator, Tensor

from workbench.engine.contracts import (
    Decoded,
    Health,
    Layout,
    Matter,
    Part,
    PicturePreview,
    UInt8Array,
    ViewStrength,
)
from workbench.engine.registry import Registry


class Modality(Protocol):
    """What the rest of the program knows of a kind of data; nothing else asks which one it has."""

    name: str
    """"image": the word of the command line."""
    noun: str
    """"picture": one sample, in the words people use."""
    plural: str
    suffixes: frozenset[str]
    """Lower case, with the dot."""
    view_settings: type[Any]
    """A settings class (see `engine.settings`): how strongly views differ from the sample."""

    def probe(self, path: Path) -> Health:
        """Look at a file's head only. Never raises for bad content: says so in the verdict."""
        ...

    def layout(self, parts: Sequence[Part], size: int | None = None) -> Layout:
        """The cache row proposed for these samples, or with this size (pictures: side in pixels)."""
        ...

    def decode(self, path: Path, part: str, layout: Layout, *, reduced: bool = False) -> Decoded:
        """Read a sample whole and bring it to the layout; `reduced` reads a too large one small.

        Raises `UnreadableError` with a plain reason when it cannot be decoded.
        """
        ...

    def read(self, path: Path, part: str, *, reduced: bool = False) -> NDArray[Any]:
        """The sample as it is, for a viewer. Pictures: (H, W, C) in the file's own dtype, upright."""
        ...

    def preview(self, row: UInt8Array, size_px: int) -> PicturePreview:
        """A cache row as something to show, at most `size_px` wide and high."""
        ...

    def samples(self, rows: Tensor) -> Tensor:
        """Cache rows as network input. Pictures: (B, H, W, C) uint8 -> (B, C, H, W) float32 in [0, 1]."""
        ...

    def views(self, samples: Tensor, generator: Generator, settings: Any) -> Tensor:
        """One random variation of each sample, each with its own parameters; same shape and range.

        All random numbers come from `generator`, which lives on the samples' device.
        """
        ...

    def default_encoder(self, layout: Layout, device: str, seconds: float, num_samples: int) -> str:
        """Name of the encoder proposed for this size of sample, device, time budget and set."""
        ...

    matters: tuple[Matter, ...]
    """What a person can say matters about their samples."""

    def default_views(self, layout: Layout, strength: ViewStrength = "strong") -> Any:
        """View settings proposed for this layout (small pictures: no blur) and this kind of task."""
        ...

    def classic_features(self, rows: UInt8Array) -> NDArray[np.float32]:
        """Features without any learning, as a control: (N, ...) uint8 -> (N, D) float32."""
        ...


class UnreadableError(Exception):
    """A sample cannot be decoded; the text is one plain sentence for the person."""


modalities: Registry[Modality] = Registry("workbench.engine.modalities")

__all__ = ["Modality", "UnreadableError", "modalities"]
