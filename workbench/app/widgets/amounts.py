"""Sizes and counts as people read them."""

from __future__ import annotations

from workbench.app.words import tr


def size_words(num_bytes: float) -> str:
    """Bytes in the unit that fits: 340 kB, 12 MB, 1.4 GB."""
    if num_bytes < 1e6:
        return tr("{n:,.0f} kB").format(n=num_bytes / 1e3)
    if num_bytes < 1e9:
        return tr("{n:,.0f} MB").format(n=num_bytes / 1e6)
    return tr("{n:,.1f} GB").format(n=num_bytes / 1e9)
