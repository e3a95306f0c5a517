"""The keys stay on a page when what had them goes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from workbench.app.widgets.focus import KeysKeeper


class _Window(QWidget):
    """A way out, and a page with a button."""

    def __init__(self) -> None:
        super().__init__()
        self.way_out, self.page, self.button = QPushButton(), QWidget(), QPushButton()
        column = QVBoxLayout(self)
        column.addWidget(self.way_out)
        column.addWidget(self.page)
        QVBoxLayout(self.page).addWidget(self.button)
        KeysKeeper(self.page)


@pytest.fixture
def window(qtbot: QtBot) -> _Window:
    """Its button has the keys."""
    window = _Window()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.button.setFocus()
    qtbot.waitUntil(window.button.hasFocus)
    return window


@pytest.mark.parametrize("go", [QPushButton.hide, lambda button: button.setEnabled(False)])
def test_the_keys_stay_with_the_page_when_what_had_them_goes(
    qtbot: QtBot, window: _Window, go: Callable[[QPushButton], None]
) -> None:
    go(window.button)
    qtbot.waitUntil(window.page.hasFocus)


def test_a_person_may_leave_the_page(qtbot: QtBot, window: _Window) -> None:
    window.way_out.setFocus()
    qtbot.waitUntil(window.way_out.hasFocus)
    window.button.hide()
    assert window.way_out.hasFocus()
