"""A project's labels as fine-tuning needs them: what trains, what only scores, and what else there is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.jobs import UserError
from workbench.project import Label, Project, Sample

Indices = NDArray[np.int64]
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Samples in path order, and their labels by place in that order.

    classes: numbers into `class_names`, the classes that have a training label; a check label of another
    class has the number -1 and counts as one that cannot be found.
    """

    samples: tuple[Sample, ...]
    class_names: tuple[str, ...]
    train: Indices
    train_classes: Indices
    check: Indices
    check_classes: Indices
    check_names: tuple[str, ...]

    @property
    def pool(self) -> Indices:
        """Places of the samples that may be learnt from, labelled or not."""
        return np.array([i for i, s in enumerate(self.samples) if s.role == "pool"], dtype=np.int64)


def labelled(project: Project) -> Labelled:
    """The project's usable samples and labels; raises `UserError` when nothing can be trained on them."""
    samples = tuple(project.samples.usable(("pool", "check")))
    labels = _without_texts(project.labels.all())
    _refuse_other_kinds([labels[s.id] for s in samples if s.id in labels])
    train = [i for i, s in enumerate(samples) if s.role == "pool" and s.id in labels]
    check = [i for i, s in enumerate(samples) if s.role == "check" and s.id in labels]
    counts = Counter(labels[samples[i].id].name for i in train)
    _refuse_too_little(counts, len(check))
    names = tuple(name for name in project.labels.classes() if name in counts)
    number = {name: i for i, name in enumerate(names)}
    return Labelled(
        samples=samples,
        class_names=names,
        train=np.array(train, dtype=np.int64),
        train_classes=np.array([number[labels[samples[i].id].name] for i in train], dtype=np.int64),
        check=np.array(check, dtype=np.int64),
        check_classes=np.array([number.get(labels[samples[i].id].name, -1) for i in check], dtype=np.int64),
        check_names=tuple(labels[samples[i].id].name for i in check),
    )


def _without_texts(labels: dict[int, Label]) -> dict[int, Label]:
    """Texts beside classes are for another kind of model: they are left out, unless there is nothing else."""
    others = {sample: label for sample, label in labels.items() if label.kind != "text"}
    return others or labels


def _refuse_other_kinds(labels: list[Label]) -> None:
    for label in labels:
        if label.kind == "class":
            continue
        if label.kind == "text":
            raise UserError(
                "Labels that are texts make no classes.",
                f"{_short(label.name)!r} is such a label.",
                "Teach the network to answer with them: choose “Ask” in step 5, or the mode “answer”."
                " Of sounds choose the mode “transcribe” or “translate”. Or give every sample one class.",
            )
        raise UserError(
            "Labels that are several classes at once cannot be trained on yet.",
            f"{label.name!r} is such a label.",
            "Give every sample one class, or take such labels away.",
        )


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _refuse_too_little(counts: Counter[str], num_check: int) -> None:
    if not counts:
        why = (
            "All labelled samples are in the check set, which only scores."
            if num_check
            else "No sample has a label."
        )
        raise UserError("There is nothing to train on.", why, "Label a few samples of each class.")
    if len(counts) == 1:
        raise UserError(
            "A model cannot be trained on one class.",
            f"Every label says {next(iter(counts))!r}: there is nothing to tell it from.",
            "Label a few samples of another class.",
        )
