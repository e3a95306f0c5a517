"""Putting a problem together, and the ways that suit it."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Iterator

import numpy as np
import torch

from workbench.engine.contracts import Layout, Rows
from workbench.engine.downstream import joint
from workbench.engine.downstream.candidates import Candidate, Head, PooledHead
from workbench.engine.downstream.controls import PlainValues, RandomNetwork
from workbench.engine.downstream.features import Floats, Source, stacked
from workbench.engine.downstream.folds import Fold
from workbench.engine.downstream.networks import Network
from workbench.engine.downstream.problem import Indices, Problem
from workbench.engine.downstream.themes import ThemedHead
from workbench.engine.embedding import Gather, embed
from workbench.engine.encoders import Encoder
from workbench.engine.modalities import Classic, Modality, Numbers
from workbench.jobs import CancelToken, Event

MOST_POOL = 20_000
"""Of a larger pool this many random samples, with all labelled ones, are learnt from: time and memory."""
MOST_LABELS_TO_SPREAD = 500
"""With more labels than these, spreading costs much and has little left to add."""
_CHUNK = 1_024
_LEFT_OUT = ("classic + pool", "probe + pool")
"""Not among the ways of "auto" when there is a pretrained network: every further way makes the best of all a
luckier guess."""
_USUAL = ("combined", "classic")
"""Of the ways that leave the pool alone, the best on each of three sets (docs/decisions/0010)."""
_LEFT_OUT_SPARSE = ("probe + pool", "combined")
_USUAL_SPARSE = ("combined + pool", "classic + pool", "classic")
"""The same where classic features are sparse: those of texts (docs/decisions/0017)."""


def assemble(
    *,
    modality: Modality,
    layout: Layout,
    gather: Gather,
    encoder: Encoder | None,
    rows: Indices,
    labelled: Indices,
    classes: Indices,
    num_classes: int,
    device: torch.device,
    token: CancelToken,
    seed: int = 0,
) -> Generator[Event, None, Problem]:
    """The problem with the features of its pool; see `Problem` for shapes."""
    rows, labelled = _bounded(rows, labelled, seed)
    classic = modality.classic(lambda: _in_any_order(gather, rows, token, seed))
    features: dict[Source, Numbers] = {"classic": _features(classic, gather, rows, token)}
    if encoder is not None:
        out = np.empty((len(rows), encoder.width), dtype=np.float32)
        yield from embed(encoder, modality, gather, rows, out=out, device=device, token=token)
        features["embedding"] = out
    fresh = encoder.spec if encoder else modality.spec(modality.fallbacks[-1], layout)
    return Problem(
        modality=modality, layout=layout, gather=gather, rows=rows, labelled=labelled, classes=classes,
        num_classes=num_classes, features=features, classic=classic, encoder=encoder, fresh=fresh,
        device=device, token=token, seed=seed,
    )  # fmt: skip


def themes(modality: Modality, gather: Gather, rows: Indices, token: CancelToken) -> Floats | None:
    """Which classic features go together in a pool, (N, 64) float32 at most; None where they are not sparse.

    None as well for pools so large that it would take minutes.
    """
    if not len(rows) or len(rows) > MOST_POOL:
        return None
    classic = modality.classic(lambda: _in_any_order(gather, rows, token, 0))
    if isinstance(classic.features(gather(rows[:1])), np.ndarray):
        return None
    found: dict[Source, Numbers] = {"classic": _features(classic, gather, rows, token)}
    return joint.joint(found, ("classic",))


def with_check(
    problem: Problem, rows: Indices, classes: Indices
) -> Generator[Event, None, tuple[Problem, Fold]]:
    """The problem with check samples added, and the fold that trains on all labels and scores on those.

    Only for scoring: whoever trains on that fold sees the check samples without their labels.
    rows: (C,) int64 cache rows; classes: (C,) int64, each in [0, K).
    """
    features: dict[Source, Numbers] = {}
    added = _features(problem.classic, problem.gather, rows, problem.token)
    features["classic"] = stacked([problem.features["classic"], added])
    if problem.encoder is not None:
        out = np.empty((len(rows), problem.encoder.width), dtype=np.float32)
        yield from embed(
            problem.encoder, problem.modality, problem.gather, rows, out=out, device=problem.device,
            token=problem.token,
        )  # fmt: skip
        features["embedding"] = stacked([problem.features["embedding"], out])
    count, num = len(problem.rows), len(problem.labelled)
    joined = dataclasses.replace(
        problem,
        rows=np.concatenate([problem.rows, rows]),
        labelled=np.concatenate([problem.labelled, np.arange(count, count + len(rows))]),
        classes=np.concatenate([problem.classes, classes]),
        features=features,
    )
    return joined, Fold(train=np.arange(num), held=np.arange(num, num + len(rows)))


def candidates(problem: Problem, mode: str, seconds: float) -> list[Candidate]:
    """The ways of a mode, simplest first; for "auto" all that the problem allows.

    seconds: how long a network's final training may take.
    """
    every: list[Candidate] = [Head(problem, sources) for sources in _sources(problem)]
    if problem.is_sparse:
        for way in every:
            way.margin = 1.0  # a few labels often flatter one of these, and it serves worse (0017)
    for sources in _sources(problem):
        if "classic" in sources and problem.is_sparse:
            every.append(ThemedHead(problem, sources))
        elif len(problem.labelled) <= MOST_LABELS_TO_SPREAD:
            every.append(PooledHead(problem, sources))
    pretrained = problem.encoder is not None
    every += [
        Network(problem, pretrained=pretrained, from_pool=from_pool, seconds=seconds)
        for from_pool in (False, True)
    ]
    if mode == "auto":
        left_out = _LEFT_OUT_SPARSE if problem.is_sparse else _LEFT_OUT
        return [way for way in every if not (pretrained and way.kind in left_out)]
    if mode == "scratch":
        return [Network(problem, pretrained=False, seconds=seconds)]
    return [way for way in every if way.mode == mode]


def usual(ways: list[Candidate]) -> Candidate:
    """The way that stays unless another is clearly better; see `_USUAL` and `_USUAL_SPARSE`."""
    kinds = {way.kind: way for way in ways}
    order = _USUAL_SPARSE if ways[0].problem.is_sparse else _USUAL
    return next((kinds[kind] for kind in order if kind in kinds), ways[0])


def controls(problem: Problem) -> list[Candidate]:
    """Ways without pretraining, to stand beside the model, cheap ones first."""
    return [
        Head(problem, ("classic",)),
        *([ThemedHead(problem, ("classic",))] if problem.is_sparse else []),
        PlainValues(problem),
        RandomNetwork(problem),
        Network(problem, pretrained=False),
    ]


def _sources(problem: Problem) -> list[tuple[Source, ...]]:
    if problem.encoder is None:
        return [("classic",)]
    return [("classic",), ("embedding",), ("embedding", "classic")]


def _bounded(rows: Indices, labelled: Indices, seed: int) -> tuple[Indices, Indices]:
    if len(rows) <= MOST_POOL:
        return rows, labelled
    chosen = np.random.default_rng(seed).permutation(len(rows))[:MOST_POOL]
    kept = np.union1d(chosen, labelled)
    return rows[kept], np.searchsorted(kept, labelled)


def _in_any_order(gather: Gather, rows: Indices, token: CancelToken, seed: int) -> Iterator[Rows]:
    """The pool's rows, so that who stops early has seen a fair part of them."""
    order = np.random.default_rng([seed, 6]).permutation(len(rows))
    for first in range(0, len(rows), _CHUNK):
        token.raise_if_stopping()
        yield gather(rows[np.sort(order[first : first + _CHUNK])])


def _features(classic: Classic, gather: Gather, rows: Indices, token: CancelToken) -> Numbers:
    parts: list[Numbers] = []
    for first in range(0, len(rows), _CHUNK):
        token.raise_if_stopping()
        parts.append(classic.features(gather(rows[first : first + _CHUNK])))
    return stacked(parts)
