"""A video ready to be looked at: its frames as the screen takes them, and a few small ones for a strip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QImage

from workbench.app.views.sound_track import length
from workbench.app.widgets import figures
from workbench.app.words import tr
from workbench.engine.contracts import UInt8Array, Video
from workbench.engine.modalities.image import decoding

SCREEN_PX, SIDE_PX = 960, 480
"""The longer side of a frame in the viewer, and at the side of a page."""
_MOST_BYTES = 256 * 2**20
_STRIP_FRAMES = 24
_STRIP_PX = 72


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reel:
    """A video, made ready.

    frames: (T, h, w, 4) uint8, blue, green, red and a byte that is not seen; small: (S, h', w', 4), some
    of them evenly from the first to the last; width, height: of the video itself, in pixels.
    """

    frames: UInt8Array
    small: UInt8Array
    rate_fps: float
    width: int
    height: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.frames) / self.rate_fps

    def image(self, number: int) -> QImage:
        """A frame to be painted at once: it lives no longer than the reel."""
        return _image(self.frames[number])

    def small_image(self, number: int) -> QImage:
        """The same of a small one."""
        return _image(self.small[number])


def reel_of(video: Video, most_px: int) -> Reel:
    """Frames at most `most_px` a side; takes a while: not for the window's thread."""
    number, height, width = video.frames.shape[:3]
    room = (_MOST_BYTES / (4 * number * height * width)) ** 0.5
    places = np.linspace(0, number - 1, min(_STRIP_FRAMES, number)).round().astype(int)
    return Reel(
        frames=_screened(video.frames, min(1.0, most_px / max(height, width), room)),
        small=_screened([video.frames[place] for place in places], min(1.0, _STRIP_PX / height)),
        rate_fps=video.rate_fps,
        width=width,
        height=height,
    )


def about(reel: Reel) -> list[str]:
    """How large a video is, how quick and how long, in a few words each."""
    return [
        tr("{width:,} × {height:,} pixels").format(width=reel.width, height=reel.height),
        tr("{rate:.3g} frames a second").format(rate=reel.rate_fps),
        length(reel.seconds),
        figures.counted(len(reel.frames), tr("frame"), tr("frames")),
    ]


def _screened(frames: UInt8Array | Sequence[UInt8Array], scale: float) -> UInt8Array:
    """(H, W, 3) each, in red, green and blue -> (N, h, w, 4)."""
    height, width = frames[0].shape[:2]
    size = max(1, round(width * scale)), max(1, round(height * scale))
    made = np.full((len(frames), size[1], size[0], 4), 255, np.uint8)
    for place, frame in enumerate(frames):
        fitted = frame if size == (width, height) else decoding.resized(frame, *size)
        made[place, ..., :3] = fitted[..., ::-1]
    return made


def _image(pixels: UInt8Array) -> QImage:
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
