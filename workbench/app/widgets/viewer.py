"""A picture one can go into: the wheel zooms around the cursor down to single pixels, dragging moves it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.app import theme
from workbench.app.widgets.picture_levels import Levels, Piece, piece
from workbench.app.words import tr
from workbench.engine.modalities.image import tone

_WHEEL_STEP = 1.25
_LARGEST_SCALE = 64.0
_SHARP_ABOVE = 2.0
"""Beyond this many screen pixels a picture pixel, pixels are drawn as squares."""


class Viewer(QWidget):
    """Shows a picture's `Levels` with contrast limits; keeps whole fitted until one zooms."""

    cursor_moved = Signal(int, int)
    """(x, y) of the picture's pixel below the cursor; (-1, -1) outside."""
    scale_changed = Signal(float)
    """Screen pixels a picture pixel."""

    def __init__(self) -> None:
        super().__init__()
        self._levels: Levels | None = None
        self._limits: tone.Limits | None = None
        self._scale = 1.0
        self._corner = QPointF(0, 0)
        self._fitted = True
        self._dragged_from: QPointF | None = None
        self._piece: Piece | None = None
        self.setObjectName("viewer")
        self.setAccessibleName(tr("Picture"))
        self.setToolTip(tr("Wheel: zoom. Drag: move. F: fit. 1: one to one."))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    @property
    def scale(self) -> float:
        """Screen pixels a picture pixel."""
        return self._scale

    def show_levels(self, levels: Levels | None, limits: tone.Limits | None) -> None:
        """Show another picture, fitted; None for none."""
        self._levels, self._limits = levels, limits
        self._piece = None
        self.fit()
        self.update()

    def set_limits(self, limits: tone.Limits) -> None:
        """Show the same picture with another contrast."""
        self._limits = limits
        self._redraw()

    def fit(self) -> None:
        """Show the whole picture."""
        self._fitted = True
        if self._levels is None:
            return
        height, width = self._levels.full.shape[:2]
        self._scale = min(self.width() / width, self.height() / height, _LARGEST_SCALE)
        self._corner = QPointF(
            (self.width() - width * self._scale) / 2, (self.height() - height * self._scale) / 2
        )
        self._redraw()
        self.scale_changed.emit(self._scale)

    def zoom_to(self, scale: float, around: QPointF | None = None) -> None:
        """Change the scale while the point `around` (the middle where none is given) stays in place."""
        if self._levels is None:
            return
        point = around or QPointF(self.width() / 2, self.height() / 2)
        height, width = self._levels.full.shape[:2]
        smallest = min(1.0, self.width() / width / 4, self.height() / height / 4)
        scale = min(max(scale, smallest), _LARGEST_SCALE)
        in_picture = (point - self._corner) / self._scale
        self._fitted = False
        self._scale = scale
        self._corner = point - in_picture * scale
        self._redraw()
        self.scale_changed.emit(scale)

    def pixel_at(self, point: QPointF) -> tuple[int, int]:
        """(x, y) of the picture's pixel at a point of the widget; (-1, -1) outside."""
        if self._levels is None:
            return -1, -1
        place = (point - self._corner) / self._scale
        height, width = self._levels.full.shape[:2]
        if 0 <= place.x() < width and 0 <= place.y() < height:
            return int(place.x()), int(place.y())
        return -1, -1

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        self.zoom_to(self._scale * _WHEEL_STEP**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragged_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            self._fitted = False
            self._corner += event.position() - self._dragged_from
            self._dragged_from = event.position()
            self._redraw()
        self.cursor_moved.emit(*self.pixel_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None
        self.unsetCursor()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_F:
            self.fit()
        elif key == Qt.Key.Key_1:
            self.zoom_to(1.0)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_to(self._scale * _WHEEL_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_to(self._scale / _WHEEL_STEP)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
        else:
            self._redraw()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.current().hover))
        if self._piece is None and self._levels is not None and self._limits is not None:
            self._piece = piece(self._levels, self._seen(), self._scale, self._limits)
        if self._piece is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._scale < _SHARP_ABOVE)
            area = self._piece.area
            target = QRectF(area.topLeft() * self._scale + self._corner, area.size() * self._scale)
            painter.drawImage(target, self._piece.image)
        painter.end()

    def _seen(self) -> QRectF:
        """The part of the picture that is seen, in its own pixels."""
        assert self._levels is not None
        height, width = self._levels.full.shape[:2]
        seen = QRectF(-self._corner / self._scale, self.size().toSizeF() / self._scale)
        part = seen.intersected(QRectF(0, 0, width, height))
        return part if not part.isEmpty() else QRectF(0, 0, 1, 1)

    def _redraw(self) -> None:
        self._piece = None
        self.update()
