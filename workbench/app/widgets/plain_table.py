"""A short table to read and choose from: fits its rows, right-aligns numbers, never edits."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

_ROW_PX = 32
_LEAST_WIDTH = 40
_STYLE = """
QTableWidget { outline: none; }
QTableWidget::item { padding: 0 5px; }
QHeaderView, QHeaderView::section { background: transparent; }
"""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PlainTable(QTableWidget):
    """Rows of text under headings. One column takes the room that is left: the last, or `stretched`.

    `even`: all columns share the room.
    """

    def __init__(
        self,
        name: str,
        title: str,
        headings: Sequence[str],
        *,
        numbers: Collection[int] = (),
        stretched: int = -1,
        even: bool = False,
        most_rows: int = 6,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(0, len(headings), parent)
        self._numbers = numbers
        self._most_rows = most_rows
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setToolTip(title)
        self.setHorizontalHeaderLabels(list(headings))
        for column in range(len(headings)):
            heading = self.horizontalHeaderItem(column)
            if heading is not None:
                heading.setTextAlignment(self._alignment(column))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in range(len(headings)) if even else (stretched % len(headings),):
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(_LEAST_WIDTH)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setStyleSheet(_STYLE)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Draw these rows, and be as high as they are, up to a limit."""
        self.setRowCount(len(rows))
        for line, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setTextAlignment(self._alignment(column))
                item.setToolTip(text)
                self.setItem(line, column, item)
        shown = min(max(len(rows), 1), self._most_rows)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + shown * _ROW_PX + 4)

    def texts(self) -> list[list[str]]:
        """What the rows say."""
        return [
            [item.text() if (item := self.item(row, column)) else "" for column in range(self.columnCount())]
            for row in range(self.rowCount())
        ]

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        return _RIGHT if column in self._numbers else _LEFT
