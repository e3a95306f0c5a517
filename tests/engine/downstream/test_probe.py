from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from tests.engine.downstream.problems import blobs
from workbench.engine.downstream import probe


def test_it_is_the_regularised_regression_also_with_more_numbers_than_labels() -> None:
    generator = np.random.default_rng(0)
    values = generator.normal(size=(12, 40)).astype(np.float32)
    classes = np.arange(12) % 3
    model = LogisticRegression(C=2.0, class_weight="balanced", max_iter=2000, tol=1e-6).fit(values, classes)
    mine = probe.fit(values, classes, 3, strength=2.0)
    np.testing.assert_allclose(mine.weight, model.coef_, atol=5e-3)


def test_two_classes_give_the_same_probabilities_as_scikit_learn() -> None:
    values, classes = blobs(20, 2)
    model = LogisticRegression(C=1.0, class_weight="balanced").fit(values, classes)
    logits = probe.fit(values, classes, 2, strength=1.0).logits(values)
    np.testing.assert_allclose(logits[:, 1] - logits[:, 0], model.decision_function(values), atol=1e-2)


def test_one_label_a_class_is_enough() -> None:
    values, classes = blobs(60, 5)
    model = probe.fit(values[:5], classes[:5], 5)
    assert (model.logits(values).argmax(axis=1) == classes).mean() > 0.95


def test_a_class_without_a_label_is_never_predicted() -> None:
    values, classes = blobs(30, 3)
    model = probe.fit(values[classes != 1], classes[classes != 1], 3)
    assert 1 not in model.logits(values).argmax(axis=1)


def test_labels_that_say_nothing_are_regularised_more_than_clear_ones() -> None:
    generator = np.random.default_rng(0)
    noise = generator.normal(size=(40, 30)).astype(np.float32)
    values, classes = blobs(40, 2)
    assert probe.choose_strength(noise, classes) <= probe.choose_strength(values, classes)


def test_with_one_label_a_class_the_strength_is_the_documented_one() -> None:
    values, classes = blobs(4, 4)
    assert probe.choose_strength(values, classes) == probe.DEFAULT_STRENGTH


@pytest.mark.parametrize("count", [30, 80])
def test_sparse_inputs_give_the_same_probe_as_dense_ones(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "_MOST_IN_THEIR_SPAN", 50)
    values, classes = blobs(count, 3)
    values = np.maximum(values, 0)
    dense, thin = (probe.fit(each, classes, 4, strength=1.0) for each in (values, sparse.csr_array(values)))
    np.testing.assert_allclose(thin.weight, dense.weight, atol=2e-3)
    np.testing.assert_allclose(thin.bias, dense.bias, atol=2e-2)
