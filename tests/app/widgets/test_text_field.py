"""The field for a sample's text: what is kept, when, and which keys are the window's."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from workbench.app.widgets.text_field import TextField

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def field(qtbot: QtBot) -> TextField:
    made = TextField("field", "Text", "Its text")
    qtbot.addWidget(made)
    made.show_text(1, "")
    made.show()
    return made


@pytest.fixture
def given(field: TextField) -> list[tuple[int, str]]:
    """What it gave."""
    taken: list[tuple[int, str]] = []
    field.given.connect(lambda sample, text: taken.append((sample, text)))
    return taken


def takes(field: TextField, key: Qt.Key) -> bool:
    """Whether Ctrl and this key are the field's, not the window's."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, CTRL)
    event.ignore()
    field.event(event)
    return event.isAccepted()


def test_enter_gives_the_text_on_one_line(field: TextField, given: list[tuple[int, str]]) -> None:
    field.setPlainText(" a  frog \n sings ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert given == [(1, "a frog sings")]


def test_enter_tells_of_an_unchanged_text_but_does_not_give_it(
    qtbot: QtBot, field: TextField, given: list[tuple[int, str]]
) -> None:
    field.show_text(2, "a frog")
    with qtbot.waitSignal(field.entered) as entered:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert (given, entered.args) == ([], [2, "a frog"])


def test_what_was_typed_is_given_when_another_sample_is_shown(
    field: TextField, given: list[tuple[int, str]]
) -> None:
    QTest.keyClicks(field, "a frog")
    field.show_text(2, "")
    assert given == [(1, "a frog")]
    assert field.text == ""


def test_what_was_typed_is_given_when_the_person_goes_elsewhere(
    qtbot: QtBot, field: TextField, given: list[tuple[int, str]]
) -> None:
    other = QLineEdit(field)
    other.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "a frog")
    other.setFocus()
    assert given == [(1, "a frog")]


def test_escape_drops_what_was_typed(field: TextField, given: list[tuple[int, str]]) -> None:
    field.show_text(2, "a frog")
    QTest.keyClicks(field, "xyz")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    field.keep()
    assert (field.text, given) == ("a frog", [])


def test_the_same_text_shown_again_keeps_what_is_being_typed(field: TextField) -> None:
    QTest.keyClicks(field, "a fr")
    field.show_text(1, "")
    assert field.text == "a fr"


def test_undo_is_the_windows_until_something_is_typed(field: TextField) -> None:
    assert not takes(field, Qt.Key.Key_Z)
    QTest.keyClicks(field, "a")
    assert takes(field, Qt.Key.Key_Z)


def test_undo_is_the_windows_again_once_the_text_was_kept(field: TextField) -> None:
    QTest.keyClicks(field, "a")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not takes(field, Qt.Key.Key_Z)


@pytest.mark.parametrize(("key", "step"), [(Qt.Key.Key_PageUp, -1), (Qt.Key.Key_PageDown, 1)])
def test_page_keys_go_to_another_sample(qtbot: QtBot, field: TextField, key: Qt.Key, step: int) -> None:
    with qtbot.waitSignal(field.stepped) as stepped:
        QTest.keyClick(field, key)
    assert stepped.args == [step]
