"""From a folder to predictions, as a person would: only what can be seen, only mouse and keyboard."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QThread, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt import exceptions as qtbot_exceptions
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.app.driving import click, type_over
from tests.app.tiny_project import draw_pictures
from workbench.app import preferences, theme
from workbench.app.frame.settings_panel import use_threads
from workbench.app.main_window import MainWindow
from workbench.app.pages.inspect.matrix import ConfusionMatrix
from workbench.app.session import Session
from workbench.app.wake import Wake
from workbench.app.warm_up import WarmUp
from workbench.app.widgets.sample_grid import SampleGrid

ALT = Qt.KeyboardModifier.AltModifier
LONG_MS = 120_000
W = TypeVar("W", bound=QWidget)


class Person:
    """Sees and uses the window; knows nothing of what is behind it."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot = qtbot
        self.window = window

    def wait(self, is_so: Callable[[], bool]) -> None:
        """Look until something is so."""
        try:
            self._qtbot.waitUntil(is_so, timeout=LONG_MS)
        except qtbot_exceptions.TimeoutError as error:
            seen = [label.text() for label in self.window.findChildren(QLabel) if label.isVisible()]
            raise AssertionError(f"waited in vain; the window says: {' | '.join(seen)}") from error

    def find(self, kind: type[W], name: str) -> W:
        """What can be seen of this name; each page has its own names."""
        return next(widget for widget in self.window.findChildren(kind, name) if widget.isVisible())

    def sees(self, name: str) -> bool:
        """Whether something of this name can be seen and used."""
        found = [widget for widget in self.window.findChildren(QWidget, name) if widget.isVisible()]
        return bool(found) and found[0].isEnabled()

    def wait_for(self, name: str) -> None:
        """Look until something can be seen and used."""
        self.wait(lambda: self.sees(name))

    def click(self, name: str) -> None:
        """Wait for a button, and click it."""
        self.wait_for(name)
        click(self.find(QAbstractButton, name).parentWidget() or self.window, name)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def type(self, words: str) -> None:
        """Type where the focus is, and press Enter."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, words)
        self.press(Qt.Key.Key_Return)

    def drop(self, folder: Path, name: str = "") -> None:
        """Let go of a folder over the window, or over a part of it."""
        target = self.find(QWidget, name) if name else self.window
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(folder))])
        at, copy, left = target.rect().center(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(target, QDragEnterEvent(at, copy, mime, left, none))
        QApplication.sendEvent(target, QDropEvent(QPointF(at), copy, mime, left, none))


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], Person]]:
    """Start the program's window; may be called again, as after a restart."""
    preferences.set_projects_folder(tmp_path / "projects")
    opened: list[MainWindow] = []

    def start() -> Person:
        session = Session()
        wake = Wake(session.jobs)
        session.destroyed.connect(wake.release)
        window = MainWindow(session, WarmUp(session))
        session.engine_loaded.connect(lambda: use_threads(1))
        opened.append(window)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        return Person(qtbot, window)

    yield start
    for window in filter(isValid, opened):
        close(qtbot, window)
    theme.choose("system")


def close(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    window.close()
    qtbot.waitUntil(lambda: not session.jobs.busy and not session.has_project, timeout=LONG_MS)
    assert session.jobs.wait()
    window.deleteLater()
    QThread.yieldCurrentThread()


def test_from_a_folder_to_predictions_and_back(
    qtbot: QtBot, open_window: Callable[[], Person], tmp_path: Path
) -> None:
    person = open_window()
    import_folder(person, tmp_path / "moths")
    pretrain(person)
    label_ten(person)
    fine_tune(person)
    open_a_cell(person)
    export(person, tmp_path)
    close(qtbot, person.window)

    again = open_window()
    again.click("recent_0")
    again.wait_for("use_drop")
    assert again.find(QPushButton, "step_use").isChecked()


def import_folder(person: Person, folder: Path) -> None:
    draw_pictures(folder, 48)
    person.drop(folder)
    person.wait_for("import_folder")
    assert person.find(QLabel, "summary_title").text() == "48 pictures can be learnt from"
    person.click("import_folder")
    person.wait_for("count_fine")


def pretrain(person: Person) -> None:
    person.click("go_to_pretrain")
    person.click("budget_own")
    type_over(person.find(QSpinBox, "budget_minutes"), "1")
    person.click("start")
    person.wait(
        lambda: "samples a second" in shown_words(person) or "pictures a second" in shown_words(person)
    )
    person.wait_for("job_finish")
    person.click("job_finish")
    person.click("label_next")


def label_ten(person: Person) -> None:
    person.wait_for("sample_grid")
    person.wait(lambda: len(person.find(SampleGrid, "sample_grid").ids) > 0)
    for name in ("red", "blue"):
        person.press(Qt.Key.Key_N)
        person.type(name)
    for _ in range(10):
        person.press(Qt.Key.Key_1 if looks_red(person) else Qt.Key.Key_2)
    person.wait(lambda: "10 labels" in person.find(QPushButton, "step_label").accessibleName())


def looks_red(person: Person) -> bool:
    """What a person sees of the chosen picture: its name begins with "a" when it is reddish."""
    return person.find(QLabel, "sample_file").text().startswith("a")


def fine_tune(person: Person) -> None:
    person.press(Qt.Key.Key_4, ALT)
    person.click("mode_probe")
    type_over(person.find(QSpinBox, "minutes"), "1")
    person.click("start")
    person.wait(lambda: "1 model" in person.find(QPushButton, "step_fine_tune").accessibleName())


def open_a_cell(person: Person) -> None:
    person.click("step_inspect")
    person.click("view_matrix")
    person.wait(lambda: "were right" in shown_words(person))
    matrix = person.find(ConfusionMatrix, "confusion_matrix")
    QTest.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.cell_rect(0, 0).center())
    person.wait_for("clear_cell")


def export(person: Person, tmp_path: Path) -> None:
    draw_pictures(tmp_path / "new", 6)
    person.click("step_use")
    person.wait_for("use_drop")
    person.drop(tmp_path / "new", "use_drop")
    out = tmp_path / "out.csv"
    type_over(person.find(QLineEdit, "use_out"), str(out))
    person.click("predict")
    person.wait(out.exists)
    with out.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 6
    assert {row["label"] for row in rows} <= {"red", "blue"}
    assert np.mean([float(row["confidence"]) for row in rows]) > 0.5


def shown_words(person: Person) -> str:
    return " ".join(label.text() for label in person.window.findChildren(QLabel) if label.isVisible())
