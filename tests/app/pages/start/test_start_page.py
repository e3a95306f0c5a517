"""From a folder to a project, by mouse and keyboard."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from tests.app.frame.windows import bare_project, choose_folder, open_window
from tests.app.tiny_project import draw_pictures
from workbench.app import preferences, recent
from workbench.app.main_window import MainWindow
from workbench.project import Project

LONG_MS = 60_000


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    preferences.set_projects_folder(tmp_path / "projects")
    with open_window(qtbot) as window:
        yield window


@pytest.fixture
def ready(window: MainWindow) -> MainWindow:
    window.session.set_engine_ready()
    return window


def type_folder(window: MainWindow, folder: Path) -> None:
    line = find(window, QLineEdit, "folder_path")
    line.clear()
    QTest.keyClicks(line, str(folder))
    QTest.keyClick(line, Qt.Key.Key_Return)


def wait_for_summary(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(find(window, QWidget, "import_folder").isVisible, timeout=LONG_MS)


def test_a_folder_is_looked_through_and_imported(qtbot: QtBot, ready: MainWindow, tmp_path: Path) -> None:
    draw_pictures(tmp_path / "moths", 6)
    type_folder(ready, tmp_path / "moths")
    wait_for_summary(qtbot, ready)
    assert text(ready, "summary_title") == "6 pictures can be learnt from"
    click(ready, "import_folder")
    qtbot.waitUntil(lambda: ready.session.has_project, timeout=LONG_MS)
    assert ready.session.project.folder == tmp_path / "projects" / "moths"
    assert ready.session.facts.samples == 6


def test_a_refused_file_is_listed_and_stops_nothing(qtbot: QtBot, ready: MainWindow, tmp_path: Path) -> None:
    draw_pictures(tmp_path / "moths", 3)
    (tmp_path / "moths" / "text.png").write_text("not a picture")
    type_folder(ready, tmp_path / "moths")
    wait_for_summary(qtbot, ready)
    assert find(ready, QWidget, "refused_found").isVisible()
    assert "1 of 4 files" in text(ready, "summary_facts")
    assert find(ready, QAbstractButton, "import_folder").isEnabled()


def test_names_of_sub_folders_become_labels_only_when_asked(
    qtbot: QtBot, ready: MainWindow, tmp_path: Path
) -> None:
    for name in ("fly", "moth"):
        draw_pictures(tmp_path / "insects" / name, 4 if name == "fly" else 6, 20 if name == "fly" else 24)
    type_folder(ready, tmp_path / "insects")
    wait_for_summary(qtbot, ready)
    assert not find(ready, QCheckBox, "labels_from_folders").isChecked()
    click(ready, "labels_from_folders")
    click(ready, "import_folder")
    qtbot.waitUntil(lambda: ready.session.has_project, timeout=LONG_MS)
    assert ready.session.project.labels.classes() == ("fly", "moth")


def test_a_project_is_never_put_over_something_else(qtbot: QtBot, ready: MainWindow, tmp_path: Path) -> None:
    draw_pictures(tmp_path / "moths", 3)
    taken = tmp_path / "projects" / "moths"
    taken.mkdir(parents=True)
    (taken / "mine.txt").write_text("mine")
    type_folder(ready, tmp_path / "moths")
    wait_for_summary(qtbot, ready)
    name = find(ready, QLineEdit, "project_name")
    assert name.text() == "moths 2"
    name.setText("")
    QTest.keyClicks(name, "moths")
    assert not find(ready, QAbstractButton, "import_folder").isEnabled()
    assert "already something" in text(ready, "summary_disk")


def test_another_folder_leads_back(qtbot: QtBot, ready: MainWindow, tmp_path: Path) -> None:
    draw_pictures(tmp_path / "moths", 3)
    type_folder(ready, tmp_path / "moths")
    wait_for_summary(qtbot, ready)
    click(ready, "another_folder")
    assert find(ready, QWidget, "drop_zone").isVisible()
    assert not (tmp_path / "projects").exists()


def test_an_empty_folder_is_a_clear_sentence(qtbot: QtBot, ready: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    type_folder(ready, tmp_path / "empty")
    qtbot.waitUntil(find(ready, QWidget, "error_panel").isVisible, timeout=LONG_MS)
    assert "nothing to learn from" in text(ready, "error_what")
    assert find(ready, QWidget, "drop_zone").isVisible()


def test_the_project_can_be_put_elsewhere(qtbot: QtBot, ready: MainWindow, tmp_path: Path) -> None:
    draw_pictures(tmp_path / "moths", 3)
    (tmp_path / "elsewhere").mkdir()
    type_folder(ready, tmp_path / "moths")
    wait_for_summary(qtbot, ready)
    click(ready, "change_folder")
    qtbot.waitUntil(lambda: bool(ready.findChildren(QFileDialog)))
    (dialog,) = ready.findChildren(QFileDialog)
    choose_folder(dialog, tmp_path / "elsewhere")
    line = find(ready, QLineEdit, "project_folder")
    qtbot.waitUntil(lambda: line.text() == str(tmp_path / "elsewhere"))
    click(ready, "import_folder")
    qtbot.waitUntil(lambda: ready.session.has_project, timeout=LONG_MS)
    assert ready.session.project.folder == tmp_path / "elsewhere" / "moths"


def test_stop_ends_the_look_through_a_folder(qtbot: QtBot, ready: MainWindow, tmp_path: Path) -> None:
    draw_pictures(tmp_path / "moths", 3)
    type_folder(ready, tmp_path / "moths")
    with qtbot.waitSignal(ready.session.jobs.ended, timeout=LONG_MS):
        click(ready, "start_progress_stop")
    assert find(ready, QWidget, "drop_zone").isVisible()


def test_a_folder_that_is_not_there_is_a_clear_sentence(ready: MainWindow, tmp_path: Path) -> None:
    type_folder(ready, tmp_path / "nowhere")
    assert "There is no folder" in text(ready, "error_what")


def test_a_folder_given_before_torch_is_loaded_waits_for_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    draw_pictures(tmp_path / "moths", 3)
    type_folder(window, tmp_path / "moths")
    assert find(window, QWidget, "start_progress").isVisible()
    window.session.set_engine_ready()
    wait_for_summary(qtbot, window)


def test_the_sample_is_written_out_and_looked_through(qtbot: QtBot, ready: MainWindow) -> None:
    click(ready, "sample_clothes")
    wait_for_summary(qtbot, ready)
    assert text(ready, "summary_title") == "600 pictures can be learnt from"


def test_open_folder_asks_without_blocking(qtbot: QtBot, ready: MainWindow) -> None:
    click(ready, "open_folder")
    qtbot.waitUntil(lambda: bool(ready.findChildren(QFileDialog)))
    for dialog in ready.findChildren(QFileDialog):
        dialog.reject()


def test_a_recent_project_opens_with_a_click(window: MainWindow, tmp_path: Path) -> None:
    folder = bare_project(tmp_path)
    recent.remember(folder, "My moths")
    show_start_anew(window)
    click(window, "recent_0")
    assert window.session.project.folder == folder


def test_a_recent_project_that_is_gone_is_grey_and_says_why(window: MainWindow, tmp_path: Path) -> None:
    folder = bare_project(tmp_path)
    recent.remember(folder, "My moths")
    shutil.rmtree(folder)
    show_start_anew(window)
    button = find(window, QAbstractButton, "recent_0")
    assert not button.isEnabled()
    assert "moved or deleted" in button.text()


def test_an_unfinished_run_can_be_resumed(window: MainWindow, tmp_path: Path) -> None:
    folder = bare_project(tmp_path)
    with Project(folder, write=True) as project:
        project.runs.add("simclr", "small_residual", 100)
    recent.remember(folder, "My moths")
    show_start_anew(window)
    click(window, "resume_run")
    assert window.session.project.state("page") == "pretrain"


def test_a_newer_project_is_refused_in_words(window: MainWindow, tmp_path: Path) -> None:
    folder = bare_project(tmp_path)
    content = json.loads((folder / "project.json").read_text(encoding="utf-8"))
    (folder / "project.json").write_text(json.dumps({**content, "format": 999}), encoding="utf-8")
    type_folder(window, folder)
    assert find(window, QWidget, "error_panel").isVisible()
    assert not window.session.has_project


def show_start_anew(window: MainWindow) -> None:
    window.hide()
    window.show()
