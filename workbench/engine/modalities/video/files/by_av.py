"""Videos as FFmpeg reads them: one thread a file, a few frames in memory, any moment of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import av
from av.stream import Disposition

from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.video.files import kinds, lengths
from workbench.engine.modalities.video.files.lengths import Length
from workbench.engine.modalities.video.files.still import CodedStill, Orientation, Scalers, orientation_of

_SAME_SECONDS = 0.0005
"""Times in files are rounded."""
_LEAP_SECONDS = 5.0
"""What lies further ahead is leapt to instead of decoding all up to it, while leaps pay."""
_BEFORE_SECONDS = (0.0, 2.0, 12.0, 60.0)
"""Further and further before a moment that is sought: some files know their places only roughly."""
_USUAL_FPS = 25.0
_MOST_FPS = 1000.0
_Packet: TypeAlias = "av.Packet[av.VideoStream]"
_Frame = tuple[float, av.VideoFrame]


class AvVideo:
    """An open file; raises `UnreadableError` where FFmpeg finds no pictures in it that it can decode."""

    def __init__(self, path: Path, head: bytes) -> None:
        try:
            self._container = av.open(str(path), metadata_errors="ignore")
        except (OSError, ValueError, av.FFmpegError) as error:
            raise UnreadableError(_why(path, head)) from error
        self.kind = self._container.format.name
        try:
            self._open_stream(path, head)
        except BaseException:
            self.close()
            raise

    def _open_stream(self, path: Path, head: bytes) -> None:
        streams = self._container.streams
        # The picture of a cover is a stream of one frame.
        moving = [s for s in streams.video if not s.disposition & Disposition.attached_pic]
        if not moving:
            raise UnreadableError(_ONLY_SOUND if streams.audio else _UNKNOWN)
        self._stream = moving[0]
        codec = self._stream.codec_context
        if codec is None:  # FFmpeg knows the file, and not how its pictures are coded
            raise UnreadableError(kinds.LOCKED if kinds.is_locked(path, head) else _UNKNOWN)
        codec.thread_count = 1
        rate = float(self._stream.average_rate or self._stream.guessed_rate or 0)
        self.rate_fps = rate if 0 < rate <= _MOST_FPS else 0.0
        self._step = 1 / (self.rate_fps or _USUAL_FPS)
        self._base = float(self._stream.time_base or 1)
        self._origin = (self._stream.start_time or 0) * self._base
        self._scalers = Scalers()
        self._orientation: Orientation | None = None
        self._leap = _LEAP_SECONDS
        self._here: _Frame | None = None
        self._next: _Frame | None = None
        self._frames: Iterator[_Frame] | None = None

    def close(self) -> None:
        """Let go of the file."""
        self._here = self._next = self._frames = None
        self._container.close()

    @cached_property
    def _length(self) -> Length:
        length = lengths.measured(self._container, self._stream, self._origin, self._step)
        self._frames = None  # what reads on has been moved
        return length

    @property
    def promised_seconds(self) -> float:
        """How long it lasts by its header; 0 where that says nothing."""
        return lengths.promised(self._container, self._stream, self._origin)

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
            self._orientation = orientation_of(frame, float(self._stream.sample_aspect_ratio or 1))
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
            if place <= self._step:
                break
            if self._begin_at(place) and self._here is not None and self._here[0] <= moment + _SAME_SECONDS:
                return
        self._begin_at(0.0)

    def _begin_at(self, place: float) -> bool:
        """Read on from a key frame near this place; whether anything follows."""
        target = round((place + self._origin) / self._base) if place > 0 else self._stream.start_time or 0
        try:
            self._container.seek(target, stream=self._stream, backward=True)
        except (av.FFmpegError, OSError):
            with suppress(av.FFmpegError, OSError):  # some kinds know only the beginning
                self._container.seek(0)
        self._frames = self._timed()
        self._here = next(self._frames, None)
        self._next = next(self._frames, None)
        return self._here is not None

    def _timed(self) -> Iterator[_Frame]:
        """Frames and when each begins, in seconds from the first one on; later ones never earlier."""
        last: float | None = None
        for frame in self._decoded():
            stamp = frame.dts if frame.pts is None else frame.pts
            place = 0.0 if stamp is None else stamp * self._base - self._origin
            if last is not None and (stamp is None or place <= last):
                place = last + self._step
            last = place
            yield place, frame

    def _decoded(self) -> Iterator[av.VideoFrame]:
        """Packets that are damaged are stepped over; where the file breaks off, what is in work is kept."""
        for packet in self._packets():
            try:
                yield from packet.decode()
            except av.FFmpegError:
                continue
        with suppress(av.FFmpegError):
            yield from self._stream.decode(None)

    def _packets(self) -> Iterator[_Packet]:
        try:
            yield from self._container.demux(self._stream)
        except (av.FFmpegError, OSError):
            return


def _why(path: Path, head: bytes) -> str:
    if kinds.is_locked(path, head):
        return kinds.LOCKED
    return _NEVER_FINISHED if kinds.lacks_index(path) else _UNKNOWN


_UNKNOWN = (
    "It holds no video that can be read: it is damaged, or of a kind that is not known."
    " Save it as MP4 in the program that wrote it."
)
_ONLY_SOUND = "It holds only sound, no pictures; it can be learnt from as a sound."
_NEVER_FINISHED = (
    "It breaks off before its table of contents, without which nothing of it can be read."
    " Copy it again from where it came."
)
_NOTHING_HERE = "This part of the file is damaged: no frame of it can be read."
