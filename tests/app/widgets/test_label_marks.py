"""Labels as the grid draws them, kept up to date sample by sample."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from workbench.app.widgets.label_marks import LabelMarks, Listing, counted, read_listing
from workbench.project import Label, NewSample, Project, SetLabels, SetRoles, SourceFile


def listing(labels: dict[int, Label], check: tuple[int, ...] = ()) -> Listing:
    every = np.arange(1, 11)
    inside = np.array(check, dtype=np.int64)
    return Listing(
        pool=np.setdiff1d(every, inside), check=inside, every=every, labels=labels, counts=counted(labels)
    )


@pytest.fixture
def marks() -> LabelMarks:
    marks = LabelMarks()
    marks.set_classes(("moth", "bee"))
    marks.take(listing({1: Label(value=("bee",)), 2: Label(value=("moth",))}, check=(2,)))
    return marks


def test_a_label_is_drawn_as_its_class(marks: LabelMarks) -> None:
    assert (marks[1].text, marks[1].class_index, marks[1].state) == ("bee", 1, "labelled")


def test_a_check_label_is_marked_as_such(marks: LabelMarks) -> None:
    assert marks[2].state == "check"


def test_another_order_of_classes_shows_without_reading_again(marks: LabelMarks) -> None:
    marks.set_classes(("bee", "moth"))
    assert marks[1].class_index == 0


def test_counts_follow_each_label(marks: LabelMarks) -> None:
    marks.put(1, Label(value=("moth",)))
    marks.put(3, Label(value=("moth", "bee"), kind="classes"))
    marks.put(2, None)
    assert (marks.counts["moth"], marks.counts["bee"]) == (2, 1)
    assert marks.get(2) is None


def test_unsure_is_shown_until_there_is_a_label(marks: LabelMarks) -> None:
    marks.set_unsure({5})
    assert marks[5].text == "unsure"
    marks.put(5, Label(value=("bee",)))
    assert marks[5].text == "bee"


def test_which_of_many_have_a_label(marks: LabelMarks) -> None:
    assert marks.has_label(np.array([3, 1, 2])).tolist() == [False, True, True]
    assert marks.has_label(np.zeros(0, dtype=np.int64)).tolist() == []


def test_a_listing_holds_the_pool_the_check_set_and_the_labels(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with Project.create(tmp_path / "p", data=tmp_path / "data", modality="image") as project:
        with project.transaction():
            for index in range(4):
                sample = NewSample(width=8, height=8, channels=3)
                project.samples.add_file(SourceFile(path=f"{3 - index}.png", hash=str(index)), [sample])
        project.apply(SetRoles(roles=((1, "check"), (4, "reserve"))), "Set aside")
        project.apply(SetLabels(labels=((2, Label(value=("bee",))),)), "Label")
        read = read_listing(project)
    assert read.pool.tolist() == [3, 2]
    assert read.check.tolist() == [1]
    assert read.every.tolist() == [3, 2, 1]
    assert list(read.labels) == [2]
