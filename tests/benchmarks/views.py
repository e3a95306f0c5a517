"""How many samples a second get two views, on one core, beside a known transform sample by sample.

Pictures beside lightly's; videos of 16 frames beside torchvision's (v2).

python -m tests.benchmarks.views
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np
import torch
from lightly.transforms.simclr_transform import SimCLRTransform
from PIL import Image
from torchvision.transforms import v2

from workbench.engine.contracts import Layout, UInt8Array
from workbench.engine.modalities import Modality, modalities

_REPEATS = 5
_SIDES_PX = (32, 64, 96)
_FRAMES = 16


def main() -> None:
    """Print the median of five runs, in processor seconds, so that other programs disturb it less."""
    torch.set_num_threads(1)
    print("two views, samples a second, one core    ours    others   times")
    for side in _SIDES_PX:
        rows = _random(512, side, side, 3)
        _show(f"pictures of {side} px, lightly", _ours("image", rows), _lightly(rows[:128]))
    for side in _SIDES_PX:
        rows = _random(64, _FRAMES, side, side, 3)
        _show(f"videos of {side} px, torchvision", _ours("video", rows), _torchvision(rows[:32]))


def _show(what: str, ours: float, theirs: float) -> None:
    print(f"{what:37} {ours:8.0f} {theirs:9.0f} {ours / theirs:7.1f}")


def _random(*shape: int) -> UInt8Array:
    return np.random.default_rng(0).integers(0, 256, shape, np.uint8)


def _ours(name: str, rows: UInt8Array) -> float:
    modality: Modality = modalities.get(name)
    settings = modality.default_views(Layout(shape=rows.shape[1:]))
    generator = torch.Generator().manual_seed(0)

    def two_views() -> None:
        samples = modality.samples(torch.from_numpy(rows))
        for _ in range(2):
            modality.views(samples, generator, settings)

    return len(rows) / _seconds(two_views)


def _lightly(rows: UInt8Array) -> float:
    side = rows.shape[1]
    blur = 0.5 if side > 64 else 0.0
    transform = SimCLRTransform(side, cj_strength=0.5, min_scale=0.2, gaussian_blur=blur, normalize=None)

    def two_views() -> None:
        for row in rows:
            transform(Image.fromarray(row))

    return len(rows) / _seconds(two_views)


def _torchvision(rows: UInt8Array) -> float:
    """A stretch of the time by index, then torchvision's transforms; no still frame over it."""
    transform = v2.Compose(
        [
            v2.ToDtype(torch.float32, scale=True),
            v2.RandomResizedCrop(rows.shape[2], scale=(0.4, 1.0), antialias=False),
            v2.RandomApply([v2.ColorJitter(0.4, 0.4, 0.4, 0.1)], p=0.8),
            v2.RandomGrayscale(0.2),
        ]
    )
    draw = np.random.default_rng(0)

    def two_views() -> None:
        for row in rows:
            for _ in range(2):
                length = draw.uniform(0.8, 1) * (len(row) - 1)
                start = draw.uniform(0, len(row) - 1 - length)
                places = np.linspace(start, start + length, len(row)).round().astype(int)
                transform(torch.from_numpy(row[places]).permute(0, 3, 1, 2))

    return len(rows) / _seconds(two_views)


def _seconds(work: Callable[[], None]) -> float:
    work()
    seconds = []
    for _ in range(_REPEATS):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
