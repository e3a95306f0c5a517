"""Files of video: what is in them, how they are cut into clips, and their frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import numpy as np

from workbench.engine.contracts import Decoded, Health, Layout, Part, UInt8Array, Video
from workbench.engine.modalities import Proposal, UnreadableError
from workbench.engine.modalities.image import decoding
from workbench.engine.modalities.video import pictures
from workbench.engine.modalities.video.files.reading import (
    ALSO,
    LONGEST_CLIP_FRAMES,
    SUFFIXES,
    VideoReading,
)

_UNKNOWN = "It holds no video that can be read: it is damaged, or of a kind that is not known."


def propose(paths: Sequence[Path]) -> Proposal:
    """Whole files."""
    return Proposal(reading=VideoReading(), reason="The files are short, so each is one video.")


def probe(path: Path, reading: VideoReading) -> Health:
    """The clips of a file, with what should be known of it. Never raises for bad content."""
    try:
        frames, rate = _frames(path)
    except UnreadableError as error:
        return Health(verdict="unreadable", reason=str(error))
    seconds = len(frames) / rate
    number = min(LONGEST_CLIP_FRAMES, max(2, round(seconds * reading.rate)))
    side = min(frames[0].shape[:2])
    return Health(parts=(Part(width=round(1000 * seconds), height=side, channels=number),))


def decode(
    path: Path, parts: Sequence[str], layout: Layout, reading: VideoReading
) -> Iterator[Decoded | UnreadableError]:
    """Each part as a row (T, H, W, 3) uint8, the last frame standing still behind shorter clips."""
    frames, rate = _frames(path)
    length, side = layout.shape[:2]
    number = min(length, max(2, round(len(frames) / rate * reading.rate)))
    places = ((np.arange(number) + 0.5) * len(frames) / number).astype(int)
    small = np.stack([decoding.squared(frames[place], side) for place in places])
    row = small[np.minimum(np.arange(length), number - 1)]
    for _ in parts:
        yield Decoded(row=row, thumbnail=pictures.thumbnail([frames[place] for place in places]))


def read(path: Path, part: str, reading: VideoReading) -> Video:
    """A part as it is in its file."""
    frames, rate = _frames(path)
    return Video(frames=np.stack(frames), rate_fps=rate)


def _frames(path: Path) -> tuple[list[UInt8Array], float]:
    try:
        with av.open(str(path)) as container:
            if not container.streams.video:
                raise UnreadableError(_UNKNOWN)
            stream = container.streams.video[0]
            frames = [np.asarray(f.to_ndarray(format="rgb24"), np.uint8) for f in container.decode(stream)]
            rate = float(stream.average_rate or 25)
    except (OSError, ValueError, av.FFmpegError) as error:
        raise UnreadableError(_UNKNOWN) from error
    if not frames:
        raise UnreadableError(_UNKNOWN)
    return frames, rate


__all__ = ["ALSO", "SUFFIXES", "VideoReading", "decode", "probe", "propose", "read"]
