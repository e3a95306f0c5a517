from __future__ import annotations

import warnings

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from tests.engine.downstream.problems import blobs
from workbench.engine.downstream import pool
from workbench.jobs import CancelToken, Request, Stopped


def _dense(values: np.ndarray, neighbours: int) -> np.ndarray:
    """The normalised graph by its definition, with scikit-learn's neighbours."""
    distances, near = NearestNeighbors(n_neighbors=neighbours + 1).fit(values).kneighbors(values)
    weights = np.zeros((len(values), len(values)))
    for i in range(len(values)):
        weights[i, near[i, 1:]] = np.exp(-4 * distances[i, 1:] ** 2 / distances[i, -1] ** 2)
    weights = np.maximum(weights, weights.T)
    root = 1 / np.sqrt(weights.sum(axis=1))
    return np.asarray(root[:, None] * weights * root)


def test_the_graph_is_that_of_the_definition() -> None:
    values, _ = blobs(50, 3)
    np.testing.assert_allclose(pool.graph(values, 7).matrix.toarray(), _dense(values, 7), atol=1e-4)


def test_influence_solves_zhous_equation() -> None:
    values, _ = blobs(40, 2)
    graph = pool.graph(values, 6)
    inverse = np.linalg.inv(np.eye(40) - pool.ALPHA * _dense(values, 6)) * (1 - pool.ALPHA)
    found = pool.influence(graph, np.array([3, 11]))
    # The iteration has run 200 times: the tail that is left is a ** 200 of the whole.
    np.testing.assert_allclose(found, inverse[:, [3, 11]], atol=0.15 * inverse.max())


def test_one_label_a_cloud_names_the_whole_cloud() -> None:
    values, clouds = blobs(120, 4)
    labelled = np.arange(4)
    shares = pool.spread(pool.influence(pool.graph(values), labelled), clouds[:4], 4)
    assert (shares.argmax(axis=1) == clouds).mean() > 0.98
    np.testing.assert_allclose(shares.sum(axis=1), 1, atol=1e-5)


def test_a_class_with_many_labels_weighs_no_more_than_one_with_few() -> None:
    shares = pool.spread(np.ones((1, 21), dtype=np.float32), np.array([0] * 20 + [1]), 2)
    np.testing.assert_allclose(shares, 0.5, atol=1e-5)


def test_a_sample_that_no_label_reaches_gets_equal_shares() -> None:
    shares = pool.spread(np.zeros((1, 3), dtype=np.float32), np.array([0, 1, 2]), 3)
    np.testing.assert_allclose(shares, 1 / 3)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_pool_of_a_few_samples_has_a_graph(number: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        graph = pool.graph(np.eye(3, dtype=np.float32)[:number])
    assert graph.matrix.shape == (number, number)


def test_a_stop_ends_the_search_for_neighbours() -> None:
    token = CancelToken()
    token.ask(Request.STOP)
    with pytest.raises(Stopped):
        pool.graph(np.eye(3, dtype=np.float32), token=token)
