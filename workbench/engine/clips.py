"""How what lasts is cut into clips, and how a clip is named by its place: "12.0-17.0", in seconds."""

from __future__ import annotations

import re
from itertools import pairwise

MOST_CLIPS = 1_000_000
SHORTEST_SECONDS = 0.1
_LEAST_REST = 0.25
"""Of a clip: what is left at the end is a clip of its own from there on, and else left out."""
_KEY = re.compile(r"(\d+\.\d+)-(\d+\.\d+)")


def places(seconds: float, clip_seconds: float) -> list[tuple[str, float, float]]:
    """Key, beginning and end of each clip of what lasts that long, in seconds; 0: it is kept whole.

    What is hardly longer than a clip stays whole, its key "".
    """
    length = max(clip_seconds, SHORTEST_SECONDS) if clip_seconds else 0.0
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
