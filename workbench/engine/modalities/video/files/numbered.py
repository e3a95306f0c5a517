"""Folders of numbered pictures as videos: frame_0001.png, frame_0002.png ..., each folder one video."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.engine.contracts import UInt8Array
from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.image import decoding, tone
from workbench.engine.modalities.image import reading as image_files
from workbench.engine.modalities.video.files.reading import ALSO, SUFFIXES

RATE_FPS = 8.0
"""That is assumed: pictures do not say how quickly they followed one another."""
_FEWEST = 3
"""Numbered pictures that make a folder a video."""
_PICTURES = image_files.SUFFIXES - ALSO
_NAME = re.compile(r"(?P<before>.*?)(?P<number>\d+)(?P<behind>\D*)")


def together(paths: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Folders whose numbered pictures are the frames of one video, and all pictures in each.

    Of paths with "/", relative to wherever; a folder is "" where that is it. What holds videos itself is
    a folder of videos.
    """
    by_folder: dict[str, list[str]] = {}
    for path in paths:
        by_folder.setdefault(path.rpartition("/")[0], []).append(path)
    found: dict[str, tuple[str, ...]] = {}
    for folder, members in by_folder.items():
        names = {path.rpartition("/")[2]: path for path in members}
        if any(Path(name).suffix.lower() in SUFFIXES for name in names):
            continue
        if len(_series(names)) >= _FEWEST:
            found[folder] = tuple(names[name] for name in sorted(names) if _is_picture(name))
    return found


class FrameFolder:
    """An open folder of frames; raises `UnreadableError` where it holds none, and OSError."""

    kind = "folder"
    rate_fps = RATE_FPS

    def __init__(self, path: Path) -> None:
        names = [entry.name for entry in path.iterdir() if not entry.name.startswith(".")]
        self._paths = [path / name for name in _series(names)]
        self._left_out = sum(map(_is_picture, names)) - len(self._paths)
        if not self._paths:
            raise UnreadableError("The folder holds no numbered pictures any more.")
        self._shown: tuple[Path, _PictureStill] | None = None

    def close(self) -> None:
        """Nothing is held open."""

    @property
    def seconds(self) -> float:
        """How long it lasts at the rate that is assumed."""
        return len(self._paths) / RATE_FPS

    promised_seconds = seconds

    @property
    def note(self) -> str:
        """How it was read, and how many pictures were left out."""
        text = f"Its {len(self._paths)} numbered pictures are taken as frames, {RATE_FPS:g} a second."
        if self._left_out:
            others = "1 other picture" if self._left_out == 1 else f"{self._left_out} other pictures"
            text += f" {others} in the folder {'is' if self._left_out == 1 else 'are'} left out."
        return text

    def has_frames(self, least: int) -> bool:
        """Whether it has so many, the first of which can be read."""
        return bool(self._still(0)) and len(self._paths) >= least

    def stills(self, moments: Sequence[float]) -> Iterator[_PictureStill]:
        """See `Opened`; in place of a picture that cannot be read stands the one before it."""
        for moment in moments:
            yield self._still(max(0, min(len(self._paths) - 1, int(moment * RATE_FPS + 1e-6))))

    def _still(self, place: int) -> _PictureStill:
        for at in (*range(place, -1, -1), *range(place + 1, len(self._paths))):
            path = self._paths[at]
            if self._shown is not None and self._shown[0] == path:
                return self._shown[1]
            try:
                picture = tone.to_uint8(image_files.read(path))
            except UnreadableError:
                continue
            still = _PictureStill(pixels=decoding.as_rgb(decoding.with_channels(picture, 3)))
            self._shown = path, still
            return still
        raise UnreadableError("None of its numbered pictures can be read.")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _PictureStill:
    """A picture (H, W, 3) uint8 as a frame."""

    pixels: UInt8Array

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        height, width = self.pixels.shape[:2]
        return width, height

    def picture(self, width: int, height: int) -> UInt8Array:
        """(height, width, 3) uint8."""
        return decoding.resized(self.pixels, width, height)


def _is_picture(name: str) -> bool:
    return Path(name).suffix.lower() in _PICTURES


def _series(names: Sequence[str] | Mapping[str, str]) -> list[str]:
    """The names of the longest series of numbered pictures, by their numbers."""
    series: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for name in sorted(names):
        found = _NAME.fullmatch(name)
        if found and _is_picture(name):
            key = found["before"], found["behind"].lower()
            series.setdefault(key, []).append((int(found["number"]), name))
    longest = max(series.values(), key=len, default=[])
    return [name for _, name in sorted(longest)]
