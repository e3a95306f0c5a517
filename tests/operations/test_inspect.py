"""What a model says of every sample, beside the labels, and what it said before it had seen them."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.operations.conftest import LABELS, NUM_PICTURES
from tests.projects import copied, label
from workbench.jobs import UserError
from workbench.operations import inspect
from workbench.operations.inspect import Inspection, InspectRow
from workbench.project import Project


def row(label: str, said: str, source: str, predicted: str = "cat") -> InspectRow:
    """A row of which only what was held out matters."""
    return InspectRow(
        sample=1, file="", predicted=predicted, confidence=1.0, label=label, held_out=said,
        held_out_truth=label, held_out_from=source,  # type: ignore[arg-type]
    )  # fmt: skip


def test_there_is_a_row_for_each_sample_with_its_prediction_and_label(modelled: Path) -> None:
    with Project(modelled) as project:
        found = inspect.load(project)
    assert len(found.rows) == NUM_PICTURES
    assert {r.file: r.label for r in found.rows if r.label} == LABELS
    assert {r.file[0]: r.predicted for r in found.rows} == {"a": "red", "b": "blue"}
    assert all(0.5 <= r.confidence <= 1 for r in found.rows)


def test_each_labelled_sample_was_held_out_once(modelled: Path) -> None:
    with Project(modelled) as project:
        found = inspect.load(project)
    assert {r.file for r in found.rows if r.held_out} == set(LABELS)
    assert {r.held_out_from for r in found.rows if r.held_out} == {"cross-validation"}


def test_the_confusion_counts_every_held_out_label(modelled: Path) -> None:
    with Project(modelled) as project:
        found = inspect.load(project)
    counts = inspect.confusion(found)
    assert counts.shape == (2, 2)
    assert counts.sum(axis=1).tolist() == [6, 6]


def test_a_corrected_label_is_shown_but_what_was_held_out_keeps_its_truth(
    modelled: Path, tmp_path: Path
) -> None:
    project = copied(modelled, tmp_path)
    label(project, {"a00.png": "green"})
    with Project(project) as opened:
        (found,) = [r for r in inspect.load(opened).rows if r.file == "a00.png"]
    assert (found.label, found.held_out_truth) == ("green", "red")


def test_the_confusion_has_the_truth_by_row() -> None:
    rows = (row("cat", "dog", "check"), row("cat", "dog", "check"), row("dog", "dog", "check"))
    counts = inspect.confusion(Inspection(model="", classes=("cat", "dog"), rows=rows))
    assert np.array_equal(counts, [[0, 2], [0, 1]])


def test_where_there_is_a_check_set_it_alone_is_counted() -> None:
    rows = (row("cat", "dog", "cross-validation"), row("dog", "dog", "check"), row("", "", ""))
    assert inspect.scored_rows(Inspection(model="", classes=(), rows=rows)) == (rows[1],)


def test_without_a_check_set_cross_validation_is_counted() -> None:
    rows = (row("cat", "dog", "cross-validation"), row("", "", ""))
    assert inspect.scored_rows(Inspection(model="", classes=(), rows=rows)) == (rows[0],)


def test_the_classes_are_in_the_order_of_the_project(modelled: Path) -> None:
    with Project(modelled) as project:
        assert inspect.load(project).classes == project.labels.classes() == ("red", "blue")


def test_without_a_model_there_is_nothing_to_inspect(trained: Path) -> None:
    with Project(trained) as project, pytest.raises(UserError, match="There is no model to use"):
        inspect.load(project)


def test_a_model_without_its_folder_still_shows_its_predictions(modelled: Path, tmp_path: Path) -> None:
    project = copied(modelled, tmp_path)
    shutil.rmtree(project / "models")
    with Project(project) as opened:
        found = inspect.load(opened)
    assert len(found.rows) == NUM_PICTURES
    assert not any(r.held_out for r in found.rows)
