"""How clips over time are painted: bars in the colours of their classes, and the axis below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from workbench.app import theme
from workbench.app.views import sound_painting as painting
from workbench.app.widgets.class_badge import sign

Bar = tuple[QRectF, int, float]
"""(whole room, class from 0 or -1, confidence from 0 to 1)."""

_LEAST_HIGH = 0.5
"""Of the room, for what is not sure at all: the sign of its class has to find room."""
_SIGN_PX = 14
_PARTED_PX = 4
"""Wide is a bar at least that is set apart from the next."""
_STEPS_SECONDS = (10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)
_TICK_GAP_PX = 64
_WITHOUT_CLOCK_SECONDS = 60.0
_TOUCHING_PX = 0.5


def paint_clips(painter: QPainter, bars: Sequence[Bar]) -> None:
    """The surer, the higher. The sign of a class stands once in each row of bars that are of it."""
    painter.save()
    for area, index, confidence in bars:
        if index >= 0:
            painter.fillRect(_filled(area, confidence), QColor(theme.class_colour(index)))
    painter.setPen(QColor(theme.current().surface))
    for area, _, _ in bars:
        if area.width() > _PARTED_PX:
            painter.drawLine(area.topRight(), area.bottomRight())
    for first, row, index in _joined(bars):
        room = first if first.width() >= _SIGN_PX else row
        if room.width() >= _SIGN_PX:
            painter.setPen(QColor(theme.text_on(theme.class_colour(index))))
            line = QRectF(room.left(), room.bottom() - _SIGN_PX, room.width(), _SIGN_PX)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, sign(index))
    painter.restore()


def paint_axis(painter: QPainter, area: QRect, seconds: float) -> None:
    """Times below the bars."""
    painter.setPen(QColor(theme.current().muted))
    for tick, words in ticks(seconds, area.width()):
        x = area.left() + round(tick / max(1e-6, seconds) * area.width())
        wide = painter.fontMetrics().horizontalAdvance(words)
        left = min(max(area.left(), x - wide // 2), area.right() - wide)
        painter.drawLine(x, area.top(), x, area.top() + 2)
        painter.drawText(QRect(left, area.top() + 2, wide + 2, 14), Qt.AlignmentFlag.AlignLeft, words)


def ticks(seconds: float, width_px: int) -> list[tuple[float, str]]:
    """(time, words) of round times, so far apart that their words do not touch."""
    if seconds < _WITHOUT_CLOCK_SECONDS:
        times = painting.time_ticks(seconds, width_px)
        return list(zip(times, painting.time_words(times), strict=True))
    least = seconds * _TICK_GAP_PX / max(1, width_px)
    step = next((step for step in _STEPS_SECONDS if step >= least), _STEPS_SECONDS[-1])
    return [(float(at), time_at(at)) for at in range(0, int(seconds) + 1, step)]


def time_at(seconds: float) -> str:
    """A place in a file as a clock says it: "0:07.5", "1:02:03"."""
    tenths = round(10 * seconds)
    whole, rest = divmod(tenths, 10)
    hours, minutes, left = whole // 3600, whole // 60 % 60, whole % 60
    text = f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"
    return f"{text}.{rest}" if rest else text


def runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each row of numbers that follow one another; `rows` are in order."""
    if not rows:
        return []
    breaks = [place for place, (one, other) in enumerate(pairwise(rows), 1) if other != one + 1]
    starts, ends = [0, *breaks], [*breaks, len(rows)]
    return [(rows[start], rows[end - 1]) for start, end in zip(starts, ends, strict=True)]


def _filled(area: QRectF, confidence: float) -> QRectF:
    high = area.height() * (_LEAST_HIGH + (1 - _LEAST_HIGH) * min(1.0, max(0.0, confidence)))
    return QRectF(area.left(), area.bottom() - high, area.width(), high)


def _joined(bars: Sequence[Bar]) -> list[tuple[QRectF, QRectF, int]]:
    """The first of each row of touching bars of one class, all of the row, and the class."""
    rows: list[tuple[QRectF, QRectF, int]] = []
    for area, index, _ in bars:
        first, row, before = rows[-1] if rows else (area, QRectF(), -1)
        if rows and before == index and area.left() - row.right() < _TOUCHING_PX:
            rows[-1] = (first, row.united(area), index)
        else:
            rows.append((area, area, index))
    return [(first, row, index) for first, row, index in rows if index >= 0]
