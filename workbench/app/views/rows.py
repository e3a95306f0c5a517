"""What a pretext task does to samples: a row for each sample, its pictures side by side."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from workbench.app import theme
from workbench.app.words import tr
from workbench.engine.contracts import PicturePreview, RowsPreview, UInt8Array

TILE_PX = 64


def pixmap(pixels: UInt8Array) -> QPixmap:
    """(H, W, 3) uint8 -> a pixmap of that size."""
    whole = np.ascontiguousarray(pixels)
    height, width, _ = whole.shape
    image = QImage(whole.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return QPixmap.fromImage(image)


class RowsView(QWidget):
    """Draws a `RowsPreview`; the captions stand once, above the first row."""

    def __init__(self, name: str = "preview") -> None:
        super().__init__()
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.SPACE)
        self._tiles: list[QLabel] = []

    @property
    def num_pictures(self) -> int:
        """How many pictures are shown."""
        return sum(not tile.pixmap().isNull() for tile in self._tiles)

    def show_rows(self, preview: RowsPreview) -> None:
        """Draw these rows instead of what is there."""
        for tile in self._tiles:
            tile.deleteLater()
        self._tiles = []
        for column, picture in enumerate(preview.rows[0] if preview.rows else ()):
            self._put(self._caption(picture), 0, column)
        for line, row in enumerate(preview.rows, start=1):
            for column, picture in enumerate(row):
                self._put(self._tile(picture), line, column)

    def _put(self, label: QLabel, line: int, column: int) -> None:
        self._grid.addWidget(label, line, column, Qt.AlignmentFlag.AlignCenter)
        self._tiles.append(label)

    def _caption(self, picture: PicturePreview) -> QLabel:
        label = QLabel(tr(picture.caption), self)
        label.setProperty("role", "caption")
        return label

    def _tile(self, picture: PicturePreview) -> QLabel:
        label = QLabel(self)
        ratio = self.devicePixelRatioF()
        side = round(TILE_PX * ratio)
        shown = pixmap(picture.pixels).scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(ratio)
        label.setPixmap(shown)
        label.setAccessibleName(tr(picture.caption))
        return label
