"""Sounds as libsndfile reads them: WAV, FLAC, Ogg (Vorbis and Opus), AIFF and their like."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from workbench.engine.modalities import UnreadableError

_END_SECONDS = 0.05
_AT_ONCE = 1 << 18
_MOST_FRAMES = 1 << 50


class SoundFileReader:
    """An open file; raises `UnreadableError` where libsndfile cannot open it."""

    slack_seconds = 0.0

    def __init__(self, path: Path) -> None:
        try:
            self._file = soundfile.SoundFile(path)
        except (OSError, soundfile.SoundFileError, TypeError) as error:
            raise UnreadableError("This is no sound that can be read.") from error
        self.kind: str = self._file.format
        self.rate_hz: int = self._file.samplerate
        self.channels: int = self._file.channels
        self.promised: int = self._file.frames
        self._at = 0

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def read(self, start: int, count: int) -> NDArray[np.float32]:
        """So many frames from there on, (n, C) float32; fewer where the file ends or is damaged."""
        count = max(0, min(count, self.promised - start))
        try:
            if start != self._at:
                self._file.seek(start)
            found: NDArray[np.float32] = self._file.read(count, dtype="float32", always_2d=True)
        except soundfile.SoundFileError:
            self._at = -1
            return np.zeros((0, self.channels), np.float32)
        self._at = start + len(found)
        return found

    @property
    def ends_well(self) -> bool:
        """Whether it holds something, and its last samples are there."""
        if not 0 < self.promised < _MOST_FRAMES:
            return False
        count = min(self.promised, max(1, int(_END_SECONDS * self.rate_hz)))
        return len(self.read(self.promised - count, count)) == count

    def measure(self) -> int:
        """How many frames can be read: what the header promises, or what is found by reading all."""
        if self.ends_well:
            return self.promised
        done = 0
        while len(found := self.read(done, _AT_ONCE)):
            done += len(found)
        return done
