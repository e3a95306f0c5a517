"""Videos as FFmpeg reads them: one thread a file, a few frames in memory, any moment of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import av

from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.video.files import lengths
from workbench.engine.modalities.video.files.lengths import Length
from workbench.engine.modalities.video.files.reel import Frame, Reel
from workbench.engine.modalities.video.files.still import CodedStill, Orientation, Scalers, orientation_of

_SAME_SECONDS = 0.0005
"""Times in files are rounded."""
_LEAP_SECONDS = 5.0
"""What lies further ahead is leapt to instead of decoding all up to it, while leaps pay."""
_BEFORE_SECONDS = (0.0, 2.0, 12.0, 60.0)
"""Further and further before a moment that is sought: some files know their places only roughly."""


class AvVideo:
    """See `Opened`; raises `UnreadableError` where FFmpeg finds no pictures in it that it can decode."""

    def __init__(self, path: Path, head: bytes) -> None:
        self._reel = Reel(path, head)
        self.kind = self._reel.container.format.name
        self.rate_fps = self._reel.rate_fps
        self._scalers = Scalers()
        self._orientation: Orientation | None = None
        self._leap = _LEAP_SECONDS
        self._here: Frame | None = None
        self._next: Frame | None = None
        self._frames: Iterator[Frame] | None = None

    def close(self) -> None:
        """Let go of the file."""
        self._here = self._next = self._frames = None
        self._reel.close()

    @cached_property
    def _length(self) -> Length:
        reel = self._reel
        length = lengths.measured(reel.container, reel.stream, reel.origin, reel.step)
        self._frames = None  # what reads on has been moved
        return length

    @property
    def promised_seconds(self) -> float:
        """How long it lasts by its header; 0 where that says nothing."""
        return lengths.promised(self._reel.container, self._reel.stream, self._reel.origin)

    @property
    def seconds(self) -> float:
        """How long it lasts, by the packets that can be read."""
        return self._length.seconds

    @property
    def note(self) -> str:
        """That its end is missing, where it is."""
        return self._length.note

    def has_frames(self, least: int) -> bool:
        """Whether so many or more can be decoded."""
        self._seek(0.0)
        found = sum(frame is not None for frame in (self._here, self._next))
        while found < least and self._advance():
            found += 1
        return found >= least

    def stills(self, moments: Sequence[float]) -> Iterator[CodedStill]:
        """See `Opened`; neighbouring moments are decoded in one pass."""
        still: CodedStill | None = None
        for moment in moments:
            self._go_to(moment)
            if self._here is None:
                raise UnreadableError(_NOTHING_HERE)
            if still is None or still.frame is not self._here[1]:
                still = self._still(self._here[1])
            yield still

    def _still(self, frame: av.VideoFrame) -> CodedStill:
        if self._orientation is None:
            self._orientation = orientation_of(frame, float(self._reel.stream.sample_aspect_ratio or 1))
        return CodedStill(frame=frame, orientation=self._orientation, scalers=self._scalers)

    def _go_to(self, moment: float) -> None:
        """Make `_here` the frame that is shown then: the last one that began by it, or the first of all."""
        here = self._here
        if self._frames is None or here is None or moment < here[0] - _SAME_SECONDS:
            self._seek(moment)
        elif self._next is not None and moment - self._next[0] > self._leap:
            passed = here[0]
            self._seek(moment)
            # Frames that stand on those before them from far back on, as in recordings of a screen.
            if self._here is not None and self._here[0] <= passed + self._leap / 2:
                self._leap *= 2
        while self._next is not None and self._next[0] <= moment + _SAME_SECONDS:
            if not self._advance():
                break

    def _advance(self) -> bool:
        """One frame on; False where there is none."""
        if self._next is None:
            return False
        self._here = self._next
        self._next = next(self._frames, None) if self._frames is not None else None
        return True

    def _seek(self, moment: float) -> None:
        """Have `_here` at a frame not after this moment, where there is one; None: nothing can be read."""
        for before in _BEFORE_SECONDS:
            place = moment - before
            if place <= self._reel.step:
                break
            self._read_on(self._reel.from_near(place))
            if self._here is not None and self._here[0] <= moment + _SAME_SECONDS:
                return
        self._read_on(self._reel.from_beginning())

    def _read_on(self, frames: Iterator[Frame]) -> None:
        self._frames = frames
        self._here, self._next = next(frames, None), next(frames, None)


_NOTHING_HERE = "This part of the file is damaged: no frame of it can be read."
