"""What the candidates of a trial came to, and which of them is chosen.

Label-free measures of different tasks do not compare, so that they only veto. Without labels the order
that was measured on other sets decides (`Modality.priors`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from workbench.engine.contracts import Layout
from workbench.engine.downstream import probe, scores
from workbench.engine.downstream.features import blocks_for, inputs
from workbench.engine.downstream.folds import folds, scored
from workbench.engine.embedding import embed_rows
from workbench.engine.encoders import Encoder
from workbench.engine.modalities import modalities
from workbench.jobs import UserError
from workbench.operations import prepare, recommend
from workbench.operations.labelled import labelled
from workbench.project import Project

_FEWEST_LABELS = 10
_FEWEST_STEPS = 10
"""With fewer, networks are as good as random, and so would be the choice."""
_MOST_STATISTICS = 1_000
_REPEATS = 2
_OUT = {
    "collapsed": "collapsed",
    "memory": "did not fit the memory",
    "diverged": "went out of all bounds",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotRow:
    """What a task came to. score: balanced accuracy of a linear probe on held-out labels, if enough."""

    task: str
    title: str
    steps: int
    samples_per_second: float
    rank_share: float
    agreement: float
    verdict: str
    """Of the last look; "memory" or "diverged" where it could not be trained to its end."""
    vetoed: bool
    score: float | None
    low: float | None
    high: float | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotResult:
    """The candidates, the chosen one and why, in one sentence. `chosen` is "" when all are out."""

    rows: tuple[PilotRow, ...]
    chosen: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A candidate, and which held-out labels its probe got right, by place; none without labels."""

    row: PilotRow
    right: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Training labels to judge by: sample ids (L,), classes (L,) and how many classes there are."""

    ids: NDArray[np.int64]
    classes: NDArray[np.int64]
    num_classes: int


def labels_of(project: Project) -> Labels | None:
    """The training labels, when there are enough of them to hold some out."""
    try:
        known = labelled(project)
    except UserError:
        return None
    if int(scored(known.train_classes).sum()) < _FEWEST_LABELS:
        return None
    ids = np.array([known.samples[place].id for place in known.train], np.int64)
    return Labels(ids=ids, classes=known.train_classes, num_classes=len(known.class_names))


def judged(
    project: Project,
    encoder: Encoder,
    layout: Layout,
    ids: NDArray[np.int64],
    labels: Labels | None,
    device: torch.device,
) -> tuple[NDArray[np.bool_] | None, scores.Interval | None]:
    """Which labels a probe gets right when they are held out, and its balanced accuracy."""
    if labels is None:
        return None, None
    modality = modalities.get(project.description.modality)
    gather = prepare.open_cache(project, layout).gather
    encoder.eval()
    some = ids[:: max(1, len(ids) // _MOST_STATISTICS)]
    pool = embed_rows(encoder, modality, gather(some), device)
    own = embed_rows(encoder, modality, gather(labels.ids), device)
    values = inputs(blocks_for(("embedding",), {"embedding": pool}), {"embedding": own})
    parts = folds(labels.classes, repeats=_REPEATS)
    answers = probe.held_out_logits(
        values, labels.classes, labels.num_classes, parts, strength=probe.DEFAULT_STRENGTH
    )
    held = np.concatenate([part.held for part in parts])
    said = np.concatenate([logits.argmax(1) for logits in answers])
    first = len(held) // _REPEATS
    interval = scores.balanced_interval(labels.classes[held[:first]], said[:first])
    order = np.argsort(held, kind="stable")
    return (said == labels.classes[held])[order], interval


def decided(tried: Sequence[Tried], *, by_labels: bool) -> PilotResult:
    """The first that is not out, unless labels say that another is better by a standard error."""
    rows = tuple(one.row for one in tried)
    usable = [one for one in tried if not one.row.vetoed]
    left_out = _left_out([row for row in rows if row.vetoed])
    if not usable:
        sentence = "Nothing was tried to its end." if not tried else f"None can be recommended.{left_out}"
        return PilotResult(rows=rows, chosen="", sentence=sentence)
    most = max(one.row.steps for one in usable)
    if most < _FEWEST_STEPS:
        sentence = (
            f"Too short to try anything ({most} steps at most): {usable[0].row.title} stays the choice."
        )
        return PilotResult(rows=rows, chosen=usable[0].row.task, sentence=f"{sentence}{left_out}")
    best = usable[0]
    for one in usable[1:]:
        best = one if _is_better(one, best) else best
    why = _why(best.row, [one.row for one in usable], by_labels=by_labels)
    return PilotResult(
        rows=rows, chosen=best.row.task, sentence=f"{best.row.title} is chosen: {why}.{left_out}"
    )


def _why(best: PilotRow, usable: Sequence[PilotRow], *, by_labels: bool) -> str:
    if len(usable) == 1:
        return "nothing speaks against it"
    if best is not usable[0]:
        share = f"{100 * (best.score or 0):.0f} %"
        return (
            f"a simple classifier on what it learnt gets {share} of your held-out labels right, each class"
            " counting alike, and gets more of them right than on what the others learnt"
        )
    is_first = recommend.comes_first(best.task, [row.task for row in usable])
    standing = "comes first in the order measured on other sets" if is_first else "was named first"
    if by_labels:
        return f"on your labels no other is clearly better, and it {standing}"
    return f"without labels nothing here can tell the others apart, and it {standing}"


def _left_out(rows: Sequence[PilotRow]) -> str:
    """Who is out and why, a sentence for each way of being out."""
    sentences = []
    for verdict, words in _OUT.items():
        titles = [row.title for row in rows if row.verdict == verdict]
        if titles:
            sentences.append(
                f" {' and '.join(titles)} {words} and {'is' if len(titles) == 1 else 'are'} out."
            )
    return "".join(sentences)


def _is_better(one: Tried, other: Tried) -> bool:
    if one.right is None or other.right is None:
        return False
    gain = one.right.astype(np.float64) - other.right
    error = float(gain.std()) / np.sqrt(len(gain) / _REPEATS)
    return bool(gain.mean() > error)
