"""Training a whole network on labels: from a pretrained encoder, or from fresh weights as a control."""

from __future__ import annotations

import copy
import dataclasses
import time
from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from workbench.engine import device as devices
from workbench.engine.batches import joined, mixed
from workbench.engine.downstream import consistency
from workbench.engine.downstream.classifier import Member
from workbench.engine.downstream.features import Block, Floats
from workbench.engine.downstream.headed import HeadedNetwork
from workbench.engine.downstream.probe import Linear
from workbench.engine.downstream.problem import Indices, Problem
from workbench.engine.encoders import Encoder, build
from workbench.engine.interrupting import watching
from workbench.engine.seeded import seeded
from workbench.jobs import Advanced, Event, PhaseStarted

_NEWS_SECONDS = 0.25
_PILOT_STEPS = 5
_FEWEST_STEPS = 20


class TooSlowError(Exception):
    """Training would not end within the seconds it was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a network is trained on labels."""

    steps: int = 150
    batch: int = 64
    rate: float = 1e-3
    """Peak learning rate (AdamW), after a tenth of warm-up; it falls to zero as a cosine."""
    weight_decay: float = 1e-2
    unlabelled: int = 0
    """Samples without labels a step that it learns consistency from (see `consistency`)."""


FINE_TUNING = Recipe(rate=3e-4)
FROM_SCRATCH = Recipe(steps=200)
WITH_POOL = Recipe(rate=3e-4, unlabelled=128)
_FROM_ELSEWHERE = 5e-5
"""The highest rate of Devlin et al. 2018 for BERT: networks that learnt for long forget at a higher one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What the network shall say: places in the problem's pool (n,), class shares (n, K), weights (n,)."""

    places: Indices
    shares: Floats
    weights: Floats


def labels_only(problem: Problem, chosen: Indices | None = None) -> Targets:
    """The training labels, or those at `chosen`; each class weighs the same in all."""
    chosen = np.arange(len(problem.labelled)) if chosen is None else chosen
    classes = problem.classes[chosen]
    shares = np.eye(problem.num_classes, dtype=np.float32)[classes]
    counts = np.bincount(classes, minlength=problem.num_classes)
    weights = (len(classes) / (np.count_nonzero(counts) * counts[classes])).astype(np.float32)
    return Targets(places=problem.labelled[chosen], shares=shares, weights=weights)


def train(
    problem: Problem,
    encoder: Encoder,
    start: tuple[Block, Linear] | None,
    targets: Targets,
    *,
    recipe: Recipe,
    phase: str,
    seconds: float | None = None,
    shorten: bool = False,
) -> Generator[Event, None, Member]:
    """Train a copy of the encoder together with a head, and give both as a member.

    start: the block and probe that the head begins as; None: a fresh head on the plain embedding.
    Samples are drawn with probability in proportion to their weights; each is varied by the modality.
    When the first steps say that `seconds` will not do, it takes fewer steps (`shorten`, at least 20) or
    raises `TooSlowError`. `recipe.unlabelled` pool samples a step are learnt from by consistency. Raises
    `Stopped` inside a step.
    """
    learner = _Learner(problem, encoder, start, targets, recipe)
    yield PhaseStarted(phase=phase, total=recipe.steps, unit="steps")
    started = news = time.monotonic()
    with watching(learner.network, problem.token):
        step = 0
        while step < recipe.steps:
            problem.token.wait_while_paused()
            problem.token.raise_if_stopping()
            learner.step(step, recipe)
            step += 1
            if step == 1:
                started = time.monotonic()  # the first step warms up, and says nothing of the rest
            if step == 1 + _PILOT_STEPS and seconds is not None:
                each = (time.monotonic() - started) / _PILOT_STEPS
                recipe = _within(recipe, seconds, each, shorten)
            if time.monotonic() - news > _NEWS_SECONDS or step == recipe.steps:
                news = time.monotonic()
                yield _advanced(phase, step, recipe.steps, news - started)
    return learner.network.member()


