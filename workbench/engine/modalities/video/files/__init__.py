"""Files of video: what is in them, how they are cut into clips, and their frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from workbench.engine.contracts import Decoded, Health, Layout, UInt8Array, Video
from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.image import decoding
from workbench.engine.modalities.video import pictures
from workbench.engine.modalities.video.files import clips, kinds
from workbench.engine.modalities.video.files.numbered import together
from workbench.engine.modalities.video.files.opened import Opened, open_video
from workbench.engine.modalities.video.files.proposing import propose
from workbench.engine.modalities.video.files.reading import (
    ALSO,
    FEWEST_FRAMES,
    LONGEST_CLIP_FRAMES,
    SUFFIXES,
    VideoReading,
)
from workbench.engine.modalities.video.files.showing import shown
from workbench.engine.modalities.video.files.still import Still, squared, within

_SMALLEST_PX = 8
_SLACK_SECONDS = 0.05
_ONE_COLOUR = "It is of one colour all over, from beginning to end."
_ONE_FRAME = "It is a single picture; a video has two frames or more."
_GONE = "The file does not hold this part any more."


def probe(path: Path, reading: VideoReading) -> Health:
    """The clips of a file or a folder of frames, with what should be known. Never raises for bad content."""
    try:
        with open_video(path) as opened:
            return _looked_at(path, opened, reading)
    except UnreadableError as error:
        return Health(verdict="unreadable", reason=str(error))
    except OSError as error:
        return Health(verdict="unreadable", reason=f"The file cannot be read: {error.strerror or error}.")


def decode(
    path: Path, parts: Sequence[str], layout: Layout, reading: VideoReading
) -> Iterator[Decoded | UnreadableError]:
    """Each part as a row (T, H, W, 3) uint8, the last frame standing still behind shorter clips.

    Parts in their order are decoded in one pass. Raises `UnreadableError`.
    """
    try:
        with open_video(path) as opened:
            for part in parts:
                place = _place(opened, part)
                if place is None:
                    yield UnreadableError(_GONE)
                    continue
                try:
                    yield _decoded(opened, *place, layout, reading)
                except UnreadableError as error:
                    yield error
    except OSError as error:
        raise UnreadableError(f"The file cannot be read: {error.strerror or error}.") from error


def read(path: Path, part: str, reading: VideoReading) -> Video:
    """A part for a viewer, small enough for memory; see `showing`. Raises `UnreadableError`."""
    try:
        with open_video(path) as opened:
            place = _place(opened, part)
            if place is None:
                raise UnreadableError(_GONE)
            return shown(opened, *place)
    except OSError as error:
        raise UnreadableError(f"The file cannot be read: {error.strerror or error}.") from error


def _looked_at(path: Path, opened: Opened, reading: VideoReading) -> Health:
    seconds = opened.seconds
    if not opened.has_frames(FEWEST_FRAMES):
        if opened.has_frames(1):
            return Health(verdict="too small", reason=_ONE_FRAME)
        return Health(verdict="unreadable", reason="No frame of it can be read: it is damaged.")
    (still,) = opened.stills([0.0])
    side = min(still.size)
    if side < _SMALLEST_PX:
        size = " x ".join(map(str, still.size))
        reason = f"Its frames have only {size} pixels; {_SMALLEST_PX} on each side are needed."
        return Health(verdict="too small", reason=reason)
    parts = clips.parts(seconds, side, reading)
    notes = [kinds.wrong_name(path, opened.kind), opened.note, clips.coarse(parts, reading)]
    return Health(parts=parts, note=" ".join(note for note in notes if note))


def _place(opened: Opened, part: str) -> tuple[float, float] | None:
    """From when to when a part lasts; None where the file does not hold it."""
    if not part:
        return 0.0, opened.seconds
    place = clips.place_of(part)
    return None if place is None or place[0] >= opened.seconds + _SLACK_SECONDS else place


def _decoded(opened: Opened, start: float, end: float, layout: Layout, reading: VideoReading) -> Decoded:
    length, side = layout.shape[:2]
    number = min(length, clips.num_frames(end - start, reading))
    row = np.empty(layout.shape, np.uint8)
    strip: list[UInt8Array] = []
    in_strip = set(pictures.strip_places(number))
    before: Still | None = None
    for place, still in enumerate(opened.stills(clips.moments(start, end, number))):
        row[place] = row[place - 1] if still is before else squared(still, side)
        before = still
        if place in in_strip:
            strip.append(within(still, pictures.STRIP_PX))
    row[number:] = row[number - 1]
    thumbnail = pictures.thumbnail(strip)
    if decoding.is_blank(row[:number].reshape(-1, side, 3)):
        return Decoded(row=row, thumbnail=thumbnail, verdict="blank", reason=_ONE_COLOUR)
    return Decoded(row=row, thumbnail=thumbnail)


__all__ = [
    "ALSO",
    "LONGEST_CLIP_FRAMES",
    "SUFFIXES",
    "VideoReading",
    "decode",
    "probe",
    "propose",
    "read",
    "together",
]
