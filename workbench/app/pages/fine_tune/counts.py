"""How many labels there are to learn from and to score by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from workbench.operations import write_down
from workbench.project import Project

_EXAMPLES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCount:
    """A class, and how many labels of it train and how many only score."""

    name: str
    train: int
    check: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCount:
    """How many labels that are texts train and how many only score, and some of them."""

    train: int
    check: int
    examples: tuple[tuple[str, str], ...]
    """(file, text)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """All that the page says before anything is started."""

    classes: tuple[ClassCount, ...]
    texts: TextCount
    hears: bool
    """Whether texts can be written from these samples at all."""
    runs: tuple[str, ...]


def read_counts(folder: Path) -> Counts:
    """Read it; beside the window's thread."""
    texts = count_texts(folder)
    return Counts(
        classes=count_labels(folder),
        texts=texts,
        hears=bool(texts.examples) and write_down.is_possible(folder),
        runs=usable_runs(folder),
    )


def count_texts(folder: Path) -> TextCount:
    """Labels that are texts, of samples that can be used."""
    with Project(folder) as project:
        labels = project.labels.all()
        texts = [
            sample
            for sample in project.samples.usable(("pool", "check"))
            if sample.id in labels and labels[sample.id].kind == "text"
        ]
        check = sum(sample.role == "check" for sample in texts)
        examples = tuple((sample.title, labels[sample.id].name) for sample in texts[:_EXAMPLES])
        return TextCount(train=len(texts) - check, check=check, examples=examples)


def count_labels(folder: Path) -> tuple[ClassCount, ...]:
    """Labels by class, in the order of the classes; those of samples that cannot be used do not count."""
    with Project(folder) as project:
        labels = project.labels.all()
        train, check = Counter[str](), Counter[str]()
        for sample in project.samples.usable():
            label = labels.get(sample.id)
            if label is not None and label.kind != "text":
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
