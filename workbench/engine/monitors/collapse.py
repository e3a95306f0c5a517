"""The signs that a network gives the same answer to everything, and for how long they must last.

What the limits stand on, measured on 600 clothes (and 703 drawn pictures) at 32 px with the small residual
network, in runs of 80 to 150 steps (tests/benchmarks/verdicts.py makes them again):

- What a task compares (the head's output) starts at a spread of 0.79. Healthy contrastive and
  negatives-free runs stay at 0.8 or rise to 0.98; DINO's falls to 0.25 or 0.3. A temperature of 0.001
  takes it to 0.07 to 0.10 within 40 steps, BYOL without its slow copy to 0.03. At 0.01 it is 0.25 and
  the neighbours agree as well as ever (0.45), which is no collapse.
- The encoder itself keeps more: its embeddings (pooled after a ReLU) start at a spread of 0.14 to 0.17
  and rise to 0.55, in those collapsed runs too, and batch norm's statistics alone take a third off. An
  absolute limit would call every random network collapsed, so only a fall far below the start counts.
- A transformer starts with a rank of 4 and passes through 2.7, so a small rank alone says nothing either.
- Neighbours under two views agree by 0.16 to 0.25 at the start; healthy runs end at 0.25 to 0.54, jigsaw
  at 0.19, a collapsed BYOL at 0.20: it is told when it halves, which none of them did.
- VICReg without its variance term keeps its directions and loses its length: its own measure tells.
- A network that learns to say the next word says the frequent ones first, whatever comes before: its
  spread falls from 0.59 to 0.07 within 40 steps of 32 texts and is back at 0.40 after 200. It cannot stay
  there, since the same answer to all is not the best one; such tasks say that they cannot collapse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from workbench.engine.monitors.sight import Sight

if TYPE_CHECKING:
    from workbench.engine.pretext import Measure

HELD = 3
"""So many looks in a row must show the same sign."""
_HELD_AT_THE_END = 2
_GRACE = 0.25
"""A sign that was there from the start is given this share of the schedule to go away."""
_HEAD = 0.15
_HEAD_SHARE = 0.3
_ENCODER_SHARE = 0.25
_RANK = 2.0
_RANK_SHARE = 0.5
_AGREEMENT_SHARE = 0.5
_AGREEMENT_TOLD = 0.05
"""Where not even this much was there at the start, agreement says nothing."""


def collapse(sights: Sequence[Sight], measures: Sequence[Measure], *, ended: bool, can: bool = True) -> str:
    """What is wrong, with the numbers that show it, in one sentence; "" when nothing is for long enough.

    `sights` are all looks of a run, the first on the random network. When the run has `ended`, fewer
    looks must do. Of a task that `can` not collapse only its own measures are looked at.
    """
    if len(sights) < 2:
        return ""
    start, seen = sights[0], sights[1:]
    held = min(_HELD_AT_THE_END, len(seen)) if ended else HELD
    recent = [signs(sight, start, measures, can=can) for sight in seen[-held:]]
    if len(recent) < held:
        return ""
    for name, sentence in recent[-1].items():
        if not all(name in one for one in recent):
            continue
        fell = any(name not in signs(sight, start, measures, can=can) for sight in seen)
        if fell or ended or sights[-1].progress >= _GRACE:
            return sentence
    return ""


def signs(sight: Sight, start: Sight, measures: Sequence[Measure], *, can: bool = True) -> dict[str, str]:
    """Every sign of a collapse at one look, beside the look at the random network: its name, in words."""
    own = [sign for measure in measures for sign in _own(measure, sight.values.get(measure.name))]
    return dict(_signs(sight, start)) | dict(own) if can else dict(own)


def _signs(sight: Sight, start: Sight) -> Iterator[tuple[str, str]]:
    now, then = sight.values, start.values
    head, first = now.get("head_spread"), now.get("first_head_spread")
    if head is not None and first is not None and head < min(_HEAD, _HEAD_SHARE * first):
        yield (
            "head_spread",
            (
                "the network gives nearly the same answer for every sample: its answers are spread"
                f" {head:.2f} of 1, at the start {first:.2f}"
            ),
        )
    if _fell(now, then, "spread", _ENCODER_SHARE):
        yield (
            "spread",
            (
                "the features of all samples have moved together: their spread fell from"
                f" {then['spread']:.2g} to {now['spread']:.2g}"
            ),
        )
    if _fell(now, then, "rank", _RANK_SHARE) and now["rank"] < _RANK:
        yield (
            "rank",
            (
                f"of the {then['rank']:.0f} directions that the features had at the start"
                f" {now['rank']:.1f} are left"
            ),
        )
    if then.get("agreement", 0.0) >= _AGREEMENT_TOLD and _fell(now, then, "agreement", _AGREEMENT_SHARE):
        yield (
            "agreement",
            (
                f"samples that are varied a little keep {_percent(now['agreement'])} of their neighbours,"
                f" which is less than the {_percent(then['agreement'])} before it learnt anything"
            ),
        )


def _own(measure: Measure, value: float | None) -> Iterator[tuple[str, str]]:
    """A measure of the task's own beyond its limits."""
    if value is None:
        return
    if measure.bad_below is not None and value < measure.bad_below:
        yield measure.name, f'"{measure.label}" is {value:.2f}, where less than {measure.bad_below:g} is bad'
    if measure.bad_above is not None and value > measure.bad_above:
        yield measure.name, f'"{measure.label}" is {value:.2f}, where more than {measure.bad_above:g} is bad'


def _fell(now: Mapping[str, float], then: Mapping[str, float], name: str, share: float) -> bool:
    return name in now and name in then and now[name] < share * then[name]


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
