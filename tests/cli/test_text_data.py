"""What `scan` and `new` say of texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import say

_LINE = "a text that is long enough to be one, number"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of ten different texts."""
    path = tmp_path / "notes.csv"
    path.write_text("id,text\n" + "".join(f"{i},{_LINE} {i}\n" for i in range(10)), encoding="utf-8")
    return path


def test_scan_says_unit_column_and_columns(table: Path) -> None:
    said = say("scan", table, "--json").last
    assert (said["unit"], said["column"], said["columns"]) == ("row", "text", ["id", "text"])
    assert said["samples"] == 10
    assert said["near_copies"][0].keys() == {"file", "of"}


def test_scan_and_new_take_another_unit_and_column(table: Path, tmp_path: Path) -> None:
    assert say("scan", table, "--column", "id", "--json").last["column"] == "id"
    assert say("scan", table, "--unit", "sentence", "--json").last["unit"] == "sentence"
    said = say("new", tmp_path / "project", "--data", table, "--column", "id", "--json").last
    assert said["samples"] == 10


def test_scan_tells_people_what_was_proposed_and_why(table: Path) -> None:
    said = say("scan", table)
    assert "The column “text” holds the longest" in said.out
    assert said.out.startswith("10 samples in 1 file (text).")
    assert " px" not in said.out


def test_a_unit_that_there_is_not_is_a_matter_of_words(table: Path) -> None:
    said = say("scan", table, "--unit", "chapter")
    assert said.status == 2
    assert "It is one of: document, paragraph, sentence, row." in said.err


def test_one_table_is_predicted_row_by_row(table: Path, tmp_path: Path) -> None:
    project, out = tmp_path / "project", tmp_path / "out.csv"
    (tmp_path / "labels.csv").write_text("row,label\n2,low\n3,low\n10,high\n11,high\n", encoding="utf-8")
    say("new", project, "--data", table)
    assert say("label", project, "--from", tmp_path / "labels.csv", "--json").last["labelled"] == 4
    say("fine-tune", project, "--mode", "classic", "--minutes", "0.01")
    assert say("predict", project, table, "--out", out, "--json").last["rows"] == 10
    assert out.read_text(encoding="utf-8").splitlines()[1].startswith("notes.csv (row 2),")
    assert say("predict", project, table, "--out", out, "--no-parts", "--json").last["rows"] == 1


def test_labels_come_from_a_column_with_new_or_later(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    lines = [f'"{_LINE} {i}",{"low" if i < 5 else "high"}\n' for i in range(10)]
    path.write_text("text,kind\n" + "".join(lines), encoding="utf-8")
    said = say("new", tmp_path / "one", "--data", path, "--labels-column", "kind", "--json")
    assert said.last["labels"] == 10
    say("new", tmp_path / "two", "--data", path)
    assert say("label", tmp_path / "two", "--column", "kind", "--json").last["labelled"] == 10


def test_label_takes_sub_folders_of_a_project_that_is_there(tmp_path: Path) -> None:
    for name in ("tea", "rain"):
        (tmp_path / "data" / name).mkdir(parents=True)
        (tmp_path / "data" / name / "note.txt").write_text(f"{_LINE} {name}", encoding="utf-8")
    say("new", tmp_path / "project", "--data", tmp_path / "data")
    assert say("label", tmp_path / "project", "--from-folders", "--json").last["labelled"] == 2
    assert say("info", tmp_path / "project", "--json").last["classes"] == {"rain": 1, "tea": 1}


@pytest.mark.parametrize("given", [(), ("--column", "a", "--from-folders"), ("--from-folders", "--check")])
def test_label_wants_one_place_of_labels(given: tuple[str, ...], tmp_path: Path) -> None:
    assert say("label", tmp_path, *given).status == 2


def test_a_project_of_one_file_is_said_to_be_of_that_file(table: Path, tmp_path: Path) -> None:
    say("new", tmp_path / "project", "--data", table)
    assert f"10 samples of {table} (text)." in say("info", tmp_path / "project").out
