"""What is in a folder before any label: groups of samples that look alike to the network."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from workbench.engine.downstream import typicality
from workbench.jobs import CancelToken, Event, Finished, Job, PhaseStarted
from workbench.operations import embed
from workbench.project import Project
from workbench.project.files import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """How many groups (0: about the square root of half the samples), and where to write them."""

    project: Path
    out: Path
    run: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClustersResult:
    """How many samples fell into how many groups."""

    samples: int
    clusters: int
    run: str


def job(arguments: Clusters) -> Job:
    """The job that does it."""
    return Job(operation=__name__, arguments=arguments, title="Group the samples", resource="accelerator")


def run(arguments: Clusters, token: CancelToken) -> Iterator[Event]:
    """k-means of the normalised embeddings; typicality as in TypiClust. Writes file,cluster,typicality."""
    with Project(arguments.project) as project:
        name = embed.run_with_encoder(project, arguments.run)
        yield from embed.ensure(project, name, token)
        made = embed.stored(project, name)
        assert made is not None
        files = {sample.id: sample.title for sample in project.samples.usable(embed.ROLES)}
    yield PhaseStarted(phase="Grouping")
    rows = np.asarray(made.rows)
    count = arguments.count or max(2, round((len(rows) / 2) ** 0.5))
    groups = typicality.clusters(rows, count)
    typical = typicality.typicality(rows, groups)
    order = np.lexsort((-typical, groups))
    lines = [(files[int(made.ids[i])], int(groups[i]), f"{typical[i]:.4f}") for i in order]
    write_whole(arguments.out, lambda path: _write_table(path, lines))
    yield Finished(result=ClustersResult(samples=len(rows), clusters=len(np.unique(groups)), run=name))


def _write_table(path: Path, lines: list[tuple[str, int, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["file", "cluster", "typicality"], *lines])
