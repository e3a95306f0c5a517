"""Opening a file of sound with whichever library can read it to its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.audio.files.by_av import AvReader
from workbench.engine.modalities.audio.files.by_soundfile import SoundFileReader

_HEAD = 1 << 16
_RATES = (100, 1_000_000)


class Opened(Protocol):
    """A file of sound that is open: its rate, its channels and any stretch of it."""

    kind: str
    """What the library calls this kind of file."""
    rate_hz: int
    channels: int
    promised: int
    """Frames that the header speaks of; 0 where it does not."""
    slack_seconds: float
    """By how much headers of this kind of file are wrong."""

    def read(self, start: int, count: int) -> NDArray[np.float32]:
        """So many frames from there on, (n, C) float32; fewer where the file ends or is damaged."""
        ...

    def measure(self) -> int:
        """How many frames can really be read."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


@contextmanager
def open_sound(path: Path) -> Iterator[Opened]:
    """Open a file for reading. Raises `UnreadableError` with a plain reason, and OSError."""
    opened = _open(path, head_of(path))
    try:
        low, high = _RATES
        if not low <= opened.rate_hz <= high:
            raise UnreadableError(
                f"Its header speaks of {opened.rate_hz:,} values a second, which cannot be."
                " Save it again in the program that wrote it."
            )
        yield opened
    finally:
        opened.close()


def head_of(path: Path) -> bytes:
    """The beginning of a file; raises `UnreadableError` when there is nothing in it, and OSError."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise UnreadableError("The file is empty.")
    return head


def _open(path: Path, head: bytes) -> Opened:
    """By libsndfile where it can read the file to its end, else by FFmpeg, which steps over damage.

    MPEG streams go to FFmpeg: in an MP3 libsndfile 1.2 misses a place that is sought by thousands of samples.
    """
    if head[:3] == b"ID3" or (head[0] == 0xFF and len(head) > 1 and head[1] >= 0xE0):
        return AvReader(path, head)
    first: SoundFileReader | None = None
    try:
        first = SoundFileReader(path)
        if first.ends_well:
            return first
        second = AvReader(path, head)
    except UnreadableError:
        return first or AvReader(path, head)
    first.close()
    return second
