"""A file as its samples: which there are, and how to get at any of them without reading all before it."""

from __future__ import annotations

import bisect
import os
import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.text.files import boxed, encodings, markup, objects, tables
from workbench.engine.modalities.text.files.columns import lists_files, text_column
from workbench.engine.modalities.text.files.left_out import Flaw
from workbench.engine.modalities.text.files.lines import lines
from workbench.engine.modalities.text.files.pieces import is_by_line, paragraphs, pieces, pieces_of_cell
from workbench.engine.modalities.text.files.reading import BOXED, MARKUP, TABLES, TextReading
from workbench.engine.modalities.text.files.sources import Place, TextSource, head, stretches
from workbench.engine.modalities.text.files.taken_out import kept

_BETWEEN_LANDMARKS = 128
_MOST_OPEN = 64
_LONGEST_LINE = 1_000_000
_HEAD = 65_536
_FLAWS: dict[str, Flaw] = {"": "no text", "empty": "", "broken": "no JSON", "bare": "no object"}


class Cut(NamedTuple):
    """Neighbouring samples that one stretch of a file gives: a paragraph, its sentences, a row."""

    number: int
    """Of the first one; rows count as a spreadsheet does, with the header."""
    last: int
    place: Place
    texts: dict[str, str]
    """Key -> text."""
    flaw: Flaw = ""
    """Why a row gave none, if it holds anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is known of a table: its columns, and which one is read."""

    names: tuple[str, ...]
    column: str
    form: tables.TableForm | None
    """None for JSON Lines."""


class OpenedFile:
    """A file with its encoding and form found. Several threads may read it at once."""

    def __init__(self, source: TextSource, unit: str, table: Table | None) -> None:
        self.source = source
        self.table = table
        self.unit = "row" if table else unit
        self._cells_in = unit if unit in ("paragraph", "sentence") else ""
        self._by_line = is_by_line(head(source, _HEAD)) if unit in ("paragraph", "sentence") else False
        self._landmarks: list[tuple[int, Place]] = [(1, source.beginning)]
        self._lock = threading.Lock()

    def cuts(self, number: int = 1) -> Iterator[Cut]:
        """The samples from about that number on, at most a hundred before it; not for whole documents."""
        with self._lock:
            mark = bisect.bisect_right(self._landmarks, number, key=lambda known: known[0]) - 1
            first, place = self._landmarks[max(0, mark)]
        for cut in self._cut(first, place):
            if cut.number >= self._landmarks[-1][0] + _BETWEEN_LANDMARKS:
                self._remember(cut)
            yield cut

    def _remember(self, cut: Cut) -> None:
        with self._lock:
            if cut.number >= self._landmarks[-1][0] + _BETWEEN_LANDMARKS:
                self._landmarks.append((cut.number, cut.place))

    def _cut(self, number: int, place: Place) -> Iterator[Cut]:
        if self.table is not None:
            yield from self._rows(number, place)
        elif self.unit == "row":
            for at, line in lines(self.source, place, longest=_LONGEST_LINE):
                text = line.strip()
                yield Cut(number, number, at, {f"line {number}": text} if text else {})
                number += 1
        else:
            for at, paragraph in paragraphs(self.source, place, by_line=self._by_line):
                found = pieces(paragraph, self.unit)
                texts = {f"{self.unit} {number + offset}": text for offset, text in enumerate(found)}
                if texts:
                    yield Cut(number, number + len(texts) - 1, at, texts)
                number += len(texts)

    def _rows(self, number: int, place: Place) -> Iterator[Cut]:
        for at, cell, flaw in self._cells(number, place):
            text = cell.strip()
            found = pieces_of_cell(text, self._cells_in) if self._cells_in else [text] if text else []
            keys = (
                f"row {number}" if not offset else f"row {number} ({offset + 1})"
                for offset in range(len(found))
            )
            yield Cut(number, number, at, dict(zip(keys, found, strict=True)), "" if found else flaw)
            number += 1

    def _cells(self, number: int, place: Place) -> Iterator[tuple[Place, str, Flaw]]:
        """The cell of each row with its place, and what is wrong with a row whose cell is empty."""
        assert self.table is not None
        form, column = self.table.form, self.table.column
        if form is None:
            for at, line in objects.objects(self.source, place):
                yield at, objects.cell(line.values, column), _FLAWS[line.flaw]
            return
        index = self.table.names.index(column)
        is_header = form.has_header
        for at, row in tables.rows(self.source, form, place):
            if is_header and number == 1:
                is_header = False
                yield at, "", ""
                continue
            yield at, form.cell(row, index), "no text" if any(map(str.strip, row)) else ""


