"""How much disk decoded samples take, and a size of them that leaves room for other things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.engine import cache
from workbench.engine.contracts import Layout, Part
from workbench.engine.modalities import Modality
from workbench.jobs import Event, Notice

_SHARE_OF_FREE = 0.5
_WORTH_TELLING_BYTES = 100_000_000
_THUMBNAIL_BYTES = 4500
_THUMBNAIL_SHARE = 0.08
"""Of a row, where that is more: a video's thumbnail shows several of its frames."""


def bytes_needed(samples: int, layout: Layout) -> int:
    """Of so many decoded samples and their thumbnails, about."""
    row = layout.bytes_per_sample
    thumbnail = max(min(_THUMBNAIL_BYTES, row), round(_THUMBNAIL_SHARE * row))
    return cache.bytes_needed(samples, layout) + samples * thumbnail


def fitting(modality: Modality, parts: Sequence[Part], free_bytes: int) -> Layout:
    """The layout that is proposed, or one of a smaller size where it would take over half of the free disk.

    The smallest where none fits.
    """
    layout = modality.layout(parts)
    for size in sorted(modality.sizes, reverse=True):
        if bytes_needed(len(parts), layout) <= _SHARE_OF_FREE * free_bytes:
            break
        smaller = modality.layout(parts, size)
        if smaller.bytes_per_sample < layout.bytes_per_sample:
            layout = smaller
    return layout


def smallest(modality: Modality, parts: Sequence[Part]) -> Layout:
    """The layout that takes the least."""
    return fitting(modality, parts, 0)


def told(modality: Modality, parts: Sequence[Part], layout: Layout) -> Iterator[Event]:
    """How much disk they take, where it is much, and that they are smaller than usual, where they are."""
    needed, usual = bytes_needed(len(parts), layout), modality.layout(parts)
    if usual.bytes_per_sample > layout.bytes_per_sample:
        size, smaller = (f"{one.shape[-2]} {modality.size_unit}" for one in (usual, layout))
        full = words(bytes_needed(len(parts), usual))
        text = (
            f"At {size} the {modality.plural} would take {full}, over half of what is free on the disk."
            f" They are prepared at {smaller} instead, which takes about {words(needed)}."
        )
        yield Notice(level="care", text=text)
    elif needed >= _WORTH_TELLING_BYTES:
        yield Notice(text=f"The decoded {modality.plural} will take about {words(needed)} of the disk.")


def words(size: int) -> str:
    """An amount as people say it: 750 MB, 3.2 GB."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1.0, size / 1e6):,.0f} MB"
