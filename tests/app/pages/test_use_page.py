"""Step 6: a folder in, a table out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text, type_over
from tests.app.pages.trained import copy_of
from tests.app.tiny_project import draw_pictures
from workbench.app.pages.use import make_page
from workbench.app.pages.use.page import UsePage
from workbench.app.session import Session
from workbench.app.widgets.file_table import FileTable


@pytest.fixture
def session(qtbot: QtBot, modelled_project: Path, tmp_path: Path) -> Iterator[Session]:
    session = Session()
    session.set_engine_ready()
    assert session.open_project(copy_of(modelled_project, tmp_path))
    yield session
    session.jobs.stop_all()
    assert session.jobs.wait()
    session.close_project()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> UsePage:
    page = make_page(session)
    qtbot.addWidget(page)
    page.resize(1072, 752)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def new_files(tmp_path: Path) -> Path:
    folder = tmp_path / "new"
    draw_pictures(folder, 7)
    (folder / "broken.png").write_text("no picture")
    return folder


def drop(page: UsePage, path: Path) -> None:
    """Drop a path on the place for it, as a file manager does."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    target = find(page, QWidget, "use_drop")
    keys = Qt.KeyboardModifier.NoModifier
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(5, 5), copy, mime, left, keys))
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), copy, mime, left, keys))


def predicted(qtbot: QtBot, page: UsePage) -> None:
    click(page, "predict")
    qtbot.waitUntil(find(page, QWidget, "predict_result").isVisible, timeout=60_000)


def accept_dialog(qtbot: QtBot, page: UsePage, name: str, path: Path) -> None:
    dialog = find(page, QWidget, name)
    qtbot.waitUntil(dialog.isVisible)
    edit = find(dialog, QLineEdit, "fileNameEdit")
    edit.setText(str(path))
    QTest.keyClick(edit, Qt.Key.Key_Return)


def test_nothing_is_predicted_before_a_folder_is_chosen(page: UsePage) -> None:
    assert not find(page, QWidget, "predict").isEnabled()
    assert find(page, QWidget, "use_state").isVisible()


def test_a_dropped_folder_is_predicted_into_a_table_beside_it(
    qtbot: QtBot, page: UsePage, new_files: Path
) -> None:
    drop(page, new_files)
    assert text(page, "use_folder") == str(new_files)
    predicted(qtbot, page)
    assert text(page, "predict_summary") == "8 rows, 1 with a problem"
    with (new_files.parent / "new predictions.csv").open(encoding="utf-8") as stream:
        rows = {row["file"]: row["label"] for row in csv.DictReader(stream)}
    assert len(rows) == 8
    assert find(page, FileTable, "predict_rows").num_shown == 8
    assert not find(page, QWidget, "use_state").isVisible()


def test_a_dropped_file_means_its_folder(page: UsePage, new_files: Path) -> None:
    drop(page, new_files / "a000.png")
    assert text(page, "use_folder") == str(new_files)


def test_the_folder_and_the_table_are_chosen_in_dialogs(
    qtbot: QtBot, page: UsePage, new_files: Path, tmp_path: Path
) -> None:
    click(page, "choose_folder")
    accept_dialog(qtbot, page, "folder_dialog", new_files)
    qtbot.waitUntil(lambda: text(page, "use_folder") == str(new_files))
    click(page, "choose_out")
    accept_dialog(qtbot, page, "out_dialog", tmp_path / "mine.csv")
    predicted(qtbot, page)
    assert (tmp_path / "mine.csv").is_file()
    assert str(tmp_path / "mine.csv") in text(page, "predict_where")


def test_a_table_that_cannot_be_written_is_said_and_can_be_changed(
    qtbot: QtBot, page: UsePage, new_files: Path, tmp_path: Path
) -> None:
    drop(page, new_files)
    type_over(find(page, QLineEdit, "use_out"), str(tmp_path / "not there" / "x.csv"))
    click(page, "predict")
    qtbot.waitUntil(find(page, QWidget, "predict_failed").isVisible, timeout=60_000)
    assert "could not be saved" in text(page, "predict_failed_what")
    assert find(page, QWidget, "predict").isEnabled()


def test_the_folder_of_the_table_is_opened(
    qtbot: QtBot, page: UsePage, new_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    drop(page, new_files)
    predicted(qtbot, page)
    click(page, "open_out")
    assert opened == [str(new_files.parent)]
    click(page, "predict_again")
    assert not find(page, QWidget, "predict_result").isVisible()


def test_pages_of_a_file_get_rows_of_their_own_when_wanted(
    qtbot: QtBot, page: UsePage, tmp_path: Path
) -> None:
    folder = tmp_path / "paged"
    folder.mkdir()
    pages = [Image.new("RGB", (20, 20), (90 * i, 40, 10)) for i in range(3)]
    for index, picture in enumerate(pages):
        picture.putpixel((3, 3), (0, 255, index))
    pages[0].save(folder / "three.tif", save_all=True, append_images=pages[1:])
    drop(page, folder)
    predicted(qtbot, page)
    assert text(page, "predict_summary") == "1 row predicted"
    click(page, "use_parts")
    predicted(qtbot, page)
    qtbot.waitUntil(lambda: text(page, "predict_summary") == "3 rows predicted")


def test_the_latest_model_is_offered_first(page: UsePage, session: Session) -> None:
    box = find(page, QComboBox, "use_model")
    assert box.currentData() == session.project.models.all()[-1].name


def test_stopping_writes_nothing(qtbot: QtBot, page: UsePage, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    draw_pictures(folder, 400)
    drop(page, folder)
    click(page, "predict")
    qtbot.waitUntil(find(page, QWidget, "predict_progress_stop").isEnabled)
    click(page, "predict_progress_stop")
    qtbot.waitUntil(find(page, QWidget, "predict").isEnabled, timeout=60_000)
    assert "Stopped" in text(page, "use_state_text")
    assert not (tmp_path / "many predictions.csv").exists()


def test_the_report_is_written_and_can_be_opened(
    qtbot: QtBot, page: UsePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    click(page, "write_report")
    accept_dialog(qtbot, page, "report_dialog", tmp_path / "report.html")
    qtbot.waitUntil(find(page, QWidget, "open_report").isVisible, timeout=30_000)
    assert "<html" in (tmp_path / "report.html").read_text(encoding="utf-8").lower()
    click(page, "open_report")
    assert opened == [str(tmp_path / "report.html")]


def test_every_control_has_a_name_and_a_tooltip(page: UsePage) -> None:
    controls = [w for w in page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert not [
        w.objectName() for w in controls if w.isVisible() and not (w.accessibleName() and w.toolTip())
    ]
