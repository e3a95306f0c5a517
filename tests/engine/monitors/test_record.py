from __future__ import annotations

import json
import math

import pytest

from workbench.engine.monitors.looked import Looked
from workbench.engine.monitors.record import Record, as_line, from_line
from workbench.engine.monitors.verdict import Verdict
from workbench.engine.pretext import Measure
from workbench.jobs import Measured

_ENTROPY = Measure(name="entropy", label="Indecision", help="High is bad.", bad_above=0.9)


def _measured(step: int, **values: float) -> Measured:
    return Measured(step=step, values={"learning_rate": 0.1, **values})


def _look(step: int, **values: float) -> Looked:
    verdict = Verdict(word="learning", sentence="Learning.")
    return Looked(
        step=step, values=values, strip=((1, 2), (3, 4)), verdict=verdict, progress=step / 100, num_samples=64
    )


def test_a_look_has_the_means_of_the_last_fourth_since_the_one_before() -> None:
    record = Record()
    for step, loss in enumerate((9.0, 8.0, 7.0, 4.0, 2.0), start=1):
        record.note(_measured(step, loss=loss, entropy=loss / 10))
        if step == 1:
            record.see(1, 0.01, {"rank": 3.0})
    assert record.see(5, 0.03, {"rank": 5.0}).values == {
        "rank": 5.0,
        "loss": 2.0,
        "entropy": pytest.approx(0.2),
    }


def test_the_spread_of_what_the_task_compares_is_not_that_of_the_encoder() -> None:
    record = Record()
    record.note(_measured(1, spread=0.8))
    record.note(_measured(2, spread=0.6))
    assert record.see(2, 0.1, {"spread": 0.1}).values == {
        "spread": 0.1, "head_spread": 0.6, "first_head_spread": 0.8,
    }  # fmt: skip


def test_a_second_look_at_the_same_step_takes_the_place_of_the_first() -> None:
    record = Record()
    record.note(_measured(1, loss=4.0))
    record.see(1, 0.5, {"rank": 3.0})
    second = record.see(1, 1.0, {"rank": 3.0})
    assert second.values["loss"] == 4.0
    assert record.sights == [second]


def test_the_verdict_counts_the_measures_of_the_task() -> None:
    record = Record()
    for step in range(1, 30):
        record.note(_measured(step, loss=5 - step / 10, entropy=0.99))
        record.see(step, step / 30, {})
    assert record.verdict([], ended=False).word == "learning"
    assert record.verdict([_ENTROPY], ended=False).word == "collapsed"


def test_a_run_taken_up_again_is_judged_as_if_it_had_not_been_interrupted() -> None:
    events = [_measured(step, loss=9.0 / step, spread=1 / step) for step in range(1, 41)]
    whole, looks = Record(), []
    for event in events[:30]:
        whole.note(event)
        if event.step % 8 == 0:
            looks.append(_look(event.step, **whole.see(event.step, event.step / 100, {}).values))
    resumed = Record()
    resumed.restore([from_line(as_line(look)) for look in looks], events[:30])
    for event in events[30:]:
        whole.note(event)
        resumed.note(event)
    assert whole.see(40, 0.4, {}) == resumed.see(40, 0.4, {})
    assert whole.sights == resumed.sights


def test_without_its_measurements_a_resumed_run_still_knows_its_start() -> None:
    resumed = Record()
    resumed.restore([_look(5, loss=3.0, head_spread=0.5, first_head_spread=0.9)], [])
    resumed.note(_measured(6, spread=0.1))
    assert resumed.see(6, 0.1, {}).values["first_head_spread"] == 0.9


def test_a_look_goes_through_its_line_unchanged() -> None:
    look = _look(7, loss=3.25, rank=12.5)
    assert from_line(as_line(look)) == look
    assert "\n" not in as_line(look)


def test_a_line_with_a_loss_that_is_no_number_can_be_read() -> None:
    assert math.isnan(from_line(as_line(_look(7, loss=math.nan))).values["loss"])


@pytest.mark.parametrize("line", ["", "{", "[]", json.dumps({"step": 1})])
def test_what_is_no_line_of_a_look_is_refused(line: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_line(line)
