"""What to label next: typical samples of each region of the embedding first (TypiClust)."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.engine import checkpoint
from workbench.engine.downstream import assembly, typicality
from workbench.engine.modalities import modalities
from workbench.jobs import CancelToken, Event, Finished, Job, PhaseStarted, UserError
from workbench.operations import embed, prepare
from workbench.project import Project
from workbench.project.files import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggest:
    """How many; "" is the latest run that has an encoder."""

    project: Path
    run: str = ""
    count: int = 20
    out: Path | None = None
    """Write them into a CSV with the column file, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestResult:
    """Sample ids and their files, best first."""

    samples: tuple[int, ...]
    files: tuple[str, ...]
    run: str


def job(arguments: Suggest) -> Job:
    """The job that does it."""
    return Job(
        operation=__name__, arguments=arguments, title="Find what to label first", resource="accelerator"
    )


def run(arguments: Suggest, token: CancelToken) -> Iterator[Event]:
    """Suggestions look at samples and at which of them have a label, never at what a label says.

    Nothing of the check set or the reserve is ever suggested, nor do its labels guide the choice.
    """
    if arguments.count < 1:
        raise UserError("Nothing can be suggested.", "The number asked for is below 1.", "Ask for more.")
    with Project(arguments.project) as project:
        name = embed.run_with_encoder(project, arguments.run)
        yield from embed.ensure(project, name, token)
        made = embed.stored(project, name)
        assert made is not None
        yield PhaseStarted(phase="Choosing typical samples")
        chosen = choose(project, made, arguments.count, token)
    files = tuple(dict.fromkeys(file for _, file in chosen))
    if arguments.out is not None:
        write_whole(arguments.out, lambda path: _write_table(path, files))
    yield Finished(result=SuggestResult(samples=tuple(s for s, _ in chosen), files=files, run=name))


def choose(project: Project, made: embed.Embeddings, count: int, token: CancelToken) -> list[tuple[int, str]]:
    """(sample id, file) of `count` samples in distinct files, best first.

    Looked at are the embeddings; of texts also which words go together, which finds better ones than either
    alone (docs/decisions/0017). Raises `Stopped`.
    """
    pool = {sample.id: sample.file for sample in project.samples.usable(("pool",))}
    inside = np.array([int(sample) in pool for sample in made.ids], bool)
    ids = made.ids[inside]
    rows = _seen(project, made.run, ids, np.asarray(made.rows)[inside], token)
    labels = project.labels.all()
    taken = {place for place, sample in enumerate(ids) if int(sample) in labels}
    by_file: dict[str, list[int]] = defaultdict(list)
    for place, sample in enumerate(ids):
        by_file[pool[int(sample)]].append(place)
    chosen: dict[str, int] = {}
    while len(chosen) < count:
        order = typicality.suggest(rows, np.array(sorted(taken), np.int64), count - len(chosen))
        if not len(order):
            break
        for place in order:
            sample = int(ids[place])
            if chosen.setdefault(pool[sample], sample) == sample:
                taken.update(by_file[pool[sample]])  # its other parts are not suggested too
    return [(sample, file) for file, sample in chosen.items()]


def _seen(
    project: Project,
    run: str,
    ids: NDArray[np.int64],
    embeddings: NDArray[np.float32],
    token: CancelToken,
) -> NDArray[np.float32]:
    """The embeddings (N, D), or beside them the themes of sparse classic features (N, 64), each centred."""
    modality = modalities.get(project.description.modality)
    layout = checkpoint.load_layout(project.run_folder(run))
    themes = assembly.themes(modality, prepare.open_cache(project, layout).gather, ids, token)
    if themes is None:
        return embeddings
    parts = [typicality.normalise(values - values.mean(axis=0)) for values in (embeddings, themes)]
    return np.concatenate(parts, axis=1)


def _write_table(path: Path, rows: tuple[str, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["file"], *([file] for file in rows)])
