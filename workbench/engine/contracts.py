"""The values that pass between modalities, encoders, pretext tasks and the trainer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from torch import Generator, Tensor

Verdict = Literal["fine", "unreadable", "too small", "blank", "too large", "copy"]
ViewStrength = Literal["strong", "gentle"]
UInt8Array = NDArray[np.uint8]
Rows: TypeAlias = NDArray[Any]
"""Cache rows, or one, in the layout's shape and dtype: uint8 of pictures and texts, int16 of sounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one decoded sample lies in the cache: shape and dtype of a row, the same for all."""

    shape: tuple[int, ...]
    """Pictures: (H, W, C); texts: (L,), their bytes in UTF-8; sounds: (T,) int16 at 16 kHz; zeros behind.
    Videos: (T, H, W, 3), the last frame standing still behind shorter ones."""
    dtype: str = "uint8"

    @property
    def bytes_per_sample(self) -> int:
        """Size of one row in bytes."""
        return int(np.prod(self.shape)) * np.dtype(self.dtype).itemsize


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One sample inside a file: a picture, a page, a row. `key` is "" where a file is one sample."""

    key: str = ""
    width: int = 0
    """Pictures: pixels; texts: bytes in UTF-8; sounds: samples at 16 kHz; videos: milliseconds."""
    height: int = 0
    """Pictures: pixels; sounds: the file's own rate in Hz; videos: pixels of the shorter side."""
    channels: int = 0
    """Videos: into how many frames it is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What a look at a file's head says: whether it can be read, and which samples it holds."""

    verdict: Verdict = "fine"
    reason: str = ""
    """One plain sentence when the verdict is not "fine"."""
    note: str = ""
    """What a person should know of a file that is fine: letters that were replaced, texts left out."""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """One sample as it enters the cache, and what decoding it showed."""

    row: Rows
    """As the layout says."""
    thumbnail: bytes
    """For grids: an encoded small picture (PNG or JPEG; of a sound what it looks like; of a video a strip of
    frames side by side, whose comment says how many: "frames: 8"), or the beginning of a text in UTF-8."""
    verdict: Verdict = "fine"
    """"blank" when every value is the same; such a sample is listed, not learnt from."""
    reason: str = ""
    """One plain sentence when the verdict is not "fine"."""
    note: str = ""
    """What a person should know of a sample that is fine: that it is clipped, or ends before its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something that a person can say matters; views then leave it alone."""

    name: str
    """"colour": the word of the command line."""
    label: str
    help: str
    settings: Mapping[str, bool | int | float | str]
    """View settings and the values that leave it alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Samples on the device, and their variations.

    samples: pictures (B, C, H, W) float32 in [0, 1]; texts (B, L) uint8, their bytes with zeros behind;
    sounds (B, T) float32 in [-1, 1] at 16 kHz with zeros behind; videos (B, C, T, H, W) float32 in [0, 1];
    views: `views_per_sample` tensors of that shape;
    rows: (B,) int64, which sample each is; generator: on their device, its state a function of the step.
    All that a task draws in a step comes from it, so that other threads may use the global one.
    """

    samples: Tensor
    views: tuple[Tensor, ...]
    rows: Tensor
    generator: Generator | None = None
    """None: the global one, where nothing has to come out the same again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """What an encoder gives: pooled (B, D), tokens (B, N, D), mask (B, N) bool, True where real."""

    pooled: Tensor
    tokens: Tensor
    mask: Tensor


@dataclass(frozen=True, slots=True, kw_only=True)
class PretextOutput:
    """loss: () float32 with gradient; metrics: () tensors without; embeddings: (B, D) for monitors."""

    loss: Tensor
    embeddings: Tensor
    metrics: Mapping[str, Tensor] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturePreview:
    """A picture to show: (H, W, 3) uint8, and what it is, in a few words."""

    pixels: UInt8Array
    caption: str = ""


Mark = Literal["", "hidden", "changed", "moved", "right", "wrong", "for", "against"]
"""How a stretch of text stands out: covered, damaged, out of its place; a right or wrong guess; what spoke
for or against a decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of text, how it stands out, and how much of it, from 0 to 1."""

    text: str
    mark: Mark = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPreview:
    """A text to show, in stretches, and what it is, in a few words."""

    spans: tuple[Span, ...]
    caption: str = ""

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A sound as it is: (T, C) float32 in [-1, 1] at its own rate, to look into and to play."""

    samples: NDArray[np.float32]
    rate_hz: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of time in a sound, how it stands out, and how much of it, from 0 to 1."""

    start_seconds: float
    end_seconds: float
    mark: Mark
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundPreview:
    """A sound to show and to play, and what it is, in a few words.

    samples: (T,) int16, empty where it cannot be played, such as a guessed spectrogram;
    spectrogram: (M, N) uint8, the highest pitch first, 255 the loudest; stretches of it stand out;
    hidden: (M, N) bool, what of the spectrogram was covered; empty: nothing.
    """

    samples: NDArray[np.int16]
    rate_hz: int
    spectrogram: UInt8Array
    stretches: tuple[Stretch, ...] = ()
    hidden: NDArray[np.bool_] = field(default_factory=lambda: np.zeros((0, 0), np.bool_))
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """A video as it is, at most so large as a screen needs: (T, H, W, 3) uint8, evenly spaced in time."""

    frames: UInt8Array
    rate_fps: float

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.frames) / self.rate_fps


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoPreview:
    """A video to show and to play, and what it is, in a few words.

    frames: (T, H, W, 3) uint8; stretches of its time stand out. One frame is a still picture.
    """

    frames: UInt8Array
    rate_fps: float
    stretches: tuple[Stretch, ...] = ()
    caption: str = ""


Cell = PicturePreview | TextPreview | SoundPreview | VideoPreview
"""One thing to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsPreview:
    """What a task does to samples: one row a sample, its cells side by side, all of one kind."""

    rows: tuple[tuple[Cell, ...], ...]


Preview = Cell | RowsPreview
