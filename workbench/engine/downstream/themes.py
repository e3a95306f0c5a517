"""A probe on sparse features that has seen, without labels, which of them go together in the pool.

The pool's principal axes are added as features of their own (latent semantic analysis, Deerwester, Dumais,
Furnas, Landauer and Harshman 1990): a label then says something of words that no labelled text has, if they
stand beside those that it has. Linear as all of it is, the result is a head on the features alone.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence

import numpy as np

from workbench.engine.downstream import joint, probe
from workbench.engine.downstream.candidates import KINDS, POOL, WORDS, Candidate, Logits
from workbench.engine.downstream.classifier import Member
from workbench.engine.downstream.features import (
    Block,
    Features,
    Floats,
    Source,
    beside,
    blocks_for,
    inputs,
)
from workbench.engine.downstream.folds import Fold
from workbench.engine.downstream.probe import Linear
from workbench.engine.downstream.problem import Problem
from workbench.engine.modalities import Numbers
from workbench.jobs import Event

WEIGHT = 0.5
"""Average length of the added features, beside one of the sparse ones; as measured (docs/decisions/0017)."""
_SAMPLES_FOR_LENGTH = 4_000


class ThemedHead(Candidate):
    """A linear probe on sources of which the last is sparse, and on that one's axes in the pool."""

    from_pool = True

    def __init__(self, problem: Problem, sources: tuple[Source, ...]) -> None:
        super().__init__(problem)
        self.sources = sources
        self.kind = KINDS[sources] + POOL
        self.title = f"a linear probe on {WORDS[sources]} and what goes together among the unlabelled"

    def held_out(self, parts: Sequence[Fold]) -> Generator[Event, None, list[Logits]]:
        problem = self.problem
        values = self._values(*self._learnt())
        result = []
        for part in parts:
            problem.token.raise_if_stopping()
            result += probe.held_out_logits(
                values, problem.classes, problem.num_classes, [part], strength=probe.DEFAULT_STRENGTH
            )
            yield from ()
        return result

    def deliver(self) -> Generator[Event, None, tuple[Member, ...]]:
        problem = self.problem
        blocks, themes = self._learnt()
        head = probe.fit(self._values(blocks, themes), problem.classes, problem.num_classes)
        width = head.weight.shape[1] - themes.shape[1]
        weight, added = head.weight[:, :width].copy(), head.weight[:, width:]
        weight[:, -len(themes) :] += added @ themes.T
        yield from ()
        encoder = problem.encoder if "embedding" in self.sources else None
        return (Member(encoder=encoder, blocks=blocks, head=Linear(weight=weight, bias=head.bias)),)

    def _learnt(self) -> tuple[tuple[Block, ...], Floats]:
        """The blocks, and the pool's axes in the sparse one, (D, 64) at most, of the right length."""
        problem = self.problem
        blocks = blocks_for(self.sources, problem.features)
        axes = joint.axes(problem.features, self.sources[-1:], blocks[-1:], seed=problem.seed)
        count = len(problem.rows)
        some = np.random.default_rng([problem.seed, 7]).permutation(count)[:_SAMPLES_FOR_LENGTH]
        source = self.sources[-1]
        spread = np.asarray(blocks[-1].apply({source: problem.features[source][some]}) @ axes).var(axis=0)
        return blocks, (axes * (WEIGHT / max(float(np.sqrt(spread.sum())), 1e-6))).astype(np.float32)

    def _values(self, blocks: tuple[Block, ...], themes: Floats) -> Numbers:
        features: Features = self.problem.labelled_features()
        added = np.asarray(blocks[-1].apply(features) @ themes, dtype=np.float32)
        return beside([inputs(blocks, features), added])
