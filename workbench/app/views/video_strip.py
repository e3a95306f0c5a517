"""A video's frames side by side, and which of them is shown: to go over with the mouse."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.app import theme
from workbench.app.views import sound_painting as painting
from workbench.app.views.sound_track import length
from workbench.app.views.video_reel import Reel
from workbench.app.words import tr
from workbench.engine.contracts import Stretch

_HIGH_PX = 48
_GAP_PX = 3


class VideoStrip(QWidget):
    """Hovering scrubs; a click or a drag goes to a place. A bar below says which stretches stand out."""

    hovered = Signal(int)
    """Frame below the mouse."""
    left = Signal()
    """The mouse is somewhere else."""
    frame_chosen = Signal(int)

    def __init__(self, name: str = "video_strip") -> None:
        super().__init__()
        self._reel: Reel | None = None
        self._stretches: tuple[Stretch, ...] = ()
        self._frame = 0
        self._drawn: QPixmap | None = None
        self.setObjectName(name)
        self.setAccessibleName(tr("Frames of the video"))
        self.setToolTip(tr("Move over the frames to look through the video; a click goes there."))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._redraw)

    def show_reel(self, reel: Reel | None) -> None:
        """Draw the frames of a video, or nothing; no stretch of it stands out yet."""
        self._reel = reel
        self._stretches = ()
        self._frame = 0
        self._redraw()

    def mark(self, stretches: tuple[Stretch, ...]) -> None:
        """Let stretches of its time stand out."""
        self._stretches = stretches
        self._redraw()

    def set_frame(self, frame: int) -> None:
        """Draw which frame is shown now."""
        if frame != self._frame:
            self._frame = frame
            self.update()

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """What stands out."""
        return self._stretches

    def sizeHint(self) -> QSize:
        return QSize(240, _HIGH_PX + _GAP_PX + painting.BAR_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _HIGH_PX + _GAP_PX + painting.BAR_PX)

    @property
    def _area(self) -> QRect:
        """Where the frames are."""
        return QRect(0, 0, self.width(), max(1, self.height() - _GAP_PX - painting.BAR_PX))

    @property
    def _bar(self) -> QRect:
        return QRect(0, self.height() - painting.BAR_PX, self.width(), painting.BAR_PX)

    def x_of(self, frame: int) -> float:
        """The middle of a frame's time."""
        num = len(self._reel.frames) if self._reel is not None else 1
        return (self.width() - 1) * (frame + 0.5) / num

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._reel is not None:
            self.frame_chosen.emit(self._frame_at(event))
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._reel is None:
            return
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.frame_chosen.emit(self._frame_at(event))
        else:
            self.hovered.emit(self._frame_at(event))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    def _frame_at(self, event: QMouseEvent) -> int:
        assert self._reel is not None
        num = len(self._reel.frames)
        return min(max(int(num * event.position().x() / max(1, self.width())), 0), num - 1)

    # How it looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drawn = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._reel is None:
            painter.fillRect(self._area, QColor(theme.current().hover))
        else:
            if self._drawn is None:
                self._drawn = self._draw(self._reel)
            painter.drawPixmap(0, 0, self._drawn)
            painting.paint_position(painter, self._area, self.x_of(self._frame))
        painter.end()

    def _draw(self, reel: Reel) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        palette = theme.current()
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._draw_frames(painter, reel)
        painting.paint_frames(painter, self._area, self._stretches, reel.seconds, palette)
        painter.fillRect(self._bar, QColor(palette.hover))
        painting.paint_bars(painter, self._bar, self._stretches, reel.seconds, palette)
        painter.end()
        return made

    def _draw_frames(self, painter: QPainter, reel: Reel) -> None:
        """As many as there is room for, each the one of the middle of its stretch, its sides cut off."""
        area = self._area
        high, wide = reel.small.shape[1:3]
        number = max(1, min(len(reel.small), math.ceil(area.width() / (area.height() * wide / high))))
        for place in range(number):
            left, right = (round(area.width() * at / number) for at in (place, place + 1))
            target = QRect(left, area.top(), right - left, area.height())
            cut = min(wide, max(1, round(high * target.width() / target.height())))
            tall = min(high, max(1, round(wide * target.height() / target.width())))
            source = QRect((wide - cut) // 2, (high - tall) // 2, cut, tall)
            image = reel.small_image(int((place + 0.5) * len(reel.small) / number))
            painter.drawImage(target, image, source)

    def _redraw(self) -> None:
        self._drawn = None
        said = [tr("A video of {length}").format(length=length(self._reel.seconds))] if self._reel else []
        self.setAccessibleDescription(". ".join([*said, *_spoken(self._stretches)]))
        self.update()


def _spoken(stretches: tuple[Stretch, ...]) -> list[str]:
    """What stands out, as a screen reader says it."""
    words = {"for": tr("speaks for it"), "against": tr("speaks against it")}
    return [
        tr("{start:.2f} to {end:.2f} s {what}").format(
            start=one.start_seconds, end=one.end_seconds, what=words[one.mark]
        )
        for one in stretches
        if one.mark in words
    ]
