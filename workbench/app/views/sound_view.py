"""A sound to look at and to hear: its plot, a button that plays it, where it is and how long."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.views.player import Player
from workbench.app.views.sound_card import Clip
from workbench.app.views.sound_plot import SoundPlot
from workbench.app.views.sound_track import Track, about, length
from workbench.app.words import tr
from workbench.engine.contracts import Stretch


class SoundView(QWidget):
    """Space plays and pauses. It falls silent when it goes out of sight, or shows another sound."""

    def __init__(self, player: Player, name: str = "sound_view") -> None:
        super().__init__()
        self._player = player
        self._track: Track | None = None
        self.setObjectName(name)
        self.plot = SoundPlot()
        self.plot.place_chosen.connect(self._on_place_chosen)
        self._button = QPushButton()
        self._button.setObjectName("play")
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.clicked.connect(self.toggle)
        self._time = QLabel()
        self._time.setObjectName("sound_time")
        self._time.setProperty("role", "caption")
        self._about = QLabel(wordWrap=True)
        self._about.setObjectName("sound_about")
        self._about.setProperty("role", "caption")
        self._about.hide()
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme.SPACE)
        self.foot.addWidget(self._button)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._time)
        words.addWidget(self._about)
        self.foot.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.plot, 1)
        column.addLayout(self.foot)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        player.started.connect(self._on_started)
        player.stopped.connect(self._on_stopped)
        player.moved.connect(self._on_moved)
        theme.changed.connect(self._draw)
        self._draw()

    def show_track(self, track: Track | None, waiting: QPixmap | None = None) -> list[str]:
        """Show a sound; says how long it is and of what kind, in a few words each."""
        self.fall_silent()
        self._track = track
        self.plot.show_track(track, waiting)
        self._draw()
        return about(track.clip) if track is not None else []

    def mark(self, stretches: tuple[Stretch, ...]) -> None:
        """Let stretches of it stand out, until another sound is shown."""
        self.plot.mark(stretches)

    def say(self, words: str) -> None:
        """Say something of it below where it is; "" for nothing."""
        self._about.setText(words)
        self._about.setVisible(bool(words))

    @property
    def clip(self) -> Clip | None:
        """What it plays."""
        return self._track.clip if self._track is not None else None

    @property
    def is_playing(self) -> bool:
        """Whether it plays now."""
        return self.clip is not None and self._player.clip is self.clip

    def play(self) -> None:
        """Play from where it is."""
        if self.clip is not None:
            self._player.play(self.clip, self.plot.place_seconds)

    def toggle(self) -> None:
        """Play from where it is, or stay there."""
        if self.is_playing:
            self._player.stop()
        else:
            self.play()

    def fall_silent(self) -> None:
        """Play no longer; another sound plays on."""
        if self.is_playing:
            self._player.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.toggle()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.fall_silent()

    def _on_place_chosen(self, seconds: float) -> None:
        was_playing = self.is_playing
        self.plot.set_place(seconds)
        self._draw_time()
        if was_playing:
            self.play()

    def _on_moved(self, clip: Clip, seconds: float) -> None:
        if clip is self.clip:
            self.plot.set_place(seconds)
            self._draw_time()

    def _on_started(self, clip: Clip) -> None:
        if clip is self.clip:
            self._draw()

    def _on_stopped(self, clip: Clip, to_end: bool) -> None:
        if clip is self.clip:
            if to_end:
                self.plot.set_place(0.0)
            self._draw()

    def _draw(self) -> None:
        is_playing = self.is_playing
        self._button.setEnabled(self.clip is not None)
        self._button.setText(tr("Pause") if is_playing else tr("Play"))
        self._button.setIcon(theme.icon("pause" if is_playing else "play", theme.current().text))
        self._button.setAccessibleName(tr("Pause the sound") if is_playing else tr("Play the sound"))
        self._button.setToolTip(tr("Pause (Space)") if is_playing else tr("Play (Space)"))
        self._draw_time()

    def _draw_time(self) -> None:
        if self.clip is None:
            self._time.setText("")
            return
        words = tr("{place:.2f} of {length}")
        self._time.setText(words.format(place=self.plot.place_seconds, length=length(self.clip.seconds)))
