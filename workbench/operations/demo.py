"""The whole journey on a bundled sample, end to end, with nobody at the keyboard."""

from __future__ import annotations

import csv
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from workbench.jobs import CancelToken, Event, Finished, Job, UserError
from workbench.operations import (
    check_set,
    evaluate,
    fine_tune,
    import_folder,
    predict,
    pretrain,
    report,
    samples,
    suggest,
)
from workbench.operations.folder import named
from workbench.operations.label_file import read_table
from workbench.project import Label, Project, SetLabels

_LABELS_A_CLASS = 4
_CHECKS = 60
_CHECK_SHARE = 0.25
"""At most, of the samples of a small set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """Where to work, on which kind of data, and how long to pretrain."""

    folder: Path
    modality: str = "image"
    minutes: float = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRow:
    """One line of the table at the end."""

    what: str
    balanced_accuracy: float | None
    low: float | None
    high: float | None
    measured_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoResult:
    """The table, and what was left behind to look at."""

    title: str
    rows: tuple[DemoRow, ...]
    sentence: str
    project: Path
    predictions: Path
    report: Path


def job(arguments: Demo) -> Job:
    """The job that does it."""
    return Job(operation=__name__, arguments=arguments, title="The whole journey", resource="accelerator")


def run(arguments: Demo, token: CancelToken) -> Iterator[Event]:
    """Import, pretrain, label what is suggested, fine-tune, check, predict, report."""
    folder = _free(arguments.folder)
    sample = samples.write(folder / "samples", arguments.modality)[0]
    data, truth = sample, sample / "labels.csv"
    place = folder / "project"
    new = import_folder.NewProject(
        folder=place, data=data, modality=arguments.modality, name=f"Demo: {sample.name}"
    )
    yield from _do(import_folder.new_job(new), token)
    learn = pretrain.Pretrain(project=place, minutes=arguments.minutes)
    learnt = yield from _do(pretrain.job(learn), token)
    names, _, _ = read_table(truth)
    count = _LABELS_A_CLASS * len(set(names.values()))
    _label_check_set(place, names)
    chosen = yield from _do(suggest.job(suggest.Suggest(project=place, count=count)), token)
    _label(place, names, chosen.samples)
    tuned = yield from _do(fine_tune.job(fine_tune.FineTune(project=place)), token)
    out = folder / "predictions.csv"
    yield from _do(predict.job(predict.Predict(source=place, folder=data, out=out)), token)
    rest = _unlabelled(folder, place, names)
    judged = yield from _do(evaluate.job(evaluate.Evaluate(source=place, truth=rest, data=data)), token)
    page = folder / "report.html"
    yield from _do(report.job(report.Report(project=place, out=page)), token)
    yield Finished(
        result=DemoResult(
            title=f"{count} labels, {arguments.minutes:g} minutes of pretraining ({learnt.steps:,} steps)",
            rows=tuple(_rows(tuned, judged, named(arguments.modality).plural)),
            sentence=tuned.sentence,
            project=place,
            predictions=out,
            report=page,
        )
    )


def _do(job_: Job, token: CancelToken) -> Generator[Event, None, Any]:
    """Pass on a job's events; gives its result."""
    result: object = None
    for event in job_.body(token):
        if isinstance(event, Finished):
            result = event.result
        else:
            yield event
    token.raise_if_stopping()
    return cast(Any, result)


def _free(folder: Path) -> Path:
    if (folder / "project").exists():
        raise UserError(
            f"There is already a demo in {folder}.", "It is never overwritten.", "Choose another folder."
        )
    return folder


def _label_check_set(place: Path, names: dict[str, str]) -> None:
    """Drawn at random before anything is suggested, so that no suggestion is lost to it."""
    with Project(place, write=True) as project:
        drawn = check_set.draw(project, min(_CHECKS, int(_CHECK_SHARE * project.samples.count())))
        project.apply(check_set.edit(drawn), "Draw a check set")
    _label(place, names, drawn)


def _label(place: Path, names: dict[str, str], chosen: tuple[int, ...]) -> None:
    """What a person would do, by the bundled table."""
    with Project(place, write=True) as project:
        files = {sample.id: sample.file for sample in project.samples.usable()}
        labels = tuple((s, Label(value=(names[files[s]],), source="file")) for s in chosen)
        project.apply(SetLabels(labels=labels), f"Label {len(labels)}")


def _unlabelled(folder: Path, place: Path, names: dict[str, str]) -> Path:
    """A table of the truth of all files that no label was given for: what the model is scored on."""
    with Project(place) as project:
        known = project.labels.all()
        rest = [s.file for s in project.samples.usable() if s.id not in known]
    table = folder / "truth-of-the-rest.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["file", "label"], *([file, names[file]] for file in rest)])
    return table


def _rows(tuned: fine_tune.FineTuneResult, judged: evaluate.EvaluateResult, plural: str) -> Iterator[DemoRow]:
    yield DemoRow(
        what=f"this model ({tuned.mode})",
        balanced_accuracy=judged.balanced_accuracy,
        low=judged.low,
        high=judged.high,
        measured_on=f"{judged.num:,} {plural} without a label",
    )
    yield DemoRow(
        what=f"this model ({tuned.mode})",
        balanced_accuracy=tuned.scores.balanced_accuracy,
        low=tuned.scores.low,
        high=tuned.scores.high,
        measured_on=f"{tuned.scores.how}, {tuned.scores.num:,} labels",
    )
    for row in tuned.beside:
        yield DemoRow(
            what=f"without pretraining: {row.kind}",
            balanced_accuracy=row.balanced_accuracy,
            low=row.low,
            high=row.high,
            measured_on=f"{tuned.scores.how}",
        )
