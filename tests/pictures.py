"""Little pictures, drawn where a test needs them: each name gives another picture, always the same one."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def draw(path: Path, seed: str = "", side: int = 20) -> Path:
    """Write one picture; names (or seeds) that begin with "a" give red rows, others blue columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels(seed or path.name, side)).save(path)
    return path


def draw_many(folder: Path, number: int = 12, side: int = 20) -> Path:
    """Write a00.png, b01.png, a02.png ... and return the folder."""
    for index in range(number):
        draw(folder / f"{'ab'[index % 2]}{index:02d}.png", side=side)
    return folder


def draw_pages(path: Path, *seeds: str) -> Path:
    """Write a TIFF with one page a seed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    first, *others = [Image.fromarray(pixels(seed)) for seed in seeds]
    first.save(path, save_all=True, append_images=others)
    return path


def draw_blank(path: Path, side: int = 20) -> Path:
    """Write a picture of one colour."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (side, side), (90, 120, 40)).save(path)
    return path


def truncate(path: Path, keep: float = 0.5) -> Path:
    """Cut a file's end off."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    return path


def pixels(seed: str, side: int = 20) -> NDArray[np.uint8]:
    """(side, side, 3) uint8: noise that the seed decides, with red rows or blue columns on it."""
    drawn = np.random.default_rng(zlib.crc32(seed.encode())).integers(0, 60, (side, side, 3), dtype=np.uint8)
    if seed.startswith("a"):
        drawn[::2, :, 0] += 180
    else:
        drawn[:, ::2, 2] += 180
    return drawn
