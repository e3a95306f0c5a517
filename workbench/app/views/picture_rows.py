"""What a pretext task does to pictures: a row for each sample, its pictures side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from workbench.app import theme
from workbench.app.words import tr
from workbench.engine.contracts import PicturePreview, UInt8Array

TILE_PX = 64
_SMALLEST_TILE_PX = 32
_CAPTION_GAP_PX = 2
_ANY_WIDTH_PX = 10_000
_WIDEST_CAPTIONS = (1.5, 1.25)
"""Of a picture's side, as there is room: a longer caption takes a second line."""


def pixmap(pixels: UInt8Array) -> QPixmap:
    """(H, W, 3) uint8 -> a pixmap of that size."""
    whole = np.ascontiguousarray(pixels)
    height, width, _ = whole.shape
    image = QImage(whole.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return QPixmap.fromImage(image)


class PictureRows(QWidget):
    """The captions stand once, above the first row.

    It is as large as its pictures: `fit` makes these small enough for a width, so that none is cut off.
    """

    def __init__(self, parent: QWidget, *, tile_px: int = TILE_PX) -> None:
        super().__init__(parent)
        self._largest = self._tile = tile_px
        self._columns: list[int] = []
        self._room = _ANY_WIDTH_PX
        self._captions: list[QLabel] = []
        self._lines: list[list[QLabel]] = []
        self._rows: Sequence[Sequence[PicturePreview]] = ()

    @property
    def num_shown(self) -> int:
        """How many pictures are shown."""
        return sum(not tile.pixmap().isNull() for line in self._lines for tile in line)

    def show_rows(self, rows: Sequence[Sequence[PicturePreview]]) -> None:
        """Draw these rows instead of what is there."""
        for label in (*self._captions, *(tile for line in self._lines for tile in line)):
            label.hide()  # it goes with the next turn of the event loop, and must not be seen until then
            label.deleteLater()
        self._rows = rows
        first = rows[0] if rows else ()
        self._captions = [self._label(tr(picture.caption)) for picture in first]
        self._lines = [[self._picture(picture) for picture in row] for row in rows]
        self._tile, self._columns = self._sizes_for(self._room)
        self._place()

    def size_for(self, width: int) -> QSize:
        """The room it would take where there is this width."""
        return self._size(*self._sizes_for(width))

    def fit(self, width: int) -> None:
        """Make the pictures as large as this width allows, up to what they were made for."""
        self._room = width
        sizes = self._sizes_for(width)
        if sizes != (self._tile, self._columns):
            self._tile, self._columns = sizes
            self._place()

    def _sizes_for(self, width: int) -> tuple[int, list[int]]:
        """A picture's side, and the columns' widths: wider than it where a caption then takes one line."""
        gaps = (len(self._captions) - 1) * theme.SPACE
        room = (width - gaps) // max(1, len(self._captions))
        tile = max(_SMALLEST_TILE_PX, min(self._largest, room))
        words = [max(tile, _widest_word(label)) for label in self._captions]
        lines = [_width(label.text(), label) for label in self._captions]
        for share in _WIDEST_CAPTIONS:
            pairs = zip(words, lines, strict=True)
            wide = [max(word, min(line, round(share * tile))) for word, line in pairs]
            if sum(wide) + gaps <= width:
                return tile, wide
        return tile, words

    def _size(self, tile: int, columns: list[int]) -> QSize:
        wide = sum(columns) + (len(columns) - 1) * theme.SPACE
        high = self._top(columns) + len(self._lines) * (tile + theme.SPACE) - theme.SPACE
        return QSize(max(0, wide), max(0, high))

    def _top(self, columns: list[int]) -> int:
        """Height of the line of captions."""
        pairs = zip(self._captions, columns, strict=True)
        height = max((label.heightForWidth(column) for label, column in pairs), default=0)
        return height + _CAPTION_GAP_PX if height else 0

    def _place(self) -> None:
        top = self._top(self._columns)
        x = 0
        for place, (label, column) in enumerate(zip(self._captions, self._columns, strict=True)):
            label.setGeometry(x, 0, column, top)
            for number, line in enumerate(self._lines):
                tile = line[place]
                tile.setPixmap(self._scaled(self._rows[number][place]))
                tile.setGeometry(x, top + number * (self._tile + theme.SPACE), self._tile, self._tile)
            x += column + theme.SPACE
        self.setFixedSize(self._size(self._tile, self._columns))

    def _scaled(self, picture: PicturePreview) -> QPixmap:
        ratio = self.devicePixelRatioF()
        side = round(self._tile * ratio)
        shown = pixmap(picture.pixels).scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(ratio)
        return shown

    def _label(self, caption: str) -> QLabel:
        label = QLabel(caption, self, wordWrap=True)
        label.setProperty("role", "caption")
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        label.ensurePolished()
        label.show()
        return label

    def _picture(self, picture: PicturePreview) -> QLabel:
        tile = QLabel(self)
        tile.setAccessibleName(tr(picture.caption))
        tile.show()
        return tile


def _widest_word(label: QLabel) -> int:
    return max((_width(word, label) for word in label.text().split()), default=0)


def _width(text: str, label: QLabel) -> int:
    return label.fontMetrics().horizontalAdvance(text) + 2
