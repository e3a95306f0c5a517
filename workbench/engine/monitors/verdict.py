"""What a run came to, in one word and one sentence; from its measures alone, without labels."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from workbench.engine.monitors.spread import COLLAPSED

if TYPE_CHECKING:
    from workbench.engine.pretext import Measure

_SLOW_SHARE = 0.02
"""A loss that fell by less than this share of its start is hardly learning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """word: "learning", "slow", "collapsed" or "done"; sentence: for the person."""

    word: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A measure of the task's own, by step, and what a network that has learnt nothing reaches."""

    measure: Measure
    values: Sequence[float]
    baseline: Sequence[float] = ()


def judge(
    losses: Sequence[float],
    spreads: Sequence[float],
    *,
    looks: Sequence[Mapping[str, float]] = (),
    own: Sequence[Track] = (),
    ended: bool,
) -> Verdict:
    """The verdict on a run from its loss and spread by step; `ended` when its schedule is over."""
    if len(losses) < 4:
        return Verdict(word="learning", sentence="Too few steps so far to tell.")
    if not math.isfinite(losses[-1]):
        return Verdict(
            word="collapsed",
            sentence="Failed: the loss is no longer a number, so the network is worth nothing."
            " Start anew with another seed or a larger batch.",
        )
    tail = max(1, len(losses) // 10)
    first, last = fmean(losses[:tail]), fmean(losses[-tail:])
    if fmean(spreads[-tail:]) < COLLAPSED:
        return Verdict(
            word="collapsed",
            sentence="Collapsed: the network gives nearly the same answer for every sample, so its features"
            " are worth little. More varied samples or a higher temperature may help.",
        )
    if first - last < _SLOW_SHARE * abs(first):
        return Verdict(
            word="slow",
            sentence=f"Slow: the loss has hardly fallen ({first:.3g} to {last:.3g}). More time may help.",
        )
    fell = f"the loss fell from {first:.3g} to {last:.3g} and the embeddings stay spread out"
    if ended:
        return Verdict(word="done", sentence=f"Done: {fell}.")
    return Verdict(word="learning", sentence=f"Learning: {fell}.")
