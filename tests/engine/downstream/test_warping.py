"""Warped distances, beside the table of costs filled cell by cell."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from workbench.engine.downstream.warping import distances


def cell_by_cell(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    """Sakoe and Chiba 1978, table I, P = 0, symmetric."""
    costs = np.linalg.norm(first[:, None] - second[None], axis=2)
    table = np.full((len(first) + 1, len(second) + 1), np.inf)
    table[0, 0] = 0
    for i, j in np.ndindex(costs.shape):
        steps = table[i, j + 1], table[i + 1, j], table[i, j] + costs[i, j]
        table[i + 1, j + 1] = costs[i, j] + min(steps)
    return float(table[-1, -1]) / (len(first) + len(second))


def sequences(number: int) -> list[NDArray[np.float32]]:
    draw = np.random.default_rng(0)
    return [draw.normal(size=(int(n), 5)).astype(np.float32) for n in draw.integers(1, 12, number)]


def test_all_at_once_is_the_same_as_cell_by_cell() -> None:
    asked, *known = sequences(9)
    assert distances(asked, known) == pytest.approx([cell_by_cell(asked, k) for k in known], rel=1e-4)


def test_the_same_at_another_speed_is_the_same() -> None:
    asked = sequences(3)[1]
    assert distances(asked, [np.repeat(asked, 2, axis=0)])[0] == pytest.approx(0, abs=1e-4)
