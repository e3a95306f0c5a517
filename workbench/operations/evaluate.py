"""How often a model is right on a folder whose truth is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from workbench.engine.downstream import scores
from workbench.engine.downstream.classifier import Classifier
from workbench.jobs import CancelToken, Event, Finished, Job, Notice, UserError
from workbench.operations import answer_files, folder, predict
from workbench.operations.label_file import read_table
from workbench.operations.parallel import Done
from workbench.operations.predict import PredictionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluate:
    """A project or a model, a table with the columns file and label, and a folder or one file of texts.

    The table may name parts of files instead, as predictions do: "notes.csv (row 17)"; of one file "row 17".
    """

    source: Path
    truth: Path
    data: Path
    model: str = ""
    device: str = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassResult:
    """One class: how many there were, and the share of them that was found (recall)."""

    name: str
    num: int
    recall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateResult:
    """Scores on the files of the table."""

    num: int
    accuracy: float
    balanced_accuracy: float
    low: float
    high: float
    """The 95 % interval of the balanced accuracy."""
    per_class: tuple[ClassResult, ...]
    classes: tuple[str, ...]
    confusion: tuple[tuple[int, ...], ...]
    """Truth by row, prediction by column, both in the order of `classes`."""
    calibration: float
    """Expected calibration error: mean distance of confidence from being right, in [0, 1]."""
    missing: tuple[str, ...]
    """Files of the table that are not in the folder or could not be read; they count as wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEvaluateResult:
    """Scores of a model that answers in words, on the files of the table."""

    num: int
    exact: float
    """Share of answers that are word for word what was wanted."""
    cer: float
    wer: float
    """Wrong letters and words, as a share of those that were wanted; 0 is best, above 1 is possible."""
    chrf: float
    """Letter groups in common, from 0 to 1 (chrF2)."""
    missing: tuple[str, ...]


def job(arguments: Evaluate) -> Job:
    """The job that does it."""
    return Job(operation=__name__, arguments=arguments, title="Score the model", resource="accelerator")


def run(arguments: Evaluate, token: CancelToken) -> Iterator[Event]:
    """Predict the folder and compare with the table; files without a line in it are left out."""
    place = predict.model_folder(arguments.source, arguments.model)
    truth, _, _ = read_table(arguments.truth)
    truth = {file: label for file, label in truth.items() if label}
    if not truth:
        raise UserError(
            f"{arguments.truth.name} holds no labels.", "Every line is empty.", "Choose another table."
        )
    truth, parts = _placed(truth, arguments.data)
    texts = predict.texts_of(place, arguments.data, token, parts, arguments.device)
    if texts is not None:
        yield from _score_texts(texts, truth)
        return
    classifier = Classifier.load(place)
    rows: dict[str, PredictionRow] = {}
    for event in predict.predictions(classifier, arguments.data, token, parts, arguments.device):
        if isinstance(event, Done):
            rows = {row.file: row for row in event.results}
        else:
            yield event
    result = _score(truth, rows, classifier.class_names)
    yield from _told_missing(result.missing)
    yield Finished(result=result)


def _placed(truth: dict[str, str], data: Path) -> tuple[dict[str, str], bool]:
    """The table by the names that predictions have, and whether these are parts of files."""
    _, found = folder.find(data)
    files = {file.path for file in found}
    if any(name in files for name in truth):
        return truth, False
    if len(files) == 1:
        (only,) = files
        truth = {name if " (" in name else f"{only} ({name})": label for name, label in truth.items()}
    return truth, True


def _score_texts(texts: Iterator[Event], truth: dict[str, str]) -> Iterator[Event]:
    rows: dict[str, answer_files.TextRow] = {}
    for event in texts:
        if isinstance(event, Done):
            rows = {row.file: row for row in event.results}
        else:
            yield event
    found, missing = answer_files.scored(truth, rows)
    yield from _told_missing(missing)
    yield Finished(
        result=TextEvaluateResult(
            num=found.num, exact=found.exact, cer=found.cer, wer=found.wer, chrf=found.chrf, missing=missing
        )
    )


def _told_missing(missing: tuple[str, ...]) -> Iterator[Event]:
    if missing:
        yield Notice(
            level="care",
            text=f"{len(missing):,} files of the table could not be read or are not in the folder;"
            " they count as wrong.",
        )


def _score(truth: dict[str, str], rows: dict[str, PredictionRow], known: tuple[str, ...]) -> EvaluateResult:
    classes = (*known, *sorted(set(truth.values()) - set(known)))
    nothing = len(classes)  # what an unreadable file is taken for: no class at all
    place = {name: i for i, name in enumerate(classes)}
    files = sorted(truth)
    true = np.array([place[truth[file]] for file in files], np.int64)
    said = np.array(
        [place[rows[file].label] if file in rows and rows[file].label else nothing for file in files],
        np.int64,
    )
    interval = scores.balanced_interval(true, said)
    counts = scores.confusion(true, said, nothing + 1)[:nothing, :nothing]
    seen = [i for i, file in enumerate(files) if said[i] != nothing and true[i] < len(known)]
    chances = np.array([rows[files[i]].probabilities for i in seen], np.float32).reshape(len(seen), -1)
    recall = {c: float((said[true == c] == c).mean()) for c in np.unique(true)}
    return EvaluateResult(
        num=len(files),
        accuracy=float((true == said).mean()),
        balanced_accuracy=scores.balanced_accuracy(true, said),
        low=interval.low,
        high=interval.high,
        per_class=tuple(
            ClassResult(name=classes[c], num=int((true == c).sum()), recall=recall[c]) for c in recall
        ),
        classes=classes,
        confusion=tuple(tuple(int(n) for n in row) for row in counts),
        calibration=scores.calibration_error(chances, true[seen]) if seen else 0.0,
        missing=tuple(file for file in files if file not in rows or not rows[file].label),
    )
