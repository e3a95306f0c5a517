"""A video to look at: its frames one after the other in a loop, a strip of them, where it is and how long."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.views.sound_track import length
from workbench.app.views.video_playing import Clock, Playback
from workbench.app.views.video_reel import Reel, about
from workbench.app.views.video_screen import VideoScreen
from workbench.app.views.video_strip import VideoStrip
from workbench.app.words import tr
from workbench.engine.contracts import Stretch

_NO_KEYS = Qt.KeyboardModifier.NoModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class VideoView(QWidget):
    """Space plays and pauses, the arrow keys go from frame to frame. Out of sight it rests."""

    def __init__(self, name: str = "video_view", *, clock: Clock = time.monotonic) -> None:
        super().__init__()
        self._reel: Reel | None = None
        self._hovered: int | None = None
        self.setObjectName(name)
        self.setAccessibleName(tr("The video"))
        self.playback = Playback(self, clock=clock)
        self.screen_ = VideoScreen()
        self.strip = VideoStrip()
        self._button = QPushButton()
        self._button.setObjectName("play_video")
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._time = _label("video_time")
        self._about = _label("video_about")
        self._about.hide()
        self.foot = QHBoxLayout()
        """The line with the button."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self._connect()
        self._draw()

    def show_reel(self, reel: Reel | None, waiting: QPixmap | None = None) -> list[str]:
        """Show a video; says how large, quick and long it is, in a few words each."""
        self._reel = reel
        self._hovered = None
        self.screen_.show_reel(reel, waiting)
        self.strip.show_reel(reel)
        self.playback.load(len(reel.frames) if reel is not None else 0, reel.rate_fps if reel else 1.0)
        self._draw()
        return about(reel) if reel is not None else []

    def mark(self, stretches: tuple[Stretch, ...]) -> None:
        """Let stretches of its time stand out, until another video is shown."""
        self.strip.mark(stretches)

    def say(self, words: str) -> None:
        """Say something of it below where it is; "" for nothing."""
        self._about.setText(words)
        self._about.setVisible(bool(words))

    @property
    def frame(self) -> int:
        """The frame that is shown: the one whose turn it is, or the one below the mouse."""
        return self.playback.frame if self._hovered is None else self._hovered

    def play(self) -> None:
        """Play in a loop from what is shown."""
        if self._hovered is not None and not self.playback.is_playing:
            self.playback.go_to(self._hovered)
        self._hover(None)
        self.playback.play()

    def toggle(self) -> None:
        """Play from what is shown, or stay there."""
        if self.playback.is_playing:
            self.playback.pause()
        else:
            self.play()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, now = event.key(), self.playback.frame
        places = {
            Qt.Key.Key_Left: now - 1, Qt.Key.Key_Right: now + 1, Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._reel.frames) - 1 if self._reel is not None else 0,
        }  # fmt: skip
        if self._reel is None or event.modifiers() & ~_KEYPAD != _NO_KEYS:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.toggle()
        elif key in places:
            self.playback.pause()
            self._go_to(places[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.playback.resume()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.playback.suspend()

    def _connect(self) -> None:
        self.playback.suspend()  # until it is seen
        self.playback.moved.connect(lambda _: self._draw_frame())
        self.playback.turned.connect(lambda _: self._draw())
        self._button.clicked.connect(self.toggle)
        self.strip.hovered.connect(self._hover)
        self.strip.left.connect(lambda: self._hover(None))
        self.strip.frame_chosen.connect(self._go_to)
        self.screen_.hovered.connect(self._on_screen_hovered)
        self.screen_.left.connect(lambda: self._hover(None))
        self.screen_.clicked.connect(self.toggle)
        theme.changed.connect(self._draw)

    def _go_to(self, frame: int) -> None:
        self._hovered = None
        self.playback.go_to(frame)

    def _hover(self, frame: int | None) -> None:
        self._hovered = frame
        self._draw_frame()

    def _on_screen_hovered(self, share: float) -> None:
        """What plays is not disturbed by a mouse that goes over it."""
        if self._reel is not None and not self.playback.is_playing:
            num = len(self._reel.frames)
            self._hover(min(num - 1, int(share * num)))

    def _draw_frame(self) -> None:
        self.screen_.set_frame(self.frame)
        self.strip.set_frame(self.frame)
        self._draw_time()

    def _draw(self) -> None:
        is_playing = self.playback.is_playing
        self._button.setEnabled(self._reel is not None and len(self._reel.frames) > 1)
        self._button.setText(tr("Pause") if is_playing else tr("Play"))
        self._button.setIcon(theme.icon("pause" if is_playing else "play", theme.current().text))
        self._button.setAccessibleName(tr("Pause the video") if is_playing else tr("Play the video"))
        self._button.setToolTip(tr("Pause (Space)") if is_playing else tr("Play in a loop (Space)"))
        self._draw_time()

    def _draw_time(self) -> None:
        if self._reel is None:
            self._time.setText("")
            return
        words = tr("{place:.2f} of {length}, frame {n} of {total}").format(
            place=self.frame / self._reel.rate_fps,
            length=length(self._reel.seconds),
            n=self.frame + 1,
            total=len(self._reel.frames),
        )
        self._time.setText(words)

    def _lay_out(self) -> None:
        self.foot.setSpacing(2 * theme.SPACE)
        self.foot.addWidget(self._button)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._time)
        words.addWidget(self._about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        self.foot.addStretch()
        column.addWidget(self.screen_, 1)
        column.addWidget(self.strip)
        column.addLayout(self.foot)
        column.addLayout(words)


def _label(name: str) -> QLabel:
    label = QLabel(wordWrap=True)
    label.setObjectName(name)
    label.setProperty("role", "caption")
    return label
