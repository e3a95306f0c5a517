"""What a pretext task does to texts: the cells of a row below one another, each with its caption."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget

from workbench.app import theme
from workbench.app.views.spans import SpansView, shortened
from workbench.app.words import tr
from workbench.engine.contracts import TextPreview

_WIDEST_PX = 520
_LEAST_PX = 120
_CAPTION_GAP_PX = 2
_MOST_LETTERS = 320


class TextRows(QWidget):
    """As high as its texts are at its width; a long text is cut off with an ellipsis."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._captions: list[QLabel] = []
        self._texts: list[SpansView] = []
        self._row_starts: list[int] = []
        self._room = _WIDEST_PX
        self._heights: dict[int, list[int]] = {}

    @property
    def num_shown(self) -> int:
        """How many texts are shown."""
        return len(self._texts)

    def show_rows(self, rows: Sequence[Sequence[TextPreview]]) -> None:
        """Draw these rows instead of what is there."""
        for widget in (*self._captions, *self._texts):
            widget.hide()
            widget.deleteLater()
        cells = [cell for row in rows for cell in row]
        self._row_starts = [sum(len(row) for row in rows[:number]) for number in range(1, len(rows))]
        self._captions = [self._caption(cell.caption) for cell in cells]
        self._texts = [self._text(cell) for cell in cells]
        self._heights.clear()
        self._place()

    def size_for(self, width: int) -> QSize:
        """The room it would take where there is this width."""
        return self._arrange(width, place=False)

    def fit(self, width: int) -> None:
        """Take this width, up to that of a line that is read well."""
        if width != self._room:
            self._room = width
            self._place()

    def _place(self) -> None:
        self.setFixedSize(self._arrange(self._room, place=True))

    def _arrange(self, room: int, *, place: bool) -> QSize:
        width = max(_LEAST_PX, min(_WIDEST_PX, room))
        heights = self._heights_at(width)
        y = 0
        for number, (caption, text) in enumerate(zip(self._captions, self._texts, strict=True)):
            if number in self._row_starts:
                y += theme.SPACE
            if caption.text():
                high = caption.heightForWidth(width)
                if place:
                    caption.setGeometry(0, y, width, high)
                y += high + _CAPTION_GAP_PX
            if place:
                text.setGeometry(0, y, width, heights[number])
            y += heights[number] + theme.SPACE
        return QSize(width if self._texts else 0, max(0, y - theme.SPACE))

    def _heights_at(self, width: int) -> list[int]:
        if width not in self._heights:
            self._heights[width] = [text.height_for(width) for text in self._texts]
        return self._heights[width]

    def _caption(self, words: str) -> QLabel:
        label = QLabel(tr(words), self, wordWrap=True)
        label.setProperty("role", "caption")
        label.ensurePolished()
        label.setVisible(bool(words))
        return label

    def _text(self, cell: TextPreview) -> SpansView:
        text = SpansView("preview_text", self, scrolls=False)
        text.show_preview(shortened(cell, _MOST_LETTERS))
        text.show()
        return text
