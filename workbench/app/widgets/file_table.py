"""A table of files with a reason or a note for each, which can be filtered by typing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.app import theme
from workbench.app.words import tr

_Index = QModelIndex | QPersistentModelIndex
_ROW_PX = 28
_SORTED_BY = Qt.ItemDataRole.UserRole
_NUMBER = re.compile(r"\d+")


class _Rows(QAbstractTableModel):
    def __init__(self, heads: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._heads = heads
        self.entries: Sequence[tuple[str, ...]] = ()

    def replace(self, rows: Sequence[tuple[str, ...]]) -> None:
        self.beginResetModel()
        self.entries = rows
        self.endResetModel()

    def name_column(self, column: int, head: str) -> None:
        self._heads = (*self._heads[:column], head, *self._heads[column + 1 :])
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, column, column)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.entries[index.row()][index.column()]
        if role == _SORTED_BY:  # row 9 comes before row 10
            return _NUMBER.sub(lambda found: found[0].zfill(9), self.entries[index.row()][index.column()])
        if role == Qt.ItemDataRole.ToolTipRole:  # marked, so that it is wrapped and never taken for markup
            return f"<qt>{escape(self.entries[index.row()][index.column()])}</qt>"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._heads[section]
        return None


class _Names(QStyledItemDelegate):
    """A name too long for its column keeps its end, where a row's number stands."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


class FileTable(QWidget):
    """Columns by name; the last one takes the room that is left."""

    row_chosen = Signal(int)
    """The number of the row that a person has gone to, in the order in which the rows were given."""

    def __init__(
        self, name: str, heads: tuple[str, ...], title: str, widths_px: tuple[int, ...] = ()
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._rows = _Rows(heads, self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self._rows)
        self._shown.setSortRole(_SORTED_BY)
        self._shown.setFilterKeyColumn(-1)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._filter = QLineEdit()
        self._filter.setObjectName(f"{name}_filter")
        self._filter.setPlaceholderText(tr("Filter by a part of the name or the reason"))
        self._filter.setAccessibleName(tr("Filter: {title}").format(title=title))
        self._filter.setToolTip(tr("Only rows with these letters are shown"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._shown.setFilterFixedString)
        self.view = self._make_view(name, title, widths_px)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._filter)
        column.addWidget(self.view, 1)

    def replace(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Show other rows."""
        self._rows.replace(rows)

    def choose(self, row: int) -> None:
        """Go to a row, by its number in the order in which the rows were given; not where it is left out."""
        index = self._shown.mapFromSource(self._rows.index(row, 0))
        if index.isValid():
            self.view.selectRow(index.row())
            self.view.scrollTo(index)

    def name_column(self, column: int, head: str) -> None:
        """Call a column something else."""
        self._rows.name_column(column, head)

    def set_filter(self, text: str) -> None:
        """Show only rows with these letters."""
        self._filter.setText(text)

    @property
    def num_shown(self) -> int:
        """How many rows pass the filter."""
        return self._shown.rowCount()

    def chosen(self) -> tuple[tuple[str, ...], ...]:
        """The selected rows."""
        rows = sorted(self._shown.mapToSource(i).row() for i in self.view.selectionModel().selectedRows())
        return tuple(self._rows.entries[row] for row in rows)

    def _on_row_changed(self, now: QModelIndex) -> None:
        if now.isValid():
            self.row_chosen.emit(self._shown.mapToSource(now).row())

    def _make_view(self, name: str, title: str, widths_px: tuple[int, ...]) -> QTableView:
        view = QTableView()
        view.setObjectName(f"{name}_rows")
        view.setAccessibleName(title)
        view.setToolTip(title)
        view.setModel(self._shown)
        view.selectionModel().currentRowChanged.connect(self._on_row_changed)
        view.setSortingEnabled(True)
        view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setItemDelegateForColumn(0, _Names(view))
        view.setWordWrap(False)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(_ROW_PX)
        view.horizontalHeader().setStretchLastSection(True)
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        view.horizontalHeader().setHighlightSections(False)
        for column in range(self._rows.columnCount() - 1):
            view.setColumnWidth(column, widths_px[column] if widths_px else 280)
        return view
