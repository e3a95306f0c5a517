"""How many labels there are to learn from and to score by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from workbench.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCount:
    """A class, and how many labels of it train and how many only score."""

    name: str
    train: int
    check: int


def count_labels(folder: Path) -> tuple[ClassCount, ...]:
    """Labels by class, in the order of the classes; those of samples that cannot be used do not count."""
    with Project(folder) as project:
        labels = project.labels.all()
        train, check = Counter[str](), Counter[str]()
        for sample in project.samples.usable():
            label = labels.get(sample.id)
            if label is not None:
                (check if sample.role == "check" else train)[label.name] += 1
        names = (*project.labels.classes(), *sorted((train | check).keys() - set(project.labels.classes())))
        return tuple(ClassCount(name=name, train=train[name], check=check[name]) for name in names)


def usable_runs(folder: Path) -> tuple[str, ...]:
    """Runs that left an encoder, newest first."""
    with Project(folder) as project:
        names = [run.name for run in project.runs.all()]
        return tuple(
            name for name in reversed(names) if (project.run_folder(name) / "encoder.safetensors").exists()
        )
