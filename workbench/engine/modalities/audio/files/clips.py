"""How a recording is cut into clips, and how a clip is named by its place: "12.0-17.0", in seconds."""

from __future__ import annotations

import re
from itertools import pairwise

from workbench.engine.contracts import Part
from workbench.engine.modalities.audio.files.reading import RATE_HZ, SHORTEST_CLIP, AudioReading

MOST_CLIPS = 1_000_000
_LEAST_REST = 0.25
"""Of a clip: what is left at the end is a clip of its own from there on, and else left out."""
_KEY = re.compile(r"(\d+\.\d+)-(\d+\.\d+)")


def parts(seconds: float, rate_hz: int, channels: int, reading: AudioReading) -> tuple[Part, ...]:
    """The samples in a sound that long: itself where it is hardly longer than a clip, or its clips."""
    return tuple(
        Part(key=key, width=round((end - start) * RATE_HZ), height=rate_hz, channels=channels)
        for key, start, end in _places(seconds, reading)
    )


def _places(seconds: float, reading: AudioReading) -> list[tuple[str, float, float]]:
    """Key, beginning and end of each clip."""
    length = max(reading.seconds, SHORTEST_CLIP) if reading.seconds else 0.0
    if not length or seconds < (1 + _LEAST_REST) * length:
        return [("", 0.0, seconds)]
    number = min(MOST_CLIPS, int((seconds + 1e-6) / length))
    ends = [round(place * length, 3) for place in range(number + 1)]
    if seconds - ends[-1] >= _LEAST_REST * length and number < MOST_CLIPS:
        ends.append(round(seconds, 3))
    return [(f"{_written(start)}-{_written(end)}", start, end) for start, end in pairwise(ends)]


def place_of(key: str) -> tuple[float, float] | None:
    """From when to when a clip of this name lasts, in seconds; None where it names no clip."""
    found = _KEY.fullmatch(key)
    if found is None or float(found[1]) >= float(found[2]):
        return None
    return float(found[1]), float(found[2])


def _written(seconds: float) -> str:
    whole, thousandths = f"{seconds:.3f}".split(".")
    return f"{whole}.{thousandths.rstrip('0') or '0'}"
