"""What a pretext task does to sounds: spectrograms side by side, to play where there is something to hear."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from workbench.app import theme
from workbench.app.views import sound_painting as painting
from workbench.app.views.player import Player
from workbench.app.views.sound_card import Clip
from workbench.app.words import tr
from workbench.engine.contracts import SoundPreview
from workbench.engine.encoders.audio.features import HOP, RATE_HZ

_WIDE = 1.75
"""Of a cell's height, where there is room."""
_LEAST_WIDTH_PX = 56
_CAPTION_GAP_PX = 2
_BUTTON_PX = 20
_BUTTON_GAP_PX = 3
_ANY_WIDTH_PX = 10_000


class SoundRows(QWidget):
    """The captions stand once, above the first row. It is as large as its cells; `fit` narrows these."""

    def __init__(self, parent: QWidget, player: Player, *, tile_px: int) -> None:
        super().__init__(parent)
        self._player = player
        self._high = tile_px
        self._room = _ANY_WIDTH_PX
        self._captions: list[QLabel] = []
        self._lines: list[list[SoundCell]] = []

    @property
    def num_shown(self) -> int:
        """How many sounds are shown."""
        return sum(len(line) for line in self._lines)

    def show_rows(self, rows: Sequence[Sequence[SoundPreview]]) -> None:
        """Draw these rows instead of what is there."""
        for widget in (*self._captions, *(cell for line in self._lines for cell in line)):
            widget.hide()  # it goes with the next turn of the event loop, and must not be seen until then
            widget.deleteLater()
        self._captions = [self._caption(cell.caption) for cell in (rows[0] if rows else ())]
        self._lines = [[SoundCell(self, self._player, cell) for cell in row] for row in rows]
        self._place()

    def size_for(self, width: int) -> QSize:
        """The room it would take where there is this width."""
        return self._size(self._cell_width(width))

    def fit(self, width: int) -> None:
        """Make the cells as wide as this width allows, up to nearly twice their height."""
        if width != self._room:
            self._room = width
            self._place()

    def _cell_width(self, width: int) -> int:
        num = max(1, len(self._captions))
        room = (width - (num - 1) * theme.SPACE) // num
        return max(_LEAST_WIDTH_PX, min(round(_WIDE * self._high), room))

    def _size(self, cell: int) -> QSize:
        num = len(self._captions)
        wide = num * (cell + theme.SPACE) - theme.SPACE
        high = self._top(cell) + len(self._lines) * (self._high + theme.SPACE) - theme.SPACE
        return QSize(max(0, wide), max(0, high))

    def _top(self, cell: int) -> int:
        """Height of the line of captions."""
        height = max((label.heightForWidth(cell) for label in self._captions), default=0)
        return height + _CAPTION_GAP_PX if height else 0

    def _place(self) -> None:
        width = self._cell_width(self._room)
        top = self._top(width)
        for place, label in enumerate(self._captions):
            label.setGeometry(place * (width + theme.SPACE), 0, width, top)
        for number, line in enumerate(self._lines):
            for place, cell in enumerate(line):
                x, y = place * (width + theme.SPACE), top + number * (self._high + theme.SPACE)
                cell.setGeometry(x, y, width, self._high)
                cell.show()
        self.setFixedSize(self._size(width))

    def _caption(self, caption: str) -> QLabel:
        label = QLabel(tr(caption), self, wordWrap=True)
        label.setProperty("role", "caption")
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        label.ensurePolished()
        label.show()
        return label


class SoundCell(QWidget):
    """One spectrogram; where it can be heard, with a button that plays it and a line that follows."""

    def __init__(self, parent: QWidget, player: Player, preview: SoundPreview) -> None:
        super().__init__(parent)
        self._preview = preview
        self._player = player
        self._clip = Clip(samples=preview.samples, rate_hz=preview.rate_hz)
        self._place: float | None = None
        self._drawn: QPixmap | None = None
        self.setObjectName("sound_cell")
        self.setAccessibleName(tr(preview.caption) or tr("Sound"))
        self._button = QToolButton(self)
        self._button.setObjectName("play_cell")
        self._button.setProperty("role", "play")
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.clicked.connect(self._on_clicked)
        self._button.setVisible(len(preview.samples) > 0)
        player.started.connect(self._on_turned)
        player.stopped.connect(self._on_turned)
        player.moved.connect(self._on_moved)
        theme.changed.connect(self._forget)
        self._draw_button()

    @property
    def preview(self) -> SoundPreview:
        """What it shows."""
        return self._preview

    @property
    def _is_playing(self) -> bool:
        return self._player.clip is self._clip

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous() and self._is_playing:
            self._player.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget()
        self._button.move(_BUTTON_GAP_PX, self.height() - _BUTTON_PX - _BUTTON_GAP_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._drawn is None:
            self._drawn = self._draw()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        if self._place is not None:
            painting.paint_position(painter, self.rect(), (self.width() - 1) * self._place)
        painter.end()

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        made.setDevicePixelRatio(ratio)
        palette, preview = theme.current(), self._preview
        painter = QPainter(made)
        image = painting.picture(preview.spectrogram, preview.hidden, palette)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), image)
        painting.paint_frames(painter, self.rect(), preview.stretches, self._seconds, palette)
        bar = QRect(0, 0, self.width(), painting.BAR_PX)
        painting.paint_bars(painter, bar, preview.stretches, self._seconds, palette)
        painter.end()
        return made

    @property
    def _seconds(self) -> float:
        """How long it is; of one that cannot be heard, by the columns of its spectrogram."""
        if len(self._preview.samples):
            return self._clip.seconds
        return float(self._preview.spectrogram.shape[1] * HOP / RATE_HZ)

    def _forget(self) -> None:
        self._drawn = None
        self.update()

    def _on_clicked(self) -> None:
        if self._is_playing:
            self._player.stop()
        else:
            self._player.play(self._clip)

    def _on_turned(self, clip: Clip) -> None:
        if clip is self._clip:
            self._place = 0.0 if self._is_playing else None
            self._draw_button()
            self.update()

    def _on_moved(self, clip: Clip, seconds: float) -> None:
        if clip is self._clip:
            self._place = min(1.0, seconds / clip.seconds)
            self.update()

    def _draw_button(self) -> None:
        is_playing = self._is_playing
        self._button.setIcon(theme.icon("stop" if is_playing else "play", "#FFFFFF"))
        words = tr("Stop: {what}") if is_playing else tr("Play: {what}")
        self._button.setAccessibleName(words.format(what=self.accessibleName()))
        self._button.setToolTip(tr("Stop the sound") if is_playing else tr("Play the sound"))
