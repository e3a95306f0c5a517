"""What the same labels give without any learning beforehand: plain values, and a random network."""

from __future__ import annotations

from collections.abc import Generator, Sequence

import numpy as np

from workbench.engine.downstream import full, joint, probe, typicality
from workbench.engine.downstream.candidates import Candidate, Logits
from workbench.engine.downstream.classifier import Member
from workbench.engine.downstream.features import Floats, Source, blocks_for, inputs
from workbench.engine.downstream.folds import Fold
from workbench.engine.downstream.problem import Indices, Problem
from workbench.engine.embedding import embed_rows
from workbench.jobs import Event

_SAMPLES_FOR_STATISTICS = 512


class _Control(Candidate):
    """A probe on features made here; it is only scored, never delivered."""

    def held_out(self, parts: Sequence[Fold]) -> Generator[Event, None, list[Logits]]:
        problem = self.problem
        some = np.linspace(0, len(problem.rows) - 1, min(len(problem.rows), _SAMPLES_FOR_STATISTICS))
        blocks = blocks_for(("classic",), {"classic": self._values(some.astype(np.int64))})
        values = inputs(blocks, {"classic": self._values(problem.labelled)})
        yield from ()
        return probe.held_out_logits(
            values, problem.classes, problem.num_classes, parts, strength=probe.DEFAULT_STRENGTH
        )

    def deliver(self) -> Generator[Event, None, tuple[Member, ...]]:
        raise NotImplementedError("a control is only scored")

    def _values(self, places: Indices) -> Floats:
        """Features of pool samples by place: (n,) int64 -> (n, D) float32."""
        raise NotImplementedError


class PlainValues(_Control):
    """A probe on the plainest numbers of the modality; pictures: pixels."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.kind = problem.modality.plain_name
        self.title = f"a linear probe on {self.kind}"

    def _values(self, places: Indices) -> Floats:
        return self.problem.modality.plain_values(self.problem.gather(self.problem.rows[places]))


class RandomNetwork(_Control):
    """A probe on a network that has learnt nothing."""

    kind = "random network"
    title = "a linear probe on a network that has learnt nothing"

    def _values(self, places: Indices) -> Floats:
        problem = self.problem
        encoder = full.fresh_encoder(problem).to(problem.device).eval()
        parts = []
        for first in range(0, len(places), 128):
            problem.token.raise_if_stopping()
            rows = problem.gather(problem.rows[places[first : first + 128]])
            parts.append(embed_rows(encoder, problem.modality, rows, problem.device))
        return np.concatenate(parts)


class ClusterVote(Candidate):
    """No learning from labels at all: as many clusters as classes, each named by the labels in it."""

    kind = "clusters"
    title = "clusters named after the labels in them"

    def held_out(self, parts: Sequence[Fold]) -> Generator[Event, None, list[Logits]]:
        problem = self.problem
        source: Source = "embedding" if problem.encoder is not None else "classic"
        values = problem.features[source]
        if not isinstance(values, np.ndarray):
            values = joint.joint(problem.features, (source,), seed=problem.seed)
        groups = typicality.clusters(values, problem.num_classes, seed=problem.seed)[problem.labelled]
        yield from ()
        return [self._named(groups, part) for part in parts]

    def _named(self, groups: Indices, part: Fold) -> Logits:
        """Votes (held, K) of the trained labels in each one's cluster; of all labels where there are none."""
        num = self.problem.num_classes
        votes = np.zeros((int(groups.max()) + 1, num))
        np.add.at(votes, (groups[part.train], self.problem.classes[part.train]), 1.0)
        total = votes.sum(axis=0)
        votes += 1e-3 * total / total.sum()
        return np.asarray(np.log(votes[groups[part.held]] + 1e-9), dtype=np.float64)

    def deliver(self) -> Generator[Event, None, tuple[Member, ...]]:
        raise NotImplementedError("a control is only scored")
