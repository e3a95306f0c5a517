"""A few fixed samples, each with those that the network finds most alike: small pictures, or beginnings."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.app import theme
from workbench.app.pages.pretrain.running.strip_layout import Lines, Strip, StripLayout, Tiles
from workbench.app.widgets import films
from workbench.app.widgets.films import Scrub
from workbench.app.widgets.thumbnails import Thumbnails
from workbench.app.words import tr

_CACHE_BYTES = 8 * 2**20
_USUAL = 6
"""Samples of a group while there is none."""


class StripView(QWidget):
    """One group a sample: it, then its nearest, in as many columns as there is room for.

    The arrow keys and the mouse move over the samples; the name of the one pointed at is told.
    """

    pointed_at = Signal(str)
    """The file's name, or "" when none is pointed at."""

    def __init__(self, title_of: Callable[[int], str]) -> None:
        """`title_of` gives the name of a sample's file by its id, "" where it is gone."""
        super().__init__()
        self._title_of = title_of
        self._strip: Strip = ()
        self._layout: StripLayout = Tiles(0, _USUAL)
        self._current = (0, 0)
        self._hovered: tuple[int, int] | None = None
        self._thumbnails = Thumbnails(self, cache_bytes=_CACHE_BYTES)
        self._thumbnails.arrived.connect(self.update)
        self._scrub = Scrub()
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

    @property
    def hint(self) -> str:
        """How to read it."""
        return self._layout.hint

    def open(self, thumbnails: Path) -> None:
        """Take the small pictures, or the beginnings of texts, from this store."""
        self._thumbnails.open(thumbnails)

    def show_strip(self, strip: Strip) -> None:
        """Show these samples, each the first of its row, with their nearest neighbours."""
        kind = Lines if strip and self._thumbnails.hold_texts else Tiles
        self._strip = tuple(row[: kind.most] for row in strip if row)
        self._layout = kind(len(self._strip), max((len(row) for row in self._strip), default=_USUAL))
        self._current = (0, 0)
        self._hovered = None
        self._thumbnails.want([sample for row in self._strip for sample in row])
        self.setAccessibleDescription(self._in_words())
        self.updateGeometry()
        self.update()

    @property
    def num_loaded(self) -> int:
        """How many samples can be shown by now."""
        return sum(self._shown(sample) is not None for row in self._strip for sample in row)

    def place_of(self, line: int, column: int) -> QRect:
        """Where a sample is: of group `line`, the sample itself at column 0."""
        return self._layout.place_of(line, column, self.width())

    def sizeHint(self) -> QSize:
        width = self._layout.usual_width
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = self._layout.least_width
        return QSize(width, self._layout.place_of(0, 0, width).height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._layout.height_for(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for line, row in enumerate(self._strip):
            for column, sample in enumerate(row):
                self._draw_sample(painter, (line, column), sample)
        if self.hasFocus() and self._strip:
            self._frame(painter, self.place_of(*self._current), theme.current().accent)
        elif self._hovered is not None:
            self._frame(painter, self.place_of(*self._hovered), theme.current().muted)
        painter.end()

    def _draw_sample(self, painter: QPainter, at: tuple[int, int], sample: int) -> None:
        place, shown = self.place_of(*at), self._shown(sample)
        film = self._thumbnails.film(sample)
        share = self._scrub.share_of(sample) if at == self._hovered else None
        if film is not None and share is not None:
            shown = film.at(share)
        self._layout.draw(painter, place, shown, at[1])
        if film is not None:
            films.draw_on(painter, films.fitted(film.middle, place), share)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = self._layout.steps.get(Qt.Key(event.key()))
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
        point = event.position().toPoint()
        self._hovered = at = self._at(point)
        sample = self._strip[at[0]][at[1]] if at is not None else None
        self._scrub.move_to(sample, self.place_of(*at) if at is not None else QRect(), point)
        self.pointed_at.emit(self._words_at(self._hovered))
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = None
        self.pointed_at.emit("")
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip_at(self._at(event.pos())), self)
            return True
        return super().event(event)

    def _shown(self, sample: int) -> QPixmap | str | None:
        picture = self._thumbnails.get(sample)
        return self._thumbnails.text(sample) if picture is None else picture

    def _at(self, point: QPoint) -> tuple[int, int] | None:
        for line, row in enumerate(self._strip):
            for column in range(len(row)):
                if self.place_of(line, column).contains(point):
                    return line, column
        return None

    def _tell(self, place: tuple[int, int]) -> None:
        words = self._words_at(place)
        self.pointed_at.emit(words)
        self.setAccessibleDescription(" ".join(filter(None, (words, self._text_at(place)))))
        self.update()

    def _text_at(self, place: tuple[int, int]) -> str:
        """How the text there begins; "" where it is none."""
        return self._thumbnails.text(self._strip[place[0]][place[1]]) or ""

    def _tip_at(self, place: tuple[int, int] | None) -> str:
        if place is None:
            return ""
        lines = filter(None, (self._words_at(place), self._text_at(place)))
        return "".join(f"<p>{escape(line)}</p>" for line in lines)

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

    def _frame(self, painter: QPainter, place: QRect, colour: str) -> None:
        painter.setPen(QPen(QColor(colour), 2))
        painter.drawRect(QRectF(place).adjusted(-1, -1, 1, 1))
