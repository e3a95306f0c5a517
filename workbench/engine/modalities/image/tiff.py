"""TIFF files through tifffile: many pages, channels, number types and codecs.

Axes as tifffile names them: Y and X are the picture, S (samples) and C (channels) its channels, and
each position on any other axis (Z, T, I for pages ...) is a part of its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tifffile import EXTRASAMPLE, PHOTOMETRIC, TiffFile, TiffPage, TiffPageSeries

from workbench.engine.contracts import Part
from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.image.damage import ENDS_EARLY
from workbench.engine.modalities.image.pixels import from_inks, inverted, over_white, plain, upright
from workbench.engine.modalities.image.shrinking import BoxMean, factor_for, is_too_large, too_large_reason

_ORIENTATION = 274
_MAX_BYTES = 2_400_000_000
_STRIP_BYTES = 16_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """One part: a series and where it lies on the axes that are not the picture's."""

    series: TiffPageSeries
    at: dict[str, int]

    @property
    def key_page(self) -> TiffPage:
        return self.series.keyframe


def parts(path: Path) -> tuple[Part, ...]:
    """The pictures of the file, from its heads; keys page-1, page-2 ... when there are several."""
    with TiffFile(path) as tiff:
        sheets = _sheets(tiff)
        keys = [f"page-{number + 1}" for number in range(len(sheets))] if len(sheets) > 1 else [""]
        return tuple(_part(sheet, key) for sheet, key in zip(sheets, keys, strict=True))


def read(path: Path, key: str, *, reduced: bool = False) -> NDArray[Any]:
    """(H, W, C) of one part in the file's number type, upright; `reduced` where it is too large."""
    with TiffFile(path) as tiff:
        sheets = _sheets(tiff)
        number = int(key.removeprefix("page-")) - 1 if key else 0
        if not 0 <= number < len(sheets):
            raise UnreadableError(f"The file has no {key.replace('-', ' ')} any more.")
        sheet = sheets[number]
        part = _part(sheet, key)
        if is_too_large(part) and not reduced:
            raise UnreadableError(too_large_reason(part))
        array = _reduced(sheet) if is_too_large(part) else _whole(sheet)
        return plain(upright(_coloured(array, sheet.key_page), _orientation(sheet.key_page)))


def _sheets(tiff: TiffFile) -> list[_Sheet]:
    found = [sheet for series in tiff.series for sheet in _sheets_of(series)]
    if not found:
        raise UnreadableError("The file holds no picture.")
    return found


def _sheets_of(series: TiffPageSeries) -> Iterator[_Sheet]:
    sizes = dict(zip(series.axes, series.shape, strict=True))
    if not {"Y", "X"} <= set(sizes):
        return
    others = [axis for axis in series.axes if axis not in "YXSC"]
    for place in np.ndindex(*(sizes[axis] for axis in others)):
        yield _Sheet(series=series, at=dict(zip(others, place, strict=True)))


def _part(sheet: _Sheet, key: str) -> Part:
    sizes = dict(zip(sheet.series.axes, sheet.series.shape, strict=True))
    page = sheet.key_page
    channels = sizes.get("S", 1) * sizes.get("C", 1)
    if page.photometric in (PHOTOMETRIC.PALETTE, PHOTOMETRIC.SEPARATED):
        channels = 3
    elif _has_alpha(page, channels):
        channels -= 1
    width, height = sizes["X"], sizes["Y"]
    if _orientation(page) >= 5:
        width, height = height, width
    return Part(key=key, width=width, height=height, channels=channels)


def _whole(sheet: _Sheet) -> NDArray[Any]:
    """(H, W, C) as stored; only the pages that this part needs are read, where pages are planes."""
    series = sheet.series
    lead = _num_page_axes(series)
    if lead is None:
        if series.nbytes > _MAX_BYTES:
            raise UnreadableError("The pages of this file lie so that they do not fit into memory.")
        return _channels_last(series.asarray(), series.axes, sheet.at)
    pages = _pages(sheet, lead)
    planes = np.stack([page.asarray() for page in pages.ravel()])
    axes = "".join(axis for axis in series.axes[:lead] if axis not in sheet.at) + series.axes[lead:]
    return _channels_last(planes.reshape(pages.shape + series.shape[lead:]), axes, sheet.at)


def _num_page_axes(series: TiffPageSeries) -> int | None:
    """How many leading axes count pages; None when one page holds several planes."""
    for lead in range(len(series.axes)):
        planes = math.prod(series.shape[:lead])
        if planes == len(series.pages) and set("YX") <= set(series.axes[lead:]):
            return lead
    return None


