"""A model's predictions as columns that can be filtered and sorted at once. No widgets."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.app.widgets.grid_painting import Mark
from workbench.app.words import tr
from workbench.operations.inspect import Inspection, InspectRow, confusion, scored_rows

Ids = NDArray[np.int64]


class LabelState(enum.Enum):
    """Which samples, by what their label says of the guess."""

    ANY = "any"
    WITHOUT = "without"
    WITH = "with"
    DISAGREES = "disagrees"


class Order(enum.Enum):
    """Which predictions come first."""

    LEAST_SURE = "least sure"
    MOST_SURE = "most sure"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the list is limited to, and its order."""

    predicted: str = ""
    state: LabelState = LabelState.ANY
    least: float = 0.0
    most: float = 1.0
    order: Order = Order.LEAST_SURE
    cell: tuple[str, str] | None = None
    """(label when held out, what was said then): one cell of the confusion matrix."""


class PredictionTable(Mapping[int, Mark]):
    """One row a sample; as a mapping it gives the marks of a grid."""

    def __init__(self, inspection: Inspection, class_order: Sequence[str]) -> None:
        self.model = inspection.model
        self.classes = inspection.classes
        self.counts = confusion(inspection)
        scored = scored_rows(inspection)
        self.num_scored = len(scored)
        self.scored_from = scored[0].held_out_from if scored else ""
        self._rows = {row.sample: row for row in inspection.rows}
        self._labels = {row.sample: row.label for row in inspection.rows}
        self._index = {name: i for i, name in enumerate(inspection.classes)}
        self._badges = {name: i for i, name in enumerate(class_order)}
        self._ids = np.array([row.sample for row in inspection.rows], dtype=np.int64)
        self._confidence = np.array([row.confidence for row in inspection.rows], dtype=np.float64)
        self._predicted = np.array([self._index.get(row.predicted, -1) for row in inspection.rows])
        self._cells: dict[tuple[str, str], list[int]] = {}
        for row in scored:
            self._cells.setdefault((row.held_out_truth, row.held_out), []).append(row.sample)

    def row(self, sample: int) -> InspectRow:
        """What is known of a sample."""
        return self._rows[sample]

    def label(self, sample: int) -> str:
        """The present label; "" without one."""
        return self._labels.get(sample, "")

    def put_label(self, sample: int, label: str) -> None:
        """A label is another now."""
        if sample in self._labels:
            self._labels[sample] = label

    def disagrees(self, sample: int) -> bool:
        """Whether the label is not what the model says."""
        return self.label(sample) not in ("", self._rows[sample].predicted)

    def listed(self, wanted: Wanted) -> Ids:
        """The samples that are wanted, in the wanted order."""
        if wanted.cell is not None:
            chosen = np.isin(self._ids, self._cells.get(wanted.cell, []))
        else:
            chosen = (self._confidence >= wanted.least) & (self._confidence <= wanted.most)
            if wanted.predicted:
                chosen &= self._predicted == self._index.get(wanted.predicted, -1)
            if wanted.state is not LabelState.ANY:
                chosen &= self._in_state(wanted.state)
        rows = np.flatnonzero(chosen)
        if wanted.order is not Order.FILE:
            sign = 1 if wanted.order is Order.LEAST_SURE else -1
            rows = rows[np.argsort(sign * self._confidence[rows], kind="stable")]
        else:
            rows = np.array(
                sorted(rows.tolist(), key=lambda i: self._rows[int(self._ids[i])].file), dtype=np.int64
            )
        return self._ids[rows]

    def _in_state(self, state: LabelState) -> NDArray[np.bool_]:
        ids = self._ids.tolist()
        if state is LabelState.DISAGREES:
            return np.fromiter((self.disagrees(sample) for sample in ids), dtype=bool, count=len(ids))
        has_label = np.fromiter((bool(self._labels[sample]) for sample in ids), dtype=bool, count=len(ids))
        return has_label if state is LabelState.WITH else ~has_label

    @property
    def num_disagreeing(self) -> int:
        """How many labels are not what the model says."""
        return sum(self.disagrees(sample) for sample in self._rows)

    def __getitem__(self, sample: int) -> Mark:
        row = self._rows[sample]
        text = tr("{name} {percent} %").format(name=row.predicted, percent=percent(row.confidence))
        label = self.label(sample)
        if label and label != row.predicted:
            text = tr("{guess}, is {label}").format(guess=text, label=label)
        is_right = label == row.predicted
        return Mark(
            text=text, class_index=self.badge(row.predicted), state="labelled" if is_right else "guess"
        )

    def badge(self, name: str) -> int:
        """A class's number in the project, from 0; -1 where it is no longer there."""
        return self._badges.get(name, -1)

    def set_classes(self, class_order: Sequence[str]) -> None:
        """The project's classes are others now."""
        self._badges = {name: i for i, name in enumerate(class_order)}

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def percent(fraction: float) -> int:
    """A share in whole percent; 100 only where it is all."""
    return min(99, round(100 * fraction)) if fraction < 1 else 100
