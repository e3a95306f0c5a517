"""Opening what holds one video: a file, or a folder of numbered frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.video.files.by_av import AvVideo
from workbench.engine.modalities.video.files.numbered import FrameFolder
from workbench.engine.modalities.video.files.still import Still

_HEAD = 1 << 16


class Opened(Protocol):
    """A video that is open: how long it lasts, how quickly its frames follow, and any of them."""

    kind: str
    """What the library calls this kind of file."""
    rate_fps: float
    """Of its own frames, on the average; 0 where that is not known."""

    @property
    def promised_seconds(self) -> float:
        """How long it lasts by its header; 0 where that says nothing."""
        ...

    @property
    def note(self) -> str:
        """What a person should know of what is there of it; "" for nothing."""
        ...

    @property
    def seconds(self) -> float:
        """How long it lasts, by what can be read of it."""
        ...

    def has_frames(self, least: int) -> bool:
        """Whether it has so many frames that can be read, or more."""
        ...

    def stills(self, moments: Sequence[float]) -> Iterator[Still]:
        """What is shown at each of these moments, in seconds and rising; after its end the last frame.

        One at a time: each is used before the next is asked for; the same one again where it is still shown.
        Raises `UnreadableError` where nothing can be read there.
        """
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


@contextmanager
def open_video(path: Path) -> Iterator[Opened]:
    """Open a file or a folder of frames. Raises `UnreadableError` with a plain reason, and OSError."""
    opened: Opened = FrameFolder(path) if path.is_dir() else AvVideo(path, _head_of(path))
    try:
        yield opened
    finally:
        opened.close()


def _head_of(path: Path) -> bytes:
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise UnreadableError("The file is empty.")
    return head
