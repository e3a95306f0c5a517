"""Numbers begin where other fields' text does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QFormLayout, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from workbench.app import theme
from workbench.app.widgets.spin_boxes import indented


@pytest.fixture(autouse=True)
def _styled(qapp: QApplication) -> Iterator[None]:
    theme.choose("light")
    yield
    qapp.setStyleSheet("")


def test_a_number_begins_where_other_fields_begin(qtbot: QtBot) -> None:
    host, line = QWidget(), QLineEdit("30")
    qtbot.addWidget(host)
    box = indented(QSpinBox())
    form = QFormLayout(host)
    form.addRow("Line", line)
    form.addRow("Number", box)
    host.show()
    assert abs(_text_left(box.lineEdit(), host) - _text_left(line, host)) <= 1


def _text_left(line: QLineEdit, host: QWidget) -> int:
    line.setCursorPosition(0)
    return line.mapTo(host, QPoint(line.cursorRect().left(), 0)).x()
