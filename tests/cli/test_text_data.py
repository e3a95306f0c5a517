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
    assert " px" not in said.out


def test_a_unit_that_there_is_not_is_a_matter_of_words(table: Path) -> None:
    said = say("scan", table, "--unit", "chapter")
    assert said.status == 2
    assert "It is one of: document, paragraph, sentence, row." in said.err
