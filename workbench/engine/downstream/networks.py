"""Ways that train a whole network: from the pretrained encoder, or from fresh weights."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence

import numpy as np

from workbench.engine.downstream import full, probe
from workbench.engine.downstream.candidates import POOL, Candidate, Logits
from workbench.engine.downstream.classifier import Member
from workbench.engine.downstream.features import Block, blocks_for
from workbench.engine.downstream.folds import Fold
from workbench.engine.downstream.probe import Linear
from workbench.engine.downstream.problem import Indices, Problem
from workbench.engine.embedding import embed_rows
from workbench.jobs import Event

_SLACK = 1.2
_TRYING = "Trying {} on held-out labels"
_TRAINING = "Training the network on all labels"


class Network(Candidate):
    """A whole network trained on the labels, with each sample varied anew in every step."""

    costly = True
    margin = 1.0
    """Twice that of a head: it is tried on one repeat only, and training again gives other figures."""

    def __init__(
        self, problem: Problem, *, pretrained: bool, from_pool: bool = False, seconds: float | None = None
    ) -> None:
        super().__init__(problem)
        self.pretrained = pretrained
        self.from_pool = from_pool
        self.kind = ("full" if pretrained else "scratch") + (POOL if from_pool else "")
        self.title = (
            ("the whole pretrained network trained on" if pretrained else "a network trained from scratch on")
            + " the labels"
            + (" and on what it is sure of among the unlabelled" if from_pool else "")
        )
        self.builds_on = self.mode if from_pool else ""
        self.recipe = full.WITH_POOL if from_pool else full.FINE_TUNING if pretrained else full.FROM_SCRATCH
        if pretrained and problem.encoder is not None:
            self.recipe = full.suited(self.recipe, problem.encoder)
        self.seconds = seconds
        """How long the final training may take; it is shortened to fit."""

    def held_out(self, parts: Sequence[Fold]) -> Generator[Event, None, list[Logits]]:
        result = []
        started = time.monotonic()
        for number, part in enumerate(parts):
            left = None
            if self.trial_seconds is not None:
                left = self.trial_seconds - (time.monotonic() - started)
                # The first fold says what all will take; a slow moment later on shall not undo it.
                left *= _SLACK / len(parts) if number == 0 else 1.0
            phase = _TRYING.format(self.title)
            member = yield from self._train(part.train, phase=phase, seconds=left, shorten=False)
            result.append(self._logits(member, self.problem.labelled[part.held]))
        return result

    def deliver(self) -> Generator[Event, None, tuple[Member, ...]]:
        every = np.arange(len(self.problem.labelled))
        member = yield from self._train(every, phase=_TRAINING, seconds=self.seconds, shorten=True)
        return (member,)

    def _train(
        self, chosen: Indices, *, phase: str, seconds: float | None, shorten: bool
    ) -> Generator[Event, None, Member]:
        problem = self.problem
        encoder = problem.encoder if self.pretrained else None
        member = yield from full.train(
            problem,
            encoder or full.fresh_encoder(problem),
            self._start(chosen) if encoder is not None else None,
            full.labels_only(problem, chosen),
            recipe=self.recipe,
            phase=phase,
            seconds=seconds,
            shorten=shorten,
        )
        return member

    def _start(self, chosen: Indices) -> tuple[Block, Linear]:
        """The probe that the head begins as, of the chosen labels only."""
        problem = self.problem
        (block,) = blocks_for(("embedding",), problem.features)
        values = block.apply({"embedding": problem.features["embedding"][problem.labelled[chosen]]})
        head = probe.fit(
            values, problem.classes[chosen], problem.num_classes, strength=probe.DEFAULT_STRENGTH
        )
        # A class without a label has a bias that no step could lift; the network may learn it.
        return block, Linear(weight=head.weight, bias=np.maximum(head.bias, np.float32(-10)))

    def _logits(self, member: Member, places: Indices) -> Logits:
        problem = self.problem
        assert member.encoder is not None
        parts = []
        for first in range(0, len(places), 256):
            rows = problem.gather(problem.rows[places[first : first + 256]])
            parts.append(embed_rows(member.encoder, problem.modality, rows, problem.device))
        return member.logits({"embedding": np.concatenate(parts)})
