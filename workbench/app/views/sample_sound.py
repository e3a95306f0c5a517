"""The chosen sample where it is a sound: to look at, to play, and to play by itself when one goes to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from workbench.app import preferences, theme
from workbench.app.views.player import Player
from workbench.app.views.sound_track import Track
from workbench.app.views.sound_view import SoundView
from workbench.app.words import tr
from workbench.engine.contracts import Stretch


class SampleSound(QWidget):
    """The sound, below it the switch."""

    def __init__(self, player: Player) -> None:
        super().__init__()
        self.view = SoundView(player, "sample_sound")
        self._stretches: tuple[Stretch, ...] = ()
        self._by_itself = QCheckBox(tr("Play on moving"))
        self._by_itself.setObjectName("play_on_moving")
        self._by_itself.setAccessibleName(tr("Play on moving"))
        self._by_itself.setToolTip(tr("A sound plays by itself when you go to it"))
        self._by_itself.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._by_itself.setChecked(preferences.plays_on_moving())
        self._by_itself.toggled.connect(preferences.set_plays_on_moving)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE // 2)
        column.addWidget(self.view, 1)
        column.addWidget(self._by_itself)
        self.setFocusProxy(self.view)

    def show_track(
        self, track: Track | None, waiting: QPixmap | None = None, *, moved_to: bool = False
    ) -> None:
        """Show a sound, or a small picture of it while it is read; `moved_to`: a person has gone to it."""
        said = self.view.show_track(track, waiting)
        self.view.say(", ".join(said[1:]))
        self.view.mark(self._stretches)
        if track is not None and moved_to and self._by_itself.isChecked():
            self.view.play()

    def clear(self) -> None:
        """Show nothing."""
        self._stretches = ()
        self.show_track(None)

    def mark(self, stretches: tuple[Stretch, ...]) -> None:
        """Let stretches stand out, also of a sound that is still being read."""
        self._stretches = stretches
        self.view.mark(stretches)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._by_itself.setChecked(preferences.plays_on_moving())
