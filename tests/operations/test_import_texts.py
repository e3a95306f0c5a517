"""Projects of texts: of one file, by unit and column, with copies among their rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import label, refresh
from tests.running import outcome, refusal, result, run
from workbench.jobs import WordsError
from workbench.operations import import_folder, scan
from workbench.operations import reading as readings
from workbench.operations.import_folder import ImportResult, NewProject
from workbench.operations.scan import Scan, ScanResult
from workbench.project import Project

_WORDS = [
    "the garden wants water again and the roses hang their heads in the heat of noon",
    "a slow train went over the old bridge while two boys waved from the meadow below",
    "she mended the torn sleeve with green thread because no other colour was left",
    "snow had closed the pass for nine days when the first sledge came through at last",
]


def _table(path: Path, *texts: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("id,text\n" + "".join(f"{i},{text}\n" for i, text in enumerate(texts)), encoding="utf-8")
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Four rows, a copy of the second, the third but for a word; and a file beside the table."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "other.txt").write_text("Something else.", encoding="utf-8")
    near = _WORDS[2].replace("she", "he", 1)
    return _table(tmp_path / "data" / "notes.csv", *_WORDS, _WORDS[1], near)


def _new(data: Path, **chosen: str) -> ImportResult:
    arguments = NewProject(folder=data.parent / "project", data=data, reading=tuple(chosen.items()))
    return result(import_folder.new_job(arguments), ImportResult)


def _scan(data: Path, **chosen: str) -> ScanResult:
    return result(scan.job(Scan(folder=data, reading=tuple(chosen.items()))), ScanResult)


def _parts(project: Path) -> list[str]:
    with Project(project) as opened:
        return [sample.part for sample in opened.samples.usable()]


def test_one_file_is_a_project_and_what_lies_beside_it_is_not(table: Path) -> None:
    found = _new(table)
    assert (found.modality, found.files, found.samples) == ("text", 1, 5)
    assert refresh(found.project).files == 1


def test_a_scan_counts_what_an_import_takes(table: Path) -> None:
    scanned, imported = _scan(table), _new(table)
    assert scanned.samples == imported.samples
    assert scanned.copies == imported.copies
    assert scanned.near_copies == imported.near_copies


def test_copies_and_near_copies_of_rows_are_named(table: Path) -> None:
    found = _new(table)
    assert [(copy.file, copy.of) for copy in found.copies] == [("notes.csv (row 6)", "notes.csv (row 3)")]
    assert [(copy.file, copy.of) for copy in found.near_copies] == [
        ("notes.csv (row 7)", "notes.csv (row 4)")
    ]


def test_an_exact_copy_is_not_learnt_from_and_a_near_one_is(table: Path) -> None:
    project = _new(table).project
    assert _parts(project) == ["row 2", "row 3", "row 4", "row 5", "row 7"]
    with Project(project) as opened:
        (copy,) = [sample for sample in opened.samples.all() if sample.verdict == "copy"]
    assert copy.reason == "It is an exact copy of notes.csv (row 3)."


def test_a_copy_takes_the_place_of_one_that_is_gone(table: Path) -> None:
    project = _new(table).project
    _table(table, _WORDS[0], "an altogether new line about other things here", *_WORDS[2:], _WORDS[1])
    refresh(project)
    assert "row 6" in _parts(project)


def test_a_labelled_row_stays_what_it_is_when_a_copy_comes_before_it(tmp_path: Path) -> None:
    data = _table(tmp_path / "data" / "b.csv", *_WORDS).parent
    project = _new(data).project
    with Project(project) as opened:
        before = opened.samples.usable()
    label(project, {"b.csv": "kept"})  # the last row of it
    _table(data / "a.csv", _WORDS[3], "a row that stands nowhere else in any of the tables")
    refresh(project)
    with Project(project) as opened:
        usable = {sample.id: sample.title for sample in opened.samples.usable()}
    assert usable[before[-1].id] == "b.csv (row 5)"
    assert "a.csv (row 2)" not in usable.values()


def test_a_refresh_without_changes_still_names_the_copies(table: Path) -> None:
    project = _new(table).project
    assert len(refresh(project).copies) == 1


def test_the_unit_and_the_column_can_be_chosen(table: Path) -> None:
    project = _new(table, unit="row", column="id").project
    with Project(project) as opened:
        assert readings.as_data(readings.of(opened)) == {"unit": "row", "column": "id"}
        assert [sample.width for sample in opened.samples.all()] == [1] * 6


def test_a_column_that_no_table_has_is_a_matter_of_words(table: Path) -> None:
    refused = refusal(scan.job(Scan(folder=table, reading=(("column", "review"),))))
    assert isinstance(refused, WordsError)
    assert str(refused.why) == "There are: id, text."


def test_the_scan_says_the_columns_and_why_one_was_chosen(table: Path) -> None:
    found = _scan(table)
    assert found.choices["column"] == ("id", "text")
    assert "“text”" in found.reason


def test_notes_on_files_are_kept_over_a_refresh(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.txt").write_text("word " * 9_000, encoding="utf-8")
    found = _new(tmp_path / "data", unit="document")
    assert [note.file for note in found.notes] == ["a.txt"]
    assert refresh(found.project).notes == found.notes


def test_the_only_file_may_move(table: Path) -> None:
    project = _new(table).project
    moved = table.rename(table.parent.parent / "moved.csv")
    found = refresh(project, moved)
    assert (found.moved, found.missing, found.samples) == (1, 0, 5)


def test_of_a_single_file_a_share_of_the_rows_is_set_aside(table: Path) -> None:
    arguments = NewProject(folder=table.parent.parent / "project", data=table, reserve_percent=40)
    project = outcome(run(import_folder.new_job(arguments)), ImportResult).project
    with Project(project) as opened:
        assert len(opened.samples.usable(("reserve",))) == 2


def test_pictures_with_tables_and_notes_beside_them_are_pictures(tmp_path: Path) -> None:
    from tests.pictures import draw

    draw(tmp_path / "data" / "a.png")
    for name in ("labels.csv", "README.md", "LICENSE.txt"):
        (tmp_path / "data" / name).write_text("words", encoding="utf-8")
    assert _scan(tmp_path / "data").modality == "image"
