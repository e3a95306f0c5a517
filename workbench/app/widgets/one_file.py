"""One large file instead of a folder: a table or a text that holds many samples."""

from __future__ import annotations

from pathlib import Path


def may_hold_many(path: Path) -> bool:
    """Whether it is a file of a kind that can be cut into samples. Loads the engine."""
    from workbench.engine import settings
    from workbench.engine.modalities import modalities

    suffix = path.suffix.lower()
    kinds = (kind for kind in modalities if settings.describe(kind.reading))
    return path.is_file() and any(suffix in kind.suffixes for kind in kinds)
