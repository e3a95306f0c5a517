"""Features of videos without any learning: the colours of their frames, and how much changes where and when.

No optical flow: they see that something changes, not which way it moves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from workbench.engine.contracts import Rows

_CELLS = 4
_QUARTERS = 4
_CHUNK_BYTES = 8 << 20
_PLAIN_WIDTH = 3 * _CELLS**2
_WIDTH = 3 * _PLAIN_WIDTH + _QUARTERS * _CELLS**2


class FrameStatistics:
    """Of each colour in each of 4 x 4 cells: its mean, how much it varies in time, and how much it changes
    from frame to frame; and of each cell the change, in grey, in each quarter of the time: 208 numbers.
    """

    def features(self, rows: Rows) -> NDArray[np.float32]:
        """(N, T, H, W, 3) uint8 -> (N, 208) float32."""
        return _in_chunks(rows, _features, _WIDTH)

    def state(self) -> Mapping[str, NDArray[Any]]:
        """Nothing is remembered of the pool."""
        return {}


def plain_values(rows: Rows) -> NDArray[np.float32]:
    """The mean frame in 4 x 4 cells: (N, T, H, W, 3) uint8 -> (N, 48) float32 in [0, 1]."""
    return _in_chunks(rows, lambda frames: _cells(frames.mean(1)), _PLAIN_WIDTH)


def _features(frames: Tensor) -> Tensor:
    """(n, T, H, W, 3) float32 in [0, 1] -> (n, 208)."""
    change = frames.diff(dim=1).abs()
    of_colours = [frames.mean(1), frames.std(1, correction=0), change.mean(1)]
    quarters = [some.mean((1, 4)) for some in change.tensor_split(_QUARTERS, 1) if some.shape[1]]
    quarters += quarters[-1:] * (_QUARTERS - len(quarters))  # videos of fewer frames than quarters
    return torch.cat(
        [_cells(pictures) for pictures in of_colours] + [_cells(grey[..., None]) for grey in quarters], 1
    )


def _cells(pictures: Tensor) -> Tensor:
    """(n, H, W, C) -> (n, 16 C): the mean of each cell."""
    return F.adaptive_avg_pool2d(pictures.permute(0, 3, 1, 2), _CELLS).flatten(1)


def _in_chunks(rows: Rows, of: Callable[[Tensor], Tensor], width: int) -> NDArray[np.float32]:
    """(N, T, H, W, 3) uint8 -> (N, width) float32, some of them at a time."""
    found = np.zeros((len(rows), width), np.float32)
    at_once = max(1, _CHUNK_BYTES // max(1, int(np.prod(rows.shape[1:]))))
    with torch.inference_mode():
        for start in range(0, len(rows), at_once):
            some = slice(start, start + at_once)
            found[some] = of(torch.from_numpy(rows[some].astype(np.float32)).div_(255)).numpy()
    return found
