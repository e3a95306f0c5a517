"""Features of videos without any learning: the colours of their frames, and how much changes where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.engine.contracts import Rows

_CELLS = 4


class FrameStatistics:
    """Mean and spread of each colour in each of 4 x 4 cells, and of its change from frame to frame."""

    def features(self, rows: Rows) -> NDArray[np.float32]:
        """(N, T, H, W, 3) uint8 -> (N, D) float32."""
        values = rows.astype(np.float32) / 255
        change = np.abs(np.diff(values, axis=1))
        return np.concatenate([_cells(values.mean(1)), _cells(values.std(1)), _cells(change.mean(1))], axis=1)

    def state(self) -> Mapping[str, NDArray[Any]]:
        """Nothing is remembered of the pool."""
        return {}


def plain_values(rows: Rows) -> NDArray[np.float32]:
    """The mean frame in 4 x 4 cells: (N, T, H, W, 3) -> (N, 48) float32 in [0, 1]."""
    return _cells(rows.mean(1, dtype=np.float32) / 255)


def _cells(pictures: NDArray[np.float32]) -> NDArray[np.float32]:
    """(N, H, W, C) -> (N, 16 C): the mean of each cell."""
    rows = np.array_split(pictures, _CELLS, axis=1)
    cells = [cell.mean((1, 2)) for row in rows for cell in np.array_split(row, _CELLS, axis=2)]
    return np.concatenate(cells, axis=1)
