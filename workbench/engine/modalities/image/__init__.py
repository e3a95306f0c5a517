"""Pictures: how they are found, read, shown, varied and batched."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

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
from workbench.engine.encoders import EncoderSpec
from workbench.engine.modalities import Classic, Proposal, ReadRows, UnreadableError, WholeFiles, modalities
from workbench.engine.modalities.image import classic, decoding, views
from workbench.engine.modalities.image import reading as pictures
from workbench.engine.modalities.image.views import ViewSettings
from workbench.jobs import UserError

_SIDES_PX = range(32, 257, 16)
_LARGE_PX = 96
_HOUR_SECONDS = 3600.0


class ImageModality:
    """Everything the program knows of pictures; see `engine.modalities.Modality`."""

    name = "image"
    noun = "picture"
    plural = "pictures"
    suffixes = pictures.SUFFIXES
    beside = frozenset[str]()
    also = frozenset[str]()
    view_settings: type[Any] = ViewSettings
    matters: tuple[Matter, ...] = views.MATTERS
    reading: type[Any] = WholeFiles
    sizes: tuple[int, ...] = tuple(_SIDES_PX)
    size_unit = "px"
    encoders: tuple[str, ...] = (
        "resnet50",
        "vit_small",
        "resnet34",
        "resnet18",
        "vit_tiny",
        "vit_mini",
        "small_residual",
    )
    fallbacks: tuple[str, ...] = ("resnet50", "resnet18", "small_residual")
    priors: tuple[str, ...] = ("simclr", "vicreg", "moco", "rotation")
    plain_name = "raw pixels"

    def together(self, paths: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        return {}

    def propose(self, paths: Sequence[Path]) -> Proposal:
        return Proposal(reading=WholeFiles())

    def probe(self, path: Path, reading: WholeFiles) -> Health:
        return pictures.probe(path)

    def layout(self, parts: Sequence[Part], size: int | None = None) -> Layout:
        """Squares of 32, 48 or 64 px by the median shorter side; any of 32, 48 ... 256 when asked for.

        One channel when all pictures are grey, all channels when all have the same other number, else 3.
        """
        if size is not None and size not in _SIDES_PX:
            raise UserError(
                f"Pictures cannot be prepared at {size} pixels.",
                "It is a multiple of 16 from 32 to 256.",
                "Choose another size.",
            )
        channels = {part.channels for part in parts}
        side = size or _proposed_side(parts)
        return Layout(shape=(side, side, channels.pop() if len(channels) == 1 else 3))

    def decode(
        self, path: Path, parts: Sequence[str], layout: Layout, reading: WholeFiles, *, reduced: bool = False
    ) -> Iterator[Decoded | UnreadableError]:
        # Twice what is needed keeps the final resampling in charge of the quality.
        needed = 2 * max(layout.shape[0], decoding.THUMBNAIL_PX)
        for part in parts:
            try:
                picture = pictures.read(path, part, reduced=reduced, at_least_px=needed)
                yield decoding.decoded(picture, layout)
            except UnreadableError as error:
                yield error

    def read(self, path: Path, part: str, reading: WholeFiles, *, reduced: bool = False) -> NDArray[Any]:
        return pictures.read(path, part, reduced=reduced)

    def preview(self, row: UInt8Array, size_px: int) -> PicturePreview:
        """Small rows are enlarged by a whole factor, each pixel staying a sharp square."""
        shown = decoding.as_rgb(row)
        side = max(shown.shape[:2])
        if side > size_px:
            height, width = (max(1, length * size_px // side) for length in shown.shape[:2])
            return PicturePreview(pixels=decoding.resized(shown, width, height))
        factor = size_px // side
        return PicturePreview(pixels=shown.repeat(factor, axis=0).repeat(factor, axis=1))

    def fingerprints(self, rows: UInt8Array) -> NDArray[np.uint16]:
        return np.zeros((len(rows), 0), np.uint16)

    def samples(self, rows: Tensor) -> Tensor:
        return views.samples(rows)

    def views(self, samples: Tensor, generator: Generator, settings: ViewSettings) -> Tensor:
        return views.views(samples, generator, settings)

    def spec(self, name: str, layout: Layout, amount: int = 0) -> EncoderSpec:
        return EncoderSpec(name=name, channels=layout.shape[2], size=layout.shape[0])

    def default_encoder(self, layout: Layout, device: str, seconds: float, num_samples: int) -> str:
        """The small net on a CPU; else a ResNet, or a ViT where pictures, time and number are large."""
        if device.startswith("cpu"):
            return "small_residual"
        if layout.shape[0] <= _LARGE_PX or seconds < _HOUR_SECONDS / 2:
            return "resnet18"
        large = seconds >= 4 * _HOUR_SECONDS and num_samples >= 50_000
        return "vit_small" if large else "resnet50"

    def in_all(self, parts: Sequence[Part]) -> str:
        return ""

    def batch_share(self, width: float) -> float:
        return 1.0

    def default_views(self, layout: Layout, strength: ViewStrength = "strong") -> ViewSettings:
        side = layout.shape[0]
        if strength == "gentle":
            return ViewSettings(crop_area_low=0.6, colour_probability=0.0, grey_probability=0.0,
                                blur_probability=0.0)  # fmt: skip
        return ViewSettings(
            crop_area_low=0.3 if side <= 32 else 0.2,
            blur_probability=0.0 if side <= views.BLUR_ABOVE_PX else 0.5,
        )

    def classic(self, read: ReadRows) -> Classic:
        return classic.GradientsAndColours()

    def load_classic(self, state: Mapping[str, NDArray[Any]]) -> Classic:
        return classic.GradientsAndColours()

    def occlusions(self, row: UInt8Array, most: int) -> None:
        return None

    def plain_values(self, rows: UInt8Array) -> NDArray[np.float32]:
        return classic.plain_values(rows)


def _proposed_side(parts: Sequence[Part]) -> int:
    if not parts:
        return 64
    shorter = statistics.median(min(part.width, part.height) for part in parts)
    return 32 if shorter <= 40 else 48 if shorter <= 56 else 64


modalities.register("image")(ImageModality())

__all__ = ["ImageModality", "ViewSettings"]
