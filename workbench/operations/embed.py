"""The embeddings of a run: every sample as the pretrained network sees it, made once and kept."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.engine import checkpoint
from workbench.engine import device as devices
from workbench.engine.embedding import embed
from workbench.engine.modalities import modalities
from workbench.jobs import CancelToken, Event, Finished, Job, UserError
from workbench.operations import prepare
from workbench.project import Project, Role
from workbench.project.files import write_whole

ROLES: tuple[Role, ...] = ("pool", "check")


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """Embed every sample by a run's encoder; "" is the latest run that has one."""

    project: Path
    run: str = ""
    device: str = "auto"
    out: Path | None = None
    """Write an .npz with the arrays embeddings and files too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedResult:
    """Where the embeddings are: (N, D) float32, and the sample ids (N,) int64 in the same order."""

    run: str
    samples: Path
    embeddings: Path
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Embeddings:
    """Read-only: rows (N, D) float32 of the samples ids (N,) int64."""

    run: str
    ids: NDArray[np.int64]
    rows: NDArray[np.float32]


def job(arguments: Embed) -> Job:
    """The job that does it."""
    return Job(operation=__name__, arguments=arguments, title="Look at every sample", resource="accelerator")


def run(arguments: Embed, token: CancelToken) -> Iterator[Event]:
    """Embed what is not embedded yet."""
    with Project(arguments.project) as project:
        name = run_with_encoder(project, arguments.run)
        yield from ensure(project, name, token, device=arguments.device)
        made = stored(project, name)
        assert made is not None
        if arguments.out is not None:
            files = {sample.id: sample.title for sample in project.samples.usable(ROLES)}
            names = [files[int(i)] for i in made.ids]
            write_whole(arguments.out, lambda path: _write_arrays(path, np.asarray(made.rows), names))
        ids_path, rows_path = _paths(project, name)
        yield Finished(
            result=EmbedResult(run=name, samples=ids_path, embeddings=rows_path, count=len(made.ids))
        )


def _write_arrays(path: Path, rows: NDArray[np.float32], names: list[str]) -> None:
    with path.open("wb") as stream:  # given a name, numpy would add its own suffix
        np.savez(stream, embeddings=rows, files=np.array(names))


def run_with_encoder(project: Project, run_name: str = "") -> str:
    """The run of that name, or the latest that has an encoder; raises `UserError`."""
    names = [run.name for run in project.runs.all()]
    usable = [name for name in names if (project.run_folder(name) / checkpoint.WEIGHTS).exists()]
    if run_name and run_name not in usable:
        raise UserError(
            f"The run {run_name!r} cannot be used.",
            "There is no such run." if run_name not in names else "It has no encoder yet.",
            f"Use one of: {', '.join(usable)}." if usable else "Pretrain first, in step 2.",
        )
    if not usable:
        raise UserError(
            "There is no pretrained network yet.",
            "Nothing has been learnt from the samples so far.",
            "Pretrain first, in step 2.",
        )
    return run_name or usable[-1]


def ensure(project: Project, run_name: str, token: CancelToken, *, device: str = "auto") -> Iterator[Event]:
    """Make the run's embeddings unless they are there and cover every sample."""
    place = devices.choose(device)
    samples = project.samples.usable(ROLES)
    ids = np.array(sorted(sample.id for sample in samples), np.int64)
    made = stored(project, run_name)
    if made is not None and np.array_equal(made.ids, ids):
        return
    saved = checkpoint.load_encoder(project.run_folder(run_name))
    modality = modalities.get(saved.modality)
    yield from prepare.prepare(project, modality, saved.layout, samples, token)
    ids = np.array(sorted(sample.id for sample in project.samples.usable(ROLES)), np.int64)
    store = prepare.open_cache(project, saved.layout)
    ids_path, rows_path = _paths(project, run_name)
    ids_path.parent.mkdir(exist_ok=True)
    temporary = rows_path.with_suffix(".tmp.npy")
    out = np.lib.format.open_memmap(
        temporary, mode="w+", dtype=np.float32, shape=(len(ids), saved.encoder.width)
    )
    yield from embed(saved.encoder, modality, store.gather, ids, out=out, device=place, token=token)
    out.flush()
    del out
    ids_path.unlink(missing_ok=True)  # killed in between, there are rows without ids: none at all
    temporary.replace(rows_path)
    half = ids_path.with_suffix(".tmp.npy")
    np.save(half, ids)
    half.replace(ids_path)


def stored(project: Project, run_name: str) -> Embeddings | None:
    """The run's embeddings when they were made after its weights; None when they must be made."""
    ids_path, rows_path = _paths(project, run_name)
    weights = project.run_folder(run_name) / checkpoint.WEIGHTS
    try:
        if os.stat(ids_path).st_mtime_ns < os.stat(weights).st_mtime_ns:
            return None
        ids = np.load(ids_path, allow_pickle=False)
        rows = np.load(rows_path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError):
        return None
    return Embeddings(run=run_name, ids=ids, rows=rows) if len(ids) == len(rows) else None


def _paths(project: Project, run_name: str) -> tuple[Path, Path]:
    folder = project.cache / prepare.EMBEDDINGS
    return folder / f"{run_name}-ids.npy", folder / f"{run_name}-rows.npy"
