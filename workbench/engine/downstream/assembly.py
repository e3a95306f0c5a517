"""Putting a problem together, and the ways that suit it."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
import torch

from workbench.engine.contracts import Layout
from workbench.engine.downstream import candidates as ways
from workbench.engine.downstream.candidates import Candidate
from workbench.engine.downstream.features import Floats, Source
from workbench.engine.downstream.problem import Indices, Problem
from workbench.engine.downstream.selection import Choice
from workbench.engine.embedding import Gather, embed
from workbench.engine.encoders import Encoder, EncoderSpec
from workbench.engine.modalities import Modality
from workbench.jobs import CancelToken, Event

MOST_POOL = 20_000
"""Of a larger pool this many random samples, with all labelled ones, are learnt from: time and memory."""
_SMALL_NETWORK = "small_residual"


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
    features: dict[Source, Floats] = {"classic": _classic(modality, gather, rows, token)}
    if encoder is not None:
        out = np.empty((len(rows), encoder.width), dtype=np.float32)
        yield from embed(encoder, modality, gather, rows, out=out, device=device, token=token)
        features["embedding"] = out
    channels, size = layout.shape[-1], max(layout.shape[:-1])
    fresh = encoder.spec if encoder else EncoderSpec(name=_SMALL_NETWORK, channels=channels, size=size)
    return Problem(
        modality=modality, layout=layout, gather=gather, rows=rows, labelled=labelled, classes=classes,
        num_classes=num_classes, features=features, encoder=encoder, fresh=fresh, device=device,
        token=token, seed=seed,
    )  # fmt: skip


def candidates(problem: Problem, mode: str) -> list[Candidate]:
    """The ways of a mode, simplest first; for "auto" all that the problem allows."""
    every: dict[str, Candidate] = {"classic": ways.classic_candidate()}
    if problem.encoder is not None:
        every["probe"] = ways.probe_candidate()
        every["combined"] = ways.combined_candidate()
    if mode == "auto":
        return list(every.values())
    return [every[mode]]


def controls(problem: Problem, choice: Choice) -> list[Candidate]:
    """Ways without pretraining, to stand beside the model."""
    del problem, choice
    return [ways.classic_candidate()]


def _bounded(rows: Indices, labelled: Indices, seed: int) -> tuple[Indices, Indices]:
    if len(rows) <= MOST_POOL:
        return rows, labelled
    chosen = np.random.default_rng(seed).permutation(len(rows))[:MOST_POOL]
    kept = np.union1d(chosen, labelled)
    return rows[kept], np.searchsorted(kept, labelled)


def _classic(modality: Modality, gather: Gather, rows: Indices, token: CancelToken) -> Floats:
    parts: list[Any] = []
    for first in range(0, len(rows), 1_024):
        token.raise_if_stopping()
        parts.append(modality.classic_features(gather(rows[first : first + 1_024])))
    return np.concatenate(parts)
