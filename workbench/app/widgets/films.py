"""Thumbnails of videos: a few frames each, of which one is shown until the mouse goes over them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QPolygonF

_COMMENT = re.compile(rb"frames: (\d+)")
_MOST_FRAMES = 64
_KEPT = 4
"""Videos whose frames stay decoded."""
_DARK = QColor(0, 0, 0, 150)
_LIGHT = QColor(255, 255, 255)
_LARGEST_MARK_PX, _MARK_SHARE = 18, 0.25
_LINE_PX = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Film:
    """encoded: frames side by side, evenly from a video's first to its last; middle: it stands for them.

    The others are decoded when the mouse goes over them: of the many videos of a grid it does so of few.
    """

    encoded: bytes
    num_frames: int
    middle: QPixmap

    def at(self, share: float) -> QPixmap:
        """The frame of that place, from 0 to 1."""
        number = min(self.num_frames - 1, int(share * self.num_frames))
        return QPixmap.fromImage(_frames(self.encoded, self.num_frames)[number])

    @property
    def num_bytes(self) -> int:
        """What it takes of memory."""
        return len(self.encoded) + 4 * self.middle.width() * self.middle.height()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadFilm:
    """The same as a reader beside the window's thread has it, which may make no pixmaps."""

    encoded: bytes
    num_frames: int
    middle: QImage

    @property
    def film(self) -> Film:
        """For the window's thread."""
        middle = QPixmap.fromImage(self.middle)
        return Film(encoded=self.encoded, num_frames=self.num_frames, middle=middle)


def num_frames(opened: Image.Image) -> int:
    """How many frames lie side by side in a thumbnail: its comment says it ("frames: 8"); 0: it is none."""
    comment = opened.info.get("comment", b"")
    found = _COMMENT.fullmatch(comment if isinstance(comment, bytes) else str(comment).encode())
    number = int(found[1]) if found else 0
    return number if 0 < number <= min(_MOST_FRAMES, opened.width) else 0


def read(encoded: bytes, opened: Image.Image, number: int) -> ReadFilm:
    """A thumbnail of so many frames."""
    middle = image_of(_cut(opened, number, number // 2))
    return ReadFilm(encoded=encoded, num_frames=number, middle=middle)


def image_of(picture: Image.Image) -> QImage:
    """By Pillow: Qt's readers, off the window's thread, can stop the program for ever (decision 0015)."""
    width, height = picture.size
    pixels = picture.convert("RGBA").tobytes()
    image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


@lru_cache(maxsize=_KEPT)
def _frames(encoded: bytes, number: int) -> tuple[QImage, ...]:
    with Image.open(BytesIO(encoded)) as opened:
        return tuple(image_of(_cut(opened, number, place)) for place in range(number))


def _cut(strip: Image.Image, number: int, place: int) -> Image.Image:
    """One of so many frames side by side."""
    width = strip.width // number
    return strip.crop((place * width, 0, (place + 1) * width, strip.height))


class Scrub:
    """Over which sample the mouse is, and where from its left to its right."""

    def __init__(self) -> None:
        self.sample: int | None = None
        self._share = 0.0

    def move_to(self, sample: int | None, area: QRect, point: QPoint) -> None:
        """It is over this sample, which lies there; None: over none."""
        self.sample = sample
        self._share = min(1.0, max(0.0, (point.x() - area.left()) / max(1, area.width())))

    def share_of(self, sample: int) -> float | None:
        """Where it is over that sample; None where it is not."""
        return self._share if sample == self.sample else None


def fitted(picture: QPixmap, place: QRect) -> QRect:
    """As large as there is room, in its shape, in the middle."""
    size = picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    drawn = QRect(0, 0, max(1, size.width()), max(1, size.height()))
    drawn.moveCenter(place.center())
    return drawn


def draw_on(painter: QPainter, area: QRect, share: float | None) -> None:
    """Say that a picture is of a video: by a small triangle, or where in it the mouse is."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if share is None:
        _draw_mark(painter, area)
    else:
        line = QRectF(area.left(), area.bottom() + 1 - _LINE_PX, area.width(), _LINE_PX)
        painter.fillRect(line, _DARK)
        painter.fillRect(QRectF(line.left(), line.top(), line.width() * share, _LINE_PX), _LIGHT)
    painter.restore()


def _draw_mark(painter: QPainter, area: QRect) -> None:
    side = min(_LARGEST_MARK_PX, max(8.0, _MARK_SHARE * min(area.width(), area.height())))
    box = QRectF(area.left() + 3, area.bottom() - 2 - side, side, side)
    painter.setBrush(_DARK)
    painter.drawRoundedRect(box, side / 4, side / 4)
    left, right = box.left() + 0.34 * side, box.left() + 0.76 * side
    top, bottom = box.top() + 0.25 * side, box.top() + 0.75 * side
    painter.setBrush(_LIGHT)
    middle = QPointF(right, box.center().y())
    painter.drawPolygon(QPolygonF([QPointF(left, top), middle, QPointF(left, bottom)]))
