from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn import metrics

from workbench.engine.downstream import scores

GENERATOR = np.random.default_rng(0)
TRUTH = GENERATOR.integers(0, 4, 200)
PREDICTED = np.where(GENERATOR.random(200) < 0.7, TRUTH, GENERATOR.integers(0, 4, 200))


def test_balanced_accuracy_is_scikit_learns() -> None:
    expected = metrics.balanced_accuracy_score(TRUTH, PREDICTED)
    assert scores.balanced_accuracy(TRUTH, PREDICTED) == pytest.approx(expected)


def test_wilsons_interval_is_that_of_the_textbook() -> None:
    # Newcombe 1998, table 1: 81 of 263.
    found = scores.wilson(81, 263)
    assert [found.low, found.high] == pytest.approx([0.2553, 0.3662], abs=1e-4)


def test_nothing_counted_is_anything_between_none_and_all() -> None:
    found = scores.wilson(0, 0)
    assert math.isnan(found.value)
    assert (found.low, found.high) == (0.0, 1.0)


def test_the_balanced_interval_covers_the_true_value_about_as_often_as_it_says() -> None:
    generator = np.random.default_rng(1)
    chances = np.array([0.5, 0.8, 0.95])
    truth = np.repeat(np.arange(3), 20)
    inside = 0
    for _ in range(400):
        predicted = np.where(generator.random(60) < chances[truth], truth, (truth + 1) % 3)
        found = scores.balanced_interval(truth, predicted)
        inside += found.low <= chances.mean() <= found.high
    assert 0.92 <= inside / 400 <= 0.995


def test_all_right_on_few_samples_is_not_taken_for_certain() -> None:
    truth = np.arange(6) % 2
    found = scores.balanced_interval(truth, truth)
    assert found.value == found.high == 1.0
    assert found.low < 0.9


def test_confusion_counts_truth_in_rows() -> None:
    expected = metrics.confusion_matrix(TRUTH, PREDICTED)
    np.testing.assert_array_equal(scores.confusion(TRUTH, PREDICTED, 4), expected)


def test_recall_and_precision_are_scikit_learns() -> None:
    found = scores.per_class(TRUTH, PREDICTED, ("a", "b", "c", "d"))
    assert [x.recall for x in found] == pytest.approx(metrics.recall_score(TRUTH, PREDICTED, average=None))
    precision = metrics.precision_score(TRUTH, PREDICTED, average=None)
    assert [x.precision for x in found] == pytest.approx(precision)


def test_a_class_that_never_occurs_has_no_recall() -> None:
    (_, other) = scores.per_class(np.zeros(3, dtype=np.int64), np.zeros(3, dtype=np.int64), ("a", "b"))
    assert math.isnan(other.recall)
    assert math.isnan(other.precision)


def test_calibration_error_is_the_gap_between_confidence_and_hits() -> None:
    sure = np.tile([0.9, 0.1], (10, 1))
    truth = np.array([0] * 6 + [1] * 4)
    assert scores.calibration_error(sure, truth) == pytest.approx(0.3)
