"""What a file's head promises and the file does not hold."""

from __future__ import annotations

import struct
from pathlib import Path

from workbench.engine.modalities.audio.files import mpeg
from workbench.engine.modalities.audio.files.opened import Opened, head_of

_UNKNOWN_SIZE = 0x7FFF0000
"""Programs that write without knowing the length put a size from here on."""
_TAIL = 1 << 16
_LEAST_MISSING_SECONDS = 0.1
_LAST_PAGE = 4
"""The bit of an Ogg page (RFC 3533, section 6) that says it is the last one."""
_ASF_FILE = bytes.fromhex("a1dcab8c 47a9 cf11 8ee4 00c00c205365")
_ASF_BROADCAST = 1
_BREAKS_OFF = "It breaks off: its end is missing."


def missing_end(path: Path, opened: Opened, frames: int) -> str:
    """A sentence where less can be read than the file was meant to hold; else "". Raises OSError."""
    promised = max(opened.promised, frames)
    size = path.stat().st_size
    head = head_of(path)
    promised = max(promised, round(_asf_seconds(head, size) * opened.rate_hz))
    body = _body(head)
    if body is not None:
        start, length = body
        if length < _UNKNOWN_SIZE and 0 < size - start < length:
            promised = max(promised, round(frames * length / (size - start)))
    missing = (promised - frames) / opened.rate_hz
    if missing > max(_LEAST_MISSING_SECONDS, opened.slack_seconds):
        whole, there = promised / opened.rate_hz, frames / opened.rate_hz
        return f"Not all of it is there: {there:.1f} of {whole:.1f} s can be read."
    if opened.kind in ("OGG", "ogg") and not _has_last_page(_tail(path, size)):
        return _BREAKS_OFF
    if opened.kind == "aac" and mpeg.breaks_off(_tail(path, size)):
        return _BREAKS_OFF
    return ""


def _body(head: bytes) -> tuple[int, int] | None:
    """Where the samples of a WAV or AIFF begin, and how many bytes of them its head promises."""
    if head[:4] not in (b"RIFF", b"FORM"):
        return None
    order, wanted = ("<", b"data") if head[:4] == b"RIFF" else (">", b"SSND")
    at = 12
    while at + 8 <= len(head):
        (length,) = struct.unpack(f"{order}I", head[at + 4 : at + 8])
        if head[at : at + 4] == wanted:
            return at + 8, length
        at += 8 + length + length % 2
    return None


def _asf_seconds(head: bytes, size: int) -> float:
    """How long a WMA or WMV that lacks bytes was meant to be, by its head; 0 where it lacks none.

    ASF specification, 3.2: behind the object's name and size come the file's name and size, when it was
    made, its number of packets, how long it plays (100 ns), takes to send, and waits (ms), and flags.
    """
    at = head.find(_ASF_FILE)
    if at < 0 or at + 92 > len(head):
        return 0.0
    whole: int
    plays: int
    wait: int
    whole, _, _, plays, _, wait, flags = struct.unpack("<6QI", head[at + 40 : at + 92])
    if flags & _ASF_BROADCAST or whole <= size:
        return 0.0
    return max(0.0, plays / 1e7 - wait / 1e3)


def _tail(path: Path, size: int) -> bytes:
    with path.open("rb") as stream:
        stream.seek(max(0, size - _TAIL))
        return stream.read()


def _has_last_page(tail: bytes) -> bool:
    at = tail.rfind(b"OggS")
    return at < 0 or at + 5 >= len(tail) or bool(tail[at + 5] & _LAST_PAGE)
