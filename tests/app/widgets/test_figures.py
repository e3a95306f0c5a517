"""Numbers read as people write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from workbench.app.widgets import figures


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.2, "less than 1 s"),
        (1, "1 s"),
        (59.4, "59 s"),
        (192, "3 min 12 s"),
        (180, "3 min"),
        (3600, "1 h"),
        (25_500, "7 h 5 min"),
        (7_199, "2 h"),
    ],
)
def test_a_time_is_told_in_its_two_largest_units(seconds: float, text: str) -> None:
    assert figures.duration(seconds) == text


def test_counts_have_thousands_separators_and_their_noun() -> None:
    assert figures.counted(12_408, "picture", "pictures") == "12,408 pictures"
    assert figures.counted(1, "picture", "pictures") == "1 picture"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.53124, "0.5312"),
        (1240.4, "1,240"),
        (0.00003, "3.00e-05"),
        (0.0, "0"),
        (float("nan"), "not a number"),
    ],
)
def test_measured_values_keep_about_four_figures(value: float, text: str) -> None:
    assert figures.short(value) == text


def test_the_finish_time_names_the_day_when_it_is_another_one() -> None:
    evening = datetime(2026, 11, 22, 22, 12, tzinfo=UTC)
    assert figures.clock(evening, 30) == "22:42"
    assert figures.clock(evening, 480) == "tomorrow 06:12"
    assert figures.clock(evening, 3 * 24 * 60) == "2026-11-25 22:12"


def test_rates_lose_the_fraction_once_it_no_longer_matters() -> None:
    assert (figures.rate(3.25), figures.rate(912.4)) == ("3.2", "912")


def test_shares_are_whole_percent() -> None:
    assert figures.percent(0.834) == "83 %"
