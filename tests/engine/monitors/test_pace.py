from __future__ import annotations

from workbench.engine.monitors.pace import Pace


def _asked_each_tenth(pace: Pace, seconds: float, cost: float) -> list[float]:
    """When it looked, asked ten times a second, one step each."""
    looks, steps = [], 0
    for tick in range(int(seconds * 10)):
        if pace.due(100 + tick / 10, steps):
            looks.append(tick / 10)
            pace.looked(cost)
            steps = 0
        steps += 1
    return looks


def test_it_looks_at_once_then_soon_then_every_five_seconds() -> None:
    assert _asked_each_tenth(Pace(), 20, cost=0.01) == [0, 1.0, 6.1, 11.2, 16.3]


def test_slow_steps_are_looked_at_after_two_seconds() -> None:
    pace = Pace()
    pace.looked(0.1)
    assert not pace.due(0, 0)
    assert not pace.due(1.9, 1)
    assert pace.due(2.0, 1)


def test_costly_looks_take_three_percent_of_the_time_at_most_after_the_first_two() -> None:
    looks = _asked_each_tenth(Pace(), 300, cost=1.0)
    assert len(looks) - 2 == 300 * 0.03 - 1
    assert 30 < looks[2] < 40


def test_a_look_that_took_long_once_is_made_up_for() -> None:
    pace = Pace()
    for cost in (0.1, 0.1, 2.0, 0.1):
        pace.due(0, 0)
        pace.looked(cost)
    assert not pace.due(60, 99)
    assert not pace.due(66, 99)
    assert pace.due(80, 99)
