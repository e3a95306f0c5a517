from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from workbench.engine.monitors.alignment import alignment, uniformity


def _noise(number: int, width: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(number, width, generator=torch.Generator().manual_seed(seed))


def _unit(values: torch.Tensor) -> NDArray[np.float64]:
    rows = values.double().numpy()
    unit: NDArray[np.float64] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def test_alignment_is_the_mean_squared_distance_of_two_views() -> None:
    first, second = _noise(30, 8), _noise(30, 8, seed=1)
    expected = ((_unit(first) - _unit(second)) ** 2).sum(1).mean()
    assert alignment(first, second).item() == pytest.approx(expected, rel=1e-5)


def test_alignment_goes_from_the_same_to_opposite() -> None:
    values = _noise(30, 8)
    assert alignment(values, 3 * values).item() == pytest.approx(0, abs=1e-6)
    assert alignment(values, -values).item() == pytest.approx(4)


def test_uniformity_is_the_mean_potential_of_all_pairs() -> None:
    values = _noise(20, 6)
    unit = _unit(values)
    pairs = [((unit[i] - unit[j]) ** 2).sum() for i in range(20) for j in range(i)]
    assert uniformity(values).item() == pytest.approx(np.log(np.mean(np.exp(-2 * np.array(pairs)))), rel=1e-5)


def test_uniformity_is_nought_when_all_are_the_same_and_low_when_spread() -> None:
    assert uniformity(_noise(1, 64).expand(50, -1)).item() == pytest.approx(0, abs=1e-5)
    assert uniformity(_noise(500, 256)).item() == pytest.approx(-4, abs=0.1)
    assert uniformity(_noise(1, 8)).item() == 0


def test_a_cluster_is_less_uniform_than_the_sphere() -> None:
    assert uniformity(5 + _noise(100, 16)) > uniformity(_noise(100, 16))


def test_both_are_measures_and_no_part_of_a_loss() -> None:
    values = _noise(6, 4).requires_grad_()
    assert not alignment(values, values).requires_grad
    assert not uniformity(values).requires_grad
