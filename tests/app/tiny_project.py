"""A real project of a few drawn pictures, for pages to work on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from workbench.jobs import CancelToken
from workbench.operations import import_folder
from workbench.operations.import_folder import NewProject


def draw_pictures(folder: Path, number: int = 24, side: int = 20) -> None:
    """Write that many different pictures of two kinds: reddish stripes ("a..."), bluish ones ("b...")."""
    folder.mkdir(parents=True, exist_ok=True)
    generator = np.random.default_rng(0)
    for index in range(number):
        pixels = generator.integers(0, 60, (side, side, 3), dtype=np.uint8)
        if index % 2:
            pixels[:, ::2, 2] += 180
        else:
            pixels[::2, :, 0] += 180
        kind = "b" if index % 2 else "a"
        Image.fromarray(pixels).save(folder / f"{kind}{index:03d}.png")


def make_project(folder: Path, number: int = 24) -> Path:
    """Draw pictures, import them, and return the project's folder; it is closed again."""
    data, project = folder / "pictures", folder / "project"
    draw_pictures(data, number)
    for _ in import_folder.new_job(NewProject(folder=project, data=data)).body(CancelToken()):
        pass
    return project
