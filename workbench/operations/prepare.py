"""Decoding samples once into the cache, with their thumbnails; shared by import and training."""

from __future__ import annotations

import re
import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch

from workbench.engine import cache
from workbench.engine.cache import SampleCache
from workbench.engine.contracts import Layout, Rows
from workbench.engine.modalities import Modality, UnreadableError, modalities
from workbench.engine.thumbnails import ThumbnailStore
from workbench.jobs import CancelToken, Event, Notice, UserError
from workbench.operations import reading as readings
from workbench.operations.parallel import Done, in_parallel
from workbench.project import Project, Sample, Verdict, files

R = TypeVar("R")
THUMBNAILS = "thumbnails.sqlite"
EMBEDDINGS = "embeddings"
"""The folder in the cache."""
_SENTENCE_END = re.compile(r"(?<=\.) ")
_CHUNK = 512
_MOST_IN_ONE_GO = 256
_KEPT_AT_ONCE = 32
_KEPT_AFTER_SECONDS = 0.3
_MOST_LOOKED_AT = 500
_MOST_LOOKED_AT_BYTES = 16 * 2**20
"""Of decoded samples: large pictures are judged by fewer, so that an answer takes no second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    sample: Sample
    verdict: Verdict
    reason: str
    note: str = ""
    gone: bool = False


def thumbnails_path(project: Project) -> Path:
    """Where a project's thumbnails are."""
    return project.cache / THUMBNAILS


def open_cache(project: Project, layout: Layout) -> SampleCache:
    """The project's cache of that layout; row number = sample id."""
    return SampleCache.open(project.cache, layout, project.samples.num_rows())


