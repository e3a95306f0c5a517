"""The clips of one long file over its time, each in the colour of its class: to see, to go to, to mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.app import theme
from workbench.app.views.timeline_painting import paint_axis, paint_clips, runs, time_at
from workbench.app.words import tr

_HEAD_PX, _BAND_PX, _AXIS_PX = 8, 28, 16
_EDGE_PX = 6
_FONT_PX = 11
_MOST_SPOKEN = 12
_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedClip:
    """A stretch of a file that is one sample, and what is said of it."""

    sample: int
    start_seconds: float
    end_seconds: float
    name: str = ""
    """Its class; "" where nothing is said."""
    class_index: int = -1
    """From 0; -1 where the project has no such class."""
    confidence: float = 1.0


class Timeline(QWidget):
    """A click or an arrow key goes to a clip. Dragging, or Shift and the arrow keys, marks several."""

    clip_chosen = Signal(int)
    range_marked = Signal(object, int)
    """(tuple of samples in their order, the one at which the marking ended)."""

    def __init__(self, name: str, *, takes_ranges: bool = False) -> None:
        super().__init__()
        self._takes_ranges = takes_ranges
        self._clips: tuple[TimedClip, ...] = ()
        self._starts = np.zeros(0)
        self._samples = np.zeros(0, np.int64)
        self._rows: dict[int, int] = {}
        self._current = self._anchor = -1
        self._marked: frozenset[int] = frozenset()
        self._pressed: int | None = None
        self._drawn: QPixmap | None = None
        self.setObjectName(name)
        self.setAccessibleName(tr("The file over time"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(120)
        theme.changed.connect(self._redraw)

    def show_clips(self, clips: Sequence[TimedClip]) -> None:
        """Draw these, in the order of their times, instead of what is there."""
        self._clips = tuple(clips)
        self._starts = np.array([clip.start_seconds for clip in clips], dtype=np.float64)
        self._samples = np.array([clip.sample for clip in clips], dtype=np.int64)
        self._rows = {clip.sample: row for row, clip in enumerate(clips)}
        self._current = self._anchor = -1
        self._marked = frozenset()
        self._redraw()

    def set_chosen(self, current: int, marked: Sequence[int] | NDArray[np.int64] = ()) -> None:
        """Which sample is looked at, and which are marked; others than the file's are left aside."""
        row = self._rows.get(current, -1)
        rows = np.flatnonzero(np.isin(self._samples, marked)).tolist() if self._clips else []
        if row != self._current:
            self._current = row
            self._anchor = rows[0] if rows and row == rows[-1] else rows[-1] if rows else row
        self._marked = frozenset(rows)
        self._describe()
        self.update()

    @property
    def clips(self) -> tuple[TimedClip, ...]:
        """What is drawn."""
        return self._clips

    @property
    def current(self) -> int | None:
        """The sample that is looked at."""
        return self._clips[self._current].sample if self._current >= 0 else None

    def sizeHint(self) -> QSize:
        return QSize(240, _HEAD_PX + _BAND_PX + _AXIS_PX)

    # Where things are

    @property
    def _band(self) -> QRect:
        return QRect(_EDGE_PX, _HEAD_PX, max(1, self.width() - 2 * _EDGE_PX), _BAND_PX)

    @property
    def _seconds(self) -> float:
        """When the last clip ends; a file begins at 0."""
        return self._clips[-1].end_seconds if self._clips else 0.0

    def area_of(self, sample: int) -> QRectF:
        """Where a clip is drawn; empty where there is none of that sample."""
        row = self._rows.get(sample)
        return self._area(self._clips[row]) if row is not None else QRectF()

    def _area(self, clip: TimedClip) -> QRectF:
        band = self._band
        scale = band.width() / max(1e-6, self._seconds)
        left, right = band.left() + clip.start_seconds * scale, band.left() + clip.end_seconds * scale
        return QRectF(left, band.top(), max(1.0, right - left), band.height())

    def _row_at(self, x: float) -> int:
        """The clip there, or the nearest before it."""
        band = self._band
        seconds = (x - band.left()) / band.width() * self._seconds
        return max(0, int(np.searchsorted(self._starts, seconds, side="right")) - 1)

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self._clips:
            super().mousePressEvent(event)
            return
        row = self._row_at(event.position().x())
        if not (event.modifiers() & _SHIFT and self._takes_ranges and self._anchor >= 0):
            self._anchor = row
        self._pressed = row
        self._mark_to(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            row = self._row_at(event.position().x())
            self._pressed = row
            if not self._takes_ranges:
                self._anchor = row
            self._mark_to(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseReleaseEvent(event)
            return
        row, self._pressed = self._pressed, None
        self._tell(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._clips) - 1
        rows = {
            Qt.Key.Key_Left: self._current - 1, Qt.Key.Key_Right: self._current + 1,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }  # fmt: skip
        row = rows.get(Qt.Key(event.key()))
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if row is None or last < 0 or keys not in (_NONE, _SHIFT):
            super().keyPressEvent(event)
            return
        row = min(max(row, 0), last)
        if keys == _NONE or not self._takes_ranges or self._anchor < 0:
            self._anchor = row
        self._mark_to(row)
        self._tell(row)

    def _mark_to(self, row: int) -> None:
        self._current = row
        self._marked = frozenset(range(min(self._anchor, row), max(self._anchor, row) + 1))
        self._describe()
        self.update()

    def _tell(self, row: int) -> None:
        if len(self._marked) > 1:
            marked = tuple(self._clips[one].sample for one in sorted(self._marked))
            self.range_marked.emit(marked, self._clips[row].sample)
        else:
            self.clip_chosen.emit(self._clips[row].sample)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self._clips:
            QToolTip.showText(event.globalPos(), words_of(self._clips[self._row_at(event.x())]), self)
            return True
        return super().event(event)

    # How it looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drawn = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._drawn is None:
            self._drawn = self._draw()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_marked(painter)
        if self._current >= 0:
            self._paint_current(painter)
        painter.end()

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        font = QFont(self.font())
        font.setPixelSize(_FONT_PX)
        painter.setFont(font)
        painter.fillRect(self._band, QColor(theme.current().hover))
        seen = self._clips
        if len(seen) > self._band.width():  # of several in one pixel, one
            step = len(seen) / self._band.width()
            seen = tuple(seen[int(at * step)] for at in range(self._band.width()))
        paint_clips(painter, [(self._area(clip), clip.class_index, clip.confidence) for clip in seen])
        axis = QRect(self._band.left(), self._band.bottom() + 1, self._band.width(), _AXIS_PX)
        paint_axis(painter, axis, self._seconds)
        painter.end()
        return made

    def _paint_marked(self, painter: QPainter) -> None:
        """A frame around each run of clips that are marked."""
        if len(self._marked) < 2:
            return
        painter.setPen(QPen(QColor(theme.current().accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for first, last in runs(sorted(self._marked)):
            whole = self._area(self._clips[first]).united(self._area(self._clips[last]))
            painter.drawRect(whole.adjusted(0, -2, 0, 1))

    def _paint_current(self, painter: QPainter) -> None:
        area, palette = self._area(self._clips[self._current]), theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.text))
        x, y = area.center().x(), area.top() - 1
        painter.drawPolygon(QPolygonF([QPointF(x - 5, y - 7), QPointF(x + 5, y - 7), QPointF(x, y)]))
        painter.setPen(QPen(QColor(palette.text), 2 if self.hasFocus() else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)

    def _redraw(self) -> None:
        self._drawn = None
        self._describe()
        self.update()

    def _describe(self) -> None:
        """For screen readers: where one is, then what comes one after the other."""
        said = []
        if self._current >= 0:
            said.append(words_of(self._clips[self._current]))
        if len(self._marked) > 1:
            said.append(tr("{n:,} clips are marked").format(n=len(self._marked)))
        said += _in_words(self._clips)
        self.setAccessibleDescription(". ".join(said))


def words_of(clip: TimedClip) -> str:
    """When a clip is, and what is said of it."""
    when = tr("{start} to {end}").format(start=time_at(clip.start_seconds), end=time_at(clip.end_seconds))
    if not clip.name:
        return tr("{when}: no label").format(when=when)
    if clip.confidence >= 1:
        return tr("{when}: {name}").format(when=when, name=clip.name)
    sure = min(99, round(100 * clip.confidence))
    return tr("{when}: {name}, {sure} % sure").format(when=when, name=clip.name, sure=sure)


def _in_words(clips: Sequence[TimedClip]) -> list[str]:
    """The first stretches of one class each."""
    said: list[str] = []
    begun = 0
    for row, clip in enumerate(clips):
        is_last = row + 1 == len(clips) or clips[row + 1].name != clip.name
        if is_last and len(said) < _MOST_SPOKEN:
            words = tr("from {start} {name}")
            start = time_at(clips[begun].start_seconds)
            said.append(words.format(start=start, name=clip.name or tr("no label")))
        if is_last:
            begun = row + 1
    return said
