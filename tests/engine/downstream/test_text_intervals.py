"""Scores of texts with where they probably lie."""

from __future__ import annotations

import pytest

from workbench.engine.downstream import text_intervals, text_scores

_WANTED = ["a frog", "a zebra", "two", "the sign", "a red hat"] * 8
_SAID = ["a frog", "a zebu", "ten", "the sign", "a bed"] * 8


def test_the_figures_are_those_of_the_plain_scores() -> None:
    found, plain = text_intervals.score(_WANTED, _SAID), text_scores.score(_WANTED, _SAID)
    own = [found.exact.value, found.cer.value, found.wer.value, found.chrf.value]
    assert own == pytest.approx([plain.exact, plain.cer, plain.wer, plain.chrf])


def test_intervals_hold_the_figure_and_narrow_with_more_texts() -> None:
    few, many = text_intervals.score(_WANTED[:5], _SAID[:5]), text_intervals.score(_WANTED, _SAID)
    for found in (few, many):
        assert all(i.low <= i.value <= i.high for i in (found.exact, found.cer, found.wer, found.chrf))
    assert many.chrf.high - many.chrf.low < few.chrf.high - few.chrf.low


def test_of_no_texts_nothing_is_known() -> None:
    found = text_intervals.score([], [])
    assert (found.chrf.low, found.chrf.high) == (0.0, 1.0)
