"""Ways to make a model of the labels, each of which can be tried on held-out labels and delivered."""

from __future__ import annotations

import abc
from collections.abc import Generator, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.engine.downstream import probe
from workbench.engine.downstream.classifier import Member
from workbench.engine.downstream.features import Source, blocks_for, inputs
from workbench.engine.downstream.folds import Fold
from workbench.engine.downstream.problem import Problem
from workbench.jobs import Event

Logits = NDArray[np.float64]


class Candidate(abc.ABC):
    """One way. `kind` is its name in results; `title` says it to a person."""

    kind: str
    title: str

    @abc.abstractmethod
    def held_out(self, problem: Problem, parts: Sequence[Fold]) -> Generator[Event, None, list[Logits]]:
        """For each fold, trained without what it holds out: the logits of that, (held, K)."""

    @abc.abstractmethod
    def deliver(self, problem: Problem) -> Generator[Event, None, tuple[Member, ...]]:
        """Trained on all labels."""


class Head(Candidate):
    """A linear probe on frozen features of one or two sources."""

    def __init__(self, kind: str, title: str, sources: tuple[Source, ...]) -> None:
        self.kind = kind
        self.title = title
        self.sources = sources

    def held_out(self, problem: Problem, parts: Sequence[Fold]) -> Generator[Event, None, list[Logits]]:
        blocks = blocks_for(self.sources, problem.features)
        values = inputs(blocks, problem.labelled_features())
        result = []
        for part in parts:
            problem.token.raise_if_stopping()
            result += probe.held_out_logits(values, problem.classes, problem.num_classes, [part])
            yield from ()
        return result

    def deliver(self, problem: Problem) -> Generator[Event, None, tuple[Member, ...]]:
        blocks = blocks_for(self.sources, problem.features)
        values = inputs(blocks, problem.labelled_features())
        head = probe.fit(values, problem.classes, problem.num_classes)
        yield from ()
        encoder = problem.encoder if "embedding" in self.sources else None
        return (Member(encoder=encoder, blocks=blocks, head=head),)


def probe_candidate() -> Candidate:
    """A probe on the pretrained embeddings."""
    return Head("probe", "a linear probe on what pretraining learnt", ("embedding",))


def classic_candidate() -> Candidate:
    """A probe on features without any learning."""
    return Head("classic", "a linear probe on classic features", ("classic",))


def combined_candidate() -> Candidate:
    """A probe on the embeddings and the classic features side by side."""
    return Head(
        "combined", "a linear probe on learnt and classic features together", ("embedding", "classic")
    )
