"""The frame: steps and their state, panels, keys, drops, and closing without loss."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from tests.app.frame.windows import bare_project, choose_folder, open_window
from workbench.app import preferences, theme
from workbench.app.main_window import MainWindow
from workbench.jobs import Failed, Notice, UserError
from workbench.project import AddClasses, Label, SetLabels

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with open_window(qtbot) as window:
        yield window


@pytest.fixture
def with_project(window: MainWindow, tmp_path: Path) -> MainWindow:
    assert window.session.open_project(bare_project(tmp_path))
    return window


def label_two(window: MainWindow) -> None:
    labels = ((1, Label(value=("moth",))), (2, Label(value=("fly",))))
    window.session.apply(SetLabels(labels=labels), "Label 2 pictures")


def drop(window: MainWindow, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    at, copy, left = window.rect().center(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(at, copy, mime, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(at), copy, mime, left, none))


def test_without_a_project_no_step_can_be_chosen(window: MainWindow) -> None:
    assert not find(window, QPushButton, "step_data").isEnabled()
    assert find(window, QWidget, "start_page").isVisible()


def test_a_step_shows_its_state_in_words(with_project: MainWindow) -> None:
    assert find(with_project, QPushButton, "step_data").accessibleName() == "1 Data, 3 samples"
    assert find(with_project, QPushButton, "step_use").accessibleName() == "6 Use, locked"


def test_a_locked_step_says_why_in_its_tooltip_and_on_its_page(with_project: MainWindow) -> None:
    click(with_project, "step_fine_tune")
    assert find(with_project, QWidget, "locked_page").isVisible()
    assert "two classes" in text(with_project, "locked_reason")
    assert "two classes" in find(with_project, QPushButton, "step_fine_tune").toolTip()


def test_the_locked_page_leads_to_the_step_that_unlocks_it(with_project: MainWindow) -> None:
    click(with_project, "step_fine_tune")
    click(with_project, "go_unlock")
    assert find(with_project, QPushButton, "step_label").isChecked()


def test_labels_unlock_fine_tune_while_its_page_is_open(with_project: MainWindow) -> None:
    click(with_project, "step_fine_tune")
    label_two(with_project)
    assert find(with_project, QWidget, "loading_page").isVisible()


def test_alt_and_a_number_go_to_a_step(with_project: MainWindow) -> None:
    QTest.keyClick(with_project, Qt.Key.Key_5, ALT)
    assert find(with_project, QPushButton, "step_inspect").isChecked()
    assert text(with_project, "place") == "My moths  ›  Inspect"


def test_the_project_opens_again_at_the_last_step(with_project: MainWindow) -> None:
    click(with_project, "step_inspect")
    folder = with_project.session.project.folder
    with_project.session.close_project()
    assert with_project.session.open_project(folder)
    assert find(with_project, QPushButton, "step_inspect").isChecked()


def test_undo_says_what_it_takes_back_and_does(with_project: MainWindow) -> None:
    label_two(with_project)
    assert find(with_project, QWidget, "undo_button").toolTip() == "Undo: Label 2 pictures (Ctrl+Z)"
    click(with_project, "undo_button")
    assert with_project.session.facts.labels == 0
    click(with_project, "redo_button")
    assert with_project.session.facts.labels == 2


@pytest.mark.parametrize(
    ("key", "modifiers"), [(Qt.Key.Key_Y, CTRL), (Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)]
)
def test_undo_and_redo_have_their_usual_keys(
    with_project: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    label_two(with_project)
    QTest.keyClick(with_project, Qt.Key.Key_Z, CTRL)
    assert with_project.session.facts.labels == 0
    QTest.keyClick(with_project, key, modifiers)
    assert with_project.session.facts.labels == 2


def test_labelling_several_at_once_offers_undo_in_a_toast(with_project: MainWindow) -> None:
    label_two(with_project)
    assert text(with_project, "toast_text") == "Label 2 pictures"
    click(with_project, "toast_button")
    assert with_project.session.facts.labels == 0


def test_a_toast_leaves_what_went_wrong_in_sight(window: MainWindow) -> None:
    window.session.fail(UserError("It broke.", "", ""))
    window.session.noticed.emit(Notice(text="Learn is done"))
    toast, panel = find(window, QWidget, "toast"), find(window, QWidget, "error_panel")
    assert toast.isVisible()
    top = panel.mapTo(window, panel.rect().topLeft()).y()
    assert toast.geometry().bottom() < top


def test_one_label_by_a_key_makes_no_toast(with_project: MainWindow) -> None:
    with_project.session.apply(AddClasses(names=("moth",)), "Add a class")
    QTest.keyClick(with_project, Qt.Key.Key_Escape)
    with_project.session.apply(SetLabels(labels=((1, Label(value=("moth",))),)), "Label")
    assert not find(with_project, QWidget, "toast").isVisible()


def test_f1_folds_the_guide_and_escape_too(window: MainWindow) -> None:
    panel = find(window, QWidget, "side_panel")
    assert panel.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert not panel.isVisible()
    click(window, "guide_button")
    assert panel.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_the_close_button_folds_the_panel(window: MainWindow) -> None:
    click(window, "close_panel")
    assert not find(window, QWidget, "side_panel").isVisible()


def test_the_guide_tells_the_persons_own_numbers(with_project: MainWindow) -> None:
    click(with_project, "step_data")
    guide = find(with_project, QWidget, "guide_text")
    assert "3 samples" in guide.toPlainText()  # type: ignore[attr-defined]


def test_choosing_dark_in_the_settings_is_drawn_and_remembered(window: MainWindow) -> None:
    click(window, "settings_button")
    box = find(window, QComboBox, "theme_choice")
    QTest.keyClick(box, Qt.Key.Key_End)
    assert theme.current() is theme.DARK
    assert preferences.settings().value(theme.SETTING) == "dark"


def test_the_number_of_threads_is_remembered(window: MainWindow) -> None:
    click(window, "settings_button")
    QTest.keyClick(find(window, QSpinBox, "torch_threads"), Qt.Key.Key_Up)
    assert preferences.torch_threads() == 1


def test_a_question_mark_shows_all_keys_and_any_key_closes_them(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Question)
    panel = find(window, QWidget, "keys_panel")
    assert panel.isVisible()
    assert any(label.text() == "Ctrl+O" for label in panel.findChildren(QLabel))
    QTest.keyClick(panel, Qt.Key.Key_A)
    assert not panel.isVisible()


def test_an_error_says_what_why_and_what_to_do_without_blocking(window: MainWindow) -> None:
    window.session.fail(UserError("It broke.", "It was thin.", "Take a thicker one."))
    assert text(window, "error_what") == "It broke."
    assert text(window, "error_rest") == "It was thin. Take a thicker one."
    click(window, "dismiss_error")
    assert not find(window, QWidget, "error_panel").isVisible()


def test_copy_details_puts_everything_on_the_clipboard(window: MainWindow) -> None:
    window.session.failed.emit(Failed(what="It broke.", why="Why", todo="Do", details="Traceback"))
    click(window, "copy_details")
    assert QApplication.clipboard().text() == "It broke.\nWhy\nDo\nTraceback"


def test_what_a_page_tells_itself_is_not_told_again(window: MainWindow) -> None:
    failed = Failed(what="It broke.", why="Why", todo="Do")
    window.session.failed.emit(failed)
    window.session.failure_seen.emit(failed)
    assert not find(window, QWidget, "error_panel").isVisible()


def test_a_long_error_leaves_the_page_in_sight(window: MainWindow) -> None:
    window.session.fail(UserError("It broke.", "It was thin. " * 500, ""))
    assert find(window, QWidget, "error_panel").height() <= 144


def test_dismissing_the_newest_error_shows_the_one_before(window: MainWindow) -> None:
    for what in ("First.", "Second."):
        window.session.fail(UserError(what, "", ""))
    assert text(window, "error_more") == "1 earlier messages"
    click(window, "dismiss_error")
    assert text(window, "error_what") == "First."


def test_dropping_a_project_opens_it(window: MainWindow, tmp_path: Path) -> None:
    drop(window, bare_project(tmp_path))
    assert window.session.has_project


def test_dropping_a_single_file_says_that_folders_are_wanted(window: MainWindow, tmp_path: Path) -> None:
    window.session.set_engine_ready()
    (tmp_path / "one.png").write_bytes(b"")
    drop(window, tmp_path / "one.png")
    assert "single file" in text(window, "error_what")


def test_the_window_can_be_as_small_as_promised(with_project: MainWindow) -> None:
    with_project.resize(1130, 720)
    assert (with_project.width(), with_project.height()) == (1130, 720)


def test_everything_a_person_can_use_has_a_name_and_a_tooltip(with_project: MainWindow) -> None:
    for button in with_project.findChildren(QPushButton):
        if button.isVisible():
            assert button.objectName(), button.text()
            assert button.accessibleName(), button.objectName()
            assert button.toolTip(), button.objectName()


def test_the_name_of_the_program_leads_to_the_projects(with_project: MainWindow) -> None:
    click(with_project, "step_inspect")
    click(with_project, "go_home")
    assert find(with_project, QWidget, "start_page").isVisible()
    assert with_project.session.has_project


def test_the_folder_of_new_projects_can_be_changed(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    click(window, "settings_button")
    click(window, "change_projects_folder")
    qtbot.waitUntil(lambda: bool(window.findChildren(QFileDialog)))
    (dialog,) = window.findChildren(QFileDialog)
    choose_folder(dialog, tmp_path)
    qtbot.waitUntil(lambda: preferences.projects_folder() == tmp_path)
    assert text(window, "projects_folder") == str(tmp_path)
