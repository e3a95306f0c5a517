"""A short try of several pretext tasks, to choose one: collapsed ones are out, labels decide, else the prior.

Label-free measures of different tasks do not compare, so that they only veto. Without labels the order
that was measured on other sets decides (`recommend.PRIOR`).
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from workbench.engine import device as devices
from workbench.engine.contracts import Layout
from workbench.engine.downstream import probe, scores
from workbench.engine.downstream.features import blocks_for, inputs
from workbench.engine.downstream.folds import folds, scored
from workbench.engine.embedding import embed_rows
from workbench.engine.encoders import Encoder
from workbench.engine.modalities import modalities
from workbench.engine.monitors.looked import Looked
from workbench.engine.trainer import CheckpointDue
from workbench.jobs import (
    Advanced,
    CancelToken,
    Event,
    Finished,
    Job,
    Measured,
    PhaseStarted,
    Stopped,
    UserError,
)
from workbench.operations import folder, prepare, recommend, run_choices, run_making
from workbench.operations.import_folder import layout_of
from workbench.operations.labelled import labelled
from workbench.operations.run_settings import Pretrain, named_task
from workbench.project import Project

MOST_CANDIDATES = 4
_FEWEST_LABELS = 10
_MOST_STATISTICS = 1_000
_REPEATS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    """Try these tasks for so many minutes each; none: those the program thinks of first."""

    project: Path
    tasks: tuple[str, ...] = ()
    minutes: float = 1.0
    planned_minutes: float = recommend.DEFAULT_MINUTES
    """How long the run will be that this chooses for: its encoder is tried."""
    matters: tuple[str, ...] = ()
    device: str = "auto"
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotRow:
    """What a task came to. score: balanced accuracy of a probe on held-out labels, if there are enough."""

    task: str
    title: str
    steps: int
    samples_per_second: float
    rank_share: float
    agreement: float
    verdict: str
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
class _Tried:
    """A candidate, and which held-out labels its probe got right, by place; none without labels."""

    row: PilotRow
    right: NDArray[np.bool_] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Labels:
    """Training labels to judge by: sample ids (L,), classes (L,) and how many classes there are."""

    ids: NDArray[np.int64]
    classes: NDArray[np.int64]
    num_classes: int


def job(arguments: Pilot) -> Job:
    """The job that does it."""
    return Job(operation=__name__, arguments=arguments, title="Try several tasks", resource="accelerator")


def run(arguments: Pilot, token: CancelToken) -> Iterator[Event]:
    """Try one after the other. Nothing is kept but the result; a stop ends with what was tried so far."""
    names = _candidates(arguments)
    threads = torch.get_num_threads()
    tried: list[_Tried] = []
    try:
        with Project(arguments.project) as project:
            modality = folder.named(project.description.modality)
            layout = layout_of(project)
            samples = project.samples.usable(("pool", "check"))
            yield from prepare.prepare(project, modality, layout, samples, token)
            ids = np.array([s.id for s in project.samples.usable(("pool", "check"))], np.int64)
            labels = _labels(project)
            for name in names:
                try:
                    one = yield from _try(project, arguments, name, layout, ids, labels, token)
                except Stopped:
                    break
                if one is None:
                    break
                tried.append(one)
    finally:
        torch.set_num_threads(threads)
    yield Finished(result=_decided(tried, labels is not None))


def _candidates(arguments: Pilot) -> tuple[str, ...]:
    with Project(arguments.project) as project:
        modality = project.description.modality
    names = arguments.tasks or recommend.candidates(modality, MOST_CANDIDATES)
    if len(names) > MOST_CANDIDATES:
        raise UserError(
            f"{len(names)} tasks are too many to try.",
            f"Each takes {arguments.minutes:g} minutes.",
            f"Choose at most {MOST_CANDIDATES}.",
        )
    for name in names:
        named_task(name)
    return names


def _try(
    project: Project,
    arguments: Pilot,
    name: str,
    layout: Layout,
    ids: NDArray[np.int64],
    labels: _Labels | None,
    token: CancelToken,
) -> Generator[Event, None, _Tried | None]:
    """Train one candidate for its minutes and look at it; None when it was stopped on the way."""
    device = devices.choose(arguments.device)
    started = time.monotonic()
    wanted = Pretrain(
        project=arguments.project, task=name, minutes=arguments.planned_minutes, device=arguments.device,
        seed=arguments.seed, matters=arguments.matters,
    )  # fmt: skip
    settings = run_choices.choose(project, wanted, layout, len(ids), device)
    watcher = run_making.watcher(project, settings, ids, device, token)
    trainer = run_making.trainer(project, settings, ids, device, token, watcher)
    title = settings.task_class.title
    yield PhaseStarted(phase=f"Trying {title}", unit="steps")
    budget = Pretrain(project=arguments.project, minutes=arguments.minutes)
    settings = run_choices.measured(budget, settings, trainer, started)
    trainer.extend(settings.steps)
    last: Looked | None = None
    left = max(1.0, arguments.minutes * 60 - (time.monotonic() - started))
    for event in trainer.run(left):
        if isinstance(event, Looked):
            last = event
        elif isinstance(event, Advanced):
            yield Advanced(
                phase=f"Trying {title}", done=event.done, total=event.total, unit=event.unit,
                rate=event.rate, seconds_left=event.seconds_left,
            )  # fmt: skip
        elif not isinstance(event, CheckpointDue | Measured | PhaseStarted):
            yield event
    trainer.close()
    if token.stopping or last is None:
        return None
    right, interval = _judged(project, trainer.task.encoder, settings.cache_layout, ids, labels, device)
    vetoed = last.verdict.word == "collapsed"
    row = PilotRow(
        task=name,
        title=title,
        steps=trainer.step,
        samples_per_second=trainer.samples_per_second,
        rank_share=last.values.get("rank_share", 0.0),
        agreement=last.values.get("agreement", 0.0),
        verdict=last.verdict.word,
        vetoed=vetoed,
        score=interval.value if interval else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        reason=last.verdict.sentence,
    )
    return _Tried(row=row, right=right)


def _labels(project: Project) -> _Labels | None:
    """The training labels, when there are enough of them to hold some out."""
    try:
        known = labelled(project)
    except UserError:
        return None
    if int(scored(known.train_classes).sum()) < _FEWEST_LABELS:
        return None
    ids = np.array([known.samples[place].id for place in known.train], np.int64)
    return _Labels(ids=ids, classes=known.train_classes, num_classes=len(known.class_names))


def _judged(
    project: Project,
    encoder: Encoder,
    layout: Layout,
    ids: NDArray[np.int64],
    labels: _Labels | None,
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


def _decided(tried: Sequence[_Tried], by_labels: bool) -> PilotResult:
    """The first that is not out, unless labels say that another is better by a standard error."""
    rows = tuple(one.row for one in tried)
    usable = [one for one in tried if not one.row.vetoed]
    out = [one.row.title for one in tried if one.row.vetoed]
    left_out = f" {' and '.join(out)} collapsed and {'is' if len(out) == 1 else 'are'} out." if out else ""
    if not usable:
        sentence = "Nothing was tried to its end." if not tried else f"None can be recommended.{left_out}"
        return PilotResult(rows=rows, chosen="", sentence=sentence)
    best = usable[0]
    for one in usable[1:]:
        best = one if _is_better(one, best) else best
    if not by_labels:
        why = "without labels nothing here can tell the others apart, and it did best on other sets"
    elif best is usable[0]:
        why = "on your labels no other is clearly better, and it did best on other sets"
    else:
        share = f"{100 * (best.row.score or 0):.0f} %"
        why = f"a probe on your labels is right {share} of the time, more than the others"
    return PilotResult(
        rows=rows, chosen=best.row.task, sentence=f"{best.row.title} is chosen: {why}.{left_out}"
    )


def _is_better(one: _Tried, other: _Tried) -> bool:
    if one.right is None or other.right is None:
        return False
    gain = one.right.astype(np.float64) - other.right
    error = float(gain.std()) / np.sqrt(len(gain) / _REPEATS)
    return bool(gain.mean() > error)
