"""The list of texts: one line a sound."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.app.pages.inspect.heard.rows import HeardRow, cells, heads
from workbench.app.words import tr

_Index = QModelIndex | QPersistentModelIndex
_ROW_PX = 30
_WIDTHS_PX = {0: 108, 3: 56, 4: 60}
_NUMBERS = (3, 4)
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TO_THE_PANEL = (Qt.Key.Key_Space, Qt.Key.Key_A, Qt.Key.Key_D, Qt.Key.Key_N)


class _Lines(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[HeardRow] = ()

    def replace(self, rows: Sequence[HeardRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(heads())

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return cells(self.rows[index.row()])[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:  # marked, so that it is wrapped and never taken for markup
            return f"<qt>{escape(cells(self.rows[index.row()])[index.column()])}</qt>"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() in _NUMBERS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return heads()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in _NUMBERS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class _LastSigns(QStyledItemDelegate):
    """Leaves out the beginning of a name that is too long: names often differ in their last signs only."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideLeft


class HeardTable(QTableView):
    """One row is chosen; keys of the panel are left to it."""

    sample_chosen = Signal(int)
    activated_by_key = Signal()
    """Enter: the person wants to type."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self.setObjectName("heard_texts")
        title = tr("What the model wrote of each sound")
        self.setAccessibleName(title)
        self.setToolTip(title)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setItemDelegateForColumn(0, _LastSigns(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS_PX.items():
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, width)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)

    @property
    def current(self) -> int | None:
        """The chosen sample."""
        row = self.currentIndex().row()
        return self._lines.rows[row].said.sample if 0 <= row < len(self._lines.rows) else None

    @property
    def samples(self) -> list[int]:
        """All that are listed, in their order."""
        return [row.said.sample for row in self._lines.rows]

    def show_rows(self, rows: Sequence[HeardRow]) -> None:
        """List these; the chosen one stays chosen where it is among them, else the first is."""
        before = self.current
        self._lines.replace(rows)
        samples = self.samples
        if samples:
            self.choose_row(samples.index(before) if before in samples else 0)

    def draw_again(self, rows: Sequence[HeardRow]) -> None:
        """The same samples in the same order; what is said of them is another."""
        self._lines.rows = rows
        last = self._lines.index(len(rows) - 1, self._lines.columnCount() - 1)
        self._lines.dataChanged.emit(self._lines.index(0, 0), last)

    def step(self, by: int) -> None:
        """Choose the row before or the next."""
        row = self.currentIndex().row() + by
        if 0 <= row < len(self._lines.rows):
            self.choose_row(row)

    def choose_row(self, row: int) -> None:
        """Choose a row, and show it."""
        index = self._lines.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in _RETURN:
            self.activated_by_key.emit()
        elif plain and event.key() in _TO_THE_PANEL:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _on_current_changed(self, now: QModelIndex) -> None:
        if 0 <= now.row() < len(self._lines.rows):
            self.sample_chosen.emit(self._lines.rows[now.row()].said.sample)
