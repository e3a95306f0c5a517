"""A short table to read and choose from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from workbench.app.widgets.plain_table import PlainTable


def _table(qtbot: QtBot) -> PlainTable:
    table = PlainTable("runs", "Runs", ("Name", "Steps"), numbers={1}, most_rows=3)
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show_rows([("first", "1,200"), ("second", "7")])
    table.show()
    return table


def test_rows_are_shown_as_given_and_numbers_stand_on_the_right(qtbot: QtBot) -> None:
    table = _table(qtbot)
    assert table.texts() == [["first", "1,200"], ["second", "7"]]
    number, name = table.item(0, 1), table.item(0, 0)
    assert number is not None
    assert name is not None
    assert number.textAlignment() & Qt.AlignmentFlag.AlignRight.value
    assert name.textAlignment() & Qt.AlignmentFlag.AlignLeft.value


def test_it_is_as_high_as_its_rows_up_to_a_limit(qtbot: QtBot) -> None:
    table = _table(qtbot)
    low = table.height()
    table.show_rows([("row", "1")] * 3)
    three = table.height()
    table.show_rows([("row", "1")] * 30)
    assert low < three == table.height()


def test_a_row_is_chosen_by_keyboard_and_never_edited(qtbot: QtBot) -> None:
    table = _table(qtbot)
    table.setCurrentCell(0, 0)
    with qtbot.waitSignal(table.itemSelectionChanged):
        QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClicks(table, "x")
    assert table.currentRow() == 1
    assert table.texts()[1] == ["second", "7"]
