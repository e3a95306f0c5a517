"""The proof: the same labels with and without pretraining, side by side."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from workbench.engine import device as devices
from workbench.engine.checkpoint import load_encoder
from workbench.engine.downstream import assembly
from workbench.engine.downstream.candidates import Candidate, Head
from workbench.engine.downstream.controls import ClusterVote, RandomNetwork
from workbench.engine.downstream.networks import Network
from workbench.engine.downstream.problem import Problem
from workbench.jobs import CancelToken, Event, Finished, Job
from workbench.operations import prepare, scoring
from workbench.operations.embed import run_with_encoder
from workbench.operations.folder import named
from workbench.operations.labelled import labelled
from workbench.operations.scoring import ScoreRow
from workbench.project import Project

SECONDS = 150.0
_NEAR = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """Compare ways to use a project's labels; "" is the latest run that has an encoder."""

    project: Path
    run: str = ""
    minutes: float | None = None
    """None: at most three minutes on a CPU."""
    seeds: int = 3
    """How often the labels are dealt into folds anew; one when the check set judges."""
    device: str = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareResult:
    """Balanced accuracy by each way, by what it was judged, and in one sentence what follows."""

    run: str
    rows: tuple[ScoreRow, ...]
    how: scoring.How
    num: int
    """How many labels judged."""
    verdict: str


def job(arguments: Compare) -> Job:
    """The job that does it."""
    return Job(
        operation=__name__,
        arguments=arguments,
        title="Compare with and without pretraining",
        resource="accelerator",
    )


def run(arguments: Compare, token: CancelToken) -> Iterator[Event]:
    """Train each way on the same labels and score it on the same others. Nothing is saved.

    Raises `UserError` for too few labels or no run, and `Stopped` when stopped.
    """
    started = time.monotonic()
    with Project(arguments.project) as project:
        labelled(project)
        name = run_with_encoder(project, arguments.run)
        saved = load_encoder(project.run_folder(name))
        modality = named(project.description.modality)
        samples = project.samples.usable(("pool", "check"))
        yield from prepare.prepare(project, modality, saved.layout, samples, token)
        token.raise_if_stopping()
        known = labelled(project)
        ids = np.array([sample.id for sample in known.samples], dtype=np.int64)
        problem = yield from assembly.assemble(
            modality=modality, layout=saved.layout, gather=prepare.open_cache(project, saved.layout).gather,
            encoder=saved.encoder, rows=ids[known.pool],
            labelled=np.searchsorted(known.pool, known.train), classes=known.train_classes,
            num_classes=len(known.class_names), device=devices.choose(arguments.device), token=token,
        )  # fmt: skip
    judged, parts = yield from scoring.judge(problem, known, repeats=max(1, arguments.seeds), seed=0)
    seconds = (SECONDS if arguments.minutes is None else 60 * arguments.minutes) - time.monotonic() + started
    rows = yield from scoring.attempts(_ways(judged), parts, seconds=seconds)
    num = len(np.unique(np.concatenate([part.held for part in parts]))) if parts else 0
    how: scoring.How = "none" if not parts else "cross-validation" if judged is problem else "check set"
    yield Finished(
        result=CompareResult(run=name, rows=rows, how=how, num=num, verdict=_verdict(rows, how, num))
    )


def _ways(problem: Problem) -> list[Candidate]:
    """Every way under the name that the comparison gives it; networks last, while there is time."""
    ways: dict[str, Candidate] = {
        "self-supervised": Head(problem, ("embedding",)),
        "self-supervised and classic features": Head(problem, ("embedding", "classic")),
        "classic features": Head(problem, ("classic",)),
        "random features": RandomNetwork(problem),
        "clusters": ClusterVote(problem),
        "scratch": Network(problem, pretrained=False),
        "self-supervised, whole network": Network(problem, pretrained=True),
    }
    for kind, way in ways.items():
        way.kind = kind
    return list(ways.values())


def _verdict(rows: tuple[ScoreRow, ...], how: scoring.How, num: int) -> str:
    """What the rows say of pretraining, and how far that can be trusted."""
    if how == "none":
        return "Too few labels to compare: no class has two of them."
    by = "check samples" if how == "check set" else "labels that were held out in turn"
    trust = (
        f" Judged by {num} {by}."
        if num >= scoring.FEWEST_CHECKED
        else f" Judged by only {num} {by}: take it as a hint."
    )
    scored = [(row.balanced_accuracy, row.kind) for row in rows if row.balanced_accuracy is not None]
    own = max(pair for pair in scored if pair[1].startswith("self-supervised"))
    others = [pair for pair in scored if not pair[1].startswith("self-supervised")]
    best = max(others)
    points = 100 * (own[0] - best[0])
    if points > 100 * _NEAR:
        said = f"Pretraining helps: {own[1]} finds {own[0]:.0%}, {best[1]} without it {best[0]:.0%}."
    elif points < -100 * _NEAR:
        said = f"Pretraining does not help here: {best[1]} finds {best[0]:.0%}, {own[1]} {own[0]:.0%}."
    else:
        said = f"Pretraining makes no difference here: {own[1]} and {best[1]} both find about {own[0]:.0%}."
    return said + trust
