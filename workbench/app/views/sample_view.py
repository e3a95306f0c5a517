"""One sample as large as there is room, whatever it is; the next and the one before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.session import Session
from workbench.app.views.picture_view import Picture, PictureView, picture_of
from workbench.app.views.sample_content import Shown, read, shown
from workbench.app.views.sound_track import Track, track_of
from workbench.app.views.sound_view import SoundView
from workbench.app.views.text_view import TextView
from workbench.app.views.video_reel import SCREEN_PX, Reel, reel_of
from workbench.app.views.video_view import VideoView
from workbench.app.widgets.background import in_background
from workbench.app.words import tr
from workbench.engine.contracts import Sound, Video
from workbench.engine.modalities import Content, UnreadableError

Body = PictureView | TextView | SoundView | VideoView
_NEXT = (Qt.Key.Key_Right, Qt.Key.Key_D)
_BEFORE = (Qt.Key.Key_Left, Qt.Key.Key_A)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    sample: int
    content: Picture | str | Track | Reel | None
    problem: str = ""


class SampleView(QWidget):
    """Reads the file itself, not the cache, beside the window's thread."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._ids: NDArray[np.int64] = np.zeros(0, np.int64)
        self._row = 0
        self.setObjectName("sample_view")
        self.picture = PictureView()
        self.text = TextView()
        self.sound = SoundView(session.player)
        self.video = VideoView()
        self._body: Body = self.picture
        self._bodies = QStackedWidget()
        for body in (self.picture, self.text, self.sound, self.video):
            self._bodies.addWidget(body)
        self._title = _label("sample_title", "section")
        self._about = _label("sample_about", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(theme.SPACE)
        column.addLayout(self._head())
        column.addWidget(self._bodies, 1)

    def show_samples(self, ids: NDArray[np.int64], sample: int) -> None:
        """Show one of these samples; the arrow keys go through them."""
        self._ids = ids
        places = np.flatnonzero(ids == sample)
        self._row = int(places[0]) if len(places) else 0
        self._load()
        self._body.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in _NEXT:
            self.step(1)
        elif event.key() in _BEFORE:
            self.step(-1)
        else:
            super().keyPressEvent(event)

    def step(self, by: int) -> None:
        """Go to the next sample or the one before."""
        row = min(max(self._row + by, 0), len(self._ids) - 1)
        if row != self._row:
            self._row = row
            self._load()

    def _load(self) -> None:
        self.sound.fall_silent()
        wanted = shown(self._session.project, int(self._ids[self._row]))
        self._title.setText(wanted.sample.title)
        self._about.setText(tr("Reading"))
        in_background(self, lambda: _read(wanted), self._on_read)

    def _on_read(self, found: _Read) -> None:
        if found.sample != int(self._ids[self._row]):
            return
        said = self._show(found.content)
        place = tr("{n:,} of {total:,}").format(n=self._row + 1, total=len(self._ids))
        self._about.setText(" · ".join([place, *said]) if said else found.problem)

    def _show(self, content: Picture | str | Track | Reel | None) -> list[str]:
        """Show it; what is to be said of it, nothing where there is nothing to show."""
        if content is None:
            self.picture.show_picture(None)
            self.text.show_text("")
            self.sound.show_track(None)
            self.video.show_reel(None)
            return []
        if isinstance(content, str):
            self._take_body(self.text)
            return self.text.show_text(content)
        if isinstance(content, Track):
            self._take_body(self.sound)
            return self.sound.show_track(content)
        if isinstance(content, Reel):
            self._take_body(self.video)
            return self.video.show_reel(content)
        self._take_body(self.picture)
        return self.picture.show_picture(content)

    def _take_body(self, body: Body) -> None:
        if body is not self._body:
            self._body = body
            self._bodies.setCurrentWidget(body)
            body.setFocus()

    def _head(self) -> QHBoxLayout:
        back = _button("sample_back", tr("Back"), tr("Back to all samples (Esc)"))
        back.clicked.connect(self.closed)
        before = _button("sample_before", tr("Previous"), tr("The sample before (A, or the left arrow)"))
        before.clicked.connect(lambda: self.step(-1))
        after = _button("sample_after", tr("Next"), tr("The next sample (D, or the right arrow)"))
        after.clicked.connect(lambda: self.step(1))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._about)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(back)
        row.addSpacing(theme.SPACE)
        row.addLayout(words, 1)
        row.addWidget(before)
        row.addWidget(after)
        return row


def _read(wanted: Shown) -> _Read:
    sample = wanted.sample.id
    try:
        content = read(wanted)
    except UnreadableError as error:
        return _Read(sample=sample, content=None, problem=str(error))
    except OSError as error:
        words = tr("The file cannot be opened: {reason}.").format(reason=error.strerror or error)
        return _Read(sample=sample, content=None, problem=words)
    return _Read(sample=sample, content=_ready(content))


def _ready(content: Content) -> Picture | str | Track | Reel:
    if isinstance(content, Sound):
        return track_of(content)
    if isinstance(content, Video):
        return reel_of(content, SCREEN_PX)
    return content if isinstance(content, str) else picture_of(content)


def _label(name: str, role: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _button(name: str, title: str, help_text: str) -> QPushButton:
    button = QPushButton(title)
    button.setObjectName(name)
    button.setAccessibleName(title)
    button.setToolTip(help_text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
