"""The words and numbers of a trial, worked out without a window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.app.widgets import figures
from workbench.app.words import tr
from workbench.operations.pilot import PilotRow

_FAILED = ("memory", "diverged")
"""Verdicts of those that came to no end: of them there is nothing to tell but why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What became of a candidate: a word, a glyph and a tone of the palette."""

    word: str
    icon: str
    tone: Literal["good", "bad", "muted"]


def state_of(row: PilotRow, *, chosen: bool) -> State:
    """Chosen, out, or possible too."""
    if row.vetoed:
        return State(word=tr("Out"), icon="close-circle-outline", tone="bad")
    if chosen:
        return State(word=tr("Chosen"), icon="check-circle", tone="good")
    return State(word=tr("Possible"), icon="circle-outline", tone="muted")


def seen(row: PilotRow) -> str:
    """What was seen of a candidate, in a sentence or two."""
    if row.verdict in _FAILED:
        return tr(row.reason)
    parts = [
        figures.counted(row.steps, tr("step"), tr("steps")),
        tr("{rate} samples a second").format(rate=figures.rate(row.samples_per_second)),
    ]
    if row.steps:
        share = tr("uses {share} of the directions it could").format(share=figures.percent(row.rank_share))
        agree = tr("neighbours agree {share}").format(share=figures.percent(row.agreement))
        parts += [share, agree]
    if row.score is not None:
        words = tr("a simple classifier gets {score} of your held-out labels right ({low} to {high})")
        score, low, high = (figures.percent(x) for x in (row.score, row.low or 0.0, row.high or 0.0))
        parts.append(words.format(score=score, low=low, high=high))
    return " ".join(filter(None, (", ".join(parts) + ".", tr(row.reason))))


def explained() -> str:
    """What the numbers mean."""
    return tr(
        "Directions: how differently it describes your samples; near 0 % everything looks the same to it."
        " Neighbours: how often a sample keeps its nearest samples when it is varied."
        " Both tell what failed, but cannot compare different tasks. Labels can, where there are any: a"
        " simple classifier on what the network learnt is asked about labels that were held out, each class"
        " counting alike; in brackets is where the true share lies, in 19 of 20 cases."
    )
