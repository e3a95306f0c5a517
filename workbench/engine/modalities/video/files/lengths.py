"""How long a file of video lasts: by its header, and by what is really there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import av
from av.container import InputContainer
from av.video.stream import VideoStream

_END_SECONDS = 5.0
_SLACK_SECONDS = 0.5
"""By which headers are wrong."""
_MOST_SECONDS = 30 * 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """What can be read, and a sentence where that is less than the file was meant to hold."""

    seconds: float
    note: str = ""


def promised(container: InputContainer, stream: VideoStream, origin: float) -> float:
    """Seconds that the header speaks of, of the pictures or, where it is silent of them, of all."""
    if stream.duration and stream.time_base:
        seconds = float(stream.duration * stream.time_base)
    elif container.duration:
        begins = container.start_time / av.time_base if container.start_time > 0 else 0.0
        seconds = container.duration / av.time_base + begins - origin
    else:
        return 0.0
    if container.format.name == "avi" and stream.average_rate:  # its length is that of the index it has left
        seconds = max(seconds, float(stream.frames / stream.average_rate))
    return seconds if 0 < seconds < _MOST_SECONDS else 0.0


def measured(container: InputContainer, stream: VideoStream, origin: float, step: float) -> Length:
    """By the last packets, found by a leap to near the end or, where that fails, one by one.

    No frame is decoded. The container is left at its end.
    """
    meant = promised(container, stream, origin)
    for place in (meant - _END_SECONDS, 0.0):
        if place < 0:
            continue
        _seek(container, stream, place, origin)
        pictures, everything = _ends(container, stream, origin, step)
        if pictures > 0:
            return Length(seconds=pictures, note=_missing(meant, pictures, everything, step))
    return Length(seconds=0.0)


def _seek(container: InputContainer, stream: VideoStream, place: float, origin: float) -> None:
    base = float(stream.time_base or 1)
    target = round((place + origin) / base) if place > 0 else stream.start_time or 0
    try:
        container.seek(target, stream=stream, backward=True)
    except (av.FFmpegError, OSError):
        with suppress(av.FFmpegError, OSError):
            container.seek(0)


def _ends(container: InputContainer, stream: VideoStream, origin: float, step: float) -> tuple[float, float]:
    """When the last picture ends, and when the last of any stream, in seconds."""
    pictures = everything = 0.0
    bases = {one.index: float(one.time_base or 0) for one in container.streams}
    for packet in _packets(container):
        at = packet.pts if packet.pts is not None else packet.dts
        base = bases.get(packet.stream_index, 0.0)
        if at is None or not base:
            continue
        is_picture = packet.stream_index == stream.index
        lasts = packet.duration * base if packet.duration else step * is_picture
        ends = at * base + lasts - origin
        everything = max(everything, ends)
        if is_picture:
            pictures = max(pictures, ends)
    return pictures, everything


def _packets(container: InputContainer) -> Iterator[Any]:
    """Of all streams, up to the end or to where the file breaks off."""
    try:
        yield from container.demux()
    except (av.FFmpegError, OSError):
        return


def _missing(meant: float, pictures: float, everything: float, step: float) -> str:
    if meant - everything <= max(_SLACK_SECONDS, 2 * step):
        return ""
    return f"It breaks off after {pictures:.1f} of {meant:.1f} s; what is there is used."
