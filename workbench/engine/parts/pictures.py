"""Samples of a task as pictures to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from torch import Tensor

from workbench.engine.contracts import Batch, PicturePreview, RowsPreview, UInt8Array


def pixels(picture: Tensor) -> UInt8Array:
    """(C, H, W) in [0, 1] -> (H, W, 3) uint8; other channel counts than 3 show the first as grey."""
    shown = picture if picture.shape[0] == 3 else picture[:1].expand(3, -1, -1)
    values: UInt8Array = (shown.float().clamp(0, 1).permute(1, 2, 0) * 255).round().byte().cpu().numpy()
    return values


def rows(captions: Sequence[str], columns: Sequence[Tensor]) -> RowsPreview:
    """One row a sample: each column is (B, C, H, W) in [0, 1] and has its caption."""
    return RowsPreview(rows=tuple(cells(captions, columns)))


def cells(captions: Sequence[str], columns: Sequence[Tensor]) -> Iterator[tuple[PicturePreview, ...]]:
    """The same, row by row."""
    for row in zip(*columns, strict=True):
        yield tuple(
            PicturePreview(pixels=pixels(picture), caption=caption)
            for picture, caption in zip(row, captions, strict=True)
        )


def two_views(batch: Batch) -> RowsPreview:
    """Each sample, and the two views that a task compares."""
    return rows(("Your picture", "One view", "The other view"), (batch.samples, *batch.views))
