"""What has moved the right way since a run began, and what still moved at its end.

The task's skill decides where it has one; else the agreement of neighbours under two views. A falling loss
alone is no sign: that of two networks which agree on saying nothing falls best. (Healthy runs of tasks
without a skill gained 0.07 to 0.22 of agreement in 120 steps.) The rank and the spread are no
proof of learning: at a learning rate of 1e-6 batch norm's statistics alone took a rank of 18 to 110 and a
spread of 0.14 to 0.37, while the loss stood still and the agreement fell from 0.20 to 0.16.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from workbench.engine.monitors.sight import Sight

_LOSS_SHARE = 0.05
"""A loss that fell by less than this share of its start has hardly fallen (BYOL at 1e-6: 0.024)."""
_SKILL_GAIN = 0.02
_SKILL_TOLD = 0.05
_SKILL_SHARE = 0.2
"""Below zero, what is missing to perfect must have shrunk by so much. Restoring begins far below (the damaged
picture is a good answer) and gets from -0.97 to -0.09 in 120 steps; at 1e-6 a decoder drifts by 7 %."""
_AGREEMENT_GAIN = 0.03
_AGREED = 0.35
_LAST_LOOKS = 2
"""The present is the mean of so many looks."""
_FLAT_SHARE = 0.02
_FLAT_GAIN = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One number's way from the start to now; `words` say it, whether it was `enough` or not."""

    enough: bool
    words: str


def moves(sights: Sequence[Sight]) -> list[Move]:
    """The ways of all numbers that count for this run; the run moves when any was far enough."""
    skill = ends(sights, "skill")
    if skill is not None:
        return [_skill(*skill)]
    loss, agreement = ends(sights, "loss"), ends(sights, "agreement")
    found = []
    if loss is not None:
        found.append(_loss(*loss, counts=agreement is None or _was_there(*agreement)))
    if agreement is not None:
        found.append(_agreement(*agreement))
    return found


def ends(sights: Sequence[Sight], name: str) -> tuple[float, float] | None:
    """A value at the first look that has it, and its mean over the last two looks; None without both."""
    known = [sight.values[name] for sight in sights if name in sight.values]
    if len(known) < 2:
        return None
    return known[0], fmean(known[max(1, len(known) - _LAST_LOOKS) :])


def outlook(sights: Sequence[Sight]) -> str:
    """Whether more time would have helped, by the last quarter beside the one before; "" if unknown."""
    improves = [_improves(sights, name) for name in ("skill", "loss", "agreement")]
    if all(one is None for one in improves):
        return ""
    return "It was still improving." if any(improves) else "More time would add little."


def _improves(sights: Sequence[Sight], name: str) -> bool | None:
    whole = ends(sights, name)
    before = _mean([sight for sight in sights if 0.5 < sight.progress <= 0.75], name)
    late = _mean([sight for sight in sights if sight.progress > 0.75], name)
    if whole is None or before is None or late is None:
        return None
    if name == "loss":
        return before - late > _FLAT_SHARE * abs(whole[1] - whole[0])
    return late - before > _FLAT_GAIN


def _mean(sights: Sequence[Sight], name: str) -> float | None:
    known = [sight.values[name] for sight in sights if name in sight.values]
    return fmean(known) if known else None


def _was_there(first: float, last: float) -> bool:
    """Whether neighbours agreed from the start, as in a network that had learnt before, and still do."""
    return first >= _AGREED and last >= first - _AGREEMENT_GAIN


def _loss(first: float, last: float, *, counts: bool) -> Move:
    if first - last >= _LOSS_SHARE * abs(first):
        alone = "" if counts else ", which alone is no sign of learning"
        return Move(enough=counts, words=f"the loss fell from {first:.3g} to {last:.3g}{alone}")
    return Move(enough=False, words=f"the loss has hardly fallen ({first:.3g} to {last:.3g})")


def _skill(first: float, last: float) -> Move:
    shrunk = last - first >= _SKILL_SHARE * (1 - first)
    if (last >= _SKILL_GAIN and last - first >= _SKILL_GAIN) or (shrunk and first < 1):
        words = f"its skill rose from {first:.2f} to {last:.2f}, where 0 knows nothing and 1 is perfect"
        little = "" if last >= _SKILL_TOLD else "; it does no better yet than who knows nothing"
        return Move(enough=True, words=words + little)
    return Move(enough=False, words=f"its skill is {last:.2f}, where 0 knows nothing and 1 is perfect")


def _agreement(first: float, last: float) -> Move:
    shares = f"{100 * last:.0f} % of their neighbours ({100 * first:.0f} % at the start)"
    return Move(enough=last - first >= _AGREEMENT_GAIN, words=f"two variations of a sample share {shares}")
