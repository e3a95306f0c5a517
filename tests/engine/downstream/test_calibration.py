from __future__ import annotations

import numpy as np
import pytest

from workbench.engine.downstream import calibration
from workbench.engine.downstream.scores import calibration_error


def _drawn(number: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Logits (N, 3) and classes drawn with just the chances that they say."""
    generator = np.random.default_rng(seed)
    logits = generator.normal(size=(number, 3)) * 2
    chances = np.exp(calibration.log_softmax(logits))
    return logits, np.array([generator.choice(3, p=row) for row in chances])


def test_an_overconfident_model_is_given_back_its_temperature() -> None:
    logits, truth = _drawn(3000)
    assert calibration.temperature(4 * logits, truth) == pytest.approx(4, rel=0.1)


def test_the_temperature_makes_confidence_mean_what_it_says() -> None:
    logits, truth = _drawn(2000)
    before = np.exp(calibration.log_softmax(5 * logits))
    after = np.exp(calibration.log_softmax(5 * logits / calibration.temperature(5 * logits, truth)))
    assert calibration_error(after, truth) < 0.3 * calibration_error(before, truth)


def test_below_thirty_check_labels_nothing_is_changed() -> None:
    logits, truth = _drawn(29)
    assert calibration.temperature(4 * logits, truth) == 1.0
    assert calibration.threshold(np.exp(calibration.log_softmax(logits)), truth) is None


def test_from_the_threshold_on_at_least_the_wanted_share_is_right() -> None:
    logits, truth = _drawn(500)
    sure = np.exp(calibration.log_softmax(logits))
    found = calibration.threshold(sure, truth, wanted=0.9)
    assert found is not None
    above = sure.max(axis=1) >= found
    assert (sure.argmax(axis=1) == truth)[above].mean() >= 0.9


def test_a_model_that_knows_nothing_has_no_threshold() -> None:
    generator = np.random.default_rng(0)
    sure = generator.dirichlet(np.ones(4), 200)
    assert calibration.threshold(sure, generator.integers(0, 4, 200)) is None
