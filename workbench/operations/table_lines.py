"""The lines of a table (CSV) that a person hands in: of labels, or of questions and answers."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import charset_normalizer

from workbench.jobs import UserError

_DELIMITERS = ",;\t|"
_END = "\x1f"
"""A line put behind a table, to see whether its end is within a cell; no text holds this sign."""


def table_lines(path: Path, holds: str, *, guesses_encoding: bool = False) -> list[list[str]]:
    """The cells of each line; raises `UserError` where it is no table of what it should hold.

    Understands a byte-order mark, commas, semicolons, tabs and upright strokes, and any line ends. What is
    neither UTF-8 nor UTF-16 is read as Windows-1252, or with `guesses_encoding` as what it most looks like,
    which wants a few lines of prose. `holds`: "labels".
    """
    try:
        text = _decoded(path.read_bytes(), guesses_encoding=guesses_encoding)
    except OSError as error:
        raise UserError(
            f"{path.name} cannot be read.", f"The system says: {error.strerror}.", "Choose another file."
        ) from error
    try:
        return _lines(text)
    except csv.Error as error:
        raise UserError(
            f"{path.name} is not a table of {holds}.",
            f"A line of it cannot be read: {error}.",
            "Save it as CSV once more; perhaps a quotation mark is not closed.",
        ) from error


def _lines(text: str) -> list[list[str]]:
    """Raises csv.Error where a quotation mark is never closed; other slips of quoting are forgiven.

    The reader would take all behind such a mark into one cell, and say nothing.
    """
    *lines, last = csv.reader(io.StringIO(f"{text}\n{_END}\n", newline=""), delimiter=_delimiter(text))
    if last != [_END]:
        raise csv.Error(f"from line {len(lines) + 1} on, all is one cell")
    return lines


def _delimiter(text: str) -> str:
    """The sign that stands most often in the first line."""
    first = text.lstrip().split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)


def _decoded(data: bytes, *, guesses_encoding: bool) -> str:
    for encoding in ("utf-16", "utf-8-sig") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = charset_normalizer.from_bytes(data).best() if guesses_encoding else None
    return str(best) if best is not None else data.decode("cp1252", "replace")
