from __future__ import annotations

import math

import pytest

from tests.engine.monitors.sights import Ends, sights
from workbench.engine.monitors.sight import Sight
from workbench.engine.monitors.verdict import Verdict, judge

_STILL: dict[str, Ends] = {"loss": 5.0, "agreement": 0.2}
_FALLING: dict[str, Ends] = {"loss": (5.0, 2.0), "head_spread": 0.9}


def _judged(seen: list[Sight], *, ended: bool = False) -> Verdict:
    return judge(seen, ended=ended)


def test_a_falling_loss_is_learning_and_at_the_end_done() -> None:
    assert _judged(sights(_FALLING)).word == "learning"
    assert _judged(sights(_FALLING), ended=True).word == "done"


def test_when_nothing_moves_it_is_slow() -> None:
    assert _judged(sights(_STILL)).word == "slow"
    assert _judged(sights({"loss": (2.0, 5.0), "agreement": 0.2}), ended=True).word == "slow"


def test_while_the_rate_still_rises_nothing_need_move() -> None:
    assert _judged(sights(_STILL, 4)).word == "learning"
    assert _judged(sights(_STILL, 6, progress=0.09)).word == "slow", (
        "500 steps are enough, however long it is"
    )
    early = [
        Sight(step=s.step // 10, progress=s.progress, values=s.values)
        for s in sights(_STILL, 6, progress=0.09)
    ]
    assert _judged(early).word == "learning"


def test_a_collapse_is_one_however_far_the_loss_fell() -> None:
    seen = sights({"loss": (5.0, 0.0), "head_spread": (0.9, 0.01)}, 30)
    assert _judged(seen).sentence.startswith("Collapsing: the network gives nearly the same answer")
    assert _judged(seen, ended=True).sentence.startswith(
        "Collapsed: the network gives nearly the same answer"
    )


def test_a_small_spread_at_the_beginning_only_is_none() -> None:
    assert _judged(sights({"loss": (5.0, 3.0), "head_spread": (0.02, 0.9)})).word == "learning"


@pytest.mark.parametrize("last", [math.nan, math.inf])
def test_a_loss_that_is_no_number_is_never_called_learning(last: float) -> None:
    seen = sights(_FALLING)
    verdict = _judged([*seen, Sight(step=900, progress=1, values={"loss": last})], ended=True)
    assert verdict.word == "collapsed"
    assert "no longer a number" in verdict.sentence


@pytest.mark.parametrize("number", [0, 1, 2])
def test_after_the_first_look_it_cannot_tell(number: int) -> None:
    assert "Too few" in _judged(sights(_FALLING, 2)[:number]).sentence


def test_at_the_end_it_says_whether_more_time_would_help() -> None:
    assert _judged(sights(_FALLING, 20), ended=True).sentence.endswith("It was still improving.")


@pytest.mark.parametrize("values", [_FALLING, _STILL, {"skill": (0.0, 0.5)}, {"loss": math.nan}])
@pytest.mark.parametrize("ended", [False, True])
@pytest.mark.parametrize("number", [1, 2, 3, 9])
def test_every_verdict_comes_in_words(values: dict[str, Ends], ended: bool, number: int) -> None:
    verdict = _judged(sights(values, number), ended=ended)
    assert verdict.word in ("learning", "slow", "collapsed", "done")
    assert verdict.sentence[0].isupper()
    assert verdict.sentence.endswith(".")
    assert "  " not in verdict.sentence
