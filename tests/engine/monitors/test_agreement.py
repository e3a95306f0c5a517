from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn.neighbors import NearestNeighbors

from workbench.engine.monitors.agreement import agreement, neighbours


def _noise(number: int, width: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(number, width, generator=torch.Generator().manual_seed(seed))


def _by_scikit_learn(values: torch.Tensor, count: int) -> list[list[int]]:
    centred = values.double().numpy()
    centred = centred - centred.mean(0)
    found = NearestNeighbors(n_neighbors=count + 1, metric="cosine").fit(centred)
    return [row[1:].tolist() for row in found.kneighbors(return_distance=False, X=centred)]


def test_neighbours_are_the_nearest_by_angle_nearest_first() -> None:
    values = _noise(60, 8)
    assert neighbours(values).tolist() == _by_scikit_learn(values, 5)


def test_nobody_is_their_own_neighbour() -> None:
    nearest = neighbours(_noise(1, 8).expand(10, -1))
    assert not (nearest == torch.arange(10)[:, None]).any()


def test_few_samples_have_few_neighbours() -> None:
    assert neighbours(_noise(3, 8)).shape == (3, 2)


def test_it_is_the_share_of_neighbours_kept_less_chance() -> None:
    first = _noise(80, 8)
    second = first + 0.5 * _noise(80, 8, seed=1)
    kept = [
        len(set(one) & set(other)) / 5
        for one, other in zip(_by_scikit_learn(first, 5), _by_scikit_learn(second, 5), strict=True)
    ]
    chance = 5 / 79
    assert agreement(first, second).item() == pytest.approx((np.mean(kept) - chance) / (1 - chance), abs=1e-6)


def test_the_same_views_agree_wholly_and_unrelated_ones_not_at_all() -> None:
    values = _noise(400, 16)
    assert agreement(values, values).item() == pytest.approx(1)
    assert agreement(values, _noise(400, 16, seed=1)).item() == pytest.approx(0, abs=0.02)


def test_neither_scale_nor_an_offset_of_a_view_counts() -> None:
    values = _noise(100, 8)
    assert agreement(values, 4 * values + 30).item() == pytest.approx(1, abs=0.01)


def test_planted_groups_are_found_again() -> None:
    groups = 10 * _noise(20, 16).repeat_interleave(6, dim=0)
    first, second = groups + _noise(120, 16, seed=1), groups + _noise(120, 16, seed=2)
    assert agreement(first, second).item() == pytest.approx(1)


@pytest.mark.parametrize("number", [1, 2, 6])
def test_too_few_samples_to_differ_agree_on_nothing(number: int) -> None:
    values = _noise(number, 4)
    assert agreement(values, values).item() == 0
