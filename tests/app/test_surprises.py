"""Errors that nobody foresaw, in calm words."""

from __future__ import annotations

from workbench.app import surprises


def test_of_a_long_error_only_the_first_line_is_told() -> None:
    error = RuntimeError("Caught it in a worker.\nOriginal Traceback (most recent call last):\n  File ...")
    assert surprises.told(error).why == "RuntimeError: Caught it in a worker."


def test_a_long_first_line_is_cut() -> None:
    line = surprises.first_line(ValueError("x" * 500))
    assert len(line) == 120
    assert line.endswith("\u2026")


def test_an_error_without_words_is_told_by_its_kind() -> None:
    assert surprises.first_line(ZeroDivisionError()) == "ZeroDivisionError"


def test_a_training_that_fails_says_that_what_was_learnt_is_kept() -> None:
    assert "learnt" in surprises.told(ValueError("seven"), learns=True).what


def test_the_details_hold_all_that_there_is() -> None:
    assert "second line" in surprises.told(ValueError("first line\nsecond line")).details
