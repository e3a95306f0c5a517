"""What was done and what it is worth, in plain words, as one HTML page that needs nothing else."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import jinja2

from workbench.jobs import CancelToken, Event, Finished, Job, PhaseStarted
from workbench.operations import folder
from workbench.operations.heard_scores import LIMITS
from workbench.operations.info import info
from workbench.operations.run_files import RunFiles
from workbench.project import Model, Project, files

_POINTS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Of which project, and where to."""

    project: Path
    out: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportResult:
    """The page."""

    out: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Curve:
    run: str
    steps: int
    first: str
    last: str
    high: str
    low: str
    points: str


def job(arguments: Report) -> Job:
    """The job that does it."""
    return Job(operation=__name__, arguments=arguments, title="Write the report", resource="disk")


def run(arguments: Report, token: CancelToken) -> Iterator[Event]:
    """Gather, fill in the page, write it whole."""
    token.raise_if_stopping()
    yield PhaseStarted(phase="Writing the report")
    with Project(arguments.project) as project:
        text = _page(project)
    files.write_whole(arguments.out, lambda path: _write(path, text))
    yield Finished(result=ReportResult(out=arguments.out))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _page(project: Project) -> str:
    source = importlib.resources.files("workbench.resources") / "report" / "report.html"
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    facts = info(project.folder)
    models = [model for model in project.models.all() if not model.writes]
    answering = [model for model in project.models.all() if model.writes and not model.hears]
    hearing = [model for model in project.models.all() if model.hears]
    return environment.from_string(source.read_text(encoding="utf-8")).render(
        name=facts.name,
        date=f"{datetime.now().astimezone():%Y-%m-%d %H:%M}",
        data=facts.data,
        plural=folder.named(facts.modality).plural,
        samples=facts.samples,
        files=sum(not file.missing for file in project.samples.files()),
        copies=len(project.samples.copies()),
        refused=project.samples.refused(),
        runs=project.runs.all(),
        curve=_curve(project),
        labels=facts.labels,
        check_labels=facts.check_labels,
        classes=facts.classes,
        model=_model(models[-1], len(facts.classes)) if models else None,
        answering=answering[-1] if answering else None,
        hearing=hearing[-1] if hearing else None,
        limits=LIMITS,
    )


def _curve(project: Project) -> _Curve | None:
    runs = [run for run in project.runs.all() if run.steps > 1]
    if not runs:
        return None
    losses = RunFiles(project.run_folder(runs[-1].name)).column("loss")
    if len(losses) < 2:
        return None
    low, high = min(losses), max(losses)
    shown = losses[:: max(1, len(losses) // _POINTS)]
    points = " ".join(
        f"{50 + 640 * i / max(1, len(shown) - 1):.1f},{170 - 160 * (v - low) / max(high - low, 1e-9):.1f}"
        for i, v in enumerate(shown)
    )
    return _Curve(
        run=runs[-1].name, steps=len(losses), first=f"{losses[0]:.3g}", last=f"{losses[-1]:.3g}",
        high=f"{high:.3g}", low=f"{low:.3g}", points=points,
    )  # fmt: skip


def _model(model: Model, num_classes: int) -> dict[str, Any]:
    scores = model.scores
    beside = scores.get("beside", [])
    return {
        "name": model.name,
        "mode": model.mode,
        "labels": model.labels,
        "score": _number(scores, "balanced_accuracy"),
        "interval": _interval(scores),
        "sentence": scores.get("sentence", ""),
        "choice": scores.get("sentence_of_choice", ""),
        "chance": f"{1 / max(1, num_classes):.2f}",
        "beside": [
            {
                "kind": row["kind"],
                "score": _number(row, "balanced_accuracy"),
                "interval": _interval(row) or "-",
            }
            for row in (beside if isinstance(beside, list) else [])
        ],
    }


def _number(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return "cannot tell yet" if value is None else f"{value:.2f}"


def _interval(values: Mapping[str, Any]) -> str:
    low, high = values.get("low"), values.get("high")
    return "" if low is None or high is None else f"{low:.2f} and {high:.2f}"