class _Shelf:
    """The files that were opened last; a changed file is opened anew."""

    def __init__(self) -> None:
        self._files: OrderedDict[object, OpenedFile] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, path: Path, reading: TextReading) -> OpenedFile:
        status = os.stat(path)
        key = (str(path), status.st_size, status.st_mtime_ns, reading)
        with self._lock:
            if key in self._files:
                self._files.move_to_end(key)
                return self._files[key]
        found = _open(path, reading)
        with self._lock:
            self._files.setdefault(key, found)
            while len(self._files) > _MOST_OPEN:
                self._files.popitem(last=False)
            return self._files.get(key, found)


_shelf = _Shelf()


def open_file(path: Path, reading: TextReading) -> OpenedFile:
    """A file, ready to be read; raises `UnreadableError` with a plain reason."""
    try:
        return _shelf.get(path, reading)
    except OSError as error:
        raise UnreadableError(f"The file cannot be opened: {error.strerror or error}.") from error


def source_of(path: Path) -> TextSource:
    """The text of a file, of whatever format."""
    suffix = path.suffix.lower()
    if suffix in BOXED and not path.stat().st_size:
        return TextSource(encoding="utf-8")
    if suffix == ".docx":
        return kept(boxed.docx_words(path))
    if suffix == ".pdf":
        return kept(boxed.pdf_words(path))
    if suffix == ".eml":
        return kept(boxed.mail_words(path))
    with path.open("rb") as stream:
        found = encodings.detect(stream)
        name = found.name
        if suffix in (".html", ".htm") and not found.start and name != "utf-8":
            stream.seek(0)
            name = encodings.known(markup.declared_charset(stream.read(4096))) or name
    source = TextSource(encoding=name, path=path, start=found.start)
    if suffix in MARKUP:
        words = markup.markdown_words if suffix == ".md" else markup.html_words
        return kept(words(text for _, text in stretches(source)))
    return source


def table_of(path: Path, source: TextSource, column: str = "") -> tuple[Table, list[list[str]]]:
    """A table's columns, and its first rows; raises `UnreadableError` where it lacks the column."""
    suffix = path.suffix.lower()
    if suffix in (".jsonl", ".ndjson"):
        form = None
        names, rows = objects.some(source)
        best = text_column(names, rows)
        if not names:
            raise UnreadableError("No line of it is a JSON object.")
    else:
        form = tables.form(source, suffix)
        names, best = form.names, form.text
        rows = tables.first_rows(source, form)
    if column and column not in names:
        known = ", ".join(names[:10])
        raise UnreadableError(f"It has no column “{column}”; its columns are: {known}.")
    return Table(names=names, column=column or names[best], form=form), rows


def _open(path: Path, reading: TextReading) -> OpenedFile:
    suffix = path.suffix.lower()
    source = source_of(path)
    unit = reading.unit
    if suffix in TABLES:
        if not head(source, _HEAD).strip():
            return OpenedFile(source, "document", None)
        table, rows = table_of(path, source, reading.column)
        if lists_files(path.parent, rows):
            raise UnreadableError("It lists files beside it, so it is a table of labels and not of texts.")
        return OpenedFile(source, unit, table)
    if unit == "row" and suffix != ".txt":
        unit = "document"
    return OpenedFile(source, unit, None)
