"""Using a model on a new folder: one row a file in a CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.engine import device as devices
from workbench.engine.contracts import UInt8Array
from workbench.engine.downstream.classifier import DESCRIPTION, Classifier
from workbench.engine.modalities import Modality, UnreadableError
from workbench.jobs import CancelToken, Event, Finished, Job, PhaseStarted, UserError
from workbench.operations import folder, inspect
from workbench.operations import reading as readings
from workbench.operations.folder import Done, in_parallel
from workbench.project import Project, files

_CHUNK = 512
_SHOWN = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Predict:
    """A project or a model folder; which of the project's models ("" the latest); what; where to."""

    source: Path
    folder: Path
    out: Path
    model: str = ""
    parts: bool = False
    """One row a page or clip, instead of one row a file."""
    device: str = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictionRow:
    """One line of the table; an unreadable file has no label and a problem."""

    file: str
    label: str = ""
    confidence: float = 0.0
    problem: str = ""
    probabilities: tuple[float, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictResult:
    """How many rows and problems, and the first thousand rows."""

    rows: int
    problems: int
    out: Path
    preview: tuple[PredictionRow, ...]
    counts: tuple[tuple[str, int], ...]
    """How many files each class got, in class order."""


@dataclass(frozen=True, slots=True)
class _Read:
    file: str
    key: str
    row: UInt8Array | None
    problem: str


def job(arguments: Predict) -> Job:
    """The job that does it."""
    return Job(
        operation=__name__,
        arguments=arguments,
        title=f"Predict {arguments.folder.name}",
        resource="accelerator",
    )


def model_folder(source: Path, model: str = "") -> Path:
    """The folder of the model that a project or model folder means; raises `UserError`."""
    if (source / DESCRIPTION).is_file():
        return source
    with Project(source) as project:
        return project.model_folder(inspect.latest_model(project, model).name)


def run(arguments: Predict, token: CancelToken) -> Iterator[Event]:
    """Predict every file: copies, blank and tiny ones too. Stopped, nothing is written."""
    classifier = Classifier.load(model_folder(arguments.source, arguments.model))
    rows: list[PredictionRow] = []
    for event in predictions(classifier, arguments.folder, token, arguments.parts, arguments.device):
        if isinstance(event, Done):
            rows = list(event.results)
        else:
            yield event
    try:
        files.write_whole(arguments.out, lambda path: write_table(path, rows, classifier.class_names))
    except FileNotFoundError as error:
        raise files.cannot_write(arguments.out, error) from error
    counts = dict.fromkeys(classifier.class_names, 0)
    for row in rows:
        if row.label:
            counts[row.label] += 1
    yield Finished(
        result=PredictResult(
            rows=len(rows),
            problems=sum(bool(row.problem) for row in rows),
            out=arguments.out,
            preview=tuple(rows[:_SHOWN]),
            counts=tuple(counts.items()),
        )
    )


def predictions(
    classifier: Classifier, root: Path, token: CancelToken, parts: bool = False, device: str = "auto"
) -> Iterator[Event]:
    """Read and classify every file of a folder; the last event is `Done[PredictionRow]`."""
    modality = folder.named(classifier.modality)
    found = folder.of_kind(folder.walk(root), modality)
    if not found:
        raise UserError(
            f"There is nothing to predict in {root}.",
            f"It holds no {modality.plural}.",
            "Choose another folder.",
        )
    place = devices.choose(device)
    reads: list[_Read] = []
    chances: list[NDArray[np.float32]] = []

    def classify(chunk: list[_Read]) -> None:
        rows = [read.row for read in chunk if read.row is not None]
        if rows:
            chances.append(classifier.predict(np.stack(rows), place))
        reads.extend(_Read(r.file, r.key, r.row[:0] if r.row is not None else None, r.problem) for r in chunk)

    for start in range(0, len(found), _CHUNK):
        work = [
            (lambda file=file: _read(root, file.path, modality, classifier))
            for file in found[start : start + _CHUNK]
        ]
        for event in in_parallel(
            work, total=len(found), phase="Predicting", unit="files", token=token, done=start
        ):
            if isinstance(event, Done):
                token.raise_if_stopping()
                classify([read for group in event.results for read in group])
            elif start == 0 or not isinstance(event, PhaseStarted):
                yield event
    all_chances = (
        np.concatenate(chances) if chances else np.zeros((0, len(classifier.class_names)), np.float32)
    )
    yield Done(results=tuple(_rows(reads, all_chances, classifier.class_names, parts)))


def write_table(path: Path, rows: list[PredictionRow], names: tuple[str, ...]) -> None:
    """file,label,confidence,problem and p:CLASS for each class, UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["file", "label", "confidence", "problem", *(f"p:{name}" for name in names)])
        for row in rows:
            known = bool(row.probabilities)
            chances = [f"{p:.6f}" for p in row.probabilities] if known else [""] * len(names)
            confidence = f"{row.confidence:.6f}" if known else ""
            table.writerow([row.file, row.label, confidence, row.problem, *chances])


def _read(root: Path, file: str, modality: Modality, classifier: Classifier) -> list[_Read]:
    """Every part of a file; too small and blank ones are read too, and said to be so."""
    path = root / file
    try:
        reading = readings.load(modality, classifier.reading)
        health = modality.probe(path, reading)
        if health.verdict == "unreadable" or not health.parts:
            return [_Read(file, "", None, health.reason)]
        keys = [part.key for part in health.parts]
        found = []
        for key, decoded in zip(
            keys,
            modality.decode(path, keys, classifier.layout, reading, reduced=health.verdict == "too large"),
            strict=True,
        ):
            if isinstance(decoded, UnreadableError):
                found.append(_Read(file, key, None, str(decoded)))
                continue
            problem = "" if decoded.verdict == "fine" else decoded.reason
            found.append(_Read(file, key, decoded.row, health.reason or problem))
        return found
    except (UnreadableError, OSError) as error:
        return [_Read(file, "", None, str(error))]


def _rows(
    reads: list[_Read], chances: NDArray[np.float32], names: tuple[str, ...], parts: bool
) -> Iterator[PredictionRow]:
    """One row a file, the mean over its parts; or one row a part."""
    groups: dict[str, list[tuple[_Read, NDArray[np.float32] | None]]] = {}
    place = 0
    for read in reads:
        chance = None
        if read.row is not None:
            chance, place = chances[place], place + 1
        key = f"{read.file} ({read.key})" if parts and read.key else read.file
        groups.setdefault(key, []).append((read, chance))
    for key, group in groups.items():
        known = [chance for _, chance in group if chance is not None]
        problem = next((read.problem for read, _ in group if read.problem), "")
        if not known:
            yield PredictionRow(file=key, problem=problem)
            continue
        mean = np.mean(known, axis=0)
        best = int(mean.argmax())
        yield PredictionRow(
            file=key,
            label=names[best],
            confidence=float(mean[best]),
            problem=problem,
            probabilities=tuple(float(p) for p in mean),
        )
