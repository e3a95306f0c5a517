from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from workbench.app.widgets.file_table import FileTable


def test_rows_stand_in_the_order_of_their_numbers(qtbot: QtBot) -> None:
    table = FileTable("rows", ("File",), "Rows")
    qtbot.addWidget(table)
    table.replace([(f"notes.csv (row {number})",) for number in (105, 22, 9)])
    model = table.view.model()
    assert [str(model.index(row, 0).data()) for row in range(3)] == [
        "notes.csv (row 9)", "notes.csv (row 22)", "notes.csv (row 105)",
    ]  # fmt: skip


def test_a_long_name_keeps_its_end(qtbot: QtBot) -> None:
    table = FileTable("rows", ("File", "Text"), "Rows")
    qtbot.addWidget(table)
    table.replace([("a very long name.csv (row 105)", "A text.")])
    delegate = table.view.itemDelegateForColumn(0)
    assert isinstance(delegate, QStyledItemDelegate)
    option = QStyleOptionViewItem()
    delegate.initStyleOption(option, table.view.model().index(0, 0))
    assert option.textElideMode == Qt.TextElideMode.ElideMiddle
