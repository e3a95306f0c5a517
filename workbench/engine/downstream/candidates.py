"""Ways to make a model of the labels, each of which can be tried on held-out labels and delivered."""

from __future__ import annotations

import abc
from collections.abc import Generator, Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from workbench.engine.downstream import joint, pool, probe
from workbench.engine.downstream.classifier import Member
from workbench.engine.downstream.features import Block, Floats, Source, blocks_for, inputs
from workbench.engine.downstream.folds import Fold
from workbench.engine.downstream.probe import Linear
from workbench.engine.downstream.problem import Indices, Problem
from workbench.jobs import Event, PhaseStarted

Logits = NDArray[np.float64]

WORDS: dict[tuple[Source, ...], str] = {
    ("embedding",): "what pretraining learnt",
    ("classic",): "classic features",
    ("embedding", "classic"): "learnt and classic features together",
}
KINDS: dict[tuple[Source, ...], str] = {
    ("embedding",): "probe",
    ("classic",): "classic",
    ("embedding", "classic"): "combined",
}


class Candidate(abc.ABC):
    """One way for one problem. `kind` is its name in results; `title` says it to a person."""

    kind: str
    title: str
    from_pool: bool = False
    """Whether it learns from unlabelled samples beside the labels."""
    costly: ClassVar[bool] = False
    """Whether it trains a network: tried on one repeat of the folds, and only while there is time."""
    builds_on: str = ""
    """A kind that must be the best so far for this one to be tried at all."""
    margin: float = 0.5
    """By how many standard errors it must be better than the best so far to take its place."""
    trial_seconds: float | None = None
    """How long all folds together may take; past that `TooSlowError`. None: as long as it takes."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    @property
    def mode(self) -> str:
        """The kind without the addition that says it learns from the pool too."""
        return self.kind.removesuffix(POOL)

    @abc.abstractmethod
    def held_out(self, parts: Sequence[Fold]) -> Generator[Event, None, list[Logits]]:
        """For each fold, trained without the labels it holds out: the logits of those, (held, K)."""

    @abc.abstractmethod
    def deliver(self) -> Generator[Event, None, tuple[Member, ...]]:
        """Trained on all labels."""


POOL = " + pool"
LARGE_POOL = 2_000
"""From here on spreading gained on average (docs/decisions/0010): any gain on held-out labels is believed."""


class Head(Candidate):
    """A linear probe on frozen features of one or two sources."""

    def __init__(self, problem: Problem, sources: tuple[Source, ...]) -> None:
        super().__init__(problem)
        self.sources = sources
        self.kind = KINDS[sources]
        self.title = f"a linear probe on {WORDS[sources]}"

    def held_out(self, parts: Sequence[Fold]) -> Generator[Event, None, list[Logits]]:
        problem = self.problem
        blocks = blocks_for(self.sources, problem.features)
        values = inputs(blocks, problem.labelled_features())
        result = []
        for part in parts:
            problem.token.raise_if_stopping()
            # One strength for all folds: choosing it inside each would cost most of the time there is.
            result += probe.held_out_logits(
                values, problem.classes, problem.num_classes, [part], strength=probe.DEFAULT_STRENGTH
            )
            yield from ()
        return result

    def deliver(self) -> Generator[Event, None, tuple[Member, ...]]:
        problem = self.problem
        blocks = blocks_for(self.sources, problem.features)
        values = inputs(blocks, problem.labelled_features())
        head = probe.fit(values, problem.classes, problem.num_classes)
        yield from ()
        return (_member(problem, self.sources, blocks, head),)


class PooledHead(Candidate):
    """Labels spread over the neighbour graph of the pool, and a linear head that has learnt the result."""

    from_pool = True
    _strength = 1.0
    _most_learnt_from = 4_000

    def __init__(self, problem: Problem, sources: tuple[Source, ...]) -> None:
        super().__init__(problem)
        self.sources = sources
        self.kind = KINDS[sources] + POOL
        self.title = f"labels spread to unlabelled neighbours in {WORDS[sources]}"
        self._influence: Floats | None = None
        if len(problem.rows) >= LARGE_POOL:
            self.margin = 0.0

    def held_out(self, parts: Sequence[Fold]) -> Generator[Event, None, list[Logits]]:
        """Where a held-out sample stands in the graph, its label unknown to it."""
        influence = yield from self.influence()
        problem = self.problem
        result = []
        for part in parts:
            problem.token.raise_if_stopping()
            reached = influence[np.ix_(problem.labelled[part.held], part.train)]
            shares = pool.spread(reached, problem.classes[part.train], problem.num_classes)
            result.append(np.log(np.maximum(shares.astype(np.float64), 1e-6)))
        return result

    def deliver(self) -> Generator[Event, None, tuple[Member, ...]]:
        problem = self.problem
        shares = yield from self.shares()
        blocks = blocks_for(self.sources, problem.features)
        axes = joint.axes(problem.features, self.sources, blocks, seed=problem.seed)
        some = self._some()
        features = {name: problem.features[name][some] for name in self.sources}
        reduced = np.asarray(inputs(blocks, features) @ axes)
        head = probe.fit(reduced, shares[some].argmax(axis=1), problem.num_classes, strength=self._strength)
        whole = Linear(weight=(head.weight @ axes.T).astype(np.float32), bias=head.bias)
        return (_member(problem, self.sources, blocks, whole),)

    def shares(self) -> Generator[Event, None, Floats]:
        """What the graph says of every pool sample: (N, K) float32; labelled ones keep their label."""
        influence = yield from self.influence()
        problem = self.problem
        shares = pool.spread(influence, problem.classes, problem.num_classes)
        shares[problem.labelled] = np.eye(problem.num_classes, dtype=np.float32)[problem.classes]
        return shares

    def influence(self) -> Generator[Event, None, Floats]:
        """Of each label on each pool sample; computed once."""
        if self._influence is None:
            problem = self.problem
            yield PhaseStarted(phase="Finding neighbours among the unlabelled")
            values = joint.joint(problem.features, self.sources, seed=problem.seed)
            problem.token.raise_if_stopping()
            found = pool.graph(values, token=problem.token)
            self._influence = pool.influence(found, problem.labelled, token=problem.token)
        return self._influence

    def _some(self) -> Indices:
        """Places to learn from: all, or a random part of a large pool with all labelled ones."""
        count = len(self.problem.rows)
        chosen = np.random.default_rng([self.problem.seed, 5]).permutation(count)
        return np.union1d(chosen[: self._most_learnt_from], self.problem.labelled)


def _member(problem: Problem, sources: tuple[Source, ...], blocks: tuple[Block, ...], head: Linear) -> Member:
    return Member(encoder=problem.encoder if "embedding" in sources else None, blocks=blocks, head=head)
