"""One kind of data each: how it is found, read, shown, varied and batched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from torch import Generator, Tensor

from workbench.engine.contracts import (
    Cell,
    Decoded,
    Health,
    Layout,
    Matter,
    Part,
    Rows,
    Sound,
    Video,
    ViewStrength,
)
from workbench.engine.encoders import EncoderSpec
from workbench.engine.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeFiles:
    """The reading settings of a modality that leaves a person nothing to choose about its files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """How files would be read, and why, in one sentence."""

    reading: Any
    """A value of the modality's reading settings class."""
    reason: str = ""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For settings whose possible values depend on the files, such as a table's columns."""


Numbers: TypeAlias = "NDArray[np.float32] | sparse.csr_array[np.float32]"
"""Features of N samples, (N, D): an array, or where nearly all are zero a sparse one."""
Content: TypeAlias = "NDArray[Any] | str | Sound | Video"
"""A sample as it is. Pictures: (H, W, C) in the file's own dtype, upright; a text; a sound; a video."""
ReadRows = Callable[[], Iterable[Rows]]
"""Cache rows of a pool, chunk by chunk, from the beginning each time it is called: (b, ...)."""


class Classic(Protocol):
    """Features without any learning from labels, the control beside what was learnt."""

    def features(self, rows: Rows) -> Numbers:
        """Cache rows (N, ...) -> (N, D) float32."""
        ...

    def state(self) -> Mapping[str, NDArray[Any]]:
        """What was seen of the pool, as `Modality.load_classic` takes it; empty where that is nothing."""
        ...


