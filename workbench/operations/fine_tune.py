"""Make a model of the labels: choose how, train on all of them, and say honestly what it is worth."""

from __future__ import annotations

import csv
import shutil
import time
from collections.abc import Generator, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray

from workbench.engine import device as devices
from workbench.engine.checkpoint import WEIGHTS, load_encoder
from workbench.engine.downstream import assembly, selection
from workbench.engine.downstream.classifier import Classifier
from workbench.engine.downstream.problem import Problem
from workbench.engine.downstream.selection import Choice
from workbench.jobs import Advanced, CancelToken, Event, Finished, Job, Notice, PhaseStarted
from workbench.operations import prepare, reading, scoring
from workbench.operations.embed import run_with_encoder
from workbench.operations.folder import named
from workbench.operations.import_folder import layout_of
from workbench.operations.labelled import Labelled, labelled
from workbench.operations.scoring import HeldOut, ScoreRow, Scores
from workbench.project import Model, Prediction, Project
from workbench.project.files import cannot_write

Mode = Literal["auto", "probe", "full", "scratch", "classic", "combined"]
NEEDS_RUN: frozenset[str] = frozenset({"probe", "full", "combined"})
_WITHOUT_RUN: frozenset[str] = frozenset({"scratch", "classic"})
SECONDS_ON_A_CPU = 150.0
"""Without a budget: with reading, predicting and saving it stays within three minutes."""
_SHARE_OF_CHOICE = 0.5
_SHARE_OF_TRAINING = 0.15
_PREDICT = "Looking at every sample with the new model"
_CHUNK = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class FineTune:
    """Train on all labels of a project."""

    project: Path
    run: str = ""
    """Pretraining run to start from; "": the latest that has an encoder."""
    mode: Mode = "auto"
    minutes: float | None = None
    """None: at most three minutes on a CPU, selection included."""
    seed: int = 0
    device: str = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class FineTuneResult:
    """The new model, what it is worth, what the same labels give by other ways, and why this one."""

    model: str
    mode: str
    labels: int
    scores: Scores
    beside: tuple[ScoreRow, ...]
    """The same labels without pretraining."""
    candidates: tuple[ScoreRow, ...]
    """The ways that were compared, by cross-validation on the labels."""
    sentence: str
    notes: tuple[str, ...] = ()
    from_pool: bool = False
    """Whether it learnt from the unlabelled samples too, because held-out labels said that it helps."""


def job(arguments: FineTune) -> Job:
    """The job of making a model of the labels."""
    return Job(operation=__name__, arguments=arguments, title="Fine-tune", resource="accelerator")


def run(arguments: FineTune, token: CancelToken) -> Iterator[Event]:
    """Train, score, save, and enter the model and its predictions; the last event is `Finished`.

    Raises `UserError` for too few labels, or no run where the way needs one; `Stopped` when stopped:
    nothing is kept of it then, and earlier models are as they were.
    """
    with Project(arguments.project, write=True) as project:
        yield from _fine_tune(project, arguments, token)


def _fine_tune(project: Project, arguments: FineTune, token: CancelToken) -> Iterator[Event]:
    started = time.monotonic()
    labelled(project)  # says at once when there is nothing to train on
    run_name = _run_for(project, arguments)
    modality = named(project.description.modality)
    saved = load_encoder(project.run_folder(run_name)) if run_name else None
    layout = saved.layout if saved else layout_of(project)
    yield from prepare.prepare(project, modality, layout, project.samples.usable(("pool", "check")), token)
    token.raise_if_stopping()
    known = labelled(project)
    gather = prepare.open_cache(project, layout).gather
    device = devices.choose(arguments.device)
    notes = _notes(arguments, run_name)
    for note in notes:
        yield Notice(text=note)
    problem = yield from assembly.assemble(
        modality=modality, layout=layout, gather=gather, encoder=saved.encoder if saved else None,
        rows=_rows(known, known.pool), labelled=np.searchsorted(known.pool, known.train),
        classes=known.train_classes, num_classes=len(known.class_names), device=device, token=token,
        seed=arguments.seed,
    )  # fmt: skip
    end = started + _seconds(arguments, device)
    left = end - time.monotonic()
    ways = assembly.candidates(problem, arguments.mode, seconds=_SHARE_OF_TRAINING * left)
    choice = yield from selection.choose(
        ways, assembly.usual(ways), seconds=_SHARE_OF_CHOICE * left, seed=arguments.seed
    )
    members = yield from choice.best.candidate.deliver()
    classifier = Classifier(
        members=members, class_names=known.class_names, layout=layout, modality=modality.name,
        reading=reading.as_data(reading.of(project)), classic=problem.classic,
    )  # fmt: skip
    logits = yield from _all_logits(classifier, problem, _rows(known, np.arange(len(known.samples))))
    classifier = scoring.calibrated(classifier, logits[known.check], known.check_classes)
    held = scoring.held_out(known, classifier, logits, choice.best)
    scores = scoring.scores(known, held, choice.best)
    judged, parts = yield from scoring.judge(problem, known, repeats=1, seed=arguments.seed)
    beside = yield from scoring.attempts(assembly.controls(judged), parts, seconds=end - time.monotonic())
    token.raise_if_stopping()
    result = FineTuneResult(
        model=project.models.next_name(choice.best.candidate.mode),
        mode=choice.best.candidate.mode,
        labels=len(known.train),
        scores=scores,
        beside=beside,
        candidates=scoring.rows(choice.trials),
        sentence=" ".join(filter(None, (choice.sentence, _worth(choice, scores, beside)))),
        notes=notes,
        from_pool=choice.best.candidate.from_pool,
    )
    _save(project, result, classifier, run_name, known, logits, held)
    yield Finished(result=result)


