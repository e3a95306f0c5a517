"""Finding visible widgets by name and using them as a person would."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QRadioButton, QWidget

W = TypeVar("W", bound=QWidget)


def find(parent: QWidget, kind: type[W], name: str) -> W:
    """The widget of that name; fails the test when there is none."""
    widget = parent.findChild(kind, name)
    assert widget is not None, f"there is no {kind.__name__} {name!r}"
    return widget


def text(parent: QWidget, name: str) -> str:
    """What a label says."""
    return find(parent, QLabel, name).text()


def click(parent: QWidget, name: str) -> None:
    """Click a button that can be seen and used."""
    button = find(parent, QAbstractButton, name)
    assert button.isVisible(), f"{name!r} cannot be seen"
    assert button.isEnabled(), f"{name!r} cannot be used"
    place = button.rect().center()
    if isinstance(button, QCheckBox | QRadioButton):
        place.setX(10)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def type_over(widget: QWidget, typed: str) -> None:
    """Replace what is in a box by typing, and leave it."""
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(widget, typed)
    QTest.keyClick(widget, Qt.Key.Key_Tab)
