from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.schedule import Schedule

_schedules = st.builds(
    Schedule,
    first=st.integers(0, 10_000),
    steps=st.integers(1, 10_000),
    peak_rate=st.floats(1e-6, 1.0),
    warmup=st.floats(0, 0.5),
)


def _schedule(steps: int = 100, first: int = 0) -> Schedule:
    return Schedule(first=first, steps=steps, peak_rate=2.0)


def test_it_warms_up_evenly_over_a_twentieth() -> None:
    rates = [_schedule().rate(step) for step in range(6)]
    assert rates[:5] == pytest.approx([2 / 6, 4 / 6, 1, 8 / 6, 10 / 6])
    assert rates[5] == 2.0


def test_then_it_falls_along_half_a_cosine() -> None:
    middle = 5 + 95 / 2
    assert _schedule().rate(int(middle)) == pytest.approx(
        1 + math.cos(math.pi * (int(middle) - 5) / 95), rel=1e-9
    )


@given(schedule=_schedules)
def test_it_ends_at_zero(schedule: Schedule) -> None:
    assert schedule.rate(schedule.end) == pytest.approx(0, abs=1e-9) or schedule.steps <= 2


@given(schedule=_schedules, share=st.floats(0, 1))
def test_a_rate_is_never_negative_nor_above_the_peak(schedule: Schedule, share: float) -> None:
    step = schedule.first + int(share * (schedule.steps - 1))
    assert 0 <= schedule.rate(step) <= schedule.peak_rate
    assert schedule.rate(schedule.first) > 0


@given(schedule=_schedules)
def test_after_the_warm_up_it_never_rises(schedule: Schedule) -> None:
    begin = schedule.first + math.ceil(schedule.warmup * schedule.steps)
    steps = range(begin, min(schedule.end, begin + 50))
    rates = [schedule.rate(step) for step in steps if step >= schedule.first + 1]
    assert rates == sorted(rates, reverse=True)


@given(schedule=_schedules, share=st.floats(0, 1))
def test_a_cool_down_takes_at_most_a_tenth_of_what_was_done(schedule: Schedule, share: float) -> None:
    step = schedule.first + int(share * schedule.steps)
    cooling = schedule.cool_down(step)
    assert cooling.first == step
    assert cooling.steps <= max(1, (step - schedule.first) / 10)
    assert cooling.end <= schedule.end


def test_a_cool_down_falls_evenly_from_the_present_rate_to_zero() -> None:
    cooling = _schedule().cool_down(40)
    present = _schedule().rate(40)
    assert [cooling.rate(step) for step in range(40, 45)] == pytest.approx(
        [present, present * 0.75, present * 0.5, present * 0.25, 0]
    )


@given(schedule=_schedules, later=st.integers(0, 100))
def test_the_rate_does_not_depend_on_where_counting_began(schedule: Schedule, later: int) -> None:
    moved = Schedule(
        first=schedule.first + later,
        steps=schedule.steps,
        peak_rate=schedule.peak_rate,
        warmup=schedule.warmup,
    )
    assert moved.rate(moved.first + 1) == schedule.rate(schedule.first + 1)


def test_progress_goes_from_0_to_1() -> None:
    schedule = _schedule(steps=4, first=10)
    assert [schedule.progress(step) for step in (0, 10, 12, 14, 99)] == [0, 0, 0.5, 1, 1]
