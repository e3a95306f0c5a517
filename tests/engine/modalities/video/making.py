"""What tests of reading videos share: decoding parts, and which frame of a ramp a shade is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.engine.contracts import Decoded, Health, Layout, Video
from workbench.engine.modalities import modalities
from workbench.engine.modalities.video import VideoReading

MODALITY = modalities.get("video")


def probed(path: Path, **reading: float) -> Health:
    """What a look at a file says."""
    return MODALITY.probe(path, VideoReading(**reading))


def decoded(path: Path, *parts: str, frames: int = 16, side: int = 64, **reading: float) -> list[Decoded]:
    """These parts of a file, or the whole, which all must be readable."""
    layout = Layout(shape=(frames, side, side, 3))
    found = list(MODALITY.decode(path, parts or ("",), layout, VideoReading(**reading)))
    assert all(isinstance(one, Decoded) for one in found), found
    return [one for one in found if isinstance(one, Decoded)]


def shown(path: Path, part: str = "") -> Video:
    """A part as a viewer gets it."""
    content = MODALITY.read(path, part, VideoReading())
    assert isinstance(content, Video)
    return content


def numbers(row: NDArray[np.uint8], ramp: NDArray[np.uint8]) -> list[int]:
    """Which frame of a ramp (see `tests.videos.grey_ramp`) each of a row's frames is."""
    shades = ramp[:, 0, 0, 0].astype(int)
    middle = row.shape[1] // 2
    return [int(np.abs(shades - int(frame[middle, middle, 1])).argmin()) for frame in row]
