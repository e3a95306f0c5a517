"""The samples most like one sample, as a network sees them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from workbench.engine.downstream.typicality import normalise
from workbench.jobs import CancelToken, Event, Finished, Job
from workbench.operations import embed
from workbench.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Of which sample, how many, and whether only labelled ones."""

    project: Path
    sample: int
    run: str = ""
    count: int = 8
    labelled_only: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A sample, and how alike it is: the cosine of the two embeddings, in [-1, 1]."""

    sample: int
    file: str
    similarity: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighboursResult:
    """Most alike first."""

    sample: int
    items: tuple[Neighbour, ...]


def job(arguments: Neighbours) -> Job:
    """The job that does it."""
    return Job(operation=__name__, arguments=arguments, title="Find look-alikes", resource="disk")


def run(arguments: Neighbours, token: CancelToken) -> Iterator[Event]:
    """Compare one embedding with the others; check-set samples are not shown, they only score."""
    with Project(arguments.project) as project:
        name = embed.run_with_encoder(project, arguments.run)
        yield from embed.ensure(project, name, token)
        made = embed.stored(project, name)
        assert made is not None
        labels = project.labels.all()
        pool = {sample.id: sample.file for sample in project.samples.usable(("pool",))}
    place = np.flatnonzero(made.ids == arguments.sample)
    shown = np.array(
        [
            int(i) in pool
            and int(i) != arguments.sample
            and (int(i) in labels or not arguments.labelled_only)
            for i in made.ids
        ],
        bool,
    )
    items: tuple[Neighbour, ...] = ()
    if len(place) and shown.any():
        ids = made.ids[shown]
        alike = normalise(made.rows[shown]) @ normalise(made.rows[place])[0]
        best = np.argsort(-alike, kind="stable")[: arguments.count]
        items = tuple(
            Neighbour(
                sample=int(ids[i]),
                file=pool[int(ids[i])],
                similarity=float(alike[i]),
                label=labels[int(ids[i])].name if int(ids[i]) in labels else "",
            )
            for i in best
        )
    yield Finished(result=NeighboursResult(sample=arguments.sample, items=items))
