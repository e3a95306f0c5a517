"""Small videos, drawn where a test needs them: a square that moves, written by FFmpeg in any codec."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import av
import av.video
import numpy as np
from numpy.typing import NDArray

Frames = NDArray[np.uint8]
WAYS: Mapping[str, tuple[int, int]] = {"right": (1, 0), "left": (-1, 0), "down": (0, 1), "up": (0, -1)}
"""In which direction a square can move: along the width, along the height."""
_BY_TURNS = ("right", "left")
_TICKS = 1200
"""Units of a second in which frames have their times."""


def square(
    frames: int = 24,
    *,
    way: str = "right",
    width: int = 64,
    height: int = 48,
    seed: int = 0,
) -> Frames:
    """A light square that goes once across a dark ground and comes in again: (T, H, W, 3).

    Seeds differ in colour, in ground, and in where the square begins.
    """
    draw = np.random.default_rng(seed)
    made = np.empty((frames, height, width, 3), np.uint8)
    ground = draw.integers(20, 90, (height // 8 + 1, width // 8 + 1, 3), np.uint8)
    made[:] = ground.repeat(8, 0).repeat(8, 1)[:height, :width]
    colour = draw.integers(150, 256, 3, np.uint8)
    side = max(2, min(width, height) // 4)
    across, along = WAYS[way]
    left, top = draw.integers(0, width), draw.integers(0, height)
    for number, frame in enumerate(made):
        rows = (np.arange(side) + top + along * number * height // frames) % height
        columns = (np.arange(side) + left + across * number * width // frames) % width
        frame[np.ix_(rows, columns)] = colour
    return made


def grey_ramp(frames: int = 24, *, width: int = 32, height: int = 24) -> Frames:
    """Frames of one shade each, from black to white: which frame it is can be read off its shade."""
    shades = np.linspace(16, 235, frames).round().astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(shades[:, None, None, None], (frames, height, width, 3)))


def make(
    path: Path,
    frames: Iterable[Frames] | None = None,
    *,
    rate: float = 12.0,
    codec: str = "libx264",
    pixels: str = "",
    rotation: int = 0,
    times: Sequence[float] | None = None,
    options: Mapping[str, str] | None = None,
    format_: str | None = None,
) -> Path:
    """Write frames (H, W, 3), by default a square that moves; returns the path.

    `pixels`: FFmpeg's name of the format, by default one that the codec takes; `rotation`: degrees against
    the clock by which a player turns it; `times`: when each frame is shown, in seconds, where not evenly.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    first, *rest = square() if frames is None else frames
    with av.open(str(path), "w", format=format_) as container:
        stream = container.add_stream(codec, rate=Fraction(rate).limit_denominator(1000))
        assert isinstance(stream, av.video.VideoStream)
        stream.height, stream.width = first.shape[:2]
        stream.pix_fmt = pixels or _PIXELS.get(codec, "yuv420p")
        stream.options = dict(_OPTIONS.get(codec, {}) if options is None else options)
        if rotation:
            stream.set_display_rotation(rotation)
        if times is not None:
            stream.codec_context.time_base = Fraction(1, _TICKS)
        for number, pixel in enumerate((first, *rest)):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixel), format="rgb24")
            if times is not None:
                frame.pts, frame.time_base = round(times[number] * _TICKS), Fraction(1, _TICKS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def make_many(folder: Path, number: int = 12, *, frames: int = 12, side: int = 48) -> Path:
    """Squares that move right and left by turns: right00.mp4, left01.mp4 ...; returns the folder."""
    for index, name in enumerate(names(number)):
        make(folder / name, square(frames, way=_BY_TURNS[index % 2], width=side, height=side, seed=index))
    return folder


def names(number: int) -> list[str]:
    """Of so many videos as `make_many` makes."""
    return [f"{_BY_TURNS[index % 2]}{index:02d}.mp4" for index in range(number)]


_PIXELS = {"gif": "rgb8", "ffv1": "bgr0", "mjpeg": "yuvj420p", "png": "rgb24"}
_OPTIONS: Mapping[str, Mapping[str, str]] = {
    "libx264": {"preset": "ultrafast", "crf": "18"},
    "libx265": {"preset": "ultrafast", "x265-params": "log-level=none"},
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8"},
}
