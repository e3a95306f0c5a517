"""Copies and near copies are found among many samples."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine import alike


def _drawn(number: int, seed: int = 0) -> np.ndarray[tuple[int, ...], np.dtype[np.uint16]]:
    return np.random.default_rng(seed).integers(1, 2**16, (number, 64), np.uint16)


@given(st.lists(st.integers(0, 5), max_size=30))
def test_a_copy_is_one_of_the_first_that_holds_the_same(values: list[int]) -> None:
    rows = np.array(values, np.uint8).reshape(-1, 1)
    found = alike.copies(alike.digests(rows, [1] * len(rows)))
    assert found.tolist() == [values.index(value) for value in values]


def test_samples_of_another_width_are_no_copies() -> None:
    rows = np.zeros((2, 4), np.uint8)
    assert alike.copies(alike.digests(rows, [4, 5])).tolist() == [0, 1]


def test_near_copies_are_found_and_others_are_not() -> None:
    prints = _drawn(1_000)
    prints[700] = prints[3]
    prints[700, :8] = 0  # 56 of 64 alike
    prints[701] = prints[4]
    prints[701, :40] = 0  # 24 of 64
    found = alike.near_copies(prints)
    assert np.flatnonzero(found != np.arange(1_000)).tolist() == [700]
    assert found[700] == 3


def test_near_copies_of_near_copies_are_those_of_the_first() -> None:
    prints = np.repeat(_drawn(1), 3, axis=0)
    prints[1, :10], prints[2, :14] = 1, 2
    assert alike.near_copies(prints).tolist() == [0, 0, 0]


def test_samples_without_a_fingerprint_are_near_copies_of_nothing() -> None:
    assert alike.near_copies(np.zeros((4, 64), np.uint16)).tolist() == [0, 1, 2, 3]
    assert alike.near_copies(np.zeros((4, 0), np.uint16)).tolist() == [0, 1, 2, 3]
