"""A grid of thumbnails that stays smooth at a million samples, driven by mouse and keyboard."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from workbench.app.widgets.grid_painting import Mark
from workbench.app.widgets.grid_view import DEFAULT_CELL_PX, LARGEST_CELL_PX, SMALLEST_CELL_PX, GridView

__all__ = ["DEFAULT_CELL_PX", "LARGEST_CELL_PX", "SMALLEST_CELL_PX", "Mark", "SampleGrid"]

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class SampleGrid(GridView):
    """Click, Ctrl and Shift click, rubber band; arrows and their like. Other keys go to the page."""

    sample_activated = Signal(int)
    """Double click or Enter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._press: QPoint | None = None
        self._before_band: NDArray[np.int64] | None = None

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        row = self._row_at(event.position().toPoint())
        self._press = event.position().toPoint() + QPoint(0, self._top)
        if row >= 0:
            self._choose(row, event.modifiers())
        self._before_band = self._chosen.rows if event.modifiers() & (_CTRL | _SHIFT) else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None:
            super().mouseMoveEvent(event)
            return
        here = event.position().toPoint() + QPoint(0, self._top)
        if self._band is None and (here - self._press).manhattanLength() < 12:
            return
        self._scroll_while_dragging(event.position().toPoint().y())
        self._band = QRect(self._press, here).normalized()
        self._chosen.set_rows(self._layout().touched(self._band), self._before_band)
        self.selection_changed_to.emit(self.selected_ids)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._press is not None and self._band is None and not event.modifiers() & (_CTRL | _SHIFT):
            self._clear_on_empty_ground(event.position().toPoint())
        self._press = self._band = self._before_band = None
        self.viewport().update()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        if row >= 0:
            self.sample_activated.emit(int(self._ids[row]))

    def _clear_on_empty_ground(self, point: QPoint) -> None:
        if self._row_at(point) < 0 and len(self._chosen.rows):
            self._chosen.set_rows(np.zeros(0, dtype=np.int64))
            self.selection_changed_to.emit(self.selected_ids)

    def _scroll_while_dragging(self, y: int) -> None:
        height = self.viewport().height()
        if y < 0 or y > height:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + (y if y < 0 else y - height))

    def _choose(self, row: int, keys: Qt.KeyboardModifier) -> None:
        if keys & _CTRL:
            before = self.current
            self._chosen.toggle(row)
            self._tell(before)
        else:
            self._go(row, extend=bool(keys & _SHIFT))

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = Qt.Key(event.key()), event.modifiers()
        if key is Qt.Key.Key_A and keys == _CTRL:
            self._chosen.select_all()
            self.selection_changed_to.emit(self.selected_ids)
            self.viewport().update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None and not keys & _CTRL:
            self.sample_activated.emit(self.current)
        elif (step := self._step(key)) is not None and len(self._ids) and not keys & _CTRL:
            self._go(self._beside(step), extend=bool(keys & _SHIFT))
        else:
            event.ignore()

    def _step(self, key: Qt.Key) -> int | None:
        layout = self._layout()
        page = max(1, self.viewport().height() // layout.line_px) * layout.columns
        return {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -layout.columns,
            Qt.Key.Key_Down: layout.columns,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -len(self._ids),
            Qt.Key.Key_End: len(self._ids),
        }.get(key)
