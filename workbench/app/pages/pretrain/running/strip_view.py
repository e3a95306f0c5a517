"""A few fixed samples, each with those that the network finds most alike, as small pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.app import theme
from workbench.app.widgets.thumbnails import Thumbnails
from workbench.app.words import tr

Strip = tuple[tuple[int, ...], ...]

_TILE_PX = 48
_SMALLEST_TILE_PX = 36
"""Pictures are made this small where that puts two groups side by side instead of one."""
_GAP_PX = 4
_AFTER_FIRST_PX = 24
_BETWEEN_GROUPS_PX = 32
_LINE_PX = 8
_CACHE_BYTES = 8 * 2**20
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class StripView(QWidget):
    """One group a sample: it, then its nearest, in as many columns as there is room for.

    The arrow keys and the mouse move over the pictures; the name of the one pointed at is told.
    """

    pointed_at = Signal(str)
    """The file's name, or "" when none is pointed at."""

    def __init__(self, title_of: Callable[[int], str]) -> None:
        """`title_of` gives the name of a sample's file by its id, "" where it is gone."""
        super().__init__()
        self._title_of = title_of
        self._strip: Strip = ()
        self._current = (0, 0)
        self._hovered: tuple[int, int] | None = None
        self._thumbnails = Thumbnails(self, cache_bytes=_CACHE_BYTES)
        self._thumbnails.arrived.connect(self.update)
        self.setObjectName("strip")
        self.setAccessibleName(tr("Samples and their nearest neighbours"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    @property
    def strip(self) -> Strip:
        """What is shown: sample ids."""
        return self._strip

    def open(self, thumbnails: Path) -> None:
        """Take the small pictures from this store."""
        self._thumbnails.open(thumbnails)

    def show_strip(self, strip: Strip) -> None:
        """Show these samples, each the first of its row, with their nearest neighbours."""
        self._strip = tuple(row for row in strip if row)
        self._current = (0, 0)
        self._hovered = None
        self._thumbnails.want([sample for row in self._strip for sample in row])
        self.setAccessibleDescription(self._in_words())
        self.updateGeometry()
        self.update()

    @property
    def num_loaded(self) -> int:
        """How many pictures are there by now."""
        return sum(self._thumbnails.get(sample) is not None for row in self._strip for sample in row)

    def place_of(self, line: int, column: int) -> QRect:
        """Where a picture is: of group `line`, the sample itself at column 0."""
        columns, tile = self._grid(self.width())
        left = (line % columns) * (self._group_width(tile) + _BETWEEN_GROUPS_PX)
        top = (line // columns) * (tile + _LINE_PX) + 2
        if column:
            left += _AFTER_FIRST_PX - _GAP_PX
        return QRect(left + 2 + column * (tile + _GAP_PX), top, tile, tile)

    def sizeHint(self) -> QSize:
        width = self._group_width(_TILE_PX) + 4
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._group_width(_SMALLEST_TILE_PX) + 4, _SMALLEST_TILE_PX)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        columns, tile = self._grid(width)
        lines = -(-len(self._strip) // columns)
        return max(1, lines) * (tile + _LINE_PX) - _LINE_PX + 4

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for line, row in enumerate(self._strip):
            for column, sample in enumerate(row):
                self._draw(painter, self.place_of(line, column), sample)
            self._draw_arrow(painter, line)
        if self.hasFocus() and self._strip:
            self._frame(painter, self.place_of(*self._current), theme.current().accent)
        elif self._hovered is not None:
            self._frame(painter, self.place_of(*self._hovered), theme.current().muted)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _MOVES.get(Qt.Key(event.key()))
        if move is None or not self._strip:
            super().keyPressEvent(event)
            return
        line = min(max(self._current[0] + move[0], 0), len(self._strip) - 1)
        column = min(max(self._current[1] + move[1], 0), len(self._strip[line]) - 1)
        self._current = (line, column)
        self._tell(self._current)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._strip:
            self._tell(self._current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed_at.emit("")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._at(event.position().toPoint())
        self.pointed_at.emit(self._words_at(self._hovered))
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = None
        self.pointed_at.emit("")
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._words_at(self._at(event.pos())), self)
            return True
        return super().event(event)

    def _group_width(self, tile: int) -> int:
        return self._longest * (tile + _GAP_PX) - _GAP_PX + _AFTER_FIRST_PX - _GAP_PX

    @property
    def _longest(self) -> int:
        return max((len(row) for row in self._strip), default=6)

    def _grid(self, width: int) -> tuple[int, int]:
        """Groups side by side, and the side of a picture, where there is this width."""
        room = width - 4 + _BETWEEN_GROUPS_PX
        columns = room // (self._group_width(_TILE_PX) + _BETWEEN_GROUPS_PX)
        if columns >= 2:
            return columns, _TILE_PX
        fixed = self._group_width(0) + _BETWEEN_GROUPS_PX
        for number, smallest in ((2, _SMALLEST_TILE_PX), (1, 1)):
            tile = (room // number - fixed) // self._longest
            if tile >= smallest:
                return number, min(tile, _TILE_PX)
        return 1, _SMALLEST_TILE_PX

    def _at(self, point: QPoint) -> tuple[int, int] | None:
        for line, row in enumerate(self._strip):
            for column in range(len(row)):
                if self.place_of(line, column).contains(point):
                    return line, column
        return None

    def _tell(self, place: tuple[int, int]) -> None:
        words = self._words_at(place)
        self.pointed_at.emit(words)
        self.setAccessibleDescription(words)
        self.update()

    def _words_at(self, place: tuple[int, int] | None) -> str:
        if place is None:
            return ""
        line, column = place
        name = self._name(self._strip[line][column])
        if column == 0:
            return name
        words = tr("{name}, number {number} of those most like {sample}")
        return words.format(name=name, number=column, sample=self._name(self._strip[line][0]))

    def _in_words(self) -> str:
        """All of it, for a screen reader."""
        words = tr("{sample}: most like {others}.")
        return " ".join(
            words.format(sample=self._name(row[0]), others=", ".join(self._name(s) for s in row[1:]))
            for row in self._strip
            if len(row) > 1
        )

    def _name(self, sample: int) -> str:
        return self._title_of(sample) or tr("a sample that is gone")

    def _draw(self, painter: QPainter, place: QRect, sample: int) -> None:
        picture = self._thumbnails.get(sample)
        if picture is None:
            painter.fillRect(place, QColor(theme.current().hover))
            return
        size = picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        shown = QRect(0, 0, max(1, size.width()), max(1, size.height()))
        shown.moveCenter(place.center())
        painter.drawPixmap(shown, picture)

    def _draw_arrow(self, painter: QPainter, line: int) -> None:
        first = self.place_of(line, 0)
        painter.setPen(QColor(theme.current().muted))
        room = QRect(first.right() + 1, first.y(), _AFTER_FIRST_PX, first.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, "\u203a")

    def _frame(self, painter: QPainter, place: QRect, colour: str) -> None:
        painter.setPen(QPen(QColor(colour), 2))
        painter.drawRect(QRectF(place).adjusted(-1, -1, 1, 1))