class _Learner:
    """A copy of an encoder with its head, and its steps; every draw comes from the problem's seed."""

    def __init__(
        self,
        problem: Problem,
        encoder: Encoder,
        start: tuple[Block, Linear] | None,
        targets: Targets,
        recipe: Recipe,
    ) -> None:
        self._problem = problem
        with seeded(mixed(problem.seed, 1)):
            network = HeadedNetwork(copy.deepcopy(encoder), start, problem.num_classes)
        self.network = network.to(problem.device)
        devices.lay_out(self.network)
        self.network.train()
        self._optimizer = _optimizer(self.network, recipe)
        self._generator = torch.Generator(device=problem.device).manual_seed(mixed(problem.seed, 2))
        self._draw = np.random.default_rng([problem.seed, 3])
        self._shares = torch.from_numpy(targets.shares).to(problem.device)
        self._chance = targets.weights.astype(np.float64) / targets.weights.sum(dtype=np.float64)
        self._samples_of = _Samples(problem, targets.places)

    def step(self, number: int, recipe: Recipe) -> None:
        """Learn from one batch; `number` counts from 0."""
        problem = self._problem
        picked = self._draw.choice(len(self._chance), recipe.batch, p=self._chance)
        views = problem.modality.views(self._samples_of(picked), self._generator, problem.view_settings)
        plain, varied = views[:0], views[:0]
        if recipe.unlabelled:
            plain, varied = _without_labels(problem, recipe.unlabelled, self._draw, self._generator)
        said, sure, asked = self._logits(views, plain, varied)
        loss = F.cross_entropy(said, self._shares[torch.from_numpy(picked).to(problem.device)])
        if len(plain):
            loss = loss + consistency.loss(sure, asked)
        _set_rate(self._optimizer, recipe, number)
        self._optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        self._optimizer.step()

    def _logits(self, *parts: Tensor) -> tuple[Tensor, ...]:
        """Of several batches in one go, (b, K) float32 each."""
        kind, dtype = self._problem.device.type, devices.precision(self._problem.device)
        with torch.autocast(kind, dtype, enabled=dtype != torch.float32):
            logits = self.network(joined(parts)).float()
        split: tuple[Tensor, ...] = logits.split([len(part) for part in parts])
        return split


def _within(recipe: Recipe, seconds: float, each: float, shorten: bool) -> Recipe:
    """The recipe, with as many steps as fit when it may be shortened."""
    if recipe.steps * each <= seconds:
        return recipe
    if not shorten:
        raise TooSlowError
    return dataclasses.replace(recipe, steps=max(_FEWEST_STEPS, int(seconds / each)))


def suited(recipe: Recipe, encoder: Encoder) -> Recipe:
    """The recipe for this pretrained encoder: slower where it comes from elsewhere."""
    return dataclasses.replace(recipe, rate=_FROM_ELSEWHERE) if encoder.spec.config else recipe


def fresh_encoder(problem: Problem) -> Encoder:
    """A network of the problem's kind with random weights, its input normalised by the pool's statistics."""
    with seeded(mixed(problem.seed, 4)):
        encoder = build(problem.fresh)
    if problem.encoder is not None:
        encoder.take_input(problem.encoder)
    else:
        encoder.learn_input(problem.read)
    return encoder


def _without_labels(
    problem: Problem, count: int, draw: np.random.Generator, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Random pool samples as they are, and varied: (count, C, H, W) each."""
    picked = draw.integers(len(problem.rows), size=count)
    rows = np.ascontiguousarray(problem.gather(problem.rows[picked]))
    plain = problem.modality.samples(torch.from_numpy(rows).to(problem.device))
    return plain, problem.modality.views(plain, generator, problem.view_settings)


class _Samples:
    """Network input of targets by number; rows that fit are read once."""

    def __init__(self, problem: Problem, places: Indices) -> None:
        self._problem = problem
        self._rows = problem.rows[places]

    def __call__(self, picked: Indices) -> Tensor:
        rows = np.ascontiguousarray(self._problem.gather(self._rows[picked]))
        return self._problem.modality.samples(torch.from_numpy(rows).to(self._problem.device))


def _optimizer(network: HeadedNetwork, recipe: Recipe) -> torch.optim.Optimizer:
    decayed = [p for p in network.parameters() if p.ndim > 1]
    plain = [p for p in network.parameters() if p.ndim <= 1]
    groups = [
        {"params": decayed, "weight_decay": recipe.weight_decay},
        {"params": plain, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=recipe.rate)


def _set_rate(optimizer: torch.optim.Optimizer, recipe: Recipe, step: int) -> None:
    warm = max(1, recipe.steps // 10)
    progress = max(0.0, (step + 1 - warm) / max(1, recipe.steps - warm))
    rate = recipe.rate * min(1.0, (step + 1) / warm) * 0.5 * (1 + float(np.cos(np.pi * progress)))
    for group in optimizer.param_groups:
        group["lr"] = rate


def _advanced(phase: str, done: int, total: int, seconds: float) -> Advanced:
    rate = done / max(seconds, 1e-6)
    return Advanced(
        phase=phase, done=done, total=total, unit="steps", rate=rate, seconds_left=(total - done) / rate
    )
