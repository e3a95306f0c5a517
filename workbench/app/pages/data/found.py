"""What a project knows of its folder, gathered beside the window's thread."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.app.widgets.reading_words import reading_words
from workbench.operations import copies, reading
from workbench.project import Project

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Everything the Data page shows."""

    folder: Path
    """The person's folder."""
    folder_is_there: bool
    ids: NDArray[np.int64]
    """Samples that can be learnt from, in path order."""
    counts: tuple[tuple[str, int], ...]
    """(verdict, how many) of what is left out or worth a look, in a fixed order, without zeros."""
    refused: Rows
    """(file, verdict, reason) of what is left out."""
    copies: Rows
    """(file or part, the one it is a copy of)."""
    near_copies: Rows
    """The same of those that differ by a few words; they are learnt from."""
    notes: Rows
    """(file, what a person should know of it) of files that are learnt from."""
    missing: Rows
    """(file,) of files that are known and no longer there."""
    cache_bytes: int
    reading: str
    """How the files are cut into samples, in words; "" where there is no choice."""


_ORDER = ("unreadable", "too small", "blank", "too large", "copy", "near copy", "missing")


def gather(folder: Path) -> Found:
    """Read a project; takes a while for large ones."""
    with Project(folder) as project:
        files = project.samples.files()
        refused = [(f.path, str(f.verdict), f.reason) for f in project.samples.refused()]
        listed = {row[0] for row in refused}
        refused += [
            (sample.title, str(sample.verdict), sample.reason)
            for sample in project.samples.all()
            if sample.verdict not in ("fine", "copy") and sample.file not in listed
        ]
        exact, near = copies.of(project)
        same = [(str(copy), str(first)) for copy, first in project.samples.copies()]
        same += [(copy.file, copy.of) for copy in exact]
        missing = tuple((file.path,) for file in files if file.missing)
        ids = np.array([s.id for s in project.samples.usable(("pool", "check", "reserve"))], np.int64)
        data = project.description.data
        counter = Counter(verdict for _, verdict, _ in refused)
        counter.update({"copy": len(same), "near copy": len(near), "missing": len(missing)})
        return Found(
            folder=project.source,
            folder_is_there=data.exists(),
            ids=ids,
            counts=tuple((verdict, counter[verdict]) for verdict in _ORDER if counter[verdict]),
            refused=tuple(refused),
            copies=tuple(same),
            near_copies=tuple((copy.file, copy.of) for copy in near),
            notes=tuple(
                (f.path, f.reason) for f in files if f.verdict == "fine" and f.reason and not f.missing
            ),
            missing=missing,
            cache_bytes=_bytes_on_disk(project.cache),
            reading=reading_words(reading.of(project)),
        )


def _bytes_on_disk(folder: Path) -> int:
    """What the files really take: a cache's arrays have holes."""
    total = 0
    for path in folder.rglob("*"):
        status = path.stat()
        total += getattr(status, "st_blocks", status.st_size // 512 + 1) * 512
    return total
