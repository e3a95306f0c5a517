from __future__ import annotations

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from tests.engine.downstream.problems import blobs
from workbench.engine.downstream import typicality

NONE = np.zeros(0, dtype=np.int64)


def test_each_region_is_suggested_once_before_any_is_suggested_twice() -> None:
    values, clouds = blobs(90, 6)
    assert sorted(clouds[typicality.suggest(values, NONE, 6)]) == list(range(6))


def test_a_region_with_a_label_waits_for_those_without() -> None:
    values, clouds = blobs(90, 6)
    labelled = np.flatnonzero(clouds == 2)[:1]
    assert sorted(clouds[typicality.suggest(values, labelled, 5)]) == [0, 1, 3, 4, 5]


def test_larger_regions_come_first() -> None:
    values, clouds = blobs(90, 3)
    kept = np.concatenate([np.flatnonzero(clouds == 1)[:10], np.flatnonzero(clouds != 1)])
    chosen = typicality.suggest(values[kept], NONE, 3)
    assert clouds[kept][chosen[-1]] == 1


def test_typicality_is_one_over_the_mean_distance_to_the_twenty_nearest() -> None:
    values, _ = blobs(70, 2)
    unit = values / np.linalg.norm(values, axis=1, keepdims=True)
    distances, _ = NearestNeighbors(n_neighbors=21).fit(unit).kneighbors(unit)
    expected = 1 / distances[:, 1:].mean(axis=1)
    np.testing.assert_allclose(typicality.typicality(values), expected, rtol=1e-3)


def test_nothing_labelled_is_suggested_and_nothing_twice() -> None:
    values, _ = blobs(40, 3)
    labelled = np.arange(0, 40, 3)
    chosen = typicality.suggest(values, labelled, 100)
    assert len(set(chosen)) == len(chosen) == 40 - len(labelled)
    assert not set(chosen) & set(labelled)


@pytest.mark.parametrize("number", [1, 2, 5, 10])
def test_a_handful_of_samples_is_enough(number: int) -> None:
    values, _ = blobs(number, 2)
    assert sorted(typicality.suggest(values, NONE, 10)) == list(range(number))


def test_samples_that_are_all_the_same_can_be_suggested() -> None:
    assert len(typicality.suggest(np.ones((30, 4), dtype=np.float32), NONE, 4)) == 4


def test_the_same_seed_suggests_the_same() -> None:
    values, _ = blobs(80, 5)
    first, second = (typicality.suggest(values, NONE, 7, seed=3) for _ in range(2))
    np.testing.assert_array_equal(first, second)
