"""Opening any picture: a look at its head, and its pixels as they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from workbench.engine.contracts import Health, Part
from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.image import raster, tiff
from workbench.engine.modalities.image.damage import head_of, plain_errors
from workbench.engine.modalities.image.shrinking import is_too_large, too_large_reason

SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".dib", ".gif", ".webp", ".tif", ".tiff"}
)
MIN_SIDE_PX = 8
_TIFF_HEADS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


def probe(path: Path) -> Health:
    """Look at a file's head only: its verdict and its parts. Never raises for bad content.

    What lies behind the head is not looked at: a truncated file shows itself when it is read.
    """
    try:
        with plain_errors(path):
            parts = tiff.parts(path) if _is_tiff(path) else raster.parts(path)
    except UnreadableError as error:
        return Health(verdict="unreadable", reason=str(error))
    return _judged(parts)


def read(
    path: Path, part: str = "", *, reduced: bool = False, at_least_px: int | None = None
) -> NDArray[Any]:
    """A picture as it is: (H, W, C) in the file's own number type, upright, alpha laid on white.

    `reduced` reads one of any size in bounded memory, its longer side within 4096 px. `at_least_px`
    allows a smaller one where the format gives it cheaply (JPEG). Thread-safe.
    Raises `UnreadableError`, also for a picture above 200 megapixels that is not read reduced.
    """
    with plain_errors(path):
        if _is_tiff(path):
            return tiff.read(path, part, reduced=reduced)
        (only,) = raster.parts(path)
        if not is_too_large(only):
            return raster.read(path, at_least_px)
        if not reduced:
            raise UnreadableError(too_large_reason(only))
        return raster.read_reduced(path)


def _judged(parts: Sequence[Part]) -> Health:
    good = tuple(part for part in parts if min(part.width, part.height) >= MIN_SIDE_PX)
    if not good:
        size = f"{parts[0].width} x {parts[0].height}"
        reason = f"The picture has only {size} pixels; {MIN_SIDE_PX} on each side are needed."
        return Health(verdict="too small", reason=reason, parts=tuple(parts))
    large = [part for part in good if is_too_large(part)]
    if large:
        return Health(verdict="too large", reason=too_large_reason(large[0]), parts=good)
    return Health(parts=good)


def _is_tiff(path: Path) -> bool:
    return head_of(path).startswith(_TIFF_HEADS)