def _worth(choice: Choice, scores: Scores, beside: tuple[ScoreRow, ...]) -> str:
    if choice.best.candidate.problem.encoder is None:
        return ""  # there was no pretraining that could be judged
    return scoring.worth_of_pretraining(choice, scores.balanced_accuracy, beside)


def _run_for(project: Project, arguments: FineTune) -> str:
    """The run whose encoder is used; "" for none. Raises `UserError` when one is needed and not there."""
    if arguments.mode in _WITHOUT_RUN:
        return ""
    there = any((project.run_folder(run.name) / WEIGHTS).is_file() for run in project.runs.all())
    if there or arguments.run or arguments.mode in NEEDS_RUN:
        return run_with_encoder(project, arguments.run)
    return ""


def _notes(arguments: FineTune, run_name: str) -> tuple[str, ...]:
    if run_name or arguments.mode in _WITHOUT_RUN:
        return ()
    return ("There is no pretrained network yet: the model is made from the labels alone.",)


def _seconds(arguments: FineTune, device: torch.device) -> float:
    if arguments.minutes is not None:
        return arguments.minutes * 60
    return SECONDS_ON_A_CPU if device.type == "cpu" else 2 * SECONDS_ON_A_CPU


def _rows(known: Labelled, places: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.array([known.samples[place].id for place in places], dtype=np.int64)


def _all_logits(
    classifier: Classifier, problem: Problem, rows: NDArray[np.int64]
) -> Generator[Event, None, NDArray[np.float64]]:
    """What the classifier says of every sample, before calibration: (N, K)."""
    yield PhaseStarted(phase=_PREDICT, total=len(rows), unit=problem.modality.plural)
    parts = []
    started = time.monotonic()
    for first in range(0, len(rows), _CHUNK):
        problem.token.wait_while_paused()
        problem.token.raise_if_stopping()
        part = rows[first : first + _CHUNK]
        parts.append(classifier.logits(problem.gather(part), problem.device))
        done = first + len(part)
        rate = done / max(time.monotonic() - started, 1e-6)
        yield Advanced(
            phase=_PREDICT, done=done, total=len(rows), unit=problem.modality.plural, rate=rate,
            seconds_left=(len(rows) - done) / rate,
        )  # fmt: skip
    return np.concatenate(parts)


def _save(
    project: Project,
    result: FineTuneResult,
    classifier: Classifier,
    run_name: str,
    known: Labelled,
    logits: NDArray[np.float64],
    held: tuple[HeldOut, ...],
) -> None:
    """The folder first, under another name; then the rows: a model that is listed is always whole."""
    folder = project.model_folder(result.model)
    making = folder.with_name(f".{folder.name}.making")
    try:
        shutil.rmtree(making, ignore_errors=True)
        classifier.save(making)
        _write_held_out(making / "held_out.csv", held)
        shutil.rmtree(folder, ignore_errors=True)
        making.rename(folder)
    except OSError as error:
        raise cannot_write(folder, error) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    probabilities = scoring.probabilities(classifier, logits)
    predictions = [
        Prediction(
            sample=sample.id,
            label=classifier.class_names[int(row.argmax())],
            confidence=float(row.max()),
        )
        for sample, row in zip(known.samples, probabilities, strict=True)
    ]
    model = Model(
        name=result.model,
        run=run_name if result.mode in NEEDS_RUN else "",
        mode=result.mode,
        labels=result.labels,
        scores={
            **asdict(result.scores),
            "sentence_of_choice": result.sentence,
            "from_pool": result.from_pool,
            "beside": [asdict(row) for row in result.beside],
            "candidates": [asdict(row) for row in result.candidates],
        },
    )
    project.models.add(model, predictions)


def _write_held_out(path: Path, held: tuple[HeldOut, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["sample", "file", "label", "predicted", "confidence", "from"])
        for line in held:
            writer.writerow([
                line.sample, line.file, line.label, line.predicted, f"{line.confidence:.4f}", line.how
            ])  # fmt: skip
