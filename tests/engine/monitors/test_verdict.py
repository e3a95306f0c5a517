from __future__ import annotations

import math

import pytest

from workbench.engine.monitors.verdict import Verdict, judge

_FALLING = [5.0 - 0.1 * step for step in range(30)]
_EVEN = [1.0] * 30


def _judged(losses: list[float], spreads: list[float] | None = None, *, ended: bool = False) -> Verdict:
    return judge(losses, spreads or [1.0] * len(losses), ended=ended)


def test_a_falling_loss_is_learning_and_at_the_end_done() -> None:
    assert _judged(_FALLING).word == "learning"
    assert _judged(_FALLING, ended=True).word == "done"


def test_a_loss_that_stays_is_slow() -> None:
    assert _judged(_EVEN).word == "slow"
    assert _judged(list(reversed(_FALLING)), ended=True).word == "slow"


def test_a_small_spread_at_the_end_is_a_collapse_however_far_the_loss_fell() -> None:
    assert _judged(_FALLING, [1.0] * 20 + [0.02] * 10, ended=True).word == "collapsed"


def test_a_small_spread_at_the_beginning_only_is_none() -> None:
    assert _judged(_FALLING, [0.02] * 10 + [1.0] * 20).word == "learning"


@pytest.mark.parametrize("last", [math.nan, math.inf])
def test_a_loss_that_is_no_number_is_never_called_learning(last: float) -> None:
    verdict = _judged([*_FALLING, last], ended=True)
    assert verdict.word == "collapsed"
    assert "no longer a number" in verdict.sentence


@pytest.mark.parametrize("number", [0, 1, 3])
def test_after_a_few_steps_it_cannot_tell(number: int) -> None:
    assert "Too few" in _judged(_FALLING[:number]).sentence


@pytest.mark.parametrize("losses", [_FALLING, _EVEN, [*_EVEN, math.nan], _FALLING[:2]])
def test_every_verdict_comes_in_words(losses: list[float]) -> None:
    sentence = _judged(losses, ended=True).sentence
    assert sentence[0].isupper()
    assert sentence.endswith(".")
