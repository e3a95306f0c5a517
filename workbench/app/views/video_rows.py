"""What a pretext task does to videos: a row for each sample, its videos side by side, all in one loop."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QLabel, QStyle, QWidget

from workbench.app import theme
from workbench.app.views import sound_painting as painting
from workbench.app.views.picture_rows import TILE_PX, PictureRows, pixmap
from workbench.app.views.video_playing import Clock
from workbench.app.words import tr
from workbench.engine.contracts import PicturePreview, VideoPreview

_REST_SECONDS = 0.6
"""The last frame stands so long before the first comes again: else nobody sees where it begins."""
_SHORTEST_MS = 33
_BAR_PX = 4


class VideoRows(PictureRows):
    """Laid out as pictures are. One timer for all, and none where nothing moves or nobody looks."""

    def __init__(self, parent: QWidget, *, tile_px: int = TILE_PX, clock: Clock = time.monotonic) -> None:
        super().__init__(parent, tile_px=tile_px)
        self._clock = clock
        self._begun = clock()
        self._videos: dict[int, VideoPreview] = {}
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    @property
    def is_waiting(self) -> bool:
        """Whether a timer runs."""
        return self._timer.isActive()

    @property
    def tiles(self) -> list[VideoTile]:
        """The videos, row by row."""
        return [tile for line in self._lines for tile in line if isinstance(tile, VideoTile)]

    def show_videos(self, rows: Sequence[Sequence[VideoPreview]]) -> None:
        """Draw these rows instead of what is there, all from their first frames on."""
        pictures = [[_first(video) for video in row] for row in rows]
        self._videos = {
            id(picture): video
            for line, row in zip(pictures, rows, strict=True)
            for picture, video in zip(line, row, strict=True)
        }
        self.show_rows(pictures)
        self._begun = self._clock()
        self._start()

    def look(self) -> None:
        """Show the frames whose turn it is."""
        if self.visibleRegion().isEmpty():  # scrolled out of sight
            return
        gone = self._clock() - self._begun
        for tile in self.tiles:
            tile.show_at(gone)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _start(self) -> None:
        moving = [tile.rate_fps for tile in self.tiles if tile.num_frames > 1]
        is_calm = not self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        if moving and self.isVisible() and not is_calm:
            self._timer.start(max(_SHORTEST_MS, round(1000 / max(moving))))
        else:
            self._timer.stop()

    def _picture(self, picture: PicturePreview) -> QLabel:
        tile = VideoTile(self, self._videos[id(picture)])
        tile.setAccessibleName(tr(picture.caption))
        tile.show()
        return tile

    def _place(self) -> None:
        super()._place()
        for tile in self.tiles:
            tile.forget()


class VideoTile(QLabel):
    """One video, small; below it what stands out. Its frames are made when their turn comes."""

    def __init__(self, parent: QWidget, video: VideoPreview) -> None:
        super().__init__(parent)
        self._video = video
        self._frame = 0
        self._made: dict[int, QPixmap] = {}
        theme.changed.connect(self.update)

    @property
    def num_frames(self) -> int:
        """One is a still picture."""
        return len(self._video.frames)

    @property
    def rate_fps(self) -> float:
        """How many in a second."""
        return self._video.rate_fps

    @property
    def frame(self) -> int:
        """The one that is shown."""
        return self._frame

    def show_at(self, seconds: float) -> None:
        """Show the frame of that time; over and over again, with a rest on the last."""
        whole = self.num_frames / self.rate_fps
        frame = min(self.num_frames - 1, int(seconds % (whole + _REST_SECONDS) * self.rate_fps + 1e-6))
        if frame != self._frame:
            self._frame = frame
            self.update()

    def forget(self) -> None:
        """Its size is another."""
        self._made.clear()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self._shown()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, shown)
        if self._video.stretches:
            high = round(shown.height() / shown.devicePixelRatio())
            wide = round(shown.width() / shown.devicePixelRatio())
            self._paint_bar(painter, QRect(0, high - _BAR_PX, wide, _BAR_PX))
        painter.end()

    def _paint_bar(self, painter: QPainter, bar: QRect) -> None:
        seconds = self.num_frames / self.rate_fps
        palette = theme.current()
        painter.fillRect(bar, palette.surface)
        painting.paint_bars(painter, bar, self._video.stretches, seconds, palette)
        x = round(bar.width() * (self._frame + 0.5) / self.num_frames)
        painter.fillRect(QRect(bar.left() + x - 1, bar.top(), 2, bar.height()), palette.text)

    def _shown(self) -> QPixmap:
        if self._frame not in self._made:
            ratio = self.devicePixelRatioF()
            side = round(self.width() * ratio)
            made = pixmap(self._video.frames[self._frame]).scaled(
                side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            made.setDevicePixelRatio(ratio)
            self._made[self._frame] = made
        return self._made[self._frame]


def _first(video: VideoPreview) -> PicturePreview:
    return PicturePreview(pixels=video.frames[0], caption=video.caption)
