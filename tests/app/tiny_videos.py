"""A real project of a few squares that move, for pages to work on; one file may be long, cut into clips."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.videos import make, make_many, names, square
from workbench.jobs import CancelToken
from workbench.operations import import_folder
from workbench.operations.import_folder import NewProject

NUM_CLIPS = 6
_RATE = 8.0
_CLIP_SECONDS = 1.0

__all__ = ["NUM_CLIPS", "make_long_project", "make_video_project", "names"]


def make_video_project(folder: Path, number: int = 12) -> Path:
    """Write videos, import them, and return the project's folder; it is closed again."""
    return _imported(folder, make_many(folder / "videos", number))


def make_long_project(folder: Path) -> Path:
    """One file in six clips of a second, a square moving right in three, then left; and a short file."""
    there, back = (square(24, way=way, width=48, height=48) for way in ("right", "left"))
    make(folder / "videos" / "long.mp4", np.concatenate([there, back]), rate=_RATE)
    make(folder / "videos" / "short.mp4", there[:8], rate=_RATE)
    return _imported(folder, folder / "videos", (("seconds", f"{_CLIP_SECONDS:g}"),))


def _imported(folder: Path, data: Path, reading: tuple[tuple[str, str], ...] = ()) -> Path:
    project = folder / "project"
    arguments = NewProject(folder=project, data=data, modality="video", reading=reading)
    for _ in import_folder.new_job(arguments).body(CancelToken()):
        pass
    return project
