"""How many pictures a second get two views, on one core, beside lightly's transform sample by sample.

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

from workbench.engine.contracts import Layout
from workbench.engine.modalities.image import ImageModality

_REPEATS = 5
_SIDES_PX = (32, 64, 96)


def main() -> None:
    """Print the median of five runs, in processor seconds, so that other programs disturb it less."""
    torch.set_num_threads(1)
    print("pictures a second, two views, one core   ours   lightly   times")
    for side in _SIDES_PX:
        rows = np.random.default_rng(0).integers(0, 256, (512, side, side, 3), np.uint8)
        ours, theirs = _ours(rows), _lightly(rows[:128])
        print(f"{side:3} px {'':33} {ours:6.0f} {theirs:9.0f} {ours / theirs:7.1f}")


def _ours(rows: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> float:
    modality = ImageModality()
    settings = modality.default_views(Layout(shape=rows.shape[1:]))
    generator = torch.Generator().manual_seed(0)

    def two_views() -> None:
        samples = modality.samples(torch.from_numpy(rows))
        for _ in range(2):
            modality.views(samples, generator, settings)

    return len(rows) / _seconds(two_views)


def _lightly(rows: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> float:
    side = rows.shape[1]
    blur = 0.5 if side > 64 else 0.0
    transform = SimCLRTransform(side, cj_strength=0.5, min_scale=0.2, gaussian_blur=blur, normalize=None)

    def two_views() -> None:
        for row in rows:
            transform(Image.fromarray(row))

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
