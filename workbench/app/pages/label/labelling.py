"""Which samples are listed, which edit a key makes, and which sample comes next. No widgets."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.app.widgets.label_marks import LabelMarks, Listing
from workbench.app.words import tr
from workbench.project import Label, Project, SetLabels

Ids = NDArray[np.int64]
_LOOKED_AT_ONE_BY_ONE = 2_000


class Source(enum.Enum):
    """Which samples the grid shows."""

    SUGGESTED = "suggested"
    UNLABELLED = "unlabelled"
    LABELLED = "labelled"
    CHECK = "check"
    EVERY = "all"


def listed(
    source: Source, listing: Listing, marks: LabelMarks, suggested: Sequence[int], class_name: str = ""
) -> Ids:
    """The samples of a source in its order; of one class only where a name is given."""
    if source is Source.SUGGESTED:
        ids = np.array(suggested, dtype=np.int64)
    elif source is Source.CHECK:
        ids = listing.check
    elif source is Source.UNLABELLED:
        return listing.pool[~marks.has_label(listing.pool)]
    elif source is Source.LABELLED:
        ids = listing.every[marks.has_label(listing.every)]
    else:
        ids = listing.every
    return _of_class(ids, marks, class_name) if class_name else ids


def _of_class(ids: Ids, marks: LabelMarks, class_name: str) -> Ids:
    wanted = {
        sample for sample, label in marks.labels.items() if label.kind != "text" and class_name in label.value
    }
    return ids[np.isin(ids, np.fromiter(wanted, dtype=np.int64, count=len(wanted)))]


def next_open(ids: Ids, after: int, is_open: Callable[[int], bool]) -> int | None:
    """The next sample of a list that is open, after row `after`, from the top when none is below."""
    rows = np.concatenate([ids[after + 1 :], ids[: max(0, after + 1)]])
    for start in range(0, len(rows), _LOOKED_AT_ONE_BY_ONE):
        for sample in rows[start : start + _LOOKED_AT_ONE_BY_ONE].tolist():
            if is_open(sample):
                return int(sample)
    return None


def given(samples: Sequence[int], name: str) -> tuple[SetLabels, str]:
    """The edit that gives samples a class, and its title."""
    label = Label(value=(name,))
    return SetLabels(labels=tuple((sample, label) for sample in samples)), _title(
        samples, tr("Label one as {name}"), tr("Label {n:,} as {name}"), name
    )


def written(sample: int, text: str) -> tuple[SetLabels, str]:
    """The edit that gives a sample a text, and its title."""
    label = Label(value=(text,), kind="text")
    return SetLabels(labels=((sample, label),)), tr("Write down one text")


def taken_away(samples: Sequence[int]) -> tuple[SetLabels, str]:
    """The edit that takes labels away, and its title."""
    return SetLabels(labels=tuple((sample, None) for sample in samples)), _title(
        samples, tr("Take one label away"), tr("Take {n:,} labels away")
    )


def _title(samples: Sequence[int], one: str, many: str, name: str = "") -> str:
    return (one if len(samples) == 1 else many).format(n=len(samples), name=name)


def class_problem(project: Project, name: str) -> str:
    """Why a class cannot have this name, in a sentence; "" when it can."""
    if "|" in name:
        return tr('A class name cannot hold "|": it stands between several classes.')
    return tr("There is a class of that name.") if name in project.labels.classes() else ""
