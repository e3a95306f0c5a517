"""The confusion matrix: which class was taken for which. Every cell opens its samples."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from workbench.app import theme
from workbench.app.widgets.class_badge import draw_badge
from workbench.app.words import tr

_LARGEST_CELL_PX, _SMALLEST_CELL_PX = 64, 28
_HEAD_PX = 32
_NAMES_PX = 148
_SHARE_PX = 72
_BADGE_PX = 18
_ROOM_PX = 420
_MOST_TINT = 0.85
_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class ConfusionMatrix(QWidget):
    """Labels by row, guesses by column; right ones on the diagonal."""

    cell_activated = Signal(int, int)
    """(row, column): a click, Enter or Space."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confusion_matrix")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._names: tuple[str, ...] = ()
        self._badges: tuple[int, ...] = ()
        self._counts: NDArray[np.int64] = np.zeros((0, 0), dtype=np.int64)
        self._current = (0, 0)
        theme.changed.connect(self.update)
        self._describe()

    def show_counts(
        self, names: Sequence[str], counts: NDArray[np.int64], badges: Sequence[int] = ()
    ) -> None:
        """Draw (K, K) counts, truth by row. `badges` are the classes' numbers in the project; -1 for none."""
        self._names = tuple(names)
        self._badges = tuple(badges) or tuple(range(len(names)))
        self._counts = counts
        self._current = (0, 0)
        self.setFixedSize(self.sizeHint())
        self._describe()
        self.update()

    @property
    def current(self) -> tuple[int, int]:
        """The cell that keys act on: (row, column)."""
        return self._current

    def cell_rect(self, row: int, column: int) -> QRect:
        """Where a cell lies."""
        cell = self._cell_px
        return QRect(_NAMES_PX + column * cell, _HEAD_PX + row * cell, cell, cell)

    def sizeHint(self) -> QSize:
        side = self._cell_px * len(self._names)
        return QSize(_NAMES_PX + side + _SHARE_PX, _HEAD_PX + side + 2)

    @property
    def _cell_px(self) -> int:
        return max(_SMALLEST_CELL_PX, min(_LARGEST_CELL_PX, _ROOM_PX // max(1, len(self._names))))

    # How it looks

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for row in range(len(self._names)):
            self._draw_names(painter, row)
            for column in range(len(self._names)):
                if self.cell_rect(row, column).intersects(event.rect()):
                    self._draw_cell(painter, row, column)
        if self.hasFocus() and self._names:
            painter.setPen(QPen(QColor(theme.current().text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.cell_rect(*self._current).adjusted(1, 1, -1, -1))
        painter.end()

    def _draw_names(self, painter: QPainter, index: int) -> None:
        """The row's and the column's head, and the share of the row that was right."""
        line, over = self.cell_rect(index, 0), self.cell_rect(0, index)
        left, middle = _NAMES_PX - _BADGE_PX - 8, line.center().y() - _BADGE_PX // 2
        for x, y in ((left, middle), (over.center().x() - _BADGE_PX // 2, 8)):
            if self._badges[index] >= 0:
                draw_badge(painter, QRectF(x, y, _BADGE_PX, _BADGE_PX), self._badges[index])
        painter.setPen(QColor(theme.current().text))
        room = QRect(0, line.top(), _NAMES_PX - _BADGE_PX - 16, line.height())
        name = painter.fontMetrics().elidedText(self._names[index], Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, name)
        painter.setPen(QColor(theme.current().muted))
        right = self.cell_rect(index, len(self._names) - 1).right()
        share = QRect(right + 8, line.top(), _SHARE_PX - 8, line.height())
        painter.drawText(share, Qt.AlignmentFlag.AlignVCenter, self._share(index))

    def _draw_cell(self, painter: QPainter, row: int, column: int) -> None:
        palette, area = theme.current(), self.cell_rect(row, column)
        num, total = int(self._counts[row, column]), max(1, int(self._counts[row].sum()))
        tint = _mixed(
            palette.surface, palette.accent if row == column else palette.care, _MOST_TINT * num / total
        )
        painter.fillRect(area, QColor(tint))
        painter.setPen(QColor(palette.border))
        painter.drawRect(area)
        if num:
            painter.setPen(QColor(theme.text_on(tint)))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, f"{num:,}")

    def _share(self, row: int) -> str:
        total = int(self._counts[row].sum())
        return f"{100 * int(self._counts[row, row]) / total:.0f} %" if total else ""

    # What a person does

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self._cell_at(event.pos())
            QToolTip.showText(event.globalPos(), self._words(*cell) if cell else self.toolTip(), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().toPoint())
        if cell is None or event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._go(cell)
        self.cell_activated.emit(*cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._cell_at(event.position().toPoint()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._names:
            self.cell_activated.emit(*self._current)
        elif key in _ARROWS and self._names:
            last = len(self._names) - 1
            row, column = (
                min(last, max(0, at + by)) for at, by in zip(self._current, _ARROWS[key], strict=True)
            )
            self._go((row, column))
        else:
            event.ignore()

    def _go(self, cell: tuple[int, int]) -> None:
        self._current = cell
        self._describe()
        self.update()

    def _cell_at(self, point: QPoint) -> tuple[int, int] | None:
        column, row = (point.x() - _NAMES_PX) // self._cell_px, (point.y() - _HEAD_PX) // self._cell_px
        num = len(self._names)
        return (row, column) if 0 <= row < num and 0 <= column < num else None

    def _describe(self) -> None:
        self.setAccessibleName(tr("Confusion matrix: which class was taken for which"))
        self.setToolTip(self.accessibleName())
        self.setAccessibleDescription(self._words(*self._current) if self._names else "")

    def _words(self, row: int, column: int) -> str:
        num, truth, guess = int(self._counts[row, column]), self._names[row], self._names[column]
        if row == column:
            return tr("{truth}, said to be {guess}: {n:,}, right").format(truth=truth, guess=guess, n=num)
        return tr("{truth}, said to be {guess}: {n:,}, wrong").format(truth=truth, guess=guess, n=num)


def _mixed(ground: str, colour: str, share: float) -> str:
    parts = [
        round(int(ground[i : i + 2], 16) * (1 - share) + int(colour[i : i + 2], 16) * share)
        for i in (1, 3, 5)
    ]
    return "#{:02X}{:02X}{:02X}".format(*parts)
