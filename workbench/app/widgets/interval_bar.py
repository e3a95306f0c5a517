"""A share between 0 and 100 % as a dot, with the interval in which it probably lies as a band."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.app import theme

_HEIGHT = 16
_LEAST_WIDTH = 96
_BAND = 8
_DOT = 5


class IntervalBar(QWidget):
    """Draws nothing but the track where nothing is known."""

    def __init__(self, name: str = "interval", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.value: float | None = None
        self.low: float | None = None
        self.high: float | None = None
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_share(self, value: float | None, low: float | None, high: float | None, words: str) -> None:
        """Draw a share in [0, 1] and its interval; `words` is what a screen reader says."""
        self.value, self.low, self.high = value, low, high
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)

    def paintEvent(self, _: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        self._draw_band(painter, 0.0, 1.0, QColor(palette.border))
        if self.low is not None and self.high is not None:
            band = QColor(palette.accent)
            band.setAlpha(110)
            self._draw_band(painter, self.low, self.high, band)
        if self.value is not None:
            painter.setBrush(QColor(palette.accent))
            painter.drawEllipse(QPointF(self._x(self.value), self.height() / 2), _DOT, _DOT)
        painter.end()

    def _draw_band(self, painter: QPainter, low: float, high: float, colour: QColor) -> None:
        left, right = self._x(low), self._x(high)
        painter.setBrush(colour)
        band = QRectF(left, (self.height() - _BAND) / 2, max(right - left, 1.0), _BAND)
        painter.drawRoundedRect(band, _BAND / 2, _BAND / 2)

    def _x(self, share: float) -> float:
        return _DOT + min(max(share, 0.0), 1.0) * (self.width() - 2 * _DOT)
