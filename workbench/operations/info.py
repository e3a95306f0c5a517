"""What a project holds, in numbers; works while another process writes to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from workbench.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class RunInfo:
    """A pretraining run."""

    run: str
    task: str
    state: str
    steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """A model made from labels."""

    model: str
    run: str
    mode: str
    labels: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """Counts of a project; runs and models oldest first."""

    name: str
    data: Path
    modality: str
    samples: int
    labels: int
    check_labels: int
    classes: dict[str, int]
    """Labels of each class."""
    runs: tuple[RunInfo, ...]
    models: tuple[ModelInfo, ...]


def info(folder: Path) -> Info:
    """Read the counts."""
    with Project(folder) as project:
        labels = project.labels.all()
        check = {sample.id for sample in project.samples.usable(("check",))}
        counts = Counter(name for label in labels.values() if label.kind != "text" for name in label.value)
        written = project.being_written
        return Info(
            name=project.description.name,
            data=project.source,
            modality=project.description.modality,
            samples=project.samples.count(),
            labels=len(labels),
            check_labels=len(check & set(labels)),
            classes={name: counts[name] for name in project.labels.classes()},
            runs=tuple(
                RunInfo(
                    run=run.name,
                    task=run.task,
                    state="stopped" if run.state == "running" and not written else run.state,
                    steps=run.steps,
                )
                for run in project.runs.all()
            ),
            models=tuple(
                ModelInfo(model=m.name, run=m.run, mode=m.mode, labels=m.labels) for m in project.models.all()
            ),
        )
