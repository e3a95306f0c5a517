"""PySide6 6.12.0 on Python 3.11 loses a reference to True or None at each call, until the program aborts."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

_TIMES = 1000
_NOISE = 50
"""References that come and go by themselves: far fewer than one a call."""


class _Bell(QObject):
    rang = Signal(bool)


def test_emitting_a_signal_loses_no_reference(qapp: QApplication) -> None:
    bell = _Bell()
    heard: list[bool] = []
    bell.rang.connect(heard.append)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(_TIMES):
        bell.rang.emit(True)
    assert len(heard) == _TIMES
    heard.clear()
    assert sys.getrefcount(True) == pytest.approx(before[0], abs=_NOISE)
    assert sys.getrefcount(None) == pytest.approx(before[1], abs=_NOISE)


def test_painting_loses_no_reference(qapp: QApplication) -> None:
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(_TIMES):
        painter.fillRect(0, 0, 8, 8, Qt.GlobalColor.white)
        painter.drawLine(0, 0, 7, 7)
    after = sys.getrefcount(True), sys.getrefcount(None)
    painter.end()
    assert after == pytest.approx(before, abs=_NOISE)


@pytest.mark.window
def test_a_window_is_really_painted_on_the_screen(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp.platformName() == "xcb"
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet("background: #2463c9")
    window.resize(200, 100)
    window.show()
    qtbot.waitExposed(window)

    def shows_blue() -> None:
        screen = window.screen().grabWindow(0, window.x() + 50, window.y() + 50, 1, 1)
        assert screen.toImage().pixelColor(0, 0) == QColor("#2463c9")

    qtbot.waitUntil(shows_blue)
