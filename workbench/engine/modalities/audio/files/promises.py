"""What a file's head promises and the file does not hold."""

from __future__ import annotations

import struct
from pathlib import Path

from workbench.engine.modalities.audio.files.opened import Opened, head_of

_UNKNOWN_SIZE = 0x7FFF0000
"""Programs that write without knowing the length put a size from here on."""
_TAIL = 1 << 16
_LEAST_MISSING_SECONDS = 0.1
_LAST_PAGE = 4
"""The bit of an Ogg page (RFC 3533, section 6) that says it is the last one."""


def missing_end(path: Path, opened: Opened, frames: int) -> str:
    """A sentence where less can be read than the file was meant to hold; else "". Raises OSError."""
    promised = max(opened.promised, frames)
    size = path.stat().st_size
    body = _body(head_of(path))
    if body is not None:
        start, length = body
        if length < _UNKNOWN_SIZE and 0 < size - start < length:
            promised = max(promised, round(frames * length / (size - start)))
    missing = (promised - frames) / opened.rate_hz
    if missing > max(_LEAST_MISSING_SECONDS, opened.slack_seconds):
        whole, there = promised / opened.rate_hz, frames / opened.rate_hz
        return f"Not all of it is there: {there:.1f} of {whole:.1f} s can be read."
    if opened.kind in ("OGG", "ogg") and not _has_last_page(path, size):
        return "It breaks off: its end is missing."
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


def _has_last_page(path: Path, size: int) -> bool:
    with path.open("rb") as stream:
        stream.seek(max(0, size - _TAIL))
        tail = stream.read()
    at = tail.rfind(b"OggS")
    return at < 0 or at + 5 >= len(tail) or bool(tail[at + 5] & _LAST_PAGE)
