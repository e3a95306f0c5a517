"""Labels as the grid draws them, by sample id; a mark is made when it is looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.app.widgets.grid_painting import Mark, MarkState
from workbench.app.words import tr
from workbench.project import Label, Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a project holds, read in one go. Samples are in path order."""

    pool: NDArray[np.int64]
    check: NDArray[np.int64]
    every: NDArray[np.int64]
    """Pool and check set together."""
    labels: dict[int, Label]
    counts: Counter[str]
    """Labels by class, the check set's included."""


def read_listing(project: Project) -> Listing:
    """Read it; seconds for a million samples, so beside the window's thread."""
    labels = project.labels.all()
    return Listing(
        pool=np.array(project.samples.usable_ids(("pool",)), dtype=np.int64),
        check=np.array(project.samples.usable_ids(("check",)), dtype=np.int64),
        every=np.array(project.samples.usable_ids(("pool", "check")), dtype=np.int64),
        labels=labels,
        counts=counted(labels),
    )


def counted(labels: Mapping[int, Label]) -> Counter[str]:
    """Labels by class; of a label with several classes, each. Texts are no classes."""
    return Counter(name for label in labels.values() for name in _classes(label))


def _classes(label: Label | None) -> tuple[str, ...]:
    return label.value if label is not None and label.kind != "text" else ()


class LabelMarks(Mapping[int, Mark]):
    """The labels of a project, kept up to date sample by sample."""

    def __init__(self) -> None:
        self._labels: dict[int, Label] = {}
        self._check: frozenset[int] = frozenset()
        self._classes: dict[str, int] = {}
        self._unsure: frozenset[int] = frozenset()
        self.counts: Counter[str] = Counter()
        """As in the listing."""

    def take(self, listing: Listing) -> None:
        """Begin with what was read; the listing's labels are this one's own from now on."""
        self._labels = listing.labels
        self._check = frozenset(listing.check.tolist())
        self.counts = listing.counts

    def set_classes(self, names: Iterable[str]) -> None:
        """The classes in their order."""
        self._classes = {name: index for index, name in enumerate(names)}

    def set_unsure(self, samples: Iterable[int]) -> None:
        """Samples a person passed over."""
        self._unsure = frozenset(samples)

    def put(self, sample: int, label: Label | None) -> None:
        """A sample's label is another, or gone."""
        before = self._labels.pop(sample, None)
        self.counts.subtract(_classes(before))
        if label is not None:
            self._labels[sample] = label
            self.counts.update(_classes(label))

    def label_of(self, sample: int) -> Label | None:
        """A sample's label."""
        return self._labels.get(sample)

    @property
    def labels(self) -> Mapping[int, Label]:
        """All labels by sample."""
        return self._labels

    @property
    def check(self) -> frozenset[int]:
        """The check set."""
        return self._check

    def class_index(self, name: str) -> int:
        """A class's number from 0; -1 where there is none of that name."""
        return self._classes.get(name, -1)

    def __getitem__(self, sample: int) -> Mark:
        label = self._labels.get(sample)
        if label is not None:
            index = self.class_index(label.value[0]) if label.kind != "text" else -1
            state: MarkState = "check" if sample in self._check else "labelled"
            return Mark(text=", ".join(label.value), class_index=index, state=state)
        if sample in self._unsure:
            return Mark(text=tr("unsure"), state="suggested")
        raise KeyError(sample)

    def __iter__(self) -> Iterator[int]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)

    def has_label(self, samples: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of these have a label: (N,) ids -> (N,) bool."""
        if not len(samples):
            return np.zeros(0, dtype=bool)
        table = np.zeros(int(samples.max()) + 1, dtype=bool)
        labelled = np.fromiter(self._labels, dtype=np.int64, count=len(self._labels))
        table[labelled[labelled < len(table)]] = True
        return table[samples]
