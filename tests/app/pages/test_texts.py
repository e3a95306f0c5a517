"""The pages of a project of texts: data, label, inspect, use."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QTableView,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from tests.app.page_session import keep, page_session
from tests.app.pages.trained import copy_of, events
from tests.app.tiny_texts import notes, write_notes
from workbench.app.pages import data, inspect, label, use
from workbench.app.pages.use.form import DropFolder
from workbench.app.session import Session
from workbench.app.views.sample_preview import SamplePreview
from workbench.app.views.spans import SpansView
from workbench.app.widgets.sample_grid import SampleGrid
from workbench.operations import import_folder
from workbench.operations.import_folder import NewProject

LONG_MS = 30_000

__all__ = ["page_session"]


@pytest.fixture
def session(page_session: Session, modelled_texts: Path, tmp_path: Path) -> Session:
    page_session.set_engine_ready()
    assert page_session.open_project(copy_of(modelled_texts, tmp_path))
    return page_session


def shown(qtbot: QtBot, session: Session, page: QWidget) -> QWidget:
    keep(session, page)
    page.resize(1072, 752)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def data_page(qtbot: QtBot, session: Session) -> QWidget:
    page = shown(qtbot, session, data.make_page(session))
    qtbot.waitUntil(lambda: page.findChild(QLabel, "count_fine") is not None)
    return page


@pytest.fixture
def label_page(qtbot: QtBot, session: Session) -> QWidget:
    page = shown(qtbot, session, label.make_page(session))
    qtbot.waitUntil(lambda: " 24" in find(page, QWidget, "source_all").accessibleName())
    click(page, "source_unlabelled")
    return page


@pytest.fixture
def use_page(qtbot: QtBot, session: Session) -> QWidget:
    return shown(qtbot, session, use.make_page(session))


def grid(page: QWidget) -> SampleGrid:
    return find(page, SampleGrid, "sample_grid")


def read(page: QWidget) -> str:
    return find(page, SpansView, "sample_text").toPlainText()


def test_data_calls_its_samples_texts(data_page: QWidget) -> None:
    assert text(data_page, "count_fine") == "24 texts to learn from"
    assert find(data_page, QTabWidget, "data_lists").tabText(0) == "Texts (24)"
    assert "One sample is: document" in text(data_page, "data_source")
    assert "copy of the texts" in text(data_page, "cache_size")


def test_data_opens_a_text_large_and_goes_back(qtbot: QtBot, data_page: QWidget) -> None:
    grid(data_page).set_current(int(grid(data_page).ids[0]))
    QTest.keyClick(grid(data_page), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "words" in text(data_page, "sample_about"))
    assert find(data_page, SpansView, "text").toPlainText().startswith("Looked after fern")
    click(data_page, "sample_back")
    assert grid(data_page).isVisible()


def test_data_shows_cards_wider_than_high(data_page: QWidget) -> None:
    area = grid(data_page).area_of(int(grid(data_page).ids[0]))
    assert area.width() > area.height()


def test_label_shows_the_whole_text_of_the_chosen_sample(qtbot: QtBot, label_page: QWidget) -> None:
    qtbot.waitUntil(lambda: find(label_page, SamplePreview, "sample_preview").is_sharp)
    assert read(label_page).startswith("Looked after")
    assert "words" in text(label_page, "sample_text_about")


def test_a_text_gets_a_wider_side_than_a_picture(label_page: QWidget) -> None:
    assert find(label_page, QWidget, "sample_panel").width() >= 280


def test_a_number_key_labels_a_text_and_the_next_is_shown(
    qtbot: QtBot, session: Session, label_page: QWidget
) -> None:
    qtbot.waitUntil(lambda: find(label_page, SamplePreview, "sample_preview").is_sharp)
    first, before = grid(label_page).current, read(label_page)
    assert first is not None
    grid(label_page).setFocus()
    QTest.keyClick(grid(label_page), Qt.Key.Key_2)
    given = session.project.labels.of(first)
    assert given is not None
    assert given.value == ("sky",)
    qtbot.waitUntil(lambda: read(label_page) not in ("", before))


def test_number_keys_work_while_a_text_is_read(session: Session, label_page: QWidget) -> None:
    first = grid(label_page).current
    assert first is not None
    find(label_page, SpansView, "sample_text").setFocus()
    widget = QApplication.focusWidget()
    assert isinstance(widget, SpansView)
    QTest.keyClick(widget, Qt.Key.Key_1)
    given = session.project.labels.of(first)
    assert given is not None
    assert given.value == ("plants",)


def test_inspect_shows_the_whole_text(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, session, inspect.make_page(session))
    qtbot.waitUntil(lambda: grid(page).current is not None, timeout=LONG_MS)
    side = find(page, QWidget, "prediction_panel")
    qtbot.waitUntil(lambda: find(side, SamplePreview, "sample_preview").is_sharp)
    assert read(side).startswith(("Looked after", "Watched"))


def test_use_shows_file_text_and_label(qtbot: QtBot, use_page: QWidget, tmp_path: Path) -> None:
    write_notes(tmp_path / "new", 5)
    find(use_page, DropFolder, "use_drop").take(tmp_path / "new")
    click(use_page, "predict")
    qtbot.waitUntil(find(use_page, QWidget, "predict_result").isVisible, timeout=LONG_MS)
    view = find(use_page, QTableView, "predict_rows_rows")
    assert not view.isColumnHidden(1)
    first = [str(view.model().index(0, column).data()) for column in range(3)]
    assert first[0] == "p000.txt"
    assert first[1].startswith("Looked after fern")
    assert first[2] in ("plants", "sky")


def test_use_proposes_one_row_a_file_where_files_are_samples(qtbot: QtBot, use_page: QWidget) -> None:
    assert not find(use_page, QCheckBox, "use_parts").isChecked()


def test_the_written_table_has_no_texts(qtbot: QtBot, use_page: QWidget, tmp_path: Path) -> None:
    write_notes(tmp_path / "new", 3)
    find(use_page, DropFolder, "use_drop").take(tmp_path / "new")
    click(use_page, "predict")
    qtbot.waitUntil(find(use_page, QWidget, "predict_result").isVisible, timeout=LONG_MS)
    with (tmp_path / "new predictions.csv").open(encoding="utf-8") as stream:
        assert "Looked after" not in str(list(csv.reader(stream)))


def test_a_dropped_table_is_predicted_row_by_row(qtbot: QtBot, use_page: QWidget, tmp_path: Path) -> None:
    lines = ["body", *(f'"{note}"' for note in notes(4).values())]
    (tmp_path / "mail.csv").write_text("\n".join(lines), encoding="utf-8")
    find(use_page, DropFolder, "use_drop").take(tmp_path / "mail.csv")
    assert text(use_page, "use_folder") == str(tmp_path / "mail.csv")
    click(use_page, "predict")
    qtbot.waitUntil(find(use_page, QWidget, "predict_result").isVisible, timeout=LONG_MS)
    assert text(use_page, "predict_summary") == "4 rows predicted"
    assert (tmp_path / "mail predictions.csv").is_file()


def test_data_lists_copies_and_near_copies(qtbot: QtBot, page_session: Session, tmp_path: Path) -> None:
    write_notes(tmp_path / "notes", 6)
    whole = (tmp_path / "notes" / "p000.txt").read_text(encoding="utf-8") * 3
    (tmp_path / "notes" / "x.txt").write_text(whole, encoding="utf-8")
    (tmp_path / "notes" / "y.txt").write_text(whole, encoding="utf-8")
    (tmp_path / "notes" / "z.txt").write_text(whole.replace("Water", "Spray", 1), encoding="utf-8")
    arguments = NewProject(folder=tmp_path / "p", data=tmp_path / "notes")
    events(import_folder.new_job(arguments))
    assert page_session.open_project(tmp_path / "p")
    page = shown(qtbot, page_session, data.make_page(page_session))
    qtbot.waitUntil(lambda: page.findChild(QLabel, "count_fine") is not None)
    click(page, "count_near_copy")
    tabs = find(page, QTabWidget, "data_lists")
    assert tabs.tabText(tabs.currentIndex()).startswith("Near copies")
    assert find(page, QAbstractButton, "count_copy").text() == "1 exact copy"
