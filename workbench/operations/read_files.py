"""New files as a model reads them: each part decoded as its samples were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.engine.contracts import Layout, UInt8Array
from workbench.engine.modalities import Modality, UnreadableError
from workbench.engine.thumbnails import text_of
from workbench.jobs import CancelToken, Event, PhaseStarted
from workbench.operations import reading as readings
from workbench.operations.folder import Done, FoundFile, in_parallel

CHUNK = 512


@dataclass(frozen=True, slots=True)
class Read:
    """One part of a file: its cache row, or None and why there is none."""

    file: str
    key: str
    row: UInt8Array | None
    problem: str
    beginning: str = ""
    """Of a text, to recognise it by; "" of all else."""


def read(root: Path, file: str, modality: Modality, layout: Layout, reading: Mapping[str, Any]) -> list[Read]:
    """Every part of a file; too small and blank ones are read too, and said to be so."""
    path = root / file
    try:
        cut = readings.load(modality, reading)
        health = modality.probe(path, cut)
        if health.verdict == "unreadable" or not health.parts:
            return [Read(file, "", None, health.reason)]
        keys = [part.key for part in health.parts]
        found = []
        for key, decoded in zip(
            keys,
            modality.decode(path, keys, layout, cut, reduced=health.verdict == "too large"),
            strict=True,
        ):
            if isinstance(decoded, UnreadableError):
                found.append(Read(file, key, None, str(decoded)))
                continue
            problem = "" if decoded.verdict == "fine" else decoded.reason
            found.append(
                Read(file, key, decoded.row, health.reason or problem, text_of(decoded.thumbnail) or "")
            )
        return found
    except (UnreadableError, OSError) as error:
        return [Read(file, "", None, str(error))]


def read_all(
    root: Path,
    files: Sequence[FoundFile],
    modality: Modality,
    layout: Layout,
    reading: Mapping[str, Any],
    token: CancelToken,
    *,
    phase: str,
) -> Iterator[Event]:
    """All files, some hundreds at once: after each chunk `Done[Read]` with its parts. Raises `Stopped`."""
    for start in range(0, len(files), CHUNK):
        work = [
            (lambda file=file: read(root, file.path, modality, layout, reading))
            for file in files[start : start + CHUNK]
        ]
        for event in in_parallel(work, total=len(files), phase=phase, unit="files", token=token, done=start):
            if isinstance(event, Done):
                token.raise_if_stopping()
                yield Done(results=tuple(part for group in event.results for part in group))
            elif start == 0 or not isinstance(event, PhaseStarted):
                yield event
