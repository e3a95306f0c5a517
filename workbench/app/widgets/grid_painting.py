"""How one cell of a grid is drawn: picture or card, badge, caption, selection and focus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from workbench.app import theme
from workbench.app.widgets import films
from workbench.app.widgets.class_badge import draw_badge

MarkState = Literal["labelled", "suggested", "check", "guess"]

_BADGE_PX = 18
_CAPTION_FONT_PX = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What stands at a sample: its label, or what is known instead of one."""

    text: str
    class_index: int = -1
    """From 0; -1 where it has no class."""
    state: MarkState = "labelled"
    """"check": counts for scores only. "guess": a model says so, nobody has confirmed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """All that is drawn of one sample."""

    area: QRect
    picture: QPixmap | None
    """A thumbnail, or a card with the beginning of a text."""
    is_film: bool
    """Whether it is one frame of several."""
    scrub: float | None
    """Where the mouse is over it, from its left to its right."""
    is_missing: bool
    caption: str
    mark: Mark | None
    is_selected: bool
    is_current: bool
    has_focus: bool


def caption_px() -> int:
    """Height below the picture or card."""
    return 24


def draw_cell(painter: QPainter, cell: Cell) -> None:
    """Draw one cell."""
    palette = theme.current()
    frame = cell.area.adjusted(0, 0, 0, -caption_px())
    if cell.is_selected:
        painter.fillRect(cell.area.adjusted(-3, -3, 3, 3), QColor(palette.selected))
    _draw_picture(painter, frame, cell)
    _draw_line(painter, QRect(frame.left(), frame.bottom() + 4, frame.width(), _BADGE_PX), cell)
    if cell.is_selected or (cell.is_current and cell.has_focus):
        ink = palette.text if cell.is_current and cell.has_focus else palette.accent
        painter.setPen(QPen(QColor(ink), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(cell.area.adjusted(-3, -3, 2, 2))


def _draw_picture(painter: QPainter, frame: QRect, cell: Cell) -> None:
    palette = theme.current()
    if cell.picture is None:
        painter.fillRect(frame, QColor(palette.hover))
        if cell.is_missing:
            painter.setPen(QColor(palette.muted))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, "?")
        return
    ratio = min(frame.width() / cell.picture.width(), frame.height() / cell.picture.height())
    width, height = max(1, round(cell.picture.width() * ratio)), max(1, round(cell.picture.height() * ratio))
    left = frame.left() + (frame.width() - width) // 2
    top = frame.top() + (frame.height() - height) // 2
    # Few pixels are shown as pixels; a thumbnail made smaller is smoothed.
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, ratio < 1)
    painter.drawPixmap(QRect(left, top, width, height), cell.picture)
    if cell.is_film:
        films.draw_on(painter, QRect(left, top, width, height), cell.scrub)


def _draw_line(painter: QPainter, line: QRect, cell: Cell) -> None:
    palette = theme.current()
    font = QFont(painter.font())
    font.setPixelSize(_CAPTION_FONT_PX)
    painter.setFont(font)
    left = line.left()
    if cell.mark and cell.mark.class_index >= 0:
        badge = QRectF(left, line.top(), _BADGE_PX, _BADGE_PX)
        draw_badge(painter, badge, cell.mark.class_index, hollow=cell.mark.state == "guess")
        left += _BADGE_PX + 4
    is_check = cell.mark is not None and cell.mark.state == "check"
    room = QRect(left, line.top(), line.right() - left + 1 - (14 if is_check else 0), line.height())
    words = cell.mark.text if cell.mark and cell.mark.text else cell.caption
    painter.setPen(QColor(palette.text if cell.mark and cell.mark.text else palette.muted))
    elided = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideMiddle, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
    if is_check:
        _draw_flag(painter, QRect(line.right() - 9, line.top() + 4, 10, 10))


def _draw_flag(painter: QPainter, area: QRect) -> None:
    """A small square with a tick: this label only scores."""
    palette = theme.current()
    painter.setPen(QPen(QColor(palette.accent), 1.5))
    painter.setBrush(QColor(palette.surface))
    painter.drawRect(area)
    painter.drawLine(area.left() + 2, area.center().y(), area.center().x(), area.bottom() - 2)
    painter.drawLine(area.center().x(), area.bottom() - 2, area.right() - 1, area.top() + 2)
