from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.downstream.folds import folds, scored

CLASSES = st.lists(st.integers(0, 4), min_size=1, max_size=40).map(lambda x: np.array(x, dtype=np.int64))


@given(CLASSES)
def test_every_sample_of_a_class_with_two_labels_is_held_out_once_a_repeat(classes: np.ndarray) -> None:
    parts = folds(classes, num_folds=4, repeats=3)
    held = np.concatenate([part.held for part in parts]) if parts else np.zeros(0, dtype=np.int64)
    np.testing.assert_array_equal(np.bincount(held, minlength=len(classes)), 3 * scored(classes))


@given(CLASSES)
def test_what_is_held_out_is_not_trained_on_and_its_class_is(classes: np.ndarray) -> None:
    for part in folds(classes, num_folds=4):
        assert not set(part.train) & set(part.held)
        assert len(part.train) + len(part.held) == len(classes)
        assert set(classes[part.held]) <= set(classes[part.train])


def test_the_only_label_of_a_class_is_never_held_out() -> None:
    classes = np.array([0, 0, 0, 1])
    assert all(3 in part.train for part in folds(classes, repeats=5))


def test_with_one_label_a_class_there_are_no_folds() -> None:
    assert folds(np.arange(5)) == ()


def test_folds_are_of_like_size() -> None:
    sizes = [len(part.held) for part in folds(np.arange(50) % 10, num_folds=5)]
    assert sizes == [10] * 5
