"""What kind of file it is by its content: whether its name says otherwise, and whether it is locked."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from workbench.engine.modalities.audio.files import kinds

LOCKED = kinds.LOCKED
_SUFFIXES = {
    "MP4": (".mp4", ".m4v", ".mov", ".3gp"),
    "Matroska": (".mkv", ".webm"),
    "AVI": (".avi",),
    "WMV": (".wmv",),
    "MPEG": (".mpg", ".mpeg", ".mts", ".m2ts"),
    "Flash video": (".flv",),
    "Ogg": (".ogv",),
    "GIF": (".gif",),
}
_NAMES = {
    "mov,mp4,m4a,3gp,3g2,mj2": "MP4",
    "matroska,webm": "Matroska",
    "avi": "AVI",
    "asf": "WMV",
    "mpeg": "MPEG",
    "mpegts": "MPEG",
    "mpegvideo": "MPEG",
    "gif": "GIF",
    "flv": "Flash video",
    "ogg": "Ogg",
}
"""What FFmpeg calls each of them."""
_LOCKED_TAGS = (b"drmi", b"encv")
"""How an MP4 marks pictures that are encrypted (ISO/IEC 14496-12, 8.12, and before it)."""
_MOST_BOXES = 1000
_MOST_INDEX_BYTES = 1 << 24


def wrong_name(path: Path, kind: str) -> str:
    """A sentence where the suffix promises another kind of file than the content is; else ""."""
    name, suffix = _NAMES.get(kind, ""), path.suffix.lower()
    known = any(suffix in suffixes for suffixes in _SUFFIXES.values())
    if not name or not known or suffix in _SUFFIXES[name]:
        return ""
    article = "an" if name[0] in "AO" or name.startswith("MP") else "a"
    return f"It is named {suffix} and is {article} {name}."


def is_locked(path: Path, head: bytes) -> bool:
    """Whether the pictures are encrypted, by the file's head or the index of an MP4. Raises OSError."""
    if kinds.is_locked(head):
        return True
    for name, start, length in _boxes(path):
        if name == b"moov" and length <= _MOST_INDEX_BYTES:
            with path.open("rb") as stream:
                stream.seek(start)
                index = stream.read(length)
            return any(tag in index for tag in _LOCKED_TAGS)
    return False


def lacks_index(path: Path) -> bool:
    """Whether it is an MP4 without the table of what lies where, as one is that was never finished.

    That table is the box "moov", which most programs write last. Raises OSError.
    """
    names = [name for name, _, _ in _boxes(path)]
    return bool(names) and b"moov" not in names


def _boxes(path: Path) -> Iterator[tuple[bytes, int, int]]:
    """Name, place and length of the outermost boxes of an MP4 (ISO/IEC 14496-12, 4.2); of others none."""
    with path.open("rb") as stream:
        at = 0
        for _ in range(_MOST_BOXES):
            stream.seek(at)
            head = stream.read(16)
            if len(head) < 8 or (at == 0 and head[4:8] != b"ftyp"):
                return
            (length,) = struct.unpack(">I", head[:4])
            if length == 1 and len(head) == 16:
                (length,) = struct.unpack(">Q", head[8:])
            yield head[4:8], at, length
            if length < 8:
                return
            at += length
