"""The samples in a recording: itself, or the clips it is cut into."""

from __future__ import annotations

from workbench.engine.clips import place_of, places
from workbench.engine.contracts import Part
from workbench.engine.modalities.audio.files.reading import RATE_HZ, AudioReading


def parts(seconds: float, rate_hz: int, channels: int, reading: AudioReading) -> tuple[Part, ...]:
    """Those of a sound that long; one that is hardly longer than a clip stays whole."""
    return tuple(
        Part(key=key, width=round((end - start) * RATE_HZ), height=rate_hz, channels=channels)
        for key, start, end in places(seconds, reading.seconds)
    )


__all__ = ["parts", "place_of"]