def some_samples(project: Project, layout: Layout) -> torch.Tensor | None:
    """Decoded samples from all over the set (B, C, H, W), up to 500 or 16 MB; None while there is none."""
    store = open_cache(project, layout)
    ids = np.array(project.samples.usable_ids(), np.int64)
    ids = ids[store.is_filled(ids)]
    if not len(ids):
        return None
    most = max(1, min(_MOST_LOOKED_AT, _MOST_LOOKED_AT_BYTES // layout.bytes_per_sample))
    ids = ids[:: -(-len(ids) // most)]
    modality = modalities.get(project.description.modality)
    return modality.samples(torch.from_numpy(store.gather(ids)))


def forget(project: Project, ids: Sequence[int]) -> None:
    """Drop all that was made of these samples' former content: rows of every layout, and embeddings."""
    for path in project.cache.glob("samples-*.json"):
        described = files.read_json(path)
        layout = Layout(shape=tuple(described["shape"]), dtype=described["dtype"])
        open_cache(project, layout).forget(np.array(ids, np.int64))
    for path in (project.cache / EMBEDDINGS).glob("*-ids.npy"):
        path.unlink()  # without ids, rows are none at all


def prepare(
    project: Project, modality: Modality, layout: Layout, samples: Sequence[Sample], token: CancelToken
) -> Iterator[Event]:
    """Decode what the cache does not hold yet, and record what that shows of each sample.

    Raises `UserError` when the disk has too little room, or when the data folder is gone.
    """
    _check_room(project, layout)
    store = open_cache(project, layout)
    ids = np.array([sample.id for sample in samples], np.int64)
    waiting = [s for s, filled in zip(samples, store.is_filled(ids), strict=True) if not filled]
    if not waiting:
        return
    root = project.description.data
    if not root.is_dir():
        raise _gone(root)
    phase, gone, reading = f"Reading {modality.plural}", 0, readings.of(project)
    with ThumbnailStore(thumbnails_path(project)) as thumbnails:
        read: list[int] = []  # how many at a time, by several threads

        def decode(group: Sequence[Sample]) -> list[_Judged]:
            judged: list[_Judged] = []
            decoded = _decode(root, group, modality, layout, reading)
            while not token.stopping and (some := list(_some(decoded))):
                token.wait_while_paused()
                _keep(project, some, store, thumbnails)
                judged += [result for result, _, _ in some]
                read.append(len(some))
            return judged

        work = [(lambda group=group: decode(group)) for group in _groups(waiting)]
        for event in in_parallel(
            work,
            total=len(waiting),
            phase=phase,
            unit=modality.plural,
            token=token,
            progress=lambda: sum(read),
        ):
            if not isinstance(event, Done):
                yield event
                continue
            gone = _record(project, [judged for group in event.results for judged in group])
    store.flush()
    if gone and not root.is_dir():
        raise _gone(root)
    if gone:
        yield Notice(
            level="care",
            text=f"{gone:,} {modality.plural} were gone before they could be read. Refresh the list.",
        )


def _groups(samples: Sequence[Sample]) -> list[list[Sample]]:
    """Neighbouring parts of one file, which are decoded in one go, in pieces that leave room to stop."""
    groups: list[list[Sample]] = []
    for sample in samples:
        if groups and groups[-1][0].file == sample.file and len(groups[-1]) < _MOST_IN_ONE_GO:
            groups[-1].append(sample)
        else:
            groups.append([sample])
    return groups


def _some(decoded: Iterator[R]) -> Iterator[R]:
    """The next few, no more than half a second's: they are kept together, and news are told between."""
    start = time.monotonic()
    for one in islice(decoded, _KEPT_AT_ONCE):
        yield one
        if time.monotonic() - start > _KEPT_AFTER_SECONDS:
            return


def _decode(
    root: Path, group: Sequence[Sample], modality: Modality, layout: Layout, reading: Any
) -> Iterator[tuple[_Judged, Rows | None, bytes]]:
    """Each sample of a group from one file: what reading it showed, its row, its thumbnail."""
    path = root / group[0].file
    reduced = group[0].read_reduced
    try:
        found = modality.decode(path, [s.part for s in group], layout, reading, reduced=reduced)
        for sample, decoded in zip(group, found, strict=True):
            if isinstance(decoded, UnreadableError):
                yield _unreadable(path, sample, decoded), None, b""
                continue
            judged = _Judged(sample=sample, verdict=decoded.verdict, reason=decoded.reason, note=decoded.note)
            # Only what is fine: others are judged again if this is cut off before it is recorded.
            yield judged, decoded.row if decoded.verdict == "fine" else None, decoded.thumbnail
    except UnreadableError as error:
        for sample in group:
            yield _unreadable(path, sample, error), None, b""


def _unreadable(path: Path, sample: Sample, error: UnreadableError) -> _Judged:
    if not path.exists():
        return _Judged(sample=sample, verdict="fine", reason="", gone=True)
    return _Judged(sample=sample, verdict="unreadable", reason=str(error))


def _keep(
    project: Project,
    decoded: Sequence[tuple[_Judged, Rows | None, bytes]],
    store: SampleCache,
    thumbnails: ThumbnailStore,
) -> None:
    """Write thumbnails, then rows: what has a row is not decoded again."""
    try:
        thumbnails.put_many((judged.sample.id, small) for judged, _, small in decoded if small)
        for judged, row, _ in decoded:
            if row is not None:
                store.write(judged.sample.id, row)
    except (OSError, sqlite3.Error) as error:
        raise files.cannot_write(project.cache / "decoded samples", error) from error


def _record(project: Project, results: Sequence[object]) -> int:
    """Write verdicts that are not "fine", and notes on what is; how many files were gone."""
    judged = [result for result in results if isinstance(result, _Judged)]
    with project.transaction():
        for result in judged:
            if result.gone:
                continue
            if result.verdict == "fine":
                for sentence in _SENTENCE_END.split(result.note) if result.note else ():
                    project.samples.note_file(result.sample.file, sentence)
            elif result.sample.part:
                project.samples.judge(result.sample.id, result.verdict, result.reason)
            else:
                project.samples.judge_file(result.sample.file, result.verdict, result.reason)
    return sum(result.gone for result in judged)


def _check_room(project: Project, layout: Layout) -> None:
    needed = cache.bytes_needed(project.samples.num_rows(), layout)
    free = shutil.disk_usage(project.cache).free
    held = sum(path.stat().st_size for path in project.cache.glob("samples-*"))
    if needed > free + held:
        raise UserError(
            "The disk has too little room for the decoded samples.",
            f"{needed / 1e6:,.0f} MB are needed in {project.cache}, {free / 1e6:,.0f} MB are free.",
            "Make room, or keep the project on another disk.",
        )


def _gone(root: Path) -> UserError:
    return UserError(
        f"The folder {root} is not there.",
        "It was moved, renamed, or is on a disk that is not connected.",
        "Connect the disk, or say in step 1 where the folder is now (refresh --data).",
    )
