"""A curve of any length stays small to draw and true to its numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.app.widgets.series import Series


def test_a_hundred_thousand_points_are_drawn_as_a_few_hundred_with_their_extremes() -> None:
    values = np.sin(np.arange(100_000) / 5_000)
    values[43_210] = 9.0
    series = Series()
    series.replace(np.arange(100_000), values)
    drawn = series.drawn()
    assert len(drawn.raw_x) <= 1_200
    assert len(drawn.smooth_x) <= 600
    assert drawn.raw_y.max() == 9.0
    assert len(series) == 100_000


def test_a_full_series_keeps_every_second_point_and_goes_on() -> None:
    series = Series(capacity=8)
    for step in range(9):
        series.append(step, 10 * step)
    assert series.steps.tolist() == [0, 2, 4, 6, 8]
    assert series.values.tolist() == [0, 20, 40, 60, 80]


def test_values_that_are_not_finite_are_left_out() -> None:
    series = Series()
    series.append(0, float("nan"))
    series.append(1, 2.0)
    assert series.values.tolist() == [2.0]
    series.replace([0, 1, 2], [1.0, float("inf"), 3.0])
    assert series.steps.tolist() == [0, 2]


def test_the_smoothed_line_is_calmer_than_the_points_and_keeps_a_straight_line() -> None:
    noise = np.random.default_rng(0).normal(size=500)
    series = Series()
    series.replace(np.arange(500), noise)
    assert series.drawn().smooth_y.std() < 0.5 * noise.std()
    series.replace(np.arange(500), np.arange(500) * 2.0)
    np.testing.assert_allclose(series.drawn().smooth_y, np.arange(500) * 2.0)


def test_a_logarithmic_axis_gets_no_value_that_it_cannot_show() -> None:
    series = Series()
    series.replace([0, 1, 2], [0.0, -1.0, 4.0])
    assert series.drawn(positive_only=True).raw_y.tolist() == [4.0]


@pytest.mark.parametrize(("factor", "trend"), [(-1.0, -1), (0.0, 0), (1.0, 1)])
def test_the_trend_is_that_of_the_last_stretch(factor: float, trend: int) -> None:
    series = Series()
    series.replace(np.arange(50), factor * np.arange(50.0))
    assert series.trend() == trend


@given(st.lists(st.integers(0, 10_000), min_size=1, unique=True), st.floats(-10, 11_000))
def test_the_nearest_point_is_nearest(steps: list[int], wanted: float) -> None:
    series = Series()
    series.replace(sorted(steps), [1.0] * len(steps))
    index = series.nearest(wanted)
    assert index is not None
    assert abs(series.steps[index] - wanted) == min(abs(step - wanted) for step in steps)


def test_an_empty_series_has_nothing_near() -> None:
    assert Series().nearest(3) is None
    assert len(Series().drawn().smooth_x) == 0


def test_a_step_that_is_done_again_replaces_what_came_after_it() -> None:
    series = Series()
    series.replace([1, 2, 3, 4], [1.0, 2.0, 3.0, 4.0])
    series.append(3, 30.0)
    assert series.steps.tolist() == [1, 2, 3]
    assert series.values.tolist() == [1.0, 2.0, 30.0]


def test_an_earlier_part_is_put_before_what_is_there() -> None:
    series = Series()
    series.append(5, 50.0)
    series.put_before([3, 4, 5, 6], [3.0, 4.0, 5.0, 6.0])
    assert series.steps.tolist() == [3, 4, 5]
    assert series.values.tolist() == [3.0, 4.0, 50.0]
