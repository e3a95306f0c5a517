"""Text files: how each is cut into samples, and how samples are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from workbench.engine.contracts import Health, Part
from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.text.files.left_out import LeftOut
from workbench.engine.modalities.text.files.opened import OpenedFile, open_file
from workbench.engine.modalities.text.files.proposing import propose
from workbench.engine.modalities.text.files.reading import BESIDE, SUFFIXES, TextReading
from workbench.engine.modalities.text.files.sources import stretches

MOST_PARTS = 1_000_000
_LEARNT_FROM = 16_384
_GONE = "The file does not hold this part any more."
_MOST_REPLACED = 0.02
_FEW_REPLACED = 2
_NUMBER = re.compile(r"\d+")


def probe(path: Path, reading: TextReading) -> Health:
    """The parts of a file, with what should be known of them. Never raises for bad content."""
    try:
        file = open_file(path, reading)
        health = _whole(file) if file.unit == "document" else _cut(file)
    except UnreadableError as error:
        return Health(verdict="unreadable", reason=str(error))
    except OSError as error:
        return Health(verdict="unreadable", reason=f"The file cannot be read: {error.strerror or error}.")
    return health if health.parts or health.verdict != "fine" else _nothing(path)


def read(
    path: Path, parts: Sequence[str], reading: TextReading, most: int
) -> Iterator[str | UnreadableError]:
    """The text of each of these parts, in this order; of a whole document its first `most` letters.

    Ascending parts are read in one go, from near the first of them on. Raises `UnreadableError`.
    """
    file = open_file(path, reading)
    done = 0
    try:
        while done < len(parts):
            if not parts[done]:
                yield _beginning(file, most) if file.unit == "document" else UnreadableError(_GONE)
                done += 1
                continue
            if file.unit == "document":
                yield UnreadableError(_GONE)
                done += 1
                continue
            for text in _run(file, parts[done:] if done else parts):
                yield text
                done += 1
    except OSError as error:
        raise UnreadableError(f"The file cannot be read: {error.strerror or error}.") from error


def _run(file: OpenedFile, parts: Sequence[str]) -> Iterator[str | UnreadableError]:
    """The texts of parts up to the first one that lies before its forerunner; at least one."""
    done = 0
    for cut in file.cuts(_number(parts[0])):
        while done < len(parts) and _number(parts[done]) <= cut.last:
            number = _number(parts[done])
            if done and number < cut.number:
                return
            yield cut.texts.get(parts[done], UnreadableError(_GONE))
            done += 1
        if done == len(parts):
            return
    yield UnreadableError(_GONE)  # behind the end; what comes after it may be there


def _number(part: str) -> int:
    found = _NUMBER.search(part)
    return int(found[0]) if found else 0


def _beginning(file: OpenedFile, most: int) -> str:
    held: list[str] = []
    size = 0
    for _, text in stretches(file.source):
        held.append(text if held else text.lstrip())
        size += len(held[-1])
        held = held if size else []
        if size >= most:
            break
    return "".join(held)[:most].strip()


def _whole(file: OpenedFile) -> Health:
    """A document as one part; its width is that of its text without the blanks around it."""
    width = letters = replaced = blank = 0
    for _, text in stretches(file.source):
        text = text if width else text.lstrip()
        letters += len(text)
        width += len(text.encode("utf-8", "replace"))
        replaced += text.count("\ufffd")
        ending = len(text) - len(text.rstrip())
        blank = blank + ending if ending == len(text) else ending
    if not width:
        return Health()
    if replaced > max(_FEW_REPLACED, _MOST_REPLACED * letters):
        return _unreadable(replaced, letters)
    notes = _replaced(replaced)
    if width > _LEARNT_FROM:
        notes.append("Only its first 16 KB are learnt from; cut into paragraphs, all of it would be.")
    return Health(parts=(Part(width=max(1, width - blank)),), note=" ".join(notes))


def _cut(file: OpenedFile) -> Health:
    parts: list[Part] = []
    letters = replaced = long = 0
    is_cut_off = False
    left_out = LeftOut()
    for cut in file.cuts():
        left_out.add(cut.flaw, cut.number)
        for key, text in cut.texts.items():
            width = len(text.encode("utf-8", "replace"))
            parts.append(Part(key=key, width=width))
            letters += len(text)
            replaced += text.count("\ufffd")
            long += width > _LEARNT_FROM
        if len(parts) >= MOST_PARTS:
            is_cut_off = True
            break
    if replaced > max(_FEW_REPLACED, _MOST_REPLACED * letters):
        return _unreadable(replaced, letters)
    notes = [*left_out.sentences(), *_replaced(replaced)]
    if long:
        notes.append(f"Of {long:,} long texts only the first 16 KB are learnt from.")
    if is_cut_off:
        notes.append(f"Only its first {MOST_PARTS:,} texts are taken.")
    return Health(parts=tuple(parts[:MOST_PARTS]), note=" ".join(notes))


def _replaced(number: int) -> list[str]:
    if not number:
        return []
    return [f"{number:,} of its letters could not be read and stand as “\ufffd”."]


def _unreadable(replaced: int, letters: int) -> Health:
    reason = (
        f"{replaced:,} of its {letters:,} letters cannot be read: its encoding is not known."
        " Save it as UTF-8 in the program that wrote it."
    )
    return Health(verdict="unreadable", reason=reason)


def _nothing(path: Path) -> Health:
    is_empty = path.stat().st_size == 0
    return Health(verdict="blank", reason="The file is empty." if is_empty else "It holds no text.")


__all__ = ["BESIDE", "SUFFIXES", "TextReading", "probe", "propose", "read"]
