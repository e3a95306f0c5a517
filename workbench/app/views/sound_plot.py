"""A sound drawn over time: its outline above its spectrogram, and where it is heard now."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.app import theme
from workbench.app.theme import Palette
from workbench.app.views import sound_painting as painting
from workbench.app.views.sound_track import HIGHEST_HZ, LOWEST_HZ, Track, length
from workbench.app.views.spans import blended
from workbench.app.words import tr
from workbench.engine.contracts import Stretch

_PITCH_PX = 46
_TIME_PX = 18
_RIGHT_PX = 10
_GAP_PX = painting.BAR_PX + 4
_OUTLINE_SHARE = 0.36
_AXIS_FONT_PX = 11
_REST = 0.8
"""Of the muted colour in what was not heard yet."""
_STEP_SHARE = 0.05


class SoundPlot(QWidget):
    """Click or drag to go to a place; so do Home, End, Page up and Page down."""

    place_chosen = Signal(float)
    """Seconds from the beginning."""

    def __init__(self, name: str = "sound_plot") -> None:
        super().__init__()
        self._track: Track | None = None
        self._waiting: QPixmap | None = None
        self._stretches: tuple[Stretch, ...] = ()
        self._seconds = 0.0
        self._is_dragged = False
        self._rest: QPixmap | None = None
        self._heard: QPixmap | None = None
        self.setObjectName(name)
        self.setAccessibleName(tr("Waveform and spectrogram"))
        self.setToolTip(
            tr("Above: how loud it is over time (waveform). Below: how loud each pitch is (spectrogram):"
               " bright is loud. A click goes to that place.")
        )  # fmt: skip
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumSize(160, 96)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._redraw)

    def show_track(self, track: Track | None, waiting: QPixmap | None = None) -> None:
        """Draw a sound; nothing but a small picture of it, or nothing at all, while it is read."""
        self._track, self._waiting = track, waiting
        self._stretches = ()
        self._seconds = 0.0
        self._is_dragged = False
        self._redraw()

    def mark(self, stretches: tuple[Stretch, ...]) -> None:
        """Let stretches of the sound that is shown stand out."""
        self._stretches = stretches
        self._redraw()

    def set_place(self, seconds: float) -> None:
        """Draw where it is heard now; not while a person drags."""
        if not self._is_dragged:
            self._go_to(seconds)

    def _go_to(self, seconds: float) -> None:
        before, self._seconds = self._seconds, seconds
        if self._track is not None and round(self._x(before)) != round(self._x(seconds)):
            self.update()

    @property
    def place_seconds(self) -> float:
        """Where it was heard last, or was gone to."""
        return self._seconds

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """What stands out."""
        return self._stretches

    def sizeHint(self) -> QSize:
        return QSize(320, 220)

    # Where things are

    @property
    def _left(self) -> int:
        return _PITCH_PX

    @property
    def _outline_area(self) -> QRect:
        room = self.height() - _TIME_PX - _GAP_PX
        return QRect(_PITCH_PX, 0, max(1, self.width() - _PITCH_PX - _RIGHT_PX), round(room * _OUTLINE_SHARE))

    @property
    def _bar_area(self) -> QRect:
        above = self._outline_area
        return QRect(above.left(), above.bottom() + 3, above.width(), painting.BAR_PX)

    @property
    def spectrogram_area(self) -> QRect:
        """Where the spectrogram is drawn."""
        above = self._outline_area
        top = above.height() + _GAP_PX
        return QRect(above.left(), top, above.width(), max(1, self.height() - _TIME_PX - top))

    def _x(self, seconds: float) -> float:
        area = self._outline_area
        whole = self._track.clip.seconds if self._track is not None else 0.0
        return area.left() + (area.width() - 1) * min(1.0, seconds / whole if whole else 0.0)

    # Going to a place

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._track is not None:
            self._is_dragged = True
            self._go_to(self._place_at(event.position().toPoint()))
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_dragged:
            self._go_to(self._place_at(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_dragged:
            self._is_dragged = False
            self.place_chosen.emit(self._seconds)
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        whole = self._track.clip.seconds if self._track is not None else 0.0
        step = {
            Qt.Key.Key_Home: -whole,
            Qt.Key.Key_End: whole,
            Qt.Key.Key_PageUp: -whole * _STEP_SHARE,
            Qt.Key.Key_PageDown: whole * _STEP_SHARE,
        }.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.place_chosen.emit(min(max(0.0, self._seconds + step), whole))

    def _place_at(self, point: QPoint) -> float:
        if self._track is None:
            return 0.0
        area = self._outline_area
        share = (point.x() - area.left()) / max(1, area.width() - 1)
        return min(1.0, max(0.0, share)) * self._track.clip.seconds

    # How it looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._track is None:
            self._paint_waiting(painter)
        else:
            if self._rest is None or self._heard is None:
                self._rest, self._heard = (
                    self._drawn(self._track, heard=False),
                    self._drawn(self._track, heard=True),
                )
            x = self._x(self._seconds)
            painter.drawPixmap(0, 0, self._rest)
            painter.setClipRect(QRect(0, 0, round(x), self.height()))
            painter.drawPixmap(0, 0, self._heard)
            painter.setClipping(False)
            whole = self._outline_area.united(self.spectrogram_area)
            painting.paint_position(painter, whole, x)
        painter.end()

    def _paint_waiting(self, painter: QPainter) -> None:
        ground = QColor(theme.current().hover)
        painter.fillRect(self._outline_area, ground)
        if self._waiting is None:
            painter.fillRect(self.spectrogram_area, ground)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self.spectrogram_area, self._waiting)

    def _drawn(self, track: Track, *, heard: bool) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        palette, seconds = theme.current(), track.clip.seconds
        painter = QPainter(made)
        above, below = self._outline_area, self.spectrogram_area
        painter.fillRect(above, QColor(palette.hover))
        painting.paint_tints(painter, above, self._stretches, seconds, palette)
        rest = blended(palette.muted, palette.hover, _REST)
        painting.paint_outline(painter, above, track.outline, QColor(palette.accent if heard else rest))
        painting.paint_bars(painter, self._bar_area, self._stretches, seconds, palette)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(below, painting.picture(track.spectrogram, np.zeros((0, 0), np.bool_), palette))
        painting.paint_frames(painter, below, self._stretches, seconds, palette)
        self._paint_axes(painter, seconds, palette)
        painter.end()
        return made

    def _paint_axes(self, painter: QPainter, seconds: float, palette: Palette) -> None:
        font = QFont(self.font())
        font.setPixelSize(_AXIS_FONT_PX)
        painter.setFont(font)
        painter.setPen(QColor(palette.muted))
        area = self.spectrogram_area
        for y, words in painting.pitch_ticks(LOWEST_HZ, HIGHEST_HZ, area.height()):
            box = QRect(0, area.top() + y - 8, _PITCH_PX - 6, 16)
            box.moveTop(max(area.top() - 2, box.top()))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
            painter.drawLine(area.left() - 4, area.top() + y, area.left() - 1, area.top() + y)
        ticks = painting.time_ticks(seconds, area.width())
        for tick, words in zip(ticks, painting.time_words(ticks), strict=True):
            x = round(self._x(tick))
            painter.drawLine(x, area.bottom() + 1, x, area.bottom() + 4)
            wide = painter.fontMetrics().horizontalAdvance(words)
            left = min(max(area.left(), x - wide // 2), self.width() - wide)
            painter.drawText(QRect(left, area.bottom() + 4, wide + 2, 14), Qt.AlignmentFlag.AlignLeft, words)

    def _redraw(self) -> None:
        self._forget()
        said = ""
        if self._track is not None:
            said = tr("A sound of {length}").format(length=length(self._track.clip.seconds))
            said = ". ".join([said, *_spoken(self._stretches)])
        self.setAccessibleDescription(said)

    def _forget(self) -> None:
        self._rest = self._heard = None
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
