"""Labels that reach parts of files: the rows of a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import new_project
from tests.running import refusal, result
from workbench.operations import label_file
from workbench.operations.label_file import LabelFile, LabelFileResult
from workbench.project import Project

_TEXTS = ("the lid leaks and smells", "arrived early and works", "the lid leaks and smells", "loud and hot")


def _write(path: Path, texts: tuple[str, ...]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("id,comment\n" + "".join(f"{i},{text}\n" for i, text in enumerate(texts)))
    return path


@pytest.fixture
def comments(tmp_path: Path) -> Path:
    """A project of one table; its row 4 is a copy of row 2."""
    return new_project(tmp_path / "project", _write(tmp_path / "data" / "comments (new).csv", _TEXTS))


def _take(project: Path, text: str) -> LabelFileResult:
    table = project.parent / "labels.csv"
    table.write_text(text)
    return result(label_file.job(LabelFile(project=project, table=table)), LabelFileResult)


def _labels(project: Path) -> dict[str, str]:
    with Project(project) as opened:
        return {opened.samples.get(i).part: label.name for i, label in opened.labels.all().items()}


def test_a_row_is_named_as_predictions_and_suggestions_name_it(comments: Path) -> None:
    taken = _take(comments, "file,label\ncomments (new).csv (row 3),good\ncomments (new).csv (row 5),bad\n")
    assert (taken.labelled, taken.unknown) == (2, ())
    assert _labels(comments) == {"row 3": "good", "row 5": "bad"}


@pytest.mark.parametrize("table", ["row,label\n3,good\n", "file,label\nrow 3,good\n"])
def test_in_a_project_of_one_table_the_row_alone_will_do(comments: Path, table: str) -> None:
    _take(comments, table)
    assert _labels(comments) == {"row 3": "good"}


def test_a_label_on_a_row_that_is_a_copy_goes_to_the_first(comments: Path) -> None:
    _take(comments, "row,label\n4,bad\n")
    assert _labels(comments) == {"row 2": "bad"}


def test_a_row_that_is_not_there_is_reported(comments: Path) -> None:
    taken = _take(comments, "row,label\n2,bad\n99,good\n")
    assert (taken.labelled, taken.unknown) == (1, ("row 99",))


def test_a_row_of_one_among_several_tables_is_found_below_its_folder(tmp_path: Path) -> None:
    for name in ("a/old.csv", "b/new.csv"):
        _write(tmp_path / "data" / name, tuple(f"{text}, {name[0]}" for text in _TEXTS))
    project = new_project(tmp_path / "project", tmp_path / "data")
    _take(project, "file,label\ndata/b/new.csv (row 3),good\n")
    with Project(project) as opened:
        (sample,) = opened.labels.all()
        assert opened.samples.get(sample).title == "b/new.csv (row 3)"


def test_a_bare_row_means_nothing_where_there_are_several_tables(tmp_path: Path) -> None:
    for name in ("old.csv", "new.csv"):
        _write(tmp_path / "data" / name, tuple(f"{text}, {name}" for text in _TEXTS))
    project = new_project(tmp_path / "project", tmp_path / "data")
    table = tmp_path / "labels.csv"
    table.write_text("row,label\n3,good\n")
    error = refusal(label_file.job(LabelFile(project=project, table=table)))
    assert "Parts of files are named as in predictions: notes.csv (row 17)." in str(error)
