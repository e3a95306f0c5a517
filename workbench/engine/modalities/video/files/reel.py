"""The frames of a file in their order, as FFmpeg decodes them, from any place on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.video.files import kinds

_USUAL_FPS = 25.0
_MOST_FPS = 1000.0
_REORDERED = 16
"""Packets, at most, that lie before the one which is shown first."""
_Packet: TypeAlias = "av.Packet[VideoStream]"
Frame = tuple[float, av.VideoFrame]
"""When it begins, in seconds from the first one on, and itself."""


class Reel:
    """An open file; raises `UnreadableError` where FFmpeg finds no pictures in it that it can decode."""

    def __init__(self, path: Path, head: bytes) -> None:
        self._path = path
        try:
            self.container, self.stream = _open(path)
        except (OSError, ValueError, av.FFmpegError) as error:
            raise UnreadableError(_why(path, head)) from error
        except _NoDecoderError as error:
            raise UnreadableError(kinds.LOCKED if kinds.is_locked(path, head) else _UNKNOWN) from error
        rate = float(self.stream.average_rate or self.stream.guessed_rate or 0)
        self.rate_fps = rate if 0 < rate <= _MOST_FPS else 0.0
        self.step = 1 / (self.rate_fps or _USUAL_FPS)
        """Seconds between frames, about."""
        self._base = float(self.stream.time_base or 1)
        first = [p.pts for p in islice(self._packets(), _REORDERED) if p.pts is not None and not p.is_discard]
        self.origin = min(first, default=0) * self._base
        """The file's own time of its first frame, in seconds."""

    def close(self) -> None:
        """Let go of the file."""
        self.container.close()

    def from_beginning(self) -> Iterator[Frame]:
        """All frames."""
        self._seek(self.stream.start_time or 0)
        frames = self._timed()
        first = next(frames, None)
        if first is None or first[0] > self.step / 2:  # some kinds of file find every place but the first
            self.container.close()
            self.container, self.stream = _open(self._path)
            frames = self._timed()
            first = next(frames, None)
        if first is not None:
            yield first
            yield from frames

    def from_near(self, place: float) -> Iterator[Frame]:
        """Frames from a key frame on that lies before this place, in seconds, or in some files behind it."""
        self._seek(round((place + self.origin) / self._base))
        return self._timed()

    def _seek(self, target: int) -> None:
        try:
            self.container.seek(target, stream=self.stream, backward=True)
        except (av.FFmpegError, OSError):
            with suppress(av.FFmpegError, OSError):
                self.container.seek(0)

    def _timed(self) -> Iterator[Frame]:
        """Frames with their times, later ones never earlier."""
        last: float | None = None
        for frame in self._decoded():
            stamp = frame.dts if frame.pts is None else frame.pts
            place = 0.0 if stamp is None else stamp * self._base - self.origin
            if last is not None and (stamp is None or place <= last):
                place = last + self.step
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
            yield from self.stream.decode(None)

    def _packets(self) -> Iterator[_Packet]:
        try:
            yield from self.container.demux(self.stream)
        except (av.FFmpegError, OSError):
            return


class _NoDecoderError(Exception):
    """FFmpeg knows the file, and not how its pictures are coded."""


def _open(path: Path) -> tuple[InputContainer, VideoStream]:
    container = av.open(str(path), metadata_errors="ignore")
    try:
        # The picture of a cover is a stream of one frame.
        moving = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
        if not moving:
            raise UnreadableError(_ONLY_SOUND if container.streams.audio else _UNKNOWN)
        if moving[0].codec_context is None:
            raise _NoDecoderError
        moving[0].codec_context.thread_count = 1
    except BaseException:
        container.close()
        raise
    return container, moving[0]


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
