"""What a pretext task does to samples, whatever they are: most kinds side by side, texts stacked."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from workbench.app.views.picture_rows import TILE_PX, PictureRows
from workbench.app.views.player import Player
from workbench.app.views.sound_rows import SoundRows
from workbench.app.views.text_rows import TextRows
from workbench.app.views.video_rows import VideoRows
from workbench.engine.contracts import (
    PicturePreview,
    RowsPreview,
    SoundPreview,
    TextPreview,
    VideoPreview,
)


class RowsView(QWidget):
    """Draws a `RowsPreview`; it is as large as what it shows. `fit` makes that small enough for a width."""

    def __init__(self, player: Player, name: str = "preview", *, tile_px: int = TILE_PX) -> None:
        super().__init__()
        self.setObjectName(name)
        self._pictures = PictureRows(self, tile_px=tile_px)
        self._texts = TextRows(self)
        self._sounds = SoundRows(self, player, tile_px=tile_px)
        self._videos = VideoRows(self, tile_px=tile_px)
        self._shown: PictureRows | TextRows | SoundRows = self._pictures
        self.show_rows(RowsPreview(rows=()))

    @property
    def num_pictures(self) -> int:
        """How many pictures are shown."""
        return self._pictures.num_shown

    @property
    def num_texts(self) -> int:
        """How many texts are shown."""
        return self._texts.num_shown

    @property
    def num_sounds(self) -> int:
        """How many sounds are shown; they have buttons to click."""
        return self._sounds.num_shown

    @property
    def num_videos(self) -> int:
        """How many videos are shown; they play in a loop."""
        return self._videos.num_shown

    def show_rows(self, preview: RowsPreview) -> None:
        """Draw these rows instead of what is there; what kind they are their cells say."""
        cells = preview.rows
        self._pictures.show_rows([[c for c in row if isinstance(c, PicturePreview)] for row in cells])
        self._texts.show_rows([[c for c in row if isinstance(c, TextPreview)] for row in cells])
        self._sounds.show_rows([[c for c in row if isinstance(c, SoundPreview)] for row in cells])
        self._videos.show_videos([[c for c in row if isinstance(c, VideoPreview)] for row in cells])
        kinds = (self._texts, self._sounds, self._videos)
        self._shown = next((kind for kind in kinds if kind.num_shown), self._pictures)
        for kind in (self._pictures, *kinds):
            kind.setVisible(self._shown is kind)
        self._take_size()

    def size_for(self, width: int) -> QSize:
        """The room it would take where there is this width."""
        return self._shown.size_for(width)

    def fit(self, width: int) -> None:
        """Take no more than this width where that is possible."""
        for kind in (self._pictures, self._texts, self._sounds, self._videos):
            kind.fit(width)
        self._take_size()

    def _take_size(self) -> None:
        self.setFixedSize(self._shown.size())
