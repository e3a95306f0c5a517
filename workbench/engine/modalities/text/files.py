"""Text files: how each is cut into samples, and how a sample is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.engine.contracts import Health, Part
from workbench.engine.modalities import Proposal, UnreadableError
from workbench.engine.settings import setting

SUFFIXES = frozenset({".txt"})
UNITS = ("document", "paragraph", "sentence", "row")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextReading:
    """How files are cut into samples."""

    unit: str = setting(
        "document",
        label="One sample is",
        help="A whole document, each of its paragraphs or sentences, or each row of a table.",
        choices=UNITS,
    )
    column: str = setting("", label="Column", help="Of a table: the column that holds the text.")


def probe(path: Path, reading: TextReading) -> Health:
    """The parts of a file. Never raises for bad content."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        return Health(verdict="unreadable", reason=f"It cannot be read: {error}.")
    if not text.strip():
        return Health(verdict="blank", reason="It holds no text.")
    return Health(parts=(Part(width=len(text.encode())),))


def read(path: Path, parts: Sequence[str], reading: TextReading) -> Iterator[str | UnreadableError]:
    """The text of each of these parts, in this order."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise UnreadableError(f"It cannot be read: {error}.") from error
    for _ in parts:
        yield text


def propose(paths: Sequence[Path]) -> Proposal:
    """Whole documents."""
    return Proposal(reading=TextReading(), reason="Each file is one text.")
