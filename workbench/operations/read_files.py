"""New files as a model reads them: each part decoded as its samples were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbench.engine.contracts import Layout, Rows
from workbench.engine.modalities import Modality, UnreadableError
from workbench.engine.thumbnails import text_of
from workbench.jobs import Advanced, CancelToken, Event, PhaseStarted
from workbench.operations import reading as readings
from workbench.operations.folder import FoundFile
from workbench.operations.parallel import Done, in_parallel

CHUNK = 512
_MOST_IN_ONE_GO = 256


@dataclass(frozen=True, slots=True)
class Read:
    """One part of a file: its cache row, or None and why there is none."""

    file: str
    key: str
    row: Rows | None
    problem: str
    beginning: str = ""
    """Of a text, to recognise it by; "" of all else."""


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
    """All files, some hundreds at once: `Done[Read]` with parts of theirs again and again. Raises `Stopped`.

    A file of many parts comes in several of these, so that no more than some thousand rows are in memory.
    """
    cut = readings.load(modality, reading)
    for start in range(0, len(files), CHUNK):
        looked: tuple[_Looked, ...] = ()
        some = files[start : start + CHUNK]
        work = [(lambda file=file: _look(root, file.path, modality, cut)) for file in some]
        for event in in_parallel(work, total=len(files), phase=phase, unit="files", token=token, done=start):
            if isinstance(event, Done):
                token.raise_if_stopping()
                looked = event.results
            elif start == 0 or not isinstance(event, PhaseStarted):
                yield event
        yield from _read_parts(root, looked, modality, layout, cut, token, phase)


@dataclass(frozen=True, slots=True)
class _Looked:
    """Neighbouring parts of a file, what is wrong with it, and whether it is read reduced."""

    file: str
    keys: tuple[str, ...]
    problem: str = ""
    reduced: bool = False


def _read_parts(
    root: Path,
    looked: Sequence[_Looked],
    modality: Modality,
    layout: Layout,
    cut: Any,
    token: CancelToken,
    phase: str,
) -> Iterator[Event]:
    """`Done[Read]` of some hundred parts at a time; with news where a file is large."""
    pieces = [piece for one in looked for piece in _in_pieces(one)]
    total, unit, done = sum(len(piece.keys) for piece in pieces), modality.plural, 0
    is_large = len(pieces) > len(looked)
    if is_large:
        yield PhaseStarted(phase=phase, total=total, unit=unit)
    while pieces:
        number = size = 0
        while number < len(pieces) and size < CHUNK:
            size += max(1, len(pieces[number].keys))
            number += 1
        now, pieces = pieces[:number], pieces[number:]
        work = [(lambda piece=piece: _read(root, piece, modality, layout, cut)) for piece in now]
        for event in in_parallel(work, total=len(work), phase="", unit="", token=token):
            if isinstance(event, Done):
                token.raise_if_stopping()
                yield Done(results=tuple(part for group in event.results for part in group))
        done += sum(len(piece.keys) for piece in now)
        if is_large:
            yield Advanced(phase=phase, done=done, total=total, unit=unit)


def _look(root: Path, file: str, modality: Modality, cut: Any) -> _Looked:
    """Which parts a file has; too small and blank ones are read too, and said to be so."""
    try:
        health = modality.probe(root / file, cut)
    except OSError as error:
        return _Looked(file, (), str(error))
    if health.verdict == "unreadable" or not health.parts:
        return _Looked(file, (), health.reason)
    keys = tuple(part.key for part in health.parts)
    return _Looked(file, keys, health.reason, health.verdict == "too large")


def _in_pieces(looked: _Looked) -> Iterator[_Looked]:
    if len(looked.keys) <= _MOST_IN_ONE_GO:
        yield looked
        return
    for start in range(0, len(looked.keys), _MOST_IN_ONE_GO):
        yield replace(looked, keys=looked.keys[start : start + _MOST_IN_ONE_GO])


def _read(root: Path, piece: _Looked, modality: Modality, layout: Layout, cut: Any) -> list[Read]:
    """Each part of a piece, or the file's problem."""
    if not piece.keys:
        return [Read(piece.file, "", None, piece.problem)]
    found: list[Read] = []
    try:
        decoded = modality.decode(root / piece.file, piece.keys, layout, cut, reduced=piece.reduced)
        for key, one in zip(piece.keys, decoded, strict=True):
            if isinstance(one, UnreadableError):
                found.append(Read(piece.file, key, None, str(one)))
                continue
            problem = "" if one.verdict == "fine" else one.reason
            found.append(
                Read(piece.file, key, one.row, piece.problem or problem, text_of(one.thumbnail) or "")
            )
        return found
    except (UnreadableError, OSError) as error:
        return [Read(piece.file, "", None, str(error))]
