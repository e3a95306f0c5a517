"""What a run came to, in one word and one sentence; from its measures alone, without labels.

One judge for the window, the command line and the run's record: the same looks give the same verdict.

"collapsed" comes first (see `collapse`), then "slow" when nothing moved that should (see `moves`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.engine.monitors.collapse import collapse
from workbench.engine.monitors.moves import moves, outlook
from workbench.engine.monitors.sight import Sight

if TYPE_CHECKING:
    from workbench.engine.pretext import Measure

_TOLD_AFTER_LOOKS = 4
_TOLD_AFTER_PROGRESS = 0.1
_TOLD_AFTER_STEPS = 500
"""While the rate still rises nothing need move: told only after so many looks, and a tenth or 500 steps."""
_SLOW_HELP = "More time or a higher learning rate may help."


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """word: "learning", "slow", "collapsed" or "done"; sentence: for the person."""

    word: str
    sentence: str


def judge(
    sights: Sequence[Sight], measures: Sequence[Measure] = (), *, ended: bool, can_collapse: bool = True
) -> Verdict:
    """The verdict on a run from all its looks, oldest first, the first on the random network.

    `measures` are the task's own; `ended` when the schedule is over.
    """
    if _is_broken(sights):
        return Verdict(
            word="collapsed",
            sentence="Failed: the loss is no longer a number, so the network is worth nothing."
            " Start anew with another seed or a larger batch.",
        )
    wrong = collapse(sights, measures, ended=ended, can=can_collapse)
    if wrong:
        return Verdict(word="collapsed", sentence=f"{'Collapsed' if ended else 'Collapsing'}: {wrong}.")
    if sum("loss" in sight.values for sight in sights) < 2:
        return Verdict(word="learning", sentence="Too few steps so far to tell.")
    moved = moves(sights)
    if not any(move.enough for move in moved):
        if ended or _can_tell(sights):
            standing = " and ".join(move.words for move in moved)
            return Verdict(word="slow", sentence=f"Slow: {standing}. {_SLOW_HELP}")
        return Verdict(word="learning", sentence="Nothing has moved yet; it is too early to tell.")
    told = "; ".join(move.words for move in moved if move.enough)
    if not ended:
        return Verdict(word="learning", sentence=f"Learning: {told}.")
    return Verdict(word="done", sentence=f"Done: {told}. {outlook(sights)}".strip())


def _is_broken(sights: Sequence[Sight]) -> bool:
    last = sights[-1].values if sights else {}
    return not all(math.isfinite(last.get(name, 0.0)) for name in ("loss", "spread"))


def _can_tell(sights: Sequence[Sight]) -> bool:
    last = sights[-1]
    begun = last.progress >= _TOLD_AFTER_PROGRESS or last.step >= _TOLD_AFTER_STEPS
    return begun and len(sights) > _TOLD_AFTER_LOOKS
