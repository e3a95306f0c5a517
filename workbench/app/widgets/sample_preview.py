"""One sample, large: its thumbnail at once, the picture itself as soon as it is read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, QSize, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.app import theme
from workbench.app.widgets.background import in_background
from workbench.app.widgets.thumbnails import Thumbnails
from workbench.app.words import tr
from workbench.engine.modalities import UnreadableError, modalities
from workbench.engine.modalities.image import decoding, tone
from workbench.project import Sample

_LARGEST_PX = 512
_REST_MS = 80
"""Nothing is read while a person only passes by with a held key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A sample and where it lies."""

    sample: Sample
    data: Path
    modality: str
    thumbnails: Path


class SamplePreview(QWidget):
    """Draws it as large as there is room, keeping its shape."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._picture: QPixmap | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._start_reading)
        self._thumbnails = Thumbnails(self, cache_bytes=4 * 2**20)
        self._thumbnails.arrived.connect(self.update)
        self.setObjectName("sample_preview")
        self.setAccessibleName(tr("The chosen sample, large"))
        self.setMinimumSize(120, 72)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_sample(self, shown: Shown | None) -> None:
        """Show a sample, or nothing."""
        if shown == self._shown:
            return
        self._shown = shown
        self._picture = None
        self.setAccessibleDescription(shown.sample.title if shown else "")
        self.setToolTip(shown.sample.title if shown else "")
        if shown is not None:
            self._thumbnails.open(shown.thumbnails)
            self._thumbnails.want([shown.sample.id])
            self._rest.start()
        self.update()

    @property
    def is_sharp(self) -> bool:
        """Whether the picture itself is shown, not its thumbnail."""
        return self._picture is not None

    def sizeHint(self) -> QSize:
        return QSize(160, 72)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        picture = self._picture
        if picture is None and self._shown is not None:
            picture = self._thumbnails.get(self._shown.sample.id)
        if picture is not None and picture.width() and picture.height():
            self._draw(painter, picture)
        else:
            painter.fillRect(self.rect(), QColor(theme.current().hover))
        painter.end()

    def _draw(self, painter: QPainter, picture: QPixmap) -> None:
        ratio = min(self.width() / picture.width(), self.height() / picture.height())
        width, height = max(1, int(picture.width() * ratio)), max(1, int(picture.height() * ratio))
        left, top = (self.width() - width) // 2, (self.height() - height) // 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, ratio < 2)
        painter.drawPixmap(QRect(left, top, width, height), picture)

    def _start_reading(self) -> None:
        shown = self._shown
        if shown is not None:
            in_background(self, lambda: (shown, _read(shown)), self._on_read)

    def _on_read(self, read: tuple[Shown, QImage]) -> None:
        shown, picture = read
        if shown == self._shown and not picture.isNull():
            self._picture = QPixmap.fromImage(picture)
            self.update()


def _read(shown: Shown) -> QImage:
    """The picture at most 512 px a side; null when it cannot be read, and the thumbnail stays."""
    sample = shown.sample
    try:
        modality = modalities.get(shown.modality)
        array = modality.read(
            shown.data / sample.file, sample.part, modality.reading(), reduced=sample.read_reduced
        )
        assert not isinstance(array, str)
    except (UnreadableError, OSError):
        return QImage()
    pixels = decoding.as_rgb(tone.to_uint8(array))
    height, width = pixels.shape[:2]
    scale = min(1.0, _LARGEST_PX / max(height, width))
    pixels = decoding.resized(pixels, max(1, round(width * scale)), max(1, round(height * scale)))
    height, width = pixels.shape[:2]
    picture = QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    return picture.convertToFormat(QImage.Format.Format_RGB32)
