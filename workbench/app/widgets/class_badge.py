"""A class as colour, shape and sign together, so that colour never speaks alone."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPen, QPixmap, QPolygonF

from workbench.app import theme

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUM_KEYS = 9


def sign(index: int) -> str:
    """What stands in a class's badge: its number key, 1 to 9, then letters."""
    if index < _NUM_KEYS:
        return str(index + 1)
    return _LETTERS[(index - _NUM_KEYS) % len(_LETTERS)]


def draw_badge(painter: QPainter, area: QRectF, index: int, *, hollow: bool = False) -> None:
    """Draw the badge of class number `index`, from 0; hollow where nobody has confirmed it yet."""
    colour = QColor(theme.class_colour(index))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 2))
    painter.setBrush(QColor(theme.current().surface) if hollow else colour)
    _draw_shape(painter, area.adjusted(1, 1, -1, -1), theme.class_shape(index))
    ink = theme.current().text if hollow else theme.text_on(theme.class_colour(index))
    painter.setPen(QColor(ink))
    font = QFont(painter.font())
    font.setPixelSize(max(8, int(area.height() * 0.6)))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, sign(index))
    painter.restore()


def _draw_shape(painter: QPainter, area: QRectF, shape: theme.Shape) -> None:
    if shape == "o":
        painter.drawEllipse(area)
    elif shape == "s":
        painter.drawRect(area)
    else:
        painter.drawPolygon(_polygon(area, shape))


def _polygon(area: QRectF, shape: theme.Shape) -> QPolygonF:
    points: dict[str, tuple[int, float, float]] = {
        "t": (3, 1.0, -90),
        "d": (4, 1.0, -90),
        "+": (6, 1.0, -90),
        "star": (8, 0.75, -90),
        "x": (5, 1.0, -90),
    }
    corners, inner, start = points[shape]
    num = corners * 2 if inner < 1 else corners
    radius = area.width() / 2
    return QPolygonF(
        [
            area.center()
            + QPointF(math.cos(angle), math.sin(angle)) * (radius * (inner if inner < 1 and i % 2 else 1))
            for i in range(num)
            for angle in (math.radians(start + 360 * i / num),)
        ]
    )


def badge_icon(index: int, side_px: int, ratio: float) -> QIcon:
    """The badge for a button, at the screen's pixel ratio."""
    pixmap = QPixmap(QSize(side_px, side_px) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_badge(painter, QRectF(0, 0, side_px, side_px), index)
    painter.end()
    return QIcon(pixmap)
