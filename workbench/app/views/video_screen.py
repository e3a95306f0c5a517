"""One frame of a video, as large as there is room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.app import theme
from workbench.app.views.video_reel import Reel
from workbench.app.words import tr

_SHARP_ABOVE = 2.0
"""So much enlarged, pixels are shown as pixels."""


class VideoScreen(QWidget):
    """Says where the mouse is over it, and that it was clicked."""

    hovered = Signal(float)
    """Share of its width from the left, 0 to 1."""
    left = Signal()
    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._reel: Reel | None = None
        self._waiting: QPixmap | None = None
        self._frame = 0
        self.setObjectName("video_screen")
        self.setAccessibleName(tr("The video"))
        self.setToolTip(tr("A click plays it, or pauses it; paused, moving over it looks through it."))
        self.setMouseTracking(True)
        self.setMinimumSize(96, 64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_reel(self, reel: Reel | None, waiting: QPixmap | None = None) -> None:
        """Show a video's first frame; a small picture of it, or nothing at all, while it is read."""
        self._reel, self._waiting, self._frame = reel, waiting, 0
        self.update()

    def set_frame(self, frame: int) -> None:
        """Show another frame."""
        if frame != self._frame:
            self._frame = frame
            self.update()

    @property
    def frame(self) -> int:
        """The frame that is shown."""
        return self._frame

    def sizeHint(self) -> QSize:
        return QSize(320, 200)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._reel is not None and not event.buttons():
            area = self._area(self._reel.frames.shape[2], self._reel.frames.shape[1])
            share = (event.position().x() - area.left()) / max(1, area.width())
            self.hovered.emit(min(1.0, max(0.0, share)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._reel is not None:
            self.clicked.emit()
        super().mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown: QImage | QPixmap | None = self._waiting
        if self._reel is not None:
            shown = self._reel.image(self._frame)
        if shown is None or not shown.width():
            painter.fillRect(self.rect(), QColor(theme.current().hover))
        else:
            area = self._area(shown.width(), shown.height())
            is_smooth = area.width() < _SHARP_ABOVE * shown.width()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
            if isinstance(shown, QImage):
                painter.drawImage(area, shown)
            else:
                painter.drawPixmap(area, shown)
        painter.end()

    def _area(self, width: int, height: int) -> QRect:
        ratio = min(self.width() / width, self.height() / height)
        wide, high = max(1, int(width * ratio)), max(1, int(height * ratio))
        return QRect((self.width() - wide) // 2, (self.height() - high) // 2, wide, high)
