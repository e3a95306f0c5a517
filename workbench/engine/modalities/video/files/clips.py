"""The samples in a video: itself, or the clips it is cut into, and which moments of them are looked at."""

from __future__ import annotations

from workbench.engine.clips import place_of, places
from workbench.engine.contracts import Part
from workbench.engine.modalities.video.files.reading import (
    FEWEST_FRAMES,
    LONGEST_CLIP_FRAMES,
    VideoReading,
)

_COARSE = 2.0
"""Times as far apart as was asked for."""


def parts(seconds: float, side_px: int, reading: VideoReading) -> tuple[Part, ...]:
    """Those of a video that long; one that is hardly longer than a clip stays whole."""
    return tuple(
        Part(
            key=key,
            width=round(1000 * (end - start)),
            height=side_px,
            channels=num_frames(end - start, reading),
        )
        for key, start, end in places(seconds, reading.seconds)
    )


def num_frames(seconds: float, reading: VideoReading) -> int:
    """How many frames are looked at in so long a stretch: 2 to 32."""
    return min(LONGEST_CLIP_FRAMES, max(FEWEST_FRAMES, round(seconds * reading.rate)))


def moments(start: float, end: float, number: int) -> list[float]:
    """The middles of so many equal stretches, in seconds."""
    return [start + (place + 0.5) * (end - start) / number for place in range(number)]


def coarse(found: tuple[Part, ...], reading: VideoReading) -> str:
    """A sentence where a sample lasts so long that its frames lie far apart; else ""."""
    longest = max(found, key=lambda part: part.width)
    apart = longest.width / 1000 / longest.channels
    if longest.channels < LONGEST_CLIP_FRAMES or apart * reading.rate <= _COARSE:
        return ""
    if longest.key:
        return f"Each of its clips is seen in {longest.channels} frames, {apart:.1f} s apart."
    return (
        f"All of it is seen in {longest.channels} frames, {apart:.1f} s apart;"
        " cut into clips, more of it would be."
    )


__all__ = ["coarse", "moments", "num_frames", "parts", "place_of"]
