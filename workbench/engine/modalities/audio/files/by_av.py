"""Sounds as FFmpeg reads them: MP3, MP4 and AAC, WMA, the sound of videos, and what is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import av
import numpy as np
from numpy.typing import NDArray

from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.audio.files import kinds, mpeg

_BEFORE_SECONDS = 0.3
"""Decoded before a place that is sought, and dropped: a codec's first frames stand on those before."""
_READ_ON_SECONDS = 10.0
_END_SECONDS = 3.0
_JITTER_SECONDS = 0.03
"""Times in files are rounded; a frame that is this close to where the last ended follows on it."""
_INTEGERS = {"u1": 128.0, "i2": 32768.0, "i4": 2147483648.0, "i8": 9223372036854775808.0}
_Packet: TypeAlias = "av.Packet[av.AudioStream]"
_Block = tuple[int, NDArray[np.float32]]


class AvReader:
    """An open file; raises `UnreadableError` where FFmpeg finds no sound in it that it can decode."""

    slack_seconds = 0.5

    def __init__(self, path: Path, head: bytes) -> None:
        try:
            self._container = av.open(str(path), metadata_errors="ignore")
        except (OSError, ValueError, av.FFmpegError) as error:
            raise UnreadableError(kinds.LOCKED if kinds.is_locked(head) else _UNKNOWN) from error
        self.kind = self._container.format.name
        self._counts_itself = self.kind == "mp3" and mpeg.counts_itself(head, path.stat().st_size)
        try:
            self._open_stream(head)
        except BaseException:
            self.close()
            raise

    def _open_stream(self, head: bytes) -> None:
        if not self._container.streams.audio:
            raise UnreadableError(_NO_SOUND if self._container.streams.video else _UNKNOWN)
        self._stream = self._container.streams.audio[0]
        codec = self._stream.codec_context
        if codec is None:  # FFmpeg knows the file, and not how its sound is coded
            raise UnreadableError(_UNKNOWN)
        if kinds.is_locked(head, codec.codec_tag):
            raise UnreadableError(kinds.LOCKED)
        codec.thread_count = 1
        self._origin: float | None = None
        self._expected: int | None = None
        self._blocks = self._decoded()
        self._left: _Block | None = None
        first = next((frame for frame in self._frames() if frame.samples), None)
        if first is None or not first.sample_rate:
            raise UnreadableError(_UNKNOWN)
        self.rate_hz = int(first.sample_rate)
        self.channels = len(first.layout.channels)
        self._origin = float(first.time or 0.0)
        self._seek(0)
        self.promised = self._promised()

    def close(self) -> None:
        """Let go of the file."""
        self._container.close()

    @property
    def ends_well(self) -> bool:
        """Damaged places are stepped over."""
        return True

    def read(self, start: int, count: int) -> NDArray[np.float32]:
        """So many frames from there on, (n, C) float32; fewer where the file ends, gaps are silent."""
        made = np.zeros((max(0, count), self.channels), np.float32)
        at = self._left[0] if self._left else self._expected
        if at is None or not 0 <= start - at <= _READ_ON_SECONDS * self.rate_hz:
            self._seek(start)
        done = 0
        while done < len(made):
            block = self._left or next(self._blocks, None)
            if block is None:
                break
            place, samples = block
            first, last = max(place, start), min(place + len(samples), start + len(made))
            if first < last:
                made[first - start : last - start] = samples[first - place : last - place]
            rest = samples[max(0, last - place) :] if last > start else samples[:0]
            self._left = (place + len(samples) - len(rest), rest) if len(rest) else None
            done = max(done, min(len(made), place + len(samples) - start))
        return made[:done]

    def measure(self) -> int:
        """How many frames can be read."""
        return self._measured

    @cached_property
    def _measured(self) -> int:
        """From the last packet, found by a leap to near the end or, where that fails, one by one.

        Of an MP3 FFmpeg reads all that it leaps over: a second for six hours, where its own count would do.
        """
        if self._counts_itself and self.promised:
            return self.promised
        end = 0
        for place in (max(0.0, self.promised / self.rate_hz - _END_SECONDS), 0.0):
            self._seek(round(place * self.rate_hz))
            end = max((self._end_of(packet) for packet in self._packets()), default=0)
            if end:
                break
        self._seek(0)
        is_padded = 0 < end - self.promised < self.slack_seconds * self.rate_hz
        return self.promised if is_padded or not end else end

    def _promised(self) -> int:
        """Frames that the header speaks of; 0 where it does not."""
        stream, begins = self._stream, self._origin or 0.0
        if stream.duration and stream.time_base:
            ends = float((stream.start_time or 0) + stream.duration) * float(stream.time_base)
        elif self._container.duration:
            ends = self._container.duration / av.time_base
        else:
            return 0
        return max(0, round((ends - begins) * self.rate_hz))

    def _end_of(self, packet: _Packet) -> int:
        if packet.pts is None or packet.time_base is None:
            return 0
        ends = float((packet.pts + (packet.duration or 0)) * packet.time_base)
        return max(0, round((ends - (self._origin or 0.0)) * self.rate_hz))

    def _seek(self, start: int) -> None:
        """Go to somewhere before this frame; what is decoded next says where."""
        seconds = max(0.0, start / self.rate_hz - _BEFORE_SECONDS) + (self._origin or 0.0)
        place = seconds if start / self.rate_hz > _BEFORE_SECONDS else 0.0
        try:
            base = float(self._stream.time_base or 1)
            self._container.seek(round(place / base), stream=self._stream, backward=True)
        except av.FFmpegError:
            self._container.seek(0)
        self._expected, self._left = None, None
        self._blocks = self._decoded()

    def _packets(self) -> Iterator[_Packet]:
        """Those of the sound, up to the end or to where the file breaks off."""
        try:
            yield from self._container.demux(self._stream)
        except (av.FFmpegError, OSError):
            return

    def _frames(self) -> Iterator[av.AudioFrame]:
        """Decoded frames; packets that are damaged are stepped over."""
        for packet in self._packets():
            try:
                yield from packet.decode()
            except av.FFmpegError:
                continue

    def _decoded(self) -> Iterator[_Block]:
        """Where each frame begins, by the file's own times, and its samples (n, C)."""
        for frame in self._frames():
            samples = self._samples(frame)
            if not len(samples):
                continue
            at = None if frame.time is None else frame.time - (self._origin or 0.0)
            place = self._expected or 0 if at is None else round(at * self.rate_hz)
            if self._expected is not None and abs(place - self._expected) < _JITTER_SECONDS * self.rate_hz:
                place = self._expected
            self._expected = place + len(samples)
            yield place, samples

    def _samples(self, frame: av.AudioFrame) -> NDArray[np.float32]:
        """(n, C) float32, with the channels that the first frame had."""
        values = frame.to_ndarray()
        num = len(frame.layout.channels)
        values = values.T if frame.format.is_planar else values.reshape(-1, num)
        kind = values.dtype.str[1:]
        made = values.astype(np.float32)
        if kind in _INTEGERS:
            made = (made - (128 if kind == "u1" else 0)) / np.float32(_INTEGERS[kind])
        if num != self.channels:
            made = np.repeat(made.mean(1, keepdims=True), self.channels, axis=1)
        return made


_UNKNOWN = (
    "It holds no sound that can be read: it is damaged, or of a kind that is not known."
    " Save it as WAV or FLAC in the program that wrote it."
)
_NO_SOUND = "It holds no sound, only pictures."
