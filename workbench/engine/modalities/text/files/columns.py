"""Which column of a table holds the texts, and whether a table is one of labels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

_LOOKED_AT = 200
_LONG = 2_000
_FILES_LOOKED_AT = 20


def text_column(names: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """The place of the column whose cells hold the longest varied texts."""

    def score(place: int) -> tuple[float, int]:
        return _score([row[place] for row in rows[:_LOOKED_AT] if place < len(row)]), -place

    return max(range(len(names)), key=score, default=0)


def lists_files(folder: Path, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table names files beside it in most of its rows, as tables of labels do."""
    some = [row for row in rows[:_FILES_LOOKED_AT] if any(row)]
    found = sum(any(_is_file(folder, cell) for cell in row) for row in some)
    return found > 0 and found >= len(some) / 2


def _score(cells: Sequence[str]) -> float:
    """Mean length, less where the cells are alike, empty, or single words such as names and addresses."""
    full = [cell.strip() for cell in cells if cell.strip()]
    if not full:
        return 0.0
    length = sum(min(len(cell), _LONG) for cell in full) / len(cells)
    in_words = sum(" " in cell or any(sign > "\u2e7f" for sign in cell) for cell in full) / len(full)
    return length * (len(set(full)) / len(full)) * (0.05 + in_words)


def _is_file(folder: Path, cell: str) -> bool:
    name = cell.strip()
    if not name or len(name) > 200 or "." not in name or "\n" in name:
        return False
    try:
        return (folder / name).is_file()
    except (OSError, ValueError):
        return False
