"""How a folder's text files would best be cut into samples, judged by some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.engine.modalities import Proposal, UnreadableError
from workbench.engine.modalities.text.files.columns import lists_files
from workbench.engine.modalities.text.files.opened import source_of, table_of
from workbench.engine.modalities.text.files.reading import BOXED, MARKUP, TABLES, TextReading
from workbench.engine.modalities.text.files.sources import head

_HEAD = 65_536
_FEW = 20
"""Files; with fewer, each must give many samples."""
_LONG = 8_000
_VERY_LONG = 65_536
"""Bytes of a file that is more than one text."""
_SLOW = 3
"""Boxed files that are opened for a proposal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _TableLook:
    names: tuple[str, ...]
    column: str


def propose(paths: Sequence[Path]) -> Proposal:
    """The unit that suits most of these files, and of tables the column with the longest varied texts."""
    looks = [look for path in paths if (look := _table(path)) is not None]
    documents = [path for path in paths if path.suffix.lower() not in TABLES]
    if looks and len(looks) >= len(documents):
        return _rows(looks)
    if len(documents) == 1 and documents[0].suffix.lower() == ".txt" and _is_list(_head(documents[0])):
        return Proposal(
            reading=TextReading(unit="row"), reason="Each line of the file seems to be a text of its own."
        )
    sizes = sorted(_sizes(documents))
    usual = sizes[len(sizes) // 2] if sizes else 0
    if (len(documents) < _FEW and usual > _LONG) or usual > _VERY_LONG:
        words = (
            "There is one file, and it is"
            if len(documents) == 1
            else "The files are few or very long, and each is"
        )
        return Proposal(
            reading=TextReading(unit="paragraph"),
            reason=f"{words} more than one text, so each paragraph is a sample.",
        )
    return Proposal(reading=TextReading(unit="document"), reason="The files are short, so each is one text.")


def _rows(looks: Sequence[_TableLook]) -> Proposal:
    """Rows, and the column that suits most of the tables."""
    names = tuple(dict.fromkeys(name for look in looks for name in look.names))
    columns = [look.column for look in looks]
    column = max(dict.fromkeys(columns), key=columns.count)
    reason = f"The column “{column}” holds the longest and most varied texts, so each row is one sample."
    if len(names) == 1:
        reason = "A table of one column: each row is one sample."
    in_all = all(column in look.names for look in looks)
    return Proposal(
        reading=TextReading(unit="row", column=column if in_all else ""),
        reason=reason,
        choices={"column": names},
    )


def _table(path: Path) -> _TableLook | None:
    """What a table holds; None for what is none, cannot be read, or lists files."""
    if path.suffix.lower() not in TABLES:
        return None
    try:
        table, rows = table_of(path, source_of(path))
    except (UnreadableError, OSError):
        return None
    return None if lists_files(path.parent, rows) else _TableLook(names=table.names, column=table.column)


def _head(path: Path) -> str:
    try:
        return head(source_of(path), _HEAD)
    except (UnreadableError, OSError):
        return ""


def _sizes(documents: Sequence[Path]) -> list[int]:
    """Bytes of text in each, about; of boxed files only a few are opened."""
    sizes: list[int] = []
    opened = 0
    for path in documents:
        suffix = path.suffix.lower()
        try:
            if suffix in BOXED and opened < _SLOW:
                opened += 1
                sizes.append(len(head(source_of(path), _VERY_LONG + 1)))
            elif suffix not in BOXED:
                sizes.append(path.stat().st_size // (3 if suffix in MARKUP - {".md"} else 1))
        except (UnreadableError, OSError):
            continue
    return sizes


def _is_list(beginning: str) -> bool:
    """Whether each line is a text of its own: many lines, hardly a blank one, and not one wrapped text."""
    every = beginning.strip().split("\n")
    full = sorted(len(line.strip()) for line in every if line.strip())
    if len(full) < 10 or len(full) < 0.95 * len(every):
        return False
    usual, wide = full[len(full) // 2], full[int(len(full) * 0.9)]
    ended = sum(line.rstrip()[-1:] in tuple(".!?…\"'”’。！？)") for line in every) / len(every)
    is_wrapped = wide <= 100 and wide - usual <= 12 and ended < 0.5
    return usual <= 1_000 and not is_wrapped
