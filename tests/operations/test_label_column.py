"""Labels that stand in another column of the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pictures import draw
from tests.projects import new_project
from tests.running import outcome, refusal, result, run
from workbench.jobs import Notice, WordsError
from workbench.operations import import_folder, label_column
from workbench.operations.import_folder import ImportResult, NewProject
from workbench.operations.label_column import LabelColumn
from workbench.operations.label_file import LabelFileResult
from workbench.project import Project

_ROWS = (
    ("the lid leaks and it smells", "bad"), ("arrived early and works well", " good "),
    ("nobody has said what this is", ""), ("loud and hot, it went back", "bad"),
)  # fmt: skip


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Four rows with a mood, one of them without."""
    path = tmp_path / "data" / "comments.csv"
    path.parent.mkdir()
    lines = [f"{i},{text},{mood}\n" for i, (text, mood) in enumerate(_ROWS)]
    path.write_text("id,comment,mood\n" + "".join(lines), encoding="utf-8")
    return path


def _labels(project: Path) -> dict[str, str]:
    with Project(project) as opened:
        return {opened.samples.get(i).part: label.name for i, label in opened.labels.all().items()}


def test_the_cells_of_the_column_are_the_labels_of_their_rows(table: Path, tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", table)
    taken = result(label_column.job(LabelColumn(project=project, column="mood")), LabelFileResult)
    assert _labels(project) == {"row 2": "bad", "row 3": "good", "row 5": "bad"}
    assert taken.sentence == (
        "3 rows were labelled by their column “mood”, with 2 classes. 1 have no label there."
    )


def test_they_are_known_to_come_from_the_file_and_are_taken_back_at_once(table: Path, tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", table)
    run(label_column.job(LabelColumn(project=project, column="mood")))
    with Project(project, write=True) as opened:
        assert {label.source for label in opened.labels.all().values()} == {"file"}
        opened.undo()
        assert opened.labels.all() == {}


def test_a_new_project_takes_them_along(table: Path, tmp_path: Path) -> None:
    arguments = NewProject(folder=tmp_path / "project", data=table, labels_column="mood")
    assert outcome(run(import_folder.new_job(arguments)), ImportResult).labels == 3


def test_a_column_that_no_table_has_is_refused_before_a_project_is_made(table: Path, tmp_path: Path) -> None:
    arguments = NewProject(folder=tmp_path / "project", data=table, labels_column="stars")
    refused = refusal(import_folder.new_job(arguments))
    assert isinstance(refused, WordsError)
    assert refused.why == "There are: id, comment, mood."
    assert not (tmp_path / "project").exists()


def test_a_column_of_numbers_that_are_all_different_gives_no_classes(table: Path, tmp_path: Path) -> None:
    arguments = NewProject(folder=tmp_path / "project", data=table, labels_column="id")
    events = run(import_folder.new_job(arguments))
    assert outcome(events, ImportResult).labels == 0
    told = [event.text for event in events if isinstance(event, Notice)]
    assert "has 4 different values for 4 rows: these are no classes" in told[-1]


def test_sentences_of_a_cell_have_the_label_of_their_row(tmp_path: Path) -> None:
    path = tmp_path / "mail.csv"
    path.write_text(
        "text,kind\nThe boat came in. We ate.,a\nSnow fell all day. Nobody left.,b\n", encoding="utf-8"
    )
    chosen = (("unit", "sentence"), ("column", "text"))
    arguments = NewProject(folder=tmp_path / "project", data=path, reading=chosen, labels_column="kind")
    run(import_folder.new_job(arguments))
    assert _labels(tmp_path / "project") == {
        "row 2": "a", "row 2 (2)": "a", "row 3": "b", "row 3 (2)": "b",
    }  # fmt: skip


def test_pictures_have_no_columns(tmp_path: Path) -> None:
    draw(tmp_path / "data" / "a.png")
    arguments = NewProject(folder=tmp_path / "project", data=tmp_path / "data", labels_column="mood")
    assert refusal(import_folder.new_job(arguments)).what == "There are no columns to take labels from."


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("true", "false", ("true", "false")),
        ("1", "0", ("1", "0")),
        ("1.50", "2e3", ("1.50", "2e3")),
        ('"spam"', "null", ("spam", None)),
    ],
)
def test_values_of_json_are_labels_as_they_are_written(
    tmp_path: Path, first: str, second: str, names: tuple[str, str | None]
) -> None:
    path = tmp_path / "mail.jsonl"
    lines = [f'{{"body": "what number {i} says", "kind": {(first, second)[i % 2]}}}' for i in range(4)]
    path.write_text("\n".join(lines), encoding="utf-8")
    project = new_project(tmp_path / "project", path)
    run(label_column.job(LabelColumn(project=project, column="kind")))
    expected = {f"row {i + 1}": name for i in range(4) if (name := names[i % 2])}
    assert _labels(project) == expected
