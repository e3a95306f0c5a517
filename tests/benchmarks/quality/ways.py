"""The ways to use labels that the table compares: the program's own, and the nearest neighbours."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn import preprocessing

from tests.benchmarks.quality import program
from tests.benchmarks.quality.events import result_of
from tests.benchmarks.quality.labels import Draw
from tests.benchmarks.quality.ledger import Cell, Row, Score, packed
from tests.benchmarks.quality.subject import Subject, embedded
from workbench.engine.downstream import scores
from workbench.engine.downstream.calibration import log_softmax
from workbench.engine.downstream.candidates import POOL, Candidate, Head
from workbench.engine.downstream.classifier import Member
from workbench.engine.downstream.features import Floats, Source
from workbench.engine.downstream.networks import Network
from workbench.engine.downstream.problem import Indices, Problem
from workbench.engine.downstream.themes import ThemedHead
from workbench.engine.downstream.typicality import normalise
from workbench.engine.modalities import Numbers

PROGRAM = "program"
"""What it chooses by itself; see `program`."""
KNN, PROBE, COMBINED, FULL = "kNN", "probe", "combined", "fine-tune"
WAYS = (PROGRAM, KNN, PROBE, PROBE + POOL, COMBINED, COMBINED + POOL, FULL, FULL + POOL)
_NEIGHBOURS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """How much time training whole networks may take: steps, how many draws, and where the pool joins in."""

    steps: int = 60
    steps_from_pool: int = 20
    scratch_steps: int = 200
    draws: int = 1
    each_from_pool: tuple[int, ...] = (5,)
    """Labels a class at which a network learns from the pool too: five times the cost of a step."""

    def allow(self, way: str, cell: Cell) -> bool:
        """Whether this way is measured there."""
        if not way.startswith(FULL):
            return True
        return cell.draw < self.draws and (not way.endswith(POOL) or cell.each in self.each_from_pool)


def ways_of(name: str, subject: Subject) -> tuple[str, ...]:
    """The ways that make sense for a row: a run has all, a control some."""
    if name.startswith("scratch"):
        return FULL, FULL + POOL
    if name == "random network":
        return tuple(way for way in WAYS if not way.startswith(FULL))
    if len(subject.sources) == 1:
        return PROGRAM, KNN, PROBE, PROBE + POOL
    return WAYS


def measured(
    row: Row, subject: Subject, draw: Draw, costs: Costs, done: set[tuple[object, ...]]
) -> Iterator[Score]:
    """The scores of all ways that are not in `done`, for one draw of labels."""
    problem = subject.labelled(draw, seed=row.seed)
    for way in ways_of(row.name, subject):
        if (row, draw.cell, way) in done or not costs.allow(way, draw.cell):
            continue
        started = time.monotonic()
        predicted = _predicted(way, row, subject, problem, draw, costs)
        yield Score(
            row=row,
            cell=draw.cell,
            way=way,
            balanced_accuracy=scores.balanced_accuracy(subject.pictures.answers, predicted),
            predicted=packed(predicted),
            labels=len(draw.places),
            seconds=time.monotonic() - started,
        )


def _predicted(way: str, row: Row, subject: Subject, problem: Problem, draw: Draw, costs: Costs) -> Indices:
    if way == KNN:
        source = subject.sources[0]
        values, test = problem.features[source][problem.labelled], subject.test_features[source]
        return nearest(values, problem.classes, test, problem.num_classes, min(_NEIGHBOURS, draw.cell.each))
    if way == PROGRAM:
        _, members = result_of(program.deliver(problem, subject.graphs))
        return predict(subject, members)
    candidate = _candidate(way, row, subject, problem, costs)
    return predict(subject, result_of(candidate.deliver()))


def _candidate(way: str, row: Row, subject: Subject, problem: Problem, costs: Costs) -> Candidate:
    from_pool = way.endswith(POOL)
    if way.startswith(FULL):
        pretrained = not row.name.startswith("scratch")
        network = Network(problem, pretrained=pretrained, from_pool=from_pool)
        steps = costs.steps if pretrained else costs.scratch_steps
        steps = costs.steps_from_pool if from_pool else steps
        network.recipe = dataclasses.replace(network.recipe, steps=steps)
        return network
    mode = way.removesuffix(POOL)
    sources: tuple[Source, ...] = subject.sources if mode == COMBINED else subject.sources[:1]
    if from_pool and problem.is_sparse and "classic" in sources:
        return ThemedHead(problem, sources)
    return program.SharedPool(problem, sources, subject.graphs) if from_pool else Head(problem, sources)


def nearest(values: Numbers, classes: Indices, test: Numbers, num_classes: int, count: int) -> Indices:
    """The vote of the `count` labelled samples nearest by cosine, each with its similarity as weight.

    values: (L, D); classes: (L,); test: (T, D) -> (T,) int64.
    """
    similarity = _cosines(test, values)  # (T, L)
    near = np.argpartition(-similarity, min(count, similarity.shape[1]) - 1, axis=1)[:, :count]
    votes = np.zeros((test.shape[0], num_classes))
    weights = np.take_along_axis(similarity, near, axis=1) + 1
    np.add.at(votes, (np.arange(test.shape[0])[:, None], classes[near]), weights)
    return np.asarray(votes.argmax(axis=1), dtype=np.int64)


def _cosines(one: Numbers, other: Numbers) -> Floats:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return normalise(one) @ normalise(other).T
    products = (
        sparse.csr_array(preprocessing.normalize(one)) @ sparse.csr_array(preprocessing.normalize(other)).T
    )
    return np.asarray(products.toarray(), dtype=np.float32)


def predict(subject: Subject, members: tuple[Member, ...]) -> Indices:
    """The class of each test sample (T,); a network that was trained further looks at them anew."""
    total = np.zeros((len(subject.test_rows), subject.problem.num_classes))
    for member in members:
        features = dict(subject.test_features)
        if member.encoder is not None and member.encoder is not subject.problem.encoder:
            features["embedding"] = embedded(subject.problem, member.encoder, subject.test_rows)
        total += log_softmax(member.logits(features))
    return np.asarray(total.argmax(axis=1), dtype=np.int64)
