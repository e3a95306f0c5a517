"""Which letters the bytes of a text file stand for."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import BinaryIO

from charset_normalizer import from_bytes

from workbench.engine.modalities import UnreadableError

_HEAD = 65_536
_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSED = (
    "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp874",
    "cp932", "euc_jp", "gb18030", "big5", "cp949",
)  # fmt: skip
_WESTERN_SIGNS = frozenset("äöüßÄÖÜéèêëàâáãåçñíìîïóòôõúùûýøæœÉÈÀÁÅÇÑÓØÆŒ“”„‘’‚–—…€£§°«»·×©®™¿¡ªº½²³´ \xa0")
_CONTROLS = bytes(set(range(32)) - set(b"\0\t\n\v\f\r\x08\x1a\x1b")) + b"\x7f"
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a packed file, such as a Word document or a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old or protected Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """The codec's name in Python, and how many bytes before the text mark it."""

    name: str
    start: int = 0


def detect(stream: BinaryIO) -> Encoding:
    """The encoding of a file; raises `UnreadableError` where it is no text.

    UTF-8 is checked to the end of the file, a stretch at a time, since the first letter beyond ASCII may come
    late. All else is guessed from 64 KB at the beginning and 64 KB around the first byte that is not UTF-8.
    """
    head = stream.read(_HEAD)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name=name, start=len(mark))
    if wide := _without_mark(head):
        return Encoding(name=wide)
    _refuse_binary(head)
    if b"\x1b$" in head or b"\x1b(J" in head:
        return Encoding(name="iso2022_jp")
    wrong = _first_wrong(stream)
    if wrong is None:
        return Encoding(name="utf-8")
    stream.seek(max(0, wrong - 256))
    around = stream.read(_HEAD)
    _refuse_binary(around)
    evidence = head if wrong < len(head) else around
    if _is_nearly_utf8(evidence):
        return Encoding(name="utf-8")
    return Encoding(name=_guessed(evidence))


def known(name: str) -> str:
    """The codec that a file's own words mean, where there is one; what pages call Latin-1 is Windows-1252."""
    try:
        found = codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
    wide = found.startswith(("utf-16", "utf-32"))  # a page that could be read so far is not in these
    return "" if wide else "cp1252" if found in ("iso8859-1", "ascii") else found


def _first_wrong(stream: BinaryIO) -> int | None:
    """Where the first byte is that is not UTF-8, to within a few bytes; None where all are."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    stream.seek(0)
    done = 0
    while True:
        chunk = stream.read(_CHUNK)
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            return done + error.start
        if not chunk:
            return None
        done += len(chunk)


def _without_mark(head: bytes) -> str:
    """The wide encoding of a head that has no mark, told by where its zeros are; "" where it is none."""
    sample = head[: len(head) // 4 * 4]
    if len(sample) < 8:
        return ""
    zeros = [sample[place::4].count(0) / (len(sample) / 4) for place in range(4)]
    empty, full = 0.6, 0.05
    if zeros[0] < full and min(zeros[2:]) > 0.95 and zeros[1] > empty:
        return "utf-32-le"
    if zeros[3] < full and min(zeros[:2]) > 0.95 and zeros[2] > empty:
        return "utf-32-be"
    if max(zeros[0], zeros[2]) < full and min(zeros[1], zeros[3]) > empty:
        return "utf-16-le"
    if max(zeros[1], zeros[3]) < full and min(zeros[0], zeros[2]) > empty:
        return "utf-16-be"
    return ""


def _refuse_binary(content: bytes) -> None:
    """Raise where the bytes are a picture, a program and the like."""
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            raise UnreadableError(f"It is {what}, not a text; its name may have the wrong ending.")
    controls = len(content) - len(content.translate(None, _CONTROLS))
    zeros = content.count(0)
    if controls > max(2, 0.01 * len(content)) or (zeros > 0.3 * len(content) and content.strip(b"\0 \r\n")):
        raise UnreadableError("It is not a text: it holds bytes that stand for no letters.")


def _is_nearly_utf8(content: bytes) -> bool:
    """Whether a few damaged letters stand among many that are UTF-8."""
    text = content.decode("utf-8", "replace")
    replaced = text.count("\ufffd")
    whole = sum(letter > "\x7f" for letter in text) - replaced
    return whole > 5 * replaced


def _guessed(content: bytes) -> str:
    """The likeliest of the encodings from before Unicode; Windows-1252 where nothing speaks for another."""
    western = content.decode("cp1252", "replace")
    beyond = [letter for letter in western if letter > "\x7f"]
    if beyond and sum(letter in _WESTERN_SIGNS for letter in beyond) >= 0.97 * len(beyond):
        share = len(beyond) / max(1, len(western))
        if share < 0.25:  # in Cyrillic or Japanese, most bytes are beyond ASCII
            return "cp1252"
    best = from_bytes(content, cp_isolation=list(_GUESSED)).best()
    if best is not None and best.encoding != "ascii":
        return best.encoding
    return "latin_1" if "\ufffd" in western else "cp1252"
