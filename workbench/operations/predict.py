"""Using a model on a new folder: one row a file in a CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.engine import device as devices
from workbench.engine.downstream.classifier import DESCRIPTION, Classifier
from workbench.engine.downstream.scribe import KIND as SCRIBE
from workbench.engine.downstream.scribe import Scribe
from workbench.engine.downstream.writer import KIND, Writer, kind_of
from workbench.jobs import CancelToken, Event, Finished, Job, UserError
from workbench.operations import answer_files, folder, heard_files, inspect
from workbench.operations.parallel import Done
from workbench.operations.read_files import Read, read_all
from workbench.project import Project, files

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
    """With the part in brackets behind it where a row is one: "walk.mp4 (2.0-4.0)"."""
    part: str = ""
    label: str = ""
    """A class, or an answer in words."""
    confidence: float = 0.0
    problem: str = ""
    probabilities: tuple[float, ...] = field(default=())
    beginning: str = ""
    """Of a text, to recognise it by; only of the first rows, and not in the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictResult:
    """How many rows and problems, and the first thousand rows."""

    rows: int
    problems: int
    out: Path
    preview: tuple[PredictionRow, ...]
    counts: tuple[tuple[str, int], ...]
    """How many files each class got, in class order; none where the model's output is text."""


def job(arguments: Predict) -> Job:
    """The job that does it."""
    return Job(
        operation=__name__,
        arguments=arguments,
        title=f"Predict {arguments.folder.name}",
        resource="accelerator",
    )


def model_folder(source: Path, model: str = "", *, writes: bool | None = None) -> Path:
    """The folder of the model that a project or model folder means; raises `UserError`.

    writes: of a project's models only those that answer in words are looked at.
    """
    if (source / DESCRIPTION).is_file():
        return source
    with Project(source) as project:
        return project.model_folder(inspect.latest_model(project, model, writes=writes).name)


def run(arguments: Predict, token: CancelToken) -> Iterator[Event]:
    """Predict every file: copies, blank and tiny ones too. Stopped, nothing is written."""
    place = model_folder(arguments.source, arguments.model)
    texts = texts_of(place, arguments.folder, token, arguments.parts, arguments.device)
    if texts is not None:
        yield from _write(texts, arguments)
        return
    classifier = Classifier.load(place)
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


def texts_of(place: Path, data: Path, token: CancelToken, parts: bool, device: str) -> Iterator[Event] | None:
    """What a model whose output is text says of each file, `Done[TextRow]` last; None of other models."""
    kind = kind_of(place)
    if kind == KIND:
        return answer_files.answers(Writer.load(place), data, token, parts, device)
    if kind == SCRIBE:
        return heard_files.texts(Scribe.load(place), data, token, parts, device)
    return None


def _write(texts: Iterator[Event], arguments: Predict) -> Iterator[Event]:
    """The same with a model whose output is text: file,text,confidence,problem."""
    rows: list[answer_files.TextRow] = []
    for event in texts:
        if isinstance(event, Done):
            rows = list(event.results)
        else:
            yield event
    try:
        files.write_whole(arguments.out, lambda path: answer_files.write_table(path, rows))
    except FileNotFoundError as error:
        raise files.cannot_write(arguments.out, error) from error
    yield Finished(
        result=PredictResult(
            rows=len(rows),
            problems=sum(bool(row.problem) for row in rows),
            out=arguments.out,
            preview=tuple(
                PredictionRow(
                    file=r.file,
                    label=r.text,
                    confidence=r.confidence,
                    problem=r.problem,
                    beginning=r.beginning,
                )
                for r in rows[:_SHOWN]
            ),
            counts=(),
        )
    )


def predictions(
    classifier: Classifier, root: Path, token: CancelToken, parts: bool = False, device: str = "auto"
) -> Iterator[Event]:
    """Read and classify every file of a folder, or one file; the last event is `Done[PredictionRow]`."""
    modality = folder.named(classifier.modality)
    data = root
    root, found = folder.files_of(data, modality, named=True)
    if not found:
        raise UserError(
            f"There is nothing to predict in {data}.",
            f"It holds no {modality.plural}.",
            "Choose another folder.",
        )
    place = devices.choose(device)
    reads: list[Read] = []
    chances: list[NDArray[np.float32]] = []

    def classify(chunk: Sequence[Read]) -> None:
        rows = [read.row for read in chunk if read.row is not None]
        if rows:
            chances.append(classifier.predict(np.stack(rows), place))
        for read in chunk:
            row = np.empty(0, np.uint8) if read.row is not None else None  # a view would keep all of it
            reads.append(replace(read, row=row, beginning=read.beginning if len(reads) < _SHOWN else ""))

    for event in read_all(
        root, found, modality, classifier.layout, classifier.reading, token, phase="Predicting"
    ):
        if isinstance(event, Done):
            classify(event.results)
        else:
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


def _rows(
    reads: list[Read], chances: NDArray[np.float32], names: tuple[str, ...], parts: bool
) -> Iterator[PredictionRow]:
    """One row a file, the mean over its parts; or one row a part."""
    groups: dict[tuple[str, str], list[tuple[Read, NDArray[np.float32] | None]]] = {}
    place = 0
    for read in reads:
        chance = None
        if read.row is not None:
            chance, place = chances[place], place + 1
        groups.setdefault((read.file, read.key if parts else ""), []).append((read, chance))
    for (file, part), group in groups.items():
        name = f"{file} ({part})" if part else file
        known = [chance for _, chance in group if chance is not None]
        problem = next((read.problem for read, _ in group if read.problem), "")
        if not known:
            yield PredictionRow(file=name, part=part, problem=problem)
            continue
        mean = np.mean(known, axis=0)
        best = int(mean.argmax())
        yield PredictionRow(
            file=name,
            part=part,
            label=names[best],
            confidence=float(mean[best]),
            problem=problem,
            probabilities=tuple(float(p) for p in mean),
            beginning=group[0][0].beginning,
        )
