"""The chosen sample where it is a video: to look at, to play, and to play by itself when one goes to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QVBoxLayout, QWidget

from workbench.app import preferences
from workbench.app.views.video_reel import Reel
from workbench.app.views.video_view import VideoView
from workbench.app.words import tr
from workbench.engine.contracts import Stretch


class SampleVideo(QWidget):
    """The video, with the switch beside its button."""

    def __init__(self) -> None:
        super().__init__()
        self.view = VideoView("sample_video")
        self._stretches: tuple[Stretch, ...] = ()
        self._by_itself = QCheckBox(tr("Play on moving"))
        self._by_itself.setObjectName("videos_play_on_moving")
        self._by_itself.setAccessibleName(tr("Play on moving"))
        self._by_itself.setToolTip(tr("A video plays by itself when you go to it"))
        self._by_itself.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._by_itself.setChecked(preferences.videos_play_on_moving())
        self._by_itself.toggled.connect(preferences.set_videos_play_on_moving)
        self.view.foot.insertWidget(1, self._by_itself)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)

    def show_reel(self, reel: Reel | None, waiting: QPixmap | None = None, *, moved_to: bool = False) -> None:
        """Show a video, or a small picture of it while it is read; `moved_to`: a person has gone to it."""
        said = self.view.show_reel(reel, waiting)
        self.view.say(", ".join(said[:2]))
        self.view.mark(self._stretches)
        if reel is not None and moved_to and self._by_itself.isChecked() and not self._is_calm:
            self.view.play()

    def clear(self) -> None:
        """Show nothing."""
        self._stretches = ()
        self.show_reel(None)

    def mark(self, stretches: tuple[Stretch, ...]) -> None:
        """Let stretches stand out, also of a video that is still being read."""
        self._stretches = stretches
        self.view.mark(stretches)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._by_itself.setChecked(preferences.videos_play_on_moving())

    @property
    def _is_calm(self) -> bool:
        """Whether the system asks for no motion."""
        return not self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
