"""What a grid of thumbnails shows and how: only what is seen is fetched and painted, be it of a million."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from workbench.app import theme
from workbench.app.widgets.films import Film, Scrub
from workbench.app.widgets.grid_layout import GridLayout, filling
from workbench.app.widgets.grid_painting import Cell, Mark, caption_px, draw_cell
from workbench.app.widgets.grid_selection import GridSelection
from workbench.app.widgets.text_cards import TextCards
from workbench.app.widgets.thumbnails import Thumbnails
from workbench.app.words import tr

DEFAULT_CELL_PX = 96
SMALLEST_CELL_PX, LARGEST_CELL_PX = 48, 256
_CARD_WIDE, _CARD_HIGH = 2.3, 1.25
"""Of a picture's side, for a card with the beginning of a text."""
_SPOKEN_LETTERS = 120
_GAP_PX = 2 * theme.SPACE - 2


class GridView(QAbstractScrollArea):
    """Samples by id, in the order given, with the current and the selected ones."""

    current_changed_to = Signal(int)
    selection_changed_to = Signal(object)
    """NDArray[np.int64] of sample ids, in the grid's order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._chosen = GridSelection()
        self._captions: Callable[[int], str] = str
        self._marks: Mapping[int, Mark] = {}
        self._cell_px = DEFAULT_CELL_PX
        self._is_on_card = False
        self._band: QRect | None = None
        self._thumbnails = Thumbnails(self)
        self._thumbnails.arrived.connect(self._on_arrived)
        self._cards = TextCards()
        self._scrub = Scrub()
        self.setObjectName("sample_grid")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumSize(160, 120)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        theme.changed.connect(self.viewport().update)
        self._describe()

    def set_source(self, ids: NDArray[np.int64], thumbnails: Path | None) -> None:
        """Show these samples, whose thumbnails are in this store. The current one stays if it is there."""
        current = self.current
        self._ids = np.ascontiguousarray(ids, dtype=np.int64)
        self._chosen.reset(len(self._ids))
        self._thumbnails.open(thumbnails)
        self._band = None
        row = self.row_of(current) if current is not None else -1
        self._lay_out()
        if row >= 0:
            self._chosen.move_to(row)
            self._scroll_to(row)
        else:
            self.verticalScrollBar().setValue(0)
        self._tell(current)

    def forget_thumbnails(self) -> None:
        """Fetch all thumbnails anew, because the store has other ones."""
        self._thumbnails.forget()
        self._cards.clear()
        self._lay_out()

    def set_captions(self, captions: Callable[[int], str]) -> None:
        """What stands below a sample that has no mark, from its id; asked for visible samples only."""
        self._captions = captions
        self._describe()
        self.viewport().update()

    def set_marks(self, marks: Mapping[int, Mark]) -> None:
        """Labels and the like, by sample id."""
        self._marks = marks
        self._describe()
        self.viewport().update()

    def set_cell_px(self, cell_px: int) -> None:
        """The side of a picture; a text's card is wider and higher in proportion."""
        self._cell_px = max(SMALLEST_CELL_PX, min(LARGEST_CELL_PX, cell_px))
        self._lay_out()
        if self._chosen.current >= 0:
            self._scroll_to(self._chosen.current)

    def set_on_card(self, is_on_card: bool) -> None:
        """Draw on a card's surface instead of on the page's ground."""
        self._is_on_card = is_on_card
        self.viewport().update()

    @property
    def cell_px(self) -> int:
        """The side of a picture."""
        return self._cell_px

    @property
    def line_px(self) -> int:
        """The height of one line of cells, their captions included."""
        return self._layout().line_px

    @property
    def ids(self) -> NDArray[np.int64]:
        """The samples shown, in order."""
        return self._ids

    def row_of(self, sample: int) -> int:
        """Where a sample is in the order; -1 when it is not shown."""
        rows = np.flatnonzero(self._ids == sample)
        return int(rows[0]) if len(rows) else -1

    @property
    def current(self) -> int | None:
        """The sample that keys act on."""
        row = self._chosen.current
        return int(self._ids[row]) if row >= 0 else None

    def set_current(self, sample: int) -> None:
        """Go to a sample, if it is shown."""
        row = self.row_of(sample)
        if row >= 0:
            self._go(row)

    def choose(self, samples: Sequence[int], current: int) -> None:
        """Select exactly these of the samples shown, and go to one of them."""
        row = self.row_of(current)
        if row >= 0:
            before = self.current
            self._chosen.move_to(row)
            self._chosen.set_rows(np.flatnonzero(np.isin(self._ids, samples)))
            self._scroll_to(row)
            self._tell(before)

    def move_current(self, step: int) -> None:
        """Go on by so many samples, or back."""
        if len(self._ids):
            self._go(self._beside(step))

    @property
    def selection(self) -> tuple[int, ...]:
        """The selected samples, in the grid's order."""
        return tuple(self.selected_ids.tolist())

    @property
    def selected_ids(self) -> NDArray[np.int64]:
        """The selected samples, in the grid's order; cheap, unlike `selection`, of a million."""
        return self._ids[self._chosen.rows]

    @property
    def num_selected(self) -> int:
        """How many are selected."""
        return len(self._chosen.rows)

    def area_of(self, sample: int) -> QRect:
        """Where a sample is on the viewport; empty when it is not shown."""
        row = self.row_of(sample)
        return QRect() if row < 0 else self._layout().rect(row).translated(0, -self._top)

    def mark_of(self, sample: int) -> Mark | None:
        """What stands at a sample."""
        return self._marks.get(sample)

    def sizeHint(self) -> QSize:
        return QSize(400, 160)

    # How it looks

    def paintEvent(self, event: QPaintEvent) -> None:
        layout = self._layout()
        painter = QPainter(self.viewport())
        palette = theme.current()
        painter.fillRect(event.rect(), QColor(palette.surface if self._is_on_card else palette.ground))
        rows = layout.visible(self._top, self.viewport().height())
        self._fetch(layout, rows)
        for row in rows:
            draw_cell(painter, self._cell(layout, row))
        if self._band is not None:
            self._draw_band(painter, self._band.translated(0, -self._top))
        painter.end()

    def _cell(self, layout: GridLayout, row: int) -> Cell:
        sample = int(self._ids[row])
        film, scrub = self._thumbnails.film(sample), self._scrub.share_of(sample)
        return Cell(
            area=layout.rect(row).translated(0, -self._top),
            picture=self._picture(sample, film, scrub) or self._card(sample, layout),
            is_film=film is not None,
            scrub=scrub,
            is_missing=self._thumbnails.is_missing(sample),
            caption=self._captions(sample),
            mark=self._marks.get(sample),
            is_selected=row in self._chosen,
            is_current=row == self._chosen.current,
            has_focus=self.hasFocus(),
        )

    def _picture(self, sample: int, film: Film | None, scrub: float | None) -> QPixmap | None:
        if film is None or scrub is None:
            return self._thumbnails.get(sample)
        return film.at(scrub)

    def _card(self, sample: int, layout: GridLayout) -> QPixmap | None:
        text = self._thumbnails.text(sample)
        if text is None:
            return None
        size = QSize(layout.cell_px, layout.cell_high_px or layout.cell_px)
        return self._cards.get(sample, text, size, self.devicePixelRatioF(), self.font())

    def _fetch(self, layout: GridLayout, rows: range) -> None:
        """Wish for what is seen, then for one screen further on."""
        ahead = range(rows.stop, min(layout.num, rows.stop + len(rows)))
        self._thumbnails.want(
            np.concatenate([self._ids[rows.start : rows.stop], self._ids[ahead.start : ahead.stop]]).tolist()
        )

    def _draw_band(self, painter: QPainter, area: QRect) -> None:
        accent = QColor(theme.current().accent)
        painter.setPen(accent)
        accent.setAlpha(40)
        painter.fillRect(area, accent)
        painter.drawRect(area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._cards.clear()
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._row_at(event.pos())
            QToolTip.showText(event.globalPos(), self._words(int(self._ids[row])) if row >= 0 else "", self)
            return True
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._scrub_to(None if event.buttons() else event.position().toPoint())
        elif event.type() == QEvent.Type.Leave:
            self._scrub_to(None)
        return super().viewportEvent(event)

    def _scrub_to(self, point: QPoint | None) -> None:
        """Go over the frames of the video below the mouse; no longer over those of another."""
        row = self._row_at(point) if point is not None else -1
        sample = int(self._ids[row]) if row >= 0 else None
        area = self._layout().rect(row) if row >= 0 else QRect()
        before = self._scrub.sample
        self._scrub.move_to(sample, area, point or QPoint())
        for seen in {before, sample}:
            if seen is not None and self._thumbnails.film(seen) is not None:
                self.viewport().update(self.area_of(seen))

    # What is behind it

    def _on_arrived(self) -> None:
        self.viewport().update()
        if self._thumbnails.hold_texts:
            self._describe()

    def _beside(self, step: int) -> int:
        last = len(self._ids) - 1
        if self._chosen.current < 0:
            return last if step > last else 0
        return max(0, min(last, self._chosen.current + step))

    def _go(self, row: int, *, extend: bool = False) -> None:
        before = self.current
        if extend:
            self._chosen.extend_to(row)
        else:
            self._chosen.move_to(row)
        self._scroll_to(row)
        self._tell(before)

    def _tell(self, before: int | None) -> None:
        self._describe()
        self.viewport().update()
        current = self.current
        if current is not None and current != before:
            self.current_changed_to.emit(current)
        self.selection_changed_to.emit(self.selected_ids)

    def _describe(self) -> None:
        """For screen readers: which sample is current, and its label."""
        self.setAccessibleName(tr("Samples"))
        num = tr("{n:,} samples").format(n=len(self._ids))
        current = self.current
        if current is None:
            self.setAccessibleDescription(num)
            return
        place = tr("{row:,} of {n:,}").format(row=self._chosen.current + 1, n=len(self._ids))
        text = self._thumbnails.text(current)
        begin = f" {text[:_SPOKEN_LETTERS]}" if text else ""
        self.setAccessibleDescription(f"{self._words(current)}. {place}{begin}")

    def _words(self, sample: int) -> str:
        mark = self._marks.get(sample)
        return self._captions(sample) + (f", {_spoken(mark)}" if mark else f", {tr('no label')}")

    def _layout(self) -> GridLayout:
        room = self.viewport().width()
        is_cards = self._thumbnails.hold_texts
        return GridLayout(
            num=len(self._ids),
            width_px=room,
            cell_px=filling(room, round(_CARD_WIDE * self._cell_px), _GAP_PX) if is_cards else self._cell_px,
            cell_high_px=round(_CARD_HIGH * self._cell_px) if is_cards else 0,
            caption_px=caption_px(),
            gap_px=_GAP_PX,
        )

    @property
    def _top(self) -> int:
        return self.verticalScrollBar().value()

    def _lay_out(self) -> None:
        layout = self._layout()
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(max(1, layout.line_px // 3))
        bar.setRange(0, max(0, layout.height_px - self.viewport().height()))
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def _scroll_to(self, row: int) -> None:
        area = self._layout().rect(row)
        bar = self.verticalScrollBar()
        if area.top() - theme.SPACE < self._top:
            bar.setValue(area.top() - theme.SPACE)
        elif area.bottom() + theme.SPACE > self._top + self.viewport().height():
            bar.setValue(area.bottom() + theme.SPACE - self.viewport().height())

    def _row_at(self, point: QPoint) -> int:
        return self._layout().row_at(point + QPoint(0, self._top))


def _spoken(mark: Mark) -> str:
    words = {
        "labelled": tr("label {label}"),
        "check": tr("label {label}, check set"),
        "guess": tr("guess {label}"),
        "suggested": "{label}",
    }
    return words[mark.state].format(label=mark.text)
