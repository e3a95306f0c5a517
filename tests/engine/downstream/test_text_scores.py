from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.downstream.text_scores import chrf, edits, score


def test_kitten_becomes_sitting_in_three_edits() -> None:
    assert edits("kitten", "sitting") == 3


def test_from_nothing_every_letter_is_an_edit() -> None:
    assert (edits("", "abc"), edits("abc", "")) == (3, 3)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_edits_are_those_of_the_textbook(first: str, second: str) -> None:
    def slow(a: str, b: str) -> int:
        if not a or not b:
            return len(a) + len(b)
        return min(slow(a[1:], b) + 1, slow(a, b[1:]) + 1, slow(a[1:], b[1:]) + (a[0] != b[0]))

    assert edits(first, second) == slow(first, second)


def test_the_error_rates_are_edits_over_what_was_wanted() -> None:
    found = score(["a red fox"], ["a red box"])
    assert found.cer == pytest.approx(1 / 9)
    assert found.wer == pytest.approx(1 / 3)
    assert found.exact == 0


def test_spaces_at_the_ends_do_not_count() -> None:
    assert score(["yes"], [" yes\n"]).exact == 1


def test_chrf_is_the_f_score_of_the_mean_precision_and_recall() -> None:
    # "abcd" for "abc": of 1- to 4-grams 4, 3, 2, 1 were said and 3, 2, 1 wanted; 3, 2, 1 of them match.
    precision = (3 / 4 + 2 / 3 + 1 / 2) / 3
    assert chrf([("abc", "abcd")]) == pytest.approx(5 * precision / (4 * precision + 1))


def test_chrf_is_one_for_the_same_and_nothing_for_nothing_alike() -> None:
    assert chrf([("a fox", "a fox")]) == pytest.approx(1)
    assert chrf([("abc", "xyz")]) == 0
    assert chrf([("abc", "")]) == 0
