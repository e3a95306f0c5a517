"""One sample, large: its thumbnail at once, the sample itself as soon as it is read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.views.player import Player
from workbench.app.views.sample_content import Shown, read
from workbench.app.views.sample_sound import SampleSound
from workbench.app.views.sample_video import SampleVideo
from workbench.app.views.sound_card import Clip
from workbench.app.views.sound_track import Track, track_of
from workbench.app.views.spans import SpansView, continued
from workbench.app.views.text_view import about, readable
from workbench.app.views.video_reel import SIDE_PX, Reel, reel_of
from workbench.app.widgets.background import in_background
from workbench.app.widgets.thumbnails import Thumbnails
from workbench.app.words import tr
from workbench.engine.contracts import Cell, Sound, SoundPreview, TextPreview, Video, VideoPreview
from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.image import decoding, tone

_LARGEST_PX = 512
_REST_MS = 80
"""Nothing is read while a person only passes by with a held key."""


Kind = Literal["picture", "text", "sound", "video"]


class SamplePreview(QStackedWidget):
    """A picture as large as there is room; a text whole, to select from; a sound or a video to play."""

    kind_shown = Signal(str)
    """`Kind` that it shows now: a text needs more room than a picture."""

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._is_sharp = False
        self._picture = _Picture()
        self._text = _Text()
        self._sound = SampleSound(player)
        self._video = SampleVideo()
        self._faces: dict[Kind, QWidget] = {
            "picture": self._picture, "text": self._text, "sound": self._sound,
            "video": self._video,
        }  # fmt: skip
        self._kinds: dict[Path, Kind] = {}
        self._has_moved = False
        for face in self._faces.values():
            self.addWidget(face)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._start_reading)
        self._thumbnails = Thumbnails(self, cache_bytes=4 * 2**20)
        self._thumbnails.arrived.connect(self._draw_thumbnail)
        self.setObjectName("sample_preview")
        self.setAccessibleName(tr("The chosen sample, large"))
        self.setMinimumSize(120, 72)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_sample(self, shown: Shown | None) -> None:
        """Show a sample, or nothing."""
        if shown == self._shown:
            return
        self._has_moved = self._shown is not None
        self._shown = shown
        self._is_sharp = False
        title = shown.sample.title if shown else ""
        self.setAccessibleDescription(title)
        self._picture.setToolTip(title)
        self._picture.show_picture(None)
        self._text.mark(None)
        self._sound.clear()
        self._video.clear()
        if shown is None:
            self._text.show_text("")
            return
        self._thumbnails.open(shown.thumbnails)
        self._thumbnails.want([shown.sample.id])
        usual: Kind = "text" if self._thumbnails.hold_texts else "picture"
        self._take(self._kinds.get(shown.thumbnails, usual))
        self._draw_thumbnail()
        self._rest.start()

    @property
    def kind(self) -> Kind:
        """What it shows."""
        return next(kind for kind, face in self._faces.items() if face is self.currentWidget())

    @property
    def takes_marks(self) -> bool:
        """Whether stretches of what it shows can stand out."""
        return self._shown is not None and self.kind != "picture"

    def mark(self, marked: Cell | None) -> None:
        """Let stretches of the text, sound or video that is shown stand out, until another sample is shown.

        `marked` is the sample, or its beginning; what follows stays as it is.
        """
        if isinstance(marked, TextPreview) and self.kind == "text":
            self._text.mark(marked)
        elif isinstance(marked, SoundPreview) and self.kind == "sound":
            self._sound.mark(marked.stretches)
        elif isinstance(marked, VideoPreview) and self.kind == "video":
            self._video.mark(marked.stretches)

    @property
    def clip(self) -> Clip | None:
        """The sound that it shows, to play; None while it is read, and where it shows something else."""
        return self._sound.view.clip if self.kind == "sound" else None

    def toggle(self) -> None:
        """Play the sound or the video that is shown, or pause it."""
        if self.kind == "sound":
            self._sound.view.toggle()
        elif self.kind == "video":
            self._video.view.toggle()

    @property
    def is_sharp(self) -> bool:
        """Whether the sample itself is shown, not its thumbnail."""
        return self._is_sharp

    def sizeHint(self) -> QSize:
        return QSize(160, 72)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 72)

    def _take(self, kind: Kind) -> None:
        if self.kind != kind:
            self.setCurrentWidget(self._faces[kind])
            self.kind_shown.emit(kind)

    def _draw_thumbnail(self) -> None:
        if self._shown is None or self._is_sharp:
            return
        sample = self._shown.sample.id
        if (text := self._thumbnails.text(sample)) is not None:
            self._text.show_text(text)
        elif (picture := self._thumbnails.get(sample)) is not None:
            self._picture.show_picture(picture)
            self._sound.show_track(None, picture)
            self._video.show_reel(None, picture)

    def _start_reading(self) -> None:
        shown = self._shown
        if shown is not None:
            in_background(self, lambda: (shown, _read(shown)), self._on_read)

    def _on_read(self, found: tuple[Shown, QImage | str | Track | Reel | None]) -> None:
        shown, content = found
        if shown != self._shown or content is None:
            return
        self._is_sharp = True
        if isinstance(content, str):
            self._text.show_text(content, about(content))
            kind: Kind = "text"
        elif isinstance(content, Track):
            self._sound.show_track(content, moved_to=self._has_moved and self.isVisible())
            kind = "sound"
        elif isinstance(content, Reel):
            self._video.show_reel(content, moved_to=self._has_moved and self.isVisible())
            kind = "video"
        else:
            self._picture.show_picture(QPixmap.fromImage(content))
            kind = "picture"
        self._kinds[shown.thumbnails] = kind
        self._take(kind)


class _Picture(QWidget):
    """Draws it as large as there is room, keeping its shape."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: QPixmap | None = None
        theme.changed.connect(self.update)

    def show_picture(self, picture: QPixmap | None) -> None:
        self._picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        picture = self._picture
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


class _Text(QWidget):
    """The text to read, below it how long it is."""

    def __init__(self) -> None:
        super().__init__()
        self._plain = TextPreview(spans=())
        self._marked: TextPreview | None = None
        self._text = SpansView("sample_text")
        self._about = QLabel()
        self._about.setObjectName("sample_text_about")
        self._about.setProperty("role", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._text, 1)
        column.addWidget(self._about)
        self.setFocusProxy(self._text)

    def show_text(self, text: str, said: Sequence[str] = ()) -> None:
        self._plain = readable(text)
        self._about.setText(" · ".join(said))
        self._draw()

    def mark(self, marked: TextPreview | None) -> None:
        self._marked = marked
        self._draw()

    def _draw(self) -> None:
        marked = self._marked
        self._text.show_preview(self._plain if marked is None else continued(marked, self._plain.text))


def _read(shown: Shown) -> QImage | str | Track | Reel | None:
    """A picture at most 512 px a side, a text, a sound, a video; None: the thumbnail has to do."""
    try:
        content = read(shown)
    except (UnreadableError, OSError):
        return None
    if isinstance(content, Sound):
        return track_of(content)
    if isinstance(content, Video):
        return reel_of(content, SIDE_PX)
    return content if isinstance(content, str) else _picture(content)


def _picture(array: NDArray[Any]) -> QImage:
    pixels = decoding.as_rgb(tone.to_uint8(array))
    height, width = pixels.shape[:2]
    scale = min(1.0, _LARGEST_PX / max(height, width))
    pixels = decoding.resized(pixels, max(1, round(width * scale)), max(1, round(height * scale)))
    height, width = pixels.shape[:2]
    picture = QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    return picture.convertToFormat(QImage.Format.Format_RGB32)
