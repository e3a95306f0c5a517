"""Labels that stand in the table itself: another column of it says what each row is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, cast

from workbench.engine import settings as setting
from workbench.engine.contracts import Decoded, Layout
from workbench.engine.modalities import Modality, UnreadableError, modalities
from workbench.engine.thumbnails import text_of
from workbench.jobs import Advanced, CancelToken, Event, Finished, Job, Notice, PhaseStarted, UserError
from workbench.operations import reading
from workbench.operations.label_file import LabelFileResult, parsed
from workbench.project import Label, Project, Sample, SetLabels

MOST_CLASSES = 200
_PHASE = "Taking labels"
_AT_ONCE = 1_000
_LAYOUT = Layout(shape=(256,))
_WITHIN = re.compile(r" \(\d+\)$")
"""Of a part that is a paragraph or sentence of a cell: which one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelColumn:
    """Take the cells of this column as the labels of their rows; empty cells are none."""

    project: Path
    column: str


def job(arguments: LabelColumn) -> Job:
    """The job that does it."""
    return Job(operation=__name__, arguments=arguments, title="Take labels", resource="disk")


def run(arguments: LabelColumn, token: CancelToken) -> Iterator[Event]:
    """Read the column and set its labels in one edit, which can be undone. Stopped, nothing is set."""
    with Project(arguments.project, write=True) as project:
        yield from take(project, arguments.column, token)


def take(project: Project, column: str, token: CancelToken) -> Iterator[Event]:
    """The same in an open project; the last event is `Finished` with a `LabelFileResult`."""
    modality = modalities.get(project.description.modality)
    check_possible(modality)
    cut = setting.changed(reading.of(project), {"unit": "row", "column": column})
    samples = project.samples.usable(("pool", "check", "reserve"))
    cells: dict[int, str] = {}
    refused: dict[str, str] = {}
    done = 0
    yield PhaseStarted(phase=_PHASE, total=len(samples), unit=modality.plural)
    for file, group in groupby(samples, key=lambda sample: sample.file):
        several = list(group)
        try:
            for start in range(0, len(several), _AT_ONCE):
                token.raise_if_stopping()
                some = several[start : start + _AT_ONCE]
                cells |= _cells(project.description.data / file, some, modality, cut)
                yield Advanced(phase=_PHASE, done=done + start + len(some), total=len(samples))
        except (UnreadableError, OSError) as error:
            refused[file] = str(error)
        done += len(several)
    labels = {sample: label for sample, cell in cells.items() if (label := parsed(cell, "class"))}
    _refuse(column, labels, refused)
    project.apply(SetLabels(labels=tuple(labels.items())), f"Label {len(labels):,} by the column {column}")
    yield from (Notice(level="care", text=f"{file}: {why}") for file, why in refused.items())
    yield Finished(result=_result(column, labels, len(samples)))


def take_along(project: Project, column: str, token: CancelToken) -> Iterator[Event]:
    """The same after an import, which stands also where this does not work: what came of it is a notice."""
    if token.stopping:
        return
    try:
        for event in take(project, column, token):
            if isinstance(event, Finished):
                yield Notice(text=cast(LabelFileResult, event.result).sentence)
            else:
                yield event
    except UserError as error:
        yield Notice(level="care", text=str(error))


def check_possible(modality: Modality) -> None:
    """Raise `UserError` for data that has no columns."""
    if "column" not in {field.name for field in setting.describe(modality.reading)}:
        raise UserError(
            "There are no columns to take labels from.",
            f"The project is made of {modality.plural}, which lie in no table.",
            "Label in step 3, or from a table with the columns file and label.",
        )


def _cells(path: Path, samples: list[Sample], modality: Modality, cut: Any) -> dict[int, str]:
    """Sample -> what its row has in that column, without the blanks around it; none where it is empty."""
    rows = [_WITHIN.sub("", sample.part) for sample in samples]
    found = modality.decode(path, rows, _LAYOUT, cut)
    return {
        sample.id: " ".join((text_of(cell.thumbnail) or "").split())
        for sample, cell in zip(samples, found, strict=True)
        if isinstance(cell, Decoded)
    }


def _refuse(column: str, labels: dict[int, Label], refused: dict[str, str]) -> None:
    if not labels:
        why = next(iter(refused.values()), "All cells of the column are empty, or the files are no tables.")
        raise UserError("No label was taken.", why, "Choose another column, or label in step 3.")
    names = {label.name for label in labels.values()}
    if len(names) > MOST_CLASSES or len(names) == len(labels) > 2:
        raise UserError(
            "No label was taken.",
            f"The column “{column}” has {len(names):,} different values for {len(labels):,} rows: these are"
            " no classes.",
            "Choose a column that says which kind each row is.",
        )


def _result(column: str, labels: dict[int, Label], num_samples: int) -> LabelFileResult:
    empty = num_samples - len(labels)
    names = {label.name for label in labels.values()}
    words = f"{len(labels):,} rows were labelled by their column “{column}”, with {len(names):,} classes."
    if empty:
        words += f" {empty:,} have no label there."
    return LabelFileResult(labelled=len(labels), unknown=(), duplicates=(), empty=empty, sentence=words)
