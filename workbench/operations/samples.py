"""The bundled samples, written out as ordinary folders."""

from __future__ import annotations

import importlib.resources
from importlib.resources.abc import Traversable
from pathlib import Path

from workbench.jobs import UserError
from workbench.project import files

_MODALITIES = {"clothes": "image", "notes": "text", "instruments": "audio", "moves": "video"}


def names(modality: str = "") -> tuple[str, ...]:
    """The bundled samples, of one modality or of all."""
    return tuple(name for name, kind in _MODALITIES.items() if modality in ("", kind))


def write(folder: Path, modality: str = "") -> tuple[Path, ...]:
    """Write each sample to its own sub-folder: a folder without labels, and labels.csv beside it.

    Files already there are left alone. Raises `UserError` when the folder cannot be written.
    """
    chosen = names(modality)
    if not chosen:
        raise UserError(
            f"There is no bundled sample for {modality!r}.",
            f"There are samples for: {', '.join(sorted(set(_MODALITIES.values())))}.",
            "Choose one of these.",
        )
    root = importlib.resources.files("workbench.resources") / "samples"
    try:
        for name in chosen:
            _copy(root / name, folder / name)
    except OSError as error:
        raise files.cannot_write(folder, error) from error
    return tuple(folder / name for name in chosen)


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for entry in source.iterdir():
        path = target / entry.name
        if entry.is_dir():
            _copy(entry, path)
        elif not path.exists():
            path.write_bytes(entry.read_bytes())
