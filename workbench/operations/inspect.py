"""What a model says of every sample, beside the labels and beside what it said before it saw them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from workbench.jobs import UserError
from workbench.project import Model, Project

HELD_OUT = "held_out.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectRow:
    """One sample: the model's guess, its label, and what was said when the label was held out."""

    sample: int
    file: str
    predicted: str
    confidence: float
    label: str
    held_out: str
    """What a model that had not seen this label said; "" where there is none."""
    held_out_truth: str
    """The label at that time."""
    held_out_from: Literal["check", "cross-validation", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """A model's predictions for the project's samples."""

    model: str
    classes: tuple[str, ...]
    rows: tuple[InspectRow, ...]


def latest_model(project: Project, name: str = "", *, writes: bool | None = None) -> Model:
    """The model of that name, or the latest; raises `UserError`.

    writes: only models that answer in words, or only those that tell classes apart; None: either.
    """
    models = [m for m in project.models.all() if name or writes is None or m.writes == writes]
    found = next((m for m in reversed(models) if not name or m.name == name), None)
    if found is None:
        why = f"There is no model {name!r}." if name else "None was made so far."
        raise UserError("There is no model to use.", why, "Label a few samples and fine-tune, in step 4.")
    return found


def load(project: Project, model: str = "") -> Inspection:
    """Read a model's predictions and the present labels."""
    chosen = latest_model(project, model, writes=False)
    if chosen.writes:
        raise UserError(
            f"The model {chosen.name} says no class of any sample.",
            "It writes down what it hears." if chosen.hears else "It answers in words.",
            "Choose another model." if chosen.hears else "Ask it, or choose another model.",
        )
    labels = project.labels.all()
    files = {sample.id: sample.title for sample in project.samples.all()}
    held = _held_out(project, chosen.name)
    rows = []
    for prediction in project.models.predictions(chosen.name):
        truth, said, source = held.get(prediction.sample, ("", "", ""))
        label = labels.get(prediction.sample)
        rows.append(
            InspectRow(
                sample=prediction.sample,
                file=files.get(prediction.sample, ""),
                predicted=prediction.label,
                confidence=prediction.confidence,
                label=label.name if label else "",
                held_out=said,
                held_out_truth=truth,
                held_out_from="check" if source == "check" else "cross-validation" if source else "",
            )
        )
    names = {row.held_out_truth for row in rows} | {row.held_out for row in rows}
    names |= {row.predicted for row in rows}
    order = [name for name in project.labels.classes() if name in names]
    classes = (*order, *sorted(names - set(order) - {""}))
    return Inspection(model=chosen.name, classes=classes, rows=tuple(rows))


def scored_rows(inspection: Inspection) -> tuple[InspectRow, ...]:
    """The rows that count for scores: the check set's where there are any, else cross-validation's."""
    check = tuple(row for row in inspection.rows if row.held_out_from == "check")
    return check or tuple(row for row in inspection.rows if row.held_out_from == "cross-validation")


def confusion(inspection: Inspection) -> NDArray[np.int64]:
    """How often class i was taken for class j when held out: (K, K) int64, truth by row."""
    place = {name: i for i, name in enumerate(inspection.classes)}
    counts = np.zeros((len(place), len(place)), np.int64)
    for row in scored_rows(inspection):
        counts[place[row.held_out_truth], place[row.held_out]] += 1
    return counts


def _held_out(project: Project, model: str) -> dict[int, tuple[str, str, str]]:
    path = project.model_folder(model) / HELD_OUT
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            int(row["sample"]): (row["label"], row["predicted"], row["from"])
            for row in csv.DictReader(stream)
        }
