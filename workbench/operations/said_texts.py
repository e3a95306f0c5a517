"""What a model that writes down sounds says of the project's own, beside the texts that they have."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import Literal

from workbench.jobs import UserError
from workbench.operations.inspect import HELD_OUT
from workbench.project import Model, Project


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow:
    """One sound of the project."""

    sample: int
    file: str
    said: str
    confidence: float
    is_written: bool
    """Whether there was time to write it down when the model was made."""
    wanted: str
    """Its label, as it is now; "" where it has no text."""
    held_out: Literal["check", "held out", ""]
    """Whether the model had not seen its text when it said this: then it counts for the score."""
    nearest: str
    """Of those the text of the most similar known sound, the control; else ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidTexts:
    """A model's texts, in the order of the files."""

    model: str
    mode: str
    rows: tuple[SaidRow, ...]

    @property
    def scored(self) -> tuple[SaidRow, ...]:
        """Those whose texts the model had not seen."""
        return tuple(row for row in self.rows if row.held_out)


def latest(project: Project, name: str = "") -> Model:
    """The model of that name that writes down sounds, or the latest; raises `UserError`."""
    models = [model for model in project.models.all() if model.hears]
    found = next((model for model in reversed(models) if name in ("", model.name)), None)
    if found is None:
        why = f"There is no such model {name!r}." if name else "None was made so far."
        raise UserError(
            "There is no model that writes down sounds.", why,
            "Take texts from a table with the columns file and text, and make one in step 4.",
        )  # fmt: skip
    return found


def load(project: Project, name: str = "") -> SaidTexts:
    """Read a model's texts and the present labels; raises `UserError` where there is no such model."""
    model = latest(project, name)
    said = {prediction.sample: prediction for prediction in project.models.predictions(model.name)}
    held = _held_out(project, model.name)
    labels = project.labels.all()
    rows = []
    for sample in project.samples.usable(("pool", "check")):
        own, label = said.get(sample.id), labels.get(sample.id)
        how, nearest = held.get(sample.id, ("", ""))
        rows.append(
            SaidRow(
                sample=sample.id,
                file=sample.title,
                said=own.label if own else "",
                confidence=own.confidence if own else 0.0,
                is_written=own is not None,
                wanted=label.name if label is not None and label.kind == "text" else "",
                held_out="check" if how == "check" else "held out" if how else "",
                nearest=nearest,
            )
        )
    return SaidTexts(model=model.name, mode=model.mode, rows=tuple(rows))


def _held_out(project: Project, model: str) -> dict[int, tuple[str, str]]:
    path = project.model_folder(model) / HELD_OUT
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        return {int(row["sample"]): (row["from"], row["nearest"]) for row in csv.DictReader(stream)}
