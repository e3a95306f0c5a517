"""Tables of cells between delimiters (CSV, TSV): their form, and their rows, also with broken quoting."""

from __future__ import annotations

import csv
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.engine.modalities.text.files.columns import text_column
from workbench.engine.modalities.text.files.lines import first_lines, lines
from workbench.engine.modalities.text.files.sources import Place, TextSource

_LONGEST_LINE = 1_000_000
_LONGEST_ROW = 1_000_000
"""Letters of a row that goes on over several lines; behind that, its quotation mark was never closed."""
_LOOKED_AT = 200
_LOOKED_AT_LETTERS = 2_000_000
_LONGEST_HEADER = 64
_ALIKE = 0.6
_NONE = "\x1f"
"""The delimiter of a table with a single column: a sign that no text holds."""
csv.field_size_limit(2**31 - 1)

Waiting = deque[tuple[Place, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableForm:
    """How a table is written."""

    delimiter: str
    is_quoted: bool
    is_escaped: bool = False
    r"""Whether a quotation mark within a cell is written \" and not ""."""
    names: tuple[str, ...] = ()
    has_header: bool = False
    text: int = 0
    """Place of the column that holds the longest varied texts; a row with too many cells has them here."""

    def cell(self, row: Sequence[str], place: int) -> str:
        """A cell of a row; where delimiters in the text made too many of it, they are put back."""
        more = max(0, len(row) - len(self.names))
        if more and place == self.text:
            return self.delimiter.join(row[place : place + more + 1])
        place += more if place > self.text else 0
        return row[place] if place < len(row) else ""


def form(source: TextSource, suffix: str) -> TableForm:
    """How a table is written, from its first lines."""
    beginning = first_lines(source, number=_LOOKED_AT, longest=_LONGEST_LINE, letters=_LOOKED_AT_LETTERS)
    delimiters = "\t,;|" if suffix == ".tsv" else ",;\t|"
    is_escaped = sum(line.count('\\"') for line in beginning) > sum(line.count('""') for line in beginning)
    found = max((_tried(beginning, sign, is_escaped) for sign in delimiters), key=lambda tried: tried[0])
    (share, _), plain, rows = found
    if share < _ALIKE:
        (_, _), plain, rows = _tried(beginning, _NONE, is_escaped)
    has_header = bool(rows) and _is_header(rows)
    width = len(rows[0]) if has_header else _usual_width(rows)
    names = _names(rows[0]) if has_header else tuple(f"column {place + 1}" for place in range(width))
    text = text_column(names, rows[has_header:])
    return TableForm(
        delimiter=plain.delimiter, is_quoted=plain.is_quoted, is_escaped=is_escaped,
        names=names, has_header=has_header, text=text,
    )  # fmt: skip


def first_rows(source: TextSource, form: TableForm) -> list[list[str]]:
    """Some rows below the header."""
    beginning = first_lines(source, number=_LOOKED_AT, longest=_LONGEST_LINE, letters=_LOOKED_AT_LETTERS)
    found = [row for _, row in _rows([(Place(0), line) for line in beginning], form)]
    return found[form.has_header :]


def rows(
    source: TextSource, form: TableForm, place: Place | None = None
) -> Iterator[tuple[Place, list[str]]]:
    """Rows from a place on, the header and empty ones too, each with its place."""
    return _rows(lines(source, place, longest=_LONGEST_LINE), form)


def _rows(feed: Iterable[tuple[Place, str]], form: TableForm) -> Iterator[tuple[Place, list[str]]]:
    feed = iter(feed)
    waiting: Waiting = deque()
    while True:
        if not waiting:
            following = next(feed, None)
            if following is None:
                return
            waiting.append(following)
        at, line = waiting[0]
        if form.is_quoted and '"' in line:
            row, used = _quoted(waiting, feed, form)
        else:
            row, used = line.split(form.delimiter), 1
        for _ in range(used):
            waiting.popleft()
        yield at, row


def _quoted(waiting: Waiting, feed: Iterator[tuple[Place, str]], form: TableForm) -> tuple[list[str], int]:
    """The row that begins with the first waiting line, and how many lines it takes.

    A quotation mark that is never closed would take the rest of the table along. So a row of several lines
    must have as many cells as others; else its first line is taken as it stands, where that has.
    """
    used = letters = 0
    is_closed = True
    row: list[str] = []

    def supply() -> Iterator[str]:
        nonlocal used, letters, is_closed
        while letters < _LONGEST_ROW:
            if used == len(waiting):
                following = next(feed, None)
                if following is None:
                    break
                waiting.append(following)
            line = waiting[used][1]
            used += 1
            letters += len(line)
            yield line + "\n"
        is_closed = False

    try:
        row = next(_reader(supply(), form, is_strict=True), [])
    except csv.Error:
        is_closed = False
    line = waiting[0][1]
    alone = [cell.strip('"') for cell in line.split(form.delimiter)]
    if is_closed:
        is_odd = used > 1 and len(row) != len(form.names) == len(alone)
        return (alone, 1) if is_odd else (row, used)
    if used > 1:
        return alone, 1
    try:  # marks within a cell, which no mark announces
        return next(_reader(iter([line]), form, is_strict=False), alone), 1
    except csv.Error:
        return alone, 1


def _reader(lines: Iterator[str], form: TableForm, *, is_strict: bool) -> Iterator[list[str]]:
    escape = "\\" if form.is_escaped else None
    return csv.reader(lines, delimiter=form.delimiter, escapechar=escape, strict=is_strict)


def _tried(
    beginning: Sequence[str], delimiter: str, is_escaped: bool
) -> tuple[tuple[float, int], TableForm, list[list[str]]]:
    """How well a delimiter fits: the share of rows with the usual number of cells, and that number."""
    tried = []
    feed = [(Place(0), line) for line in beginning]
    for is_quoted in (True, False):
        form = TableForm(delimiter=delimiter, is_quoted=is_quoted, is_escaped=is_escaped)
        found = [row for _, row in _rows(feed, form) if any(cell.strip() for cell in row)]
        width = _usual_width(found)
        tried.append(((_share(found, width), width), form, found))
    return max(tried, key=lambda one: one[0])  # quoted where it makes no difference


def _share(rows: Sequence[Sequence[str]], width: int) -> float:
    """How many of the rows have this many cells; with an unquoted text in them, at least as many."""
    if width < 2:
        return 0.0
    usual = sum(len(row) == width for row in rows) / len(rows)
    first = len(rows[0])
    if usual < _ALIKE and first > 1 and _is_header(rows):
        return 0.95 * sum(len(row) >= first for row in rows) / len(rows)
    return usual


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    counts = Counter(len(row) for row in rows)
    return max(counts, key=lambda width: (counts[width], width), default=1)


def _is_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: short words, none a number, none twice, unlike those below."""
    first, rest = [cell.strip() for cell in rows[0]], rows[1:]
    named = [cell for cell in first if cell]
    if not named or len(named) < len(first) - 1 or len(set(named)) < len(named) or not rest:
        return False
    if any(len(cell) > _LONGEST_HEADER or "\n" in cell or _is_number(cell) for cell in named):
        return False
    for place, name in enumerate(first):
        below = [row[place].strip() for row in rest if place < len(row) and row[place].strip()]
        if not below or name in below:
            continue
        if all(map(_is_number, below)):
            return True
        usual = sorted(map(len, below))[len(below) // 2]
        if name.count(" ") <= 3 and len(name) < usual / 2:
            return True
    return False


def _names(first: Sequence[str]) -> tuple[str, ...]:
    """The header's names, each once, none empty."""
    names: list[str] = []
    for place, cell in enumerate(first):
        name = " ".join(cell.split()) or f"column {place + 1}"
        number = sum(known == name or known.startswith(f"{name} (") for known in names)
        names.append(f"{name} ({number + 1})" if number else name)
    return tuple(names)


def _is_number(cell: str) -> bool:
    return cell.strip("+-€$£% ").replace(",", "").replace(".", "").replace(" ", "").isdigit()
