"""The beginnings of texts as small cards, drawn once and kept, so that a grid of them scrolls well."""

from __future__ import annotations

import unicodedata
from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QPixmap,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from workbench.app import theme

_PADDING_PX = 8
_RADIUS_PX = 6
_LETTER_PX = 12
_CACHE_BYTES = 48 * 2**20
_FROM_RIGHT = ("R", "AL")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
    sample: int
    width: int
    height: int
    ratio: float
    scheme: str


class TextCards:
    """The most lately used cards, by sample, up to a number of bytes."""

    def __init__(self, limit_bytes: int = _CACHE_BYTES) -> None:
        self._limit = limit_bytes
        self._cards: OrderedDict[_Key, QPixmap] = OrderedDict()
        self._bytes = 0

    def get(self, sample: int, text: str, size: QSize, ratio: float, font: QFont) -> QPixmap:
        """The card of a sample's text at this size; `ratio`: device pixels a pixel."""
        key = _Key(
            sample=sample,
            width=size.width(),
            height=size.height(),
            ratio=ratio,
            scheme=theme.current().name,
        )
        card = self._cards.get(key)
        if card is None:
            card = self._cards[key] = draw_card(text, size, ratio, font)
            self._bytes += _bytes(card)
            while self._bytes > self._limit and len(self._cards) > 1:
                self._bytes -= _bytes(self._cards.popitem(last=False)[1])
        else:
            self._cards.move_to_end(key)
        return card

    def clear(self) -> None:
        """Drop every card, because the texts or the letters are others."""
        self._cards.clear()
        self._bytes = 0


def draw_card(text: str, size: QSize, ratio: float, font: QFont) -> QPixmap:
    """A text's beginning on a card of the theme, wrapped, and cut off with an ellipsis where it is longer."""
    palette = theme.current()
    card = QPixmap(size * ratio)
    card.setDevicePixelRatio(ratio)
    card.fill(Qt.GlobalColor.transparent)
    painter = QPainter(card)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(palette.border), 1))
    painter.setBrush(QColor(palette.surface))
    whole = QRectF(0.5, 0.5, size.width() - 1, size.height() - 1)
    painter.drawRoundedRect(whole, _RADIUS_PX, _RADIUS_PX)
    painter.setPen(QColor(palette.text))
    letters = QFont(font)
    letters.setPixelSize(_LETTER_PX)
    inner = whole.adjusted(_PADDING_PX, _PADDING_PX, -_PADDING_PX, -_PADDING_PX)
    _write(painter, " ".join(text.split()), letters, inner)
    painter.end()
    return card


def reads_from_right(text: str) -> bool:
    """Whether the first letter that has a direction belongs to a script that runs from right to left."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((found in _FROM_RIGHT for found in directions if found in ("L", *_FROM_RIGHT)), False)


def _write(painter: QPainter, text: str, font: QFont, area: QRectF) -> None:
    """Line below line; what does not fit is cut off in the last."""
    metrics = QFontMetrics(font)
    most = max(1, int(area.height() // metrics.lineSpacing()))
    layout = QTextLayout(text, font)
    option = _option(reads_from_right(text))
    layout.setTextOption(option)
    lines = _lines(layout, most, area.width(), metrics.lineSpacing())
    if not lines:
        return
    painter.setClipRect(area)
    cut = _after(text, lines[-1].textStart())
    is_whole = lines[-1].textLength() >= _units(cut)
    for line in lines if is_whole else lines[:-1]:
        line.draw(painter, area.topLeft())
    if not is_whole:
        painter.setFont(font)
        last = QRectF(area.left(), area.top() + lines[-1].y(), area.width(), metrics.lineSpacing())
        elided = metrics.elidedText(cut, Qt.TextElideMode.ElideRight, int(area.width()))
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        painter.drawText(last, elided, option)


def _lines(layout: QTextLayout, most: int, width: float, line_px: int) -> list[QTextLine]:
    lines: list[QTextLine] = []
    layout.beginLayout()
    while len(lines) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, len(lines) * line_px))
        lines.append(line)
    layout.endLayout()
    return lines


def _option(from_right: bool) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if from_right:
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        # A line that is drawn by itself does not turn "left" around, as a whole layout does.
        option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    return option


def _units(text: str) -> int:
    """Qt counts in steps of 16 bits: an emoji is two."""
    return len(text.encode("utf-16-le", "replace")) // 2


def _after(text: str, units: int) -> str:
    return text.encode("utf-16-le", "replace")[2 * units :].decode("utf-16-le", "replace")


def _bytes(card: QPixmap) -> int:
    return card.width() * card.height() * 4