def _pages(sheet: _Sheet, lead: int) -> NDArray[Any]:
    """The pages of one part as an array over its channel axes, perhaps of no dimension."""
    axes = sheet.series.axes[:lead]
    numbers = np.arange(len(sheet.series.pages)).reshape(sheet.series.shape[:lead])
    chosen = np.asarray(numbers[tuple(sheet.at.get(axis, slice(None)) for axis in axes)])
    pages = np.empty(chosen.shape, object)
    for place in np.ndindex(*chosen.shape):
        page = sheet.series.pages[int(chosen[place])]
        if page is None:
            raise UnreadableError("A page of this file is missing.")
        _check_length(page)
        pages[place] = page
    return pages


def _check_length(page: Any) -> None:
    ends = [start + size for start, size in zip(page.dataoffsets, page.databytecounts, strict=False)]
    if max(ends, default=0) > page.parent.filehandle.size:
        raise UnreadableError(ENDS_EARLY)


def _channels_last(array: NDArray[Any], axes: str, at: dict[str, int]) -> NDArray[Any]:
    """Choose the part and bring (any order) to (H, W, C)."""
    array = array[tuple(at.get(axis, slice(None)) for axis in axes)]
    kept = [axis for axis in axes if axis not in at]
    order = [kept.index(axis) for axis in ("Y", "X", "C", "S") if axis in kept]
    array = array.transpose(order)
    return array.reshape(*array.shape[:2], -1)


def _coloured(array: NDArray[Any], page: TiffPage) -> NDArray[Any]:
    """Palette, inks, inverted grey and alpha resolved."""
    if array.dtype.kind == "b":
        array = array.astype(np.uint8) * 255
    if page.photometric == PHOTOMETRIC.PALETTE and page.colormap is not None:
        return (page.colormap[:, array[..., 0]] >> 8).astype(np.uint8).transpose(1, 2, 0)
    if page.photometric == PHOTOMETRIC.SEPARATED and array.shape[2] >= 4:
        return from_inks(array)
    if page.photometric == PHOTOMETRIC.MINISWHITE:
        array = inverted(array)
    return over_white(array) if _has_alpha(page, array.shape[2]) else array


def _has_alpha(page: TiffPage, channels: int) -> bool:
    alpha = (EXTRASAMPLE.ASSOCALPHA, EXTRASAMPLE.UNASSALPHA)
    return bool(page.extrasamples) and page.extrasamples[-1] in alpha and channels in (2, 4)


def _orientation(page: TiffPage) -> int:
    tag = page.tags.get(_ORIENTATION)
    return tag.value if tag is not None and isinstance(tag.value, int) else 1


def _reduced(sheet: _Sheet) -> NDArray[Any]:
    """(h, w, C) box means, read segment by segment (strips or tiles)."""
    lead = _num_page_axes(sheet.series)
    if lead is None:
        return _whole(sheet)
    pages = [_reduced_page(page) for page in _pages(sheet, lead).ravel()]
    return np.concatenate(pages, axis=2)


def _reduced_page(page: Any) -> NDArray[Any]:
    width, height, channels = page.imagewidth, page.imagelength, page.samplesperpixel
    if page.photometric == PHOTOMETRIC.PALETTE:
        raise UnreadableError("A palette TIFF of this size cannot be read reduced.")
    mean = BoxMean(width, height, channels, factor_for(width, height))
    for piece, y, x, channel in _mapped(page) if page.is_memmappable else _segments(page):
        mean.add(piece, y, x, channel)
    return mean.result(page.dtype)


def _mapped(page: Any) -> Iterator[tuple[NDArray[Any], int, int, int]]:
    stored = page.dtype.newbyteorder(page.parent.byteorder)
    path = Path(page.parent.filehandle.path)
    mapped = np.memmap(path, stored, "r", page.dataoffsets[0], page.shape)
    array = _channels_last(mapped, page.axes, {})
    rows = max(1, _STRIP_BYTES // (array[0].nbytes or 1))
    for y in range(0, len(array), rows):
        yield array[y : y + rows], y, 0, 0


def _segments(page: Any) -> Iterator[tuple[NDArray[Any], int, int, int]]:
    for segment, (plane, _, y, x, _), _ in page.segments(maxworkers=1):
        # Tiles reach beyond the picture's right and lower edge.
        if segment is not None:
            yield segment[0, : page.imagelength - y, : page.imagewidth - x], y, x, plane
