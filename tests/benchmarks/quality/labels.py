"""Which samples get a label: some of each class at random, or those that the program asks for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.quality.events import result
from tests.benchmarks.quality.ledger import Cell
from workbench.engine.downstream import typicality
from workbench.jobs import CancelToken
from workbench.operations import suggest

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Labelled samples: places in the pool (L,), sorted."""

    cell: Cell
    places: Indices


def at_random(classes: Indices, cell: Cell, seed: int) -> Draw:
    """So many of each class, or all there are: the same for every row of the table.

    classes: (N,) int64 of the pool, which only this, in place of a person, looks at.
    """
    draw = np.random.default_rng([seed, cell.draw, cell.each])
    parts = []
    for number in np.unique(classes):
        members = np.flatnonzero(classes == number)
        parts.append(draw.choice(members, min(cell.each, len(members)), replace=False))
    return Draw(cell=cell, places=np.sort(np.concatenate(parts)))


def suggested(project: Path, run: str, ids: Indices, cell: Cell, num_classes: int) -> Draw:
    """As many in all, chosen by the program from the run's embeddings; it never sees a label."""
    asked = suggest.Suggest(project=project, run=run, count=cell.each * num_classes)
    found = result(suggest.run(asked, CancelToken()))
    assert isinstance(found, suggest.SuggestResult)
    return Draw(cell=cell, places=np.sort(np.searchsorted(ids, np.array(found.samples))))


def suggested_from(features: NDArray[np.float32], cell: Cell, num_classes: int) -> Draw:
    """The same by other features, for controls that have no run."""
    nothing = np.zeros(0, dtype=np.int64)
    return Draw(cell=cell, places=np.sort(typicality.suggest(features, nothing, cell.each * num_classes)))
