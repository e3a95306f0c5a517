"""One row of the table from its pretraining to its last read-out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from tests.benchmarks.quality import labels, pretraining, subject
from tests.benchmarks.quality.labels import Draw
from tests.benchmarks.quality.ledger import Cell, Ledger, Row, Score, Speed, Trained
from tests.benchmarks.quality.sets import LabelledSet
from tests.benchmarks.quality.subject import Subject
from tests.benchmarks.quality.ways import Costs, measured
from workbench.engine.downstream import joint
from workbench.engine.pretext import pretext_tasks

_CONTROLS = {
    "image": ("random network", "classic", "raw pixels", "scratch"),
    "text": ("random network", "classic", "word counts", "scratch"),
    "audio": ("random network", "classic", "plain values", "scratch"),
    "video": ("random network", "classic", "plain values", "scratch"),
}
CONTROLS = tuple(dict.fromkeys(name for names in _CONTROLS.values() for name in names))
LABELS_EACH = {"image": (1, 5, 20), "text": (5, 20, 100), "audio": (5, 20), "video": (5, 20)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is measured of a row."""

    each: tuple[int, ...] = LABELS_EACH["image"]
    draws: int = 3
    """Of random labels; what the program suggests is one."""
    costs: Costs = field(default_factory=Costs)


def names(modality: str) -> tuple[str, ...]:
    """The controls for a kind of data, and every task for it that needs no other network to imitate."""
    found = [pretext_tasks.get(name) for name in pretext_tasks.names()]
    tasks = (t.name for t in found if modality in t.modalities and not t.learns_from_teacher)
    return (*_CONTROLS[modality], *tasks)


def measure(
    pictures: LabelledSet, row: Row, plan: Plan, trained: Ledger[Trained], speed: Speed | None,
    done: set[tuple[object, ...]],
) -> Iterator[Score]:  # fmt: skip
    """What is not in `done` of a row, score by score."""
    pretraining.ensure_project(pictures)
    run = ""
    if row.name in CONTROLS:
        seen = _control(pictures, row)
    else:
        run = pretraining.ensure_trained(pictures, row, trained, speed).run
        seen = subject.of_run(pictures, run)
    for draw in _draws(seen, run, row, plan):
        yield from measured(row, seen, draw, plan.costs, done)


def _control(pictures: LabelledSet, row: Row) -> Subject:
    if row.name == "random network":
        return subject.random_network(pictures, row.seed)
    if row.name in ("raw pixels", "plain values"):
        return subject.plain_values(pictures)
    return subject.word_counts(pictures) if row.name == "word counts" else subject.classic(pictures)


def _draws(seen: Subject, run: str, row: Row, plan: Plan) -> Iterator[Draw]:
    """Random labels, the same for every row of a seed; and those that this row's network asks for.

    Controls without a network ask by classic features or, when that is what they see, by pixels.
    """
    num = len(seen.pictures.classes)
    for each in plan.each:
        for number in range(plan.draws):
            yield labels.at_random(seen.classes, Cell(each=each, chosen="random", draw=number), row.seed)
        cell = Cell(each=each, chosen="suggested")
        if run:
            yield labels.suggested(seen.pictures.project, run, seen.problem.rows, cell, num)
        else:
            source = seen.sources[0]
            values = seen.problem.features[source]
            if not isinstance(values, np.ndarray):
                values = joint.joint(seen.problem.features, (source,))
            yield labels.suggested_from(values, cell, num)
