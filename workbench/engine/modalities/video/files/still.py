"""One frame of a video as it is shown: upright, its pixels square, brought to any size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import av
import numpy as np
from av.video.reformatter import Interpolation, VideoReformatter

from workbench.engine.contracts import UInt8Array
from workbench.engine.modalities.image import decoding

_LARGEST_STRETCH = 4.0
"""Of a pixel's sides: what a header says beyond it is taken for a mistake."""
_SQUASHED = 2.0
"""The ratio of sides up to which `decoding.squared` only squashes."""


class Still(Protocol):
    """One frame, upright."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        ...

    def picture(self, width: int, height: int) -> UInt8Array:
        """(height, width, 3) uint8."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Orientation:
    """How pixels as they are coded lie on the screen, from FFmpeg's display matrix (libavutil/display.h).

    First rows and columns are exchanged, then left and right, then top and bottom.
    """

    exchanged: bool = False
    mirrored: bool = False
    upside_down: bool = False
    stretch: float = 1.0
    """How much wider than high a coded pixel is."""

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Of a frame on the screen, which is coded in so many pixels; none are taken away."""
        wide = round(width * self.stretch) if self.stretch > 1 else width
        high = round(height / self.stretch) if self.stretch < 1 else height
        return (high, wide) if self.exchanged else (wide, high)

    def upright(self, picture: UInt8Array) -> UInt8Array:
        """(H, W, 3) as coded -> as shown."""
        if self.exchanged:
            picture = picture.transpose(1, 0, 2)
        if self.mirrored:
            picture = picture[:, ::-1]
        if self.upside_down:
            picture = picture[::-1]
        return np.ascontiguousarray(picture)


class Scalers:
    """FFmpeg's scaler for each size that is asked for: to prepare one costs more than to use it."""

    def __init__(self) -> None:
        self._by_size: dict[tuple[int, int], VideoReformatter] = {}

    def scaled(self, frame: av.VideoFrame, width: int, height: int) -> UInt8Array:
        """(height, width, 3) uint8. Areas are averaged where it becomes much smaller: nothing flickers."""
        is_much = 2 * width <= frame.width or 2 * height <= frame.height
        how = Interpolation.AREA if is_much else Interpolation.BICUBIC
        scaler = self._by_size.setdefault((width, height), VideoReformatter())
        made = scaler.reformat(frame, width, height, "rgb24", interpolation=how, threads=1)
        return np.asarray(made.to_ndarray(), np.uint8)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CodedStill:
    """A frame as FFmpeg decoded it. Only one at a time is brought to a size: scalers are shared."""

    frame: av.VideoFrame
    orientation: Orientation
    scalers: Scalers

    @property
    def size(self) -> tuple[int, int]:
        """Width and height on the screen."""
        return self.orientation.size(self.frame.width, self.frame.height)

    def picture(self, width: int, height: int) -> UInt8Array:
        """(height, width, 3) uint8, by FFmpeg's scaler; of interlaced frames every other line counts.

        Their two halves were taken at two moments: together, what moves would have combs for edges.
        """
        across, down = (height, width) if self.orientation.exchanged else (width, height)
        frame = self.frame
        if frame.interlaced_frame and frame.height > 2:
            field = self.scalers.scaled(frame, across, frame.height)[::2]
            return self.orientation.upright(decoding.resized(field, across, down))
        return self.orientation.upright(self.scalers.scaled(frame, across, down))


def orientation_of(frame: av.VideoFrame, stretch: float) -> Orientation:
    """From what the file says of this frame; turns by other than right angles go to the nearest."""
    if not 1 / _LARGEST_STRETCH <= stretch <= _LARGEST_STRETCH:
        stretch = 1.0
    # A frame whose data was asked for stays in memory until a collection: a small copy does not matter.
    found: Iterable[Any] = frame.reformat(16, 16, "rgb24").side_data
    matrix = next((data for data in found if data.type.name == "DISPLAYMATRIX"), None)
    if matrix is None:
        return Orientation(stretch=stretch)
    a, b, _, c, d, *_ = np.frombuffer(matrix, np.int32).tolist()  # x' = a x + c y, y' = b x + d y
    if abs(a) + abs(d) >= abs(b) + abs(c):
        return Orientation(mirrored=a < 0, upside_down=d < 0, stretch=stretch)
    return Orientation(exchanged=True, mirrored=c < 0, upside_down=b < 0, stretch=stretch)


def squared(still: Still, side: int) -> UInt8Array:
    """(side, side, 3) uint8, as `decoding.squared` does it; straight from the frame where it is squashed."""
    width, height = still.size
    ratio = max(width, height) / min(width, height)
    if ratio <= _SQUASHED:
        return still.picture(side, side)
    return decoding.squared(within(still, 2 * side), side)


def within(still: Still, side: int) -> UInt8Array:
    """(h, w, 3) uint8 in its shape, the longer side at most `side`; never enlarged."""
    width, height = still.size
    scale = min(1.0, side / max(width, height))
    return still.picture(max(1, round(width * scale)), max(1, round(height * scale)))
