"""The lines of a text, each with its place; one that has no end is cut, so that any fits into memory."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.engine.modalities.text.files.sources import Place, TextSource, stretches

_LOOK_BACK = 1000
Held = list[tuple[Place, str]]
"""Neighbouring pieces of one line, each with its place."""


def lines(source: TextSource, place: Place | None = None, *, longest: int) -> Iterator[tuple[Place, str]]:
    """Lines from a place on, without their ends; one of more than `longest` letters is cut, at a space.

    Where a line is cut depends on the text alone, so that reading on from a place gives the same lines.
    """
    held: Held = []
    length = 0
    for at, text in stretches(source, place):
        begin = 0
        while begin < len(text):
            found = text.find("\n", begin)
            end = len(text) if found < 0 else found
            if length + end - begin > longest:
                end = begin + longest - length
                held.append((at.after(begin), text[begin:end]))
                cut, held = _cut(held)
                yield cut
                length = sum(len(piece) for _, piece in held)
                begin = end
                continue
            if found < 0:
                held.append((at.after(begin), text[begin:]))
                length += end - begin
                break
            if held:
                held.append((at.after(begin), text[begin:end]))
                yield held[0][0], "".join(piece for _, piece in held)
                held, length = [], 0
            else:
                yield at.after(begin), text[begin:end]
            begin = end + 1
    if held:
        yield held[0][0], "".join(piece for _, piece in held)


def first_lines(source: TextSource, *, number: int, longest: int, letters: int) -> list[str]:
    """At most so many lines, and no further ones behind so many letters."""
    found: list[str] = []
    for _, line in lines(source, longest=longest):
        found.append(line)
        letters -= len(line)
        if len(found) == number or letters <= 0:
            break
    return found


def _cut(held: Held) -> tuple[tuple[Place, str], Held]:
    """The part of a line before its last space, and what is left of it."""
    whole = "".join(piece for _, piece in held)
    space = max(whole.rfind(sign, max(0, len(whole) - _LOOK_BACK)) for sign in (" ", "\t", "\u3000"))
    end = space + 1 if space > 0 else len(whole)
    left: Held = []
    passed = 0
    for place, piece in held:
        begin = max(0, end - passed)
        if begin < len(piece):
            left.append((place.after(begin), piece[begin:]))
        passed += len(piece)
    return (held[0][0], whole[:end]), left
