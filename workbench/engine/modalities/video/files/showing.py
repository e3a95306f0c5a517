"""A video for a viewer: as much and as large of it as a screen needs and memory bears."""

from __future__ import annotations

import numpy as np

from workbench.engine.contracts import Video
from workbench.engine.modalities.video.files import clips
from workbench.engine.modalities.video.files.opened import Opened
from workbench.engine.modalities.video.files.still import within

_SIDE_PX = 640
_MOST_FRAMES = 300
_MOST_BYTES = 96 * 2**20
_FASTEST_FPS = 30.0
_SLOWEST_FPS = 10.0
"""To which the rate falls before less of the time is shown."""


def shown(opened: Opened, start: float, end: float) -> Video:
    """From `start` to `end`, in seconds; what is too long for memory has fewer frames, then ends early."""
    first = within(next(iter(opened.stills([start]))), _SIDE_PX)
    most = max(1, min(_MOST_FRAMES, _MOST_BYTES // first.nbytes))
    seconds = max(end - start, 1e-3)
    own = min(_FASTEST_FPS, opened.rate_fps or _FASTEST_FPS)
    rate = max(min(own, _SLOWEST_FPS), min(own, most / seconds))
    number = max(1, min(most, round(seconds * rate)))
    moments = clips.moments(start, start + min(seconds, number / rate), number)
    frames = np.empty((number, *first.shape), np.uint8)
    for place, still in enumerate(opened.stills(moments)):
        frames[place] = still.picture(first.shape[1], first.shape[0])
    return Video(frames=frames, rate_fps=rate)
