"""Documents in paragraphs and sentences, and pieces short enough for a network."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.engine.modalities.text.files.lines import lines
from workbench.engine.modalities.text.files.sources import Place, TextSource
from workbench.engine.modalities.text.sentences import sentences

LONGEST_PIECE = 4_000
"""Bytes of a paragraph or sentence; what is longer becomes several samples."""
LONGEST_LINE = 32_000
"""Letters of a line or paragraph that are looked at in one go."""
_ONLY_LINES = 0.02
_WIDE_LINE = 100


def paragraphs(
    source: TextSource, place: Place | None = None, *, by_line: bool
) -> Iterator[tuple[Place, str]]:
    """What stands between blank lines, or with `by_line` each line, with its place, if not blank."""
    held: list[str] = []
    length = 0
    begin = place
    for at, line in lines(source, place, longest=LONGEST_LINE):
        is_blank = not line or line.isspace()
        if held and (is_blank or by_line or length + len(line) > LONGEST_LINE):
            assert begin is not None
            yield begin, "\n".join(held)
            held, length = [], 0
        if not is_blank:
            if not held:
                begin = at
            held.append(line)
            length += len(line)
    if held:
        assert begin is not None
        yield begin, "\n".join(held)


def is_by_line(beginning: str) -> bool:
    """Whether each line is a paragraph: long lines, and hardly a blank one among them."""
    all_lines = beginning.strip().split("\n")
    full = [line for line in all_lines if line.strip()]
    if len(full) < 2 or len(all_lines) - len(full) > _ONLY_LINES * len(all_lines):
        return False
    return sum(map(len, full)) > _WIDE_LINE * len(full)


def pieces_of_cell(cell: str, unit: str) -> list[str]:
    """The paragraphs or sentences of a table's cell, where each line is a paragraph as in a file of them."""
    if "\n" not in cell:
        return pieces(cell, unit)
    source = TextSource(encoding="utf-8", content=cell.encode("utf-8", "replace"))
    found = paragraphs(source, by_line=is_by_line(cell))
    return [piece for _, paragraph in found for piece in pieces(paragraph, unit)]


def pieces(paragraph: str, unit: str) -> list[str]:
    """A paragraph, or its sentences, none longer than 4,000 bytes; nothing but spaces is lost."""
    units = sentences(paragraph) if unit == "sentence" else [paragraph]
    return [piece for part in units for piece in _short(part.strip()) if piece]


def _short(text: str) -> Iterator[str]:
    """A text in pieces that are short enough, cut between sentences, else at spaces, else between letters."""
    if len(text) <= LONGEST_PIECE // 4 or _size(text) <= LONGEST_PIECE:
        yield text
        return
    held: list[str] = []
    size = 0
    for part in (small for sentence in sentences(text) for small in _split(sentence)):
        if held and size + _size(part) > LONGEST_PIECE:
            yield "".join(held).strip()
            held, size = [], 0
        held.append(part)
        size += _size(part)
    if held:
        yield "".join(held).strip()


def _split(sentence: str) -> Iterator[str]:
    """A sentence whole where it is short enough, else cut at spaces, else between letters."""
    content = sentence.encode("utf-8", "replace")
    begin = 0
    while len(content) - begin > LONGEST_PIECE:
        end = begin + LONGEST_PIECE
        while content[end] & 0xC0 == 0x80:  # within a letter
            end -= 1
        space = max(content.rfind(b" ", begin, end), content.rfind(b"\n", begin, end))
        end = space + 1 if space > begin else end
        yield content[begin:end].decode()
        begin = end
    yield content[begin:].decode()


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))
