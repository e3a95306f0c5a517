"""From a folder of texts, or one large table, to a project."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from tests.app.frame.windows import open_window
from tests.app.tiny_project import draw_pictures
from tests.app.tiny_texts import notes, write_notes
from workbench.app import preferences
from workbench.app.main_window import MainWindow
from workbench.operations import reading

LONG_MS = 60_000


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    preferences.set_projects_folder(tmp_path / "projects")
    with open_window(qtbot) as window:
        window.session.set_engine_ready()
        yield window


def write_table(path: Path, number: int = 12, first: int = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["title", "body"])
        for name, note in list(notes(first + number).items())[first:]:
            table.writerow([f"Note of {name}", note])


def scan(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    window.open_path(path)
    qtbot.waitUntil(find(window, QWidget, "import_folder").isVisible, timeout=LONG_MS)


def box(window: MainWindow, name: str) -> QComboBox:
    return find(window, QComboBox, f"reading_{name}")


def choose(qtbot: QtBot, window: MainWindow, name: str, value: str) -> None:
    before = text(window, "summary_title")
    box(window, name).setCurrentIndex(box(window, name).findData(value))
    qtbot.waitUntil(lambda: text(window, "summary_title") != before, timeout=LONG_MS)
    qtbot.waitUntil(find(window, QWidget, "import_folder").isVisible, timeout=LONG_MS)


def test_a_folder_of_texts_says_how_it_is_cut(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    write_notes(tmp_path / "notes", 8)
    scan(qtbot, window, tmp_path / "notes")
    assert text(window, "summary_title") == "8 texts can be learnt from"
    assert box(window, "unit").currentData() == "document"
    assert text(window, "reading_reason") == "The files are short, so each is one text."


def test_another_unit_is_looked_for_and_kept(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    write_notes(tmp_path / "notes", 8)
    scan(qtbot, window, tmp_path / "notes")
    line = find(window, QLineEdit, "project_name")
    line.setText("My notes")
    choose(qtbot, window, "unit", "sentence")
    assert box(window, "unit").currentData() == "sentence"
    assert line.text() == "My notes"
    click(window, "import_folder")
    qtbot.waitUntil(lambda: window.session.has_project, timeout=LONG_MS)
    assert reading.of(window.session.project).unit == "sentence"
    assert window.session.facts.samples > 8


def test_the_column_of_a_table_can_be_chosen(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    write_table(tmp_path / "tables" / "notes.csv")
    write_table(tmp_path / "tables" / "more.csv", 5, first=12)
    scan(qtbot, window, tmp_path / "tables")
    assert (box(window, "unit").currentData(), box(window, "column").currentData()) == ("row", "body")
    assert "17 texts" in text(window, "summary_title")


def test_looking_again_that_comes_to_nothing_goes_back(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    write_notes(tmp_path / "notes", 8)
    scan(qtbot, window, tmp_path / "notes")
    for file in (tmp_path / "notes").iterdir():
        file.unlink()
    box(window, "unit").setCurrentIndex(box(window, "unit").findData("sentence"))
    qtbot.waitUntil(find(window, QWidget, "error_what").isVisible, timeout=LONG_MS)
    qtbot.waitUntil(find(window, QWidget, "import_folder").isVisible, timeout=LONG_MS)
    assert box(window, "unit").currentData() == "document"


def test_the_bundled_notes_are_one_click_away(qtbot: QtBot, window: MainWindow) -> None:
    click(window, "sample_notes")
    qtbot.waitUntil(find(window, QWidget, "import_folder").isVisible, timeout=LONG_MS)
    assert text(window, "summary_title") == "300 texts can be learnt from"


def test_pictures_leave_no_choice(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    draw_pictures(tmp_path / "moths", 4)
    scan(qtbot, window, tmp_path / "moths")
    assert not find(window, QWidget, "reading_card").isVisible()


def test_one_large_table_becomes_a_project(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    write_table(tmp_path / "notes.csv")
    click(window, "open_file")
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "notes.csv"))
    dialog.reject()
    qtbot.waitUntil(find(window, QWidget, "import_folder").isVisible, timeout=LONG_MS)
    assert text(window, "summary_title") == "12 texts can be learnt from"
    assert find(window, QLineEdit, "project_name").text() == "notes"
    click(window, "import_folder")
    qtbot.waitUntil(lambda: window.session.has_project, timeout=LONG_MS)
    assert window.session.facts.samples == 12


def test_labels_can_be_taken_from_another_column(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    rows = [f'"{note}",{name[0]}' for name, note in notes(12).items()]
    (tmp_path / "notes.csv").write_text("body,kind\n" + "\n".join(rows), encoding="utf-8")
    scan(qtbot, window, tmp_path / "notes.csv")
    offered = find(window, QComboBox, "labels_column")
    assert [offered.itemText(i) for i in range(offered.count())] == ["none", "kind"]
    offered.setCurrentIndex(1)
    click(window, "import_folder")
    qtbot.waitUntil(lambda: window.session.has_project, timeout=LONG_MS)
    assert (window.session.facts.labels, window.session.facts.classes) == (12, 2)


def test_without_other_columns_no_labels_are_offered(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    write_notes(tmp_path / "notes", 8)
    scan(qtbot, window, tmp_path / "notes")
    assert not find(window, QComboBox, "labels_column").isVisible()
