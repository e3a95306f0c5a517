"""Samples that are copies of others, or nearly so: found over what the cache holds of them.

Copies of whole files are found by their hash (see `reconcile`); these may be parts of files, such as rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.engine import alike
from workbench.engine.contracts import Layout, Rows
from workbench.engine.modalities import Modality
from workbench.jobs import Advanced, CancelToken, Event, PhaseStarted
from workbench.operations import prepare
from workbench.operations.folder import Copy
from workbench.project import Project, Verdict

_STATE = "copies"
_CHUNK = 2_000
MOST_LISTED = 10_000
"""Copies that are named; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Pairs of places: a copy, and the first one it is a copy of."""

    exact: tuple[tuple[int, int], ...] = ()
    near: tuple[tuple[int, int], ...] = ()


class Comparison:
    """Gathers what is needed to compare samples, chunk by chunk: 140 bytes of each."""

    def __init__(self, modality: Modality) -> None:
        self._modality = modality
        self._digests: list[NDArray[np.uint64]] = []
        self._fingerprints: list[NDArray[np.uint16]] = []

    def add(self, rows: Rows, widths: Sequence[int]) -> None:
        """Cache rows (n, ...) and how large each sample is."""
        self._digests.append(alike.digests(rows, widths))
        self._fingerprints.append(self._modality.fingerprints(rows))

    def result(self) -> Alike:
        """Exact copies, and near copies among what is left."""
        if not self._digests:
            return Alike()
        first = alike.copies(np.concatenate(self._digests))
        is_copy = first != np.arange(len(first))
        fingerprints = np.concatenate(self._fingerprints)
        fingerprints[is_copy] = 0
        near = alike.near_copies(fingerprints)
        return Alike(exact=_pairs(first), near=_pairs(near))


def are_compared(modality: Modality, layout: Layout) -> bool:
    """Whether samples of this kind are looked through for copies one by one."""
    none = np.zeros((0, *layout.shape), layout.dtype)
    return bool(modality.fingerprints(none).shape[1])


def find(project: Project, modality: Modality, layout: Layout, token: CancelToken) -> Iterator[Event]:
    """Judge the samples that are exact copies of others, and remember the near ones. Stopped, nothing is."""
    if not are_compared(modality, layout):
        return
    store = prepare.open_cache(project, layout)
    known = project.samples.comparable()
    filled = store.is_filled(np.array([sample for sample, _, _ in known], np.int64))
    labelled = project.labels.all().keys()
    # A labelled sample stays what it is, and what was a copy before gives way.
    samples = sorted(
        (sample for sample, is_filled in zip(known, filled, strict=True) if is_filled),
        key=lambda sample: (sample[0] not in labelled, sample[2] == "copy"),
    )
    compared = Comparison(modality)
    phase = "Looking for copies"
    yield PhaseStarted(phase=phase, total=len(samples), unit=modality.plural)
    for start in range(0, len(samples), _CHUNK):
        if token.stopping:
            return
        some = samples[start : start + _CHUNK]
        rows = store.gather(np.array([sample for sample, _, _ in some], np.int64))
        compared.add(rows, [width for _, width, _ in some])
        yield Advanced(phase=phase, done=start + len(some), total=len(samples), unit=modality.plural)
    _judge(project, compared.result(), samples)


def _judge(project: Project, found: Alike, samples: Sequence[tuple[int, int, Verdict]]) -> None:
    """Write which samples are exact copies, and remember all pairs."""
    titles: dict[int, str] = {}
    copies = dict(found.exact)
    with project.transaction():
        for place, (sample, _, verdict) in enumerate(samples):
            if place in copies:
                first = samples[copies[place]][0]
                title = titles.get(first) or titles.setdefault(first, project.samples.get(first).title)
                project.samples.judge(sample, "copy", f"It is an exact copy of {title}.")
            elif verdict == "copy":
                project.samples.judge(sample, "fine", "")

    def listed(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        return [(samples[copy][0], samples[first][0]) for copy, first in pairs[:MOST_LISTED]]

    project.set_state(_STATE, json.dumps({"exact": listed(found.exact), "near": listed(found.near)}))


def were_sought(project: Project) -> bool:
    """Whether the samples have been compared before."""
    return bool(project.state(_STATE))


def of(project: Project) -> tuple[tuple[Copy, ...], tuple[Copy, ...]]:
    """Exact and near copies among samples as they were last found, in order, at most 10,000 of each."""
    saved = json.loads(project.state(_STATE) or "{}")
    return _named(project, saved.get("exact", [])), _named(project, saved.get("near", []))


def firsts(project: Project) -> dict[int, int]:
    """Sample -> the first one that it is an exact copy of, as they were last found."""
    saved = json.loads(project.state(_STATE) or "{}")
    return {int(copy): int(first) for copy, first in saved.get("exact", [])}


def _named(project: Project, pairs: Sequence[Sequence[int]]) -> tuple[Copy, ...]:
    title = {sample: project.samples.get(sample).title for pair in pairs for sample in pair}
    return tuple(sorted((Copy(file=title[copy], of=title[first]) for copy, first in pairs), key=_by_name))


def _by_name(copy: Copy) -> tuple[list[str], str]:
    """Row 9 comes before row 10."""
    return [part.zfill(9) if part.isdigit() else part for part in re.split(r"(\d+)", copy.file)], copy.of


def _pairs(first: NDArray[np.int64]) -> tuple[tuple[int, int], ...]:
    copies = np.flatnonzero(first != np.arange(len(first)))
    return tuple((int(copy), int(first[copy])) for copy in copies)
