"""Step 1: what was found, what was left out and why, and looking closer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTableView, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from tests.app.tiny_project import draw_pictures
from workbench.app.pages.data import make_page
from workbench.app.session import Session
from workbench.app.widgets.sample_grid import SampleGrid
from workbench.jobs import CancelToken
from workbench.operations import import_folder
from workbench.operations.import_folder import NewProject

LONG_MS = 60_000


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    session = Session()
    session.set_engine_ready()
    yield session
    session.jobs.stop_all()
    assert session.jobs.wait()
    session.close_project()


@pytest.fixture
def page(qtbot: QtBot, session: Session, tmp_path: Path) -> QWidget:
    data = tmp_path / "pictures"
    draw_pictures(data, 4)
    shutil.copy(data / "a000.png", data / "same.png")
    (data / "text.png").write_text("not a picture")
    Image.new("RGB", (4, 4)).save(data / "small.png")
    for _ in import_folder.new_job(NewProject(folder=tmp_path / "p", data=data)).body(CancelToken()):
        pass
    assert session.open_project(tmp_path / "p")
    page = make_page(session)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    qtbot.waitUntil(lambda: page.findChild(QLabel, "count_fine") is not None)
    return page


def table(page: QWidget) -> QTableView:
    return find(page, QTableView, "refused_rows")


def shown(page: QWidget) -> list[str]:
    model = table(page).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def refresh(qtbot: QtBot, page: QWidget) -> str:
    click(page, "refresh_data")
    qtbot.waitUntil(find(page, QLabel, "refresh_news").isVisible, timeout=LONG_MS)
    return text(page, "refresh_news")


def test_it_counts_what_can_be_learnt_from(page: QWidget) -> None:
    assert text(page, "count_fine") == "4 pictures to learn from"


def test_a_refused_file_stands_with_its_reason(page: QWidget) -> None:
    click(page, "count_unreadable")
    assert shown(page) == ["text.png"]
    assert "not a picture" in str(table(page).model().index(0, 2).data())


def test_typing_filters_the_refused_files(page: QWidget) -> None:
    click(page, "count_unreadable")
    line = find(page, QLineEdit, "refused_filter")
    line.clear()
    assert len(shown(page)) == 2
    QTest.keyClicks(line, "small")
    assert shown(page) == ["small.png"]


def test_copies_are_listed_with_the_file_they_copy(page: QWidget) -> None:
    click(page, "count_copy")
    model = find(page, QTableView, "copies_rows").model()
    assert [model.index(0, column).data() for column in range(2)] == ["same.png", "a000.png"]


def test_refresh_finds_new_files_and_says_so(qtbot: QtBot, page: QWidget, tmp_path: Path) -> None:
    Image.effect_noise((30, 30), 80).save(tmp_path / "pictures" / "new.png")
    assert "1 new" in refresh(qtbot, page)
    qtbot.waitUntil(lambda: text(page, "count_fine") == "5 pictures to learn from")


def test_refresh_lists_missing_files(qtbot: QtBot, page: QWidget, tmp_path: Path) -> None:
    (tmp_path / "pictures" / "b001.png").unlink()
    assert "1 missing" in refresh(qtbot, page)
    qtbot.waitUntil(lambda: page.findChild(QAbstractButton, "count_missing") is not None)
    click(page, "count_missing")
    tabs = find(page, QTabWidget, "data_lists")
    assert tabs.tabText(tabs.currentIndex()) == "Missing (1)"


def test_refresh_with_nothing_new_says_so(qtbot: QtBot, page: QWidget) -> None:
    assert "Nothing is different" in refresh(qtbot, page)


def test_a_folder_that_is_gone_is_told_with_what_to_do(
    qtbot: QtBot, page: QWidget, session: Session, tmp_path: Path
) -> None:
    shutil.move(tmp_path / "pictures", tmp_path / "elsewhere")
    page.mark_stale()  # type: ignore[attr-defined]
    qtbot.waitUntil(find(page, QWidget, "data_failed").isVisible)
    assert "Folder moved" in text(page, "data_failed_rest")
    click(page, "folder_moved")
    (dialog,) = [w for w in page.findChildren(QWidget) if w.metaObject().className() == "QFileDialog"]
    dialog.fileSelected.emit(str(tmp_path / "elsewhere"))  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not find(page, QWidget, "data_failed").isVisible(), timeout=LONG_MS)
    assert session.project.description.data == tmp_path / "elsewhere"
    dialog.close()


def test_go_on_leads_to_pretraining(qtbot: QtBot, page: QWidget, session: Session) -> None:
    with qtbot.waitSignal(session.page_wanted) as wanted:
        click(page, "go_to_pretrain")
    assert wanted.args == ["pretrain"]


def test_enter_opens_a_picture_and_escape_goes_back(qtbot: QtBot, page: QWidget) -> None:
    grid = find(page, SampleGrid, "sample_grid")
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Home)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    view = find(page, QWidget, "sample_view")
    qtbot.waitUntil(lambda: "20 × 20 pixels" in text(page, "sample_about"))
    assert text(page, "sample_title") == "a000.png"
    QTest.keyClick(find(page, QWidget, "viewer"), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: text(page, "sample_title") == "a002.png")
    QTest.keyClick(find(page, QWidget, "viewer"), Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_the_size_on_disk_is_shown(page: QWidget) -> None:
    assert "kB in the project" in text(page, "cache_size")


def test_a_too_large_picture_can_be_read_reduced(qtbot: QtBot, page: QWidget, tmp_path: Path) -> None:
    huge = Image.new("1", (20_001, 10_001))
    huge.paste(1, (0, 0, 10_000, 10_001))
    huge.save(tmp_path / "pictures" / "huge.png")
    refresh(qtbot, page)
    qtbot.waitUntil(lambda: page.findChild(QAbstractButton, "count_too_large") is not None)
    click(page, "count_too_large")
    click(page, "read_reduced")
    qtbot.waitUntil(lambda: text(page, "count_fine") == "5 pictures to learn from", timeout=LONG_MS)


def test_stop_ends_a_refresh_and_what_was_known_stays(
    qtbot: QtBot, page: QWidget, session: Session, tmp_path: Path
) -> None:
    Image.effect_noise((30, 30), 80).save(tmp_path / "pictures" / "new.png")
    click(page, "refresh_data")
    with qtbot.waitSignal(session.jobs.ended, timeout=LONG_MS):
        click(page, "import_progress_stop")
    assert "Stopped" in text(page, "refresh_news")
    assert session.facts.samples == 4