class Occlusions(Protocol):
    """One sample with a part of it left out at a time, V parts in all."""

    @property
    def variants(self) -> Rows:
        """Cache rows, (V, ...)."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """What each part is, in its own words: "awful"; "" where it has none."""
        ...

    def preview(self, weights: NDArray[np.float32]) -> Cell:
        """The sample, its parts marked by weights (V,) in [-1, 1]: above nought for, below against."""
        ...


class Modality(Protocol):
    """What the rest of the program knows of a kind of data; nothing else asks which one it has."""

    name: str
    """"image": the word of the command line."""
    noun: str
    """"picture": one sample, in the words people use."""
    plural: str
    suffixes: frozenset[str]
    """Lower case, with the dot."""
    beside: frozenset[str]
    """Those of them that also lie beside other data, such as tables of labels: they do not tell its kind."""
    also: frozenset[str]
    """Of other kinds of file that hold such samples too, as videos hold sounds: they are read along with its
    own, or alone where a person names this modality, and do not tell its kind."""
    reading: type[Any]
    """A settings class (see `engine.settings`): how files are cut into samples. `WholeFiles`: no choice."""
    view_settings: type[Any]
    """A settings class: how strongly views differ from the sample."""
    matters: tuple[Matter, ...]
    """What a person can say matters about their samples."""
    sizes: tuple[int, ...]
    """The sample sizes that can be chosen by hand for a run; none: it has none that could be."""
    size_unit: str
    """Of an encoder's input: "px", "tokens"."""
    encoders: tuple[str, ...]
    """Every encoder for it, largest first."""
    fallbacks: tuple[str, ...]
    """Encoders that a larger one gives way to where it is too slow, largest first, for any task."""
    priors: tuple[str, ...]
    """Pretext tasks that are proposed, best first, as measured (docs/decisions)."""
    plain_name: str
    """"raw pixels": what `plain_values` are, as results name them."""

    def together(self, paths: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Folders that are one file of this kind, such as one of numbered frames, and what belongs to each.

        Of paths with "/", relative to the folder that a person chose ("" where that is it); asked only where
        they named this modality. Such a folder's path is then a file's, also for `probe` and `decode`.
        """
        ...

    def propose(self, paths: Sequence[Path]) -> Proposal:
        """How these files, some of a folder, would best be cut into samples."""
        ...

    def probe(self, path: Path, reading: Any) -> Health:
        """Look at a file, and which samples it holds. Of bad content it says so in the verdict."""
        ...

    def layout(self, parts: Sequence[Part], size: int | None = None) -> Layout:
        """The cache row proposed for these samples, or with this size (pictures: side in pixels)."""
        ...

    def decode(
        self, path: Path, parts: Sequence[str], layout: Layout, reading: Any, *, reduced: bool = False
    ) -> Iterator[Decoded | UnreadableError]:
        """These parts of a file, in this order, each brought to the layout, or why it cannot be.

        The file is opened once and read in bounded memory; `reduced` reads a too large one small. Raises
        `UnreadableError` with a plain reason when the file cannot be opened at all.
        """
        ...

    def read(self, path: Path, part: str, reading: Any, *, reduced: bool = False) -> Content:
        """The sample as it is, for a viewer."""
        ...

    def preview(self, row: Rows, size_px: int) -> Cell:
        """A cache row as something to show; pictures at most `size_px` wide and high."""
        ...

    def fingerprints(self, rows: Rows) -> NDArray[np.uint16]:
        """(N, F) values, more of them equal the more two samples are alike; F = 0: none are compared."""
        ...

    def samples(self, rows: Tensor) -> Tensor:
        """Cache rows as network input. Pictures: (B, H, W, C) uint8 -> (B, C, H, W) float32 in [0, 1].

        Texts: (B, L) uint8 -> (B, l) uint8, without the zeros behind the longest. Sounds: (B, T) int16 ->
        (B, T) float32 in [-1, 1]. Videos: (B, T, H, W, 3) uint8 -> (B, 3, T, H, W) float32 in [0, 1].
        """
        ...

    def views(self, samples: Tensor, generator: Generator, settings: Any) -> Tensor:
        """One random variation of each sample, each with its own parameters; same shape and range.

        A view of a video is varied in the same way in all its frames.

        All random numbers come from `generator`, which lives on the samples' device.
        """
        ...

    def spec(self, name: str, layout: Layout, amount: int = 0) -> EncoderSpec:
        """The encoder of that name for samples of this layout; `amount`: the sum of their parts' widths."""
        ...

    def default_encoder(self, layout: Layout, device: str, seconds: float, num_samples: int) -> str:
        """Name of the encoder proposed for this size of sample, device, time budget and set."""
        ...

    def in_all(self, parts: Sequence[Part]) -> str:
        """How long these samples last together: "12 min"; "" where they are not of time."""
        ...

    def batch_share(self, width: float) -> float:
        """Of the samples that are usual in a step, for parts of that mean width: less of long texts."""
        ...

    def default_views(self, layout: Layout, strength: ViewStrength = "strong") -> Any:
        """View settings proposed for this layout (small pictures: no blur) and this kind of task."""
        ...

    def classic(self, read: ReadRows) -> Classic:
        """Features without any learning from labels, made for this pool: it may count what is common."""
        ...

    def load_classic(self, state: Mapping[str, NDArray[Any]]) -> Classic:
        """The same from its state. Raises ValueError or KeyError when it is damaged."""
        ...

    def occlusions(self, row: Rows, most: int) -> Occlusions | None:
        """Of a cache row, with at most `most` parts; None: this kind of data cannot be shown so yet."""
        ...

    def plain_values(self, rows: Rows) -> NDArray[np.float32]:
        """The simplest numbers of all, a control too: (N, ...) -> (N, D) float32 in [0, 1]."""
        ...


class UnreadableError(Exception):
    """A sample cannot be decoded; the text is one plain sentence for the person."""


modalities: Registry[Modality] = Registry("workbench.engine.modalities")

__all__ = [
    "Classic",
    "Content",
    "Modality",
    "Numbers",
    "Occlusions",
    "Proposal",
    "ReadRows",
    "UnreadableError",
    "WholeFiles",
    "modalities",
]
