"""Where the samples of a strip stand and how they are drawn: pictures as tiles in a row, texts as lines."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from workbench.app import theme
from workbench.app.widgets.films import fitted
from workbench.app.widgets.text_cards import reads_from_right
from workbench.app.words import mark

Strip = tuple[tuple[int, ...], ...]
Steps = Mapping[Qt.Key, tuple[int, int]]
"""By how many groups and how many samples in a group a key moves."""

_MARGIN_PX = 2


class StripLayout(ABC):
    """For groups of at most `longest` samples, the first of each the one that the others are like."""

    steps: ClassVar[Steps]
    most: ClassVar[int]
    """Samples of a group that there is room for."""
    hint: ClassVar[str]
    """How to read it, in a sentence."""

    def __init__(self, num_groups: int, longest: int) -> None:
        self._num_groups = num_groups
        self._longest = longest

    @property
    @abstractmethod
    def usual_width(self) -> int:
        """The width at which one group stands comfortably."""

    @property
    @abstractmethod
    def least_width(self) -> int:
        """With less, something is cut off."""

    @abstractmethod
    def height_for(self, width: int) -> int:
        """The height of all groups at this width."""

    @abstractmethod
    def place_of(self, group: int, number: int, width: int) -> QRect:
        """Where a sample is: the one that the others are like has the number 0."""

    @abstractmethod
    def draw(self, painter: QPainter, place: QRect, shown: QPixmap | str | None, number: int) -> None:
        """Draw a sample; None: it is not there yet."""


class Tiles(StripLayout):
    """Small pictures, a group in a row, as many groups side by side as there is room for."""

    steps: ClassVar[Steps] = {
        Qt.Key.Key_Left: (0, -1),
        Qt.Key.Key_Right: (0, 1),
        Qt.Key.Key_Up: (-1, 0),
        Qt.Key.Key_Down: (1, 0),
    }
    most = 12
    hint = mark("On the left of each row a sample, then those it finds most like it.")
    _TILE_PX = 48
    _SMALLEST_PX = 36
    """Pictures are made this small where that puts two groups side by side instead of one."""
    _GAP_PX = 4
    _AFTER_FIRST_PX = 24
    _BETWEEN_GROUPS_PX = 32
    _LINE_PX = 8

    @property
    def usual_width(self) -> int:
        return self._group_width(self._TILE_PX) + 2 * _MARGIN_PX

    @property
    def least_width(self) -> int:
        return self._group_width(self._SMALLEST_PX) + 2 * _MARGIN_PX

    def height_for(self, width: int) -> int:
        columns, tile = self._grid(width)
        lines = -(-self._num_groups // columns)
        return max(1, lines) * (tile + self._LINE_PX) - self._LINE_PX + 2 * _MARGIN_PX

    def place_of(self, group: int, number: int, width: int) -> QRect:
        columns, tile = self._grid(width)
        left = (group % columns) * (self._group_width(tile) + self._BETWEEN_GROUPS_PX)
        top = (group // columns) * (tile + self._LINE_PX) + _MARGIN_PX
        if number:
            left += self._AFTER_FIRST_PX - self._GAP_PX
        return QRect(left + _MARGIN_PX + number * (tile + self._GAP_PX), top, tile, tile)

    def draw(self, painter: QPainter, place: QRect, shown: QPixmap | str | None, number: int) -> None:
        if number == 1:  # an arrow from the sample to those that are like it
            painter.setPen(QColor(theme.current().muted))
            left = place.left() - self._AFTER_FIRST_PX
            room = QRect(left, place.y(), self._AFTER_FIRST_PX, place.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, "\u203a")
        if not isinstance(shown, QPixmap):
            painter.fillRect(place, QColor(theme.current().hover))
            return
        painter.drawPixmap(fitted(shown, place), shown)

    def _group_width(self, tile: int) -> int:
        gap = self._GAP_PX
        return self._longest * (tile + gap) - gap + self._AFTER_FIRST_PX - gap

    def _grid(self, width: int) -> tuple[int, int]:
        """Groups side by side, and the side of a picture, where there is this width."""
        room = width - 2 * _MARGIN_PX + self._BETWEEN_GROUPS_PX
        columns = room // (self._group_width(self._TILE_PX) + self._BETWEEN_GROUPS_PX)
        if columns >= 2:
            return columns, self._TILE_PX
        fixed = self._group_width(0) + self._BETWEEN_GROUPS_PX
        for number, smallest in ((2, self._SMALLEST_PX), (1, 1)):
            tile = (room // number - fixed) // self._longest
            if tile >= smallest:
                return number, min(tile, self._TILE_PX)
        return 1, self._SMALLEST_PX


class Lines(StripLayout):
    """The beginnings of texts, one line each: the sample in bold, below it those that are like it."""

    steps: ClassVar[Steps] = {
        Qt.Key.Key_Up: (0, -1),
        Qt.Key.Key_Down: (0, 1),
        Qt.Key.Key_Left: (-1, 0),
        Qt.Key.Key_Right: (1, 0),
    }
    most = 4
    hint = mark("In bold a sample, below it those that it finds most like it.")
    _LEAST_PX = 300
    _LINE_PX = 20
    _INDENT_PX = 16
    _BETWEEN_LINES_PX = 12
    _BETWEEN_COLUMNS_PX = 24

    @property
    def usual_width(self) -> int:
        return self._LEAST_PX

    @property
    def least_width(self) -> int:
        return self._LEAST_PX

    def height_for(self, width: int) -> int:
        rows = max(1, -(-self._num_groups // self._columns(width)))
        return rows * (self._group_height + self._BETWEEN_LINES_PX) - self._BETWEEN_LINES_PX + 2 * _MARGIN_PX

    def place_of(self, group: int, number: int, width: int) -> QRect:
        columns = self._columns(width)
        wide = (width - 2 * _MARGIN_PX - (columns - 1) * self._BETWEEN_COLUMNS_PX) // columns
        left = _MARGIN_PX + (group % columns) * (wide + self._BETWEEN_COLUMNS_PX)
        top = _MARGIN_PX + (group // columns) * (self._group_height + self._BETWEEN_LINES_PX)
        indent = self._INDENT_PX if number else 0
        return QRect(left + indent, top + number * self._LINE_PX, wide - indent, self._LINE_PX)

    def draw(self, painter: QPainter, place: QRect, shown: QPixmap | str | None, number: int) -> None:
        palette = theme.current()
        if number:
            painter.setPen(QColor(palette.muted))
            room = QRect(place.left() - self._INDENT_PX, place.y(), self._INDENT_PX, place.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, "\u203a")
        if not isinstance(shown, str):
            painter.fillRect(place.adjusted(0, 3, 0, -3), QColor(palette.hover))
            return
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.Normal if number else QFont.Weight.DemiBold)
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(palette.text))
        text = " ".join(shown.split())
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        from_right = reads_from_right(text)
        side = Qt.AlignmentFlag.AlignRight if from_right else Qt.AlignmentFlag.AlignLeft
        across = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, across | Qt.TextFlag.TextSingleLine, elided)
        painter.restore()

    @property
    def _group_height(self) -> int:
        return self._longest * self._LINE_PX

    def _columns(self, width: int) -> int:
        return 2 if width >= 2 * self._LEAST_PX + self._BETWEEN_COLUMNS_PX + 2 * _MARGIN_PX else 1
