"""Plays one sound at a time and says where it is; where nothing can be heard, it goes by in silence."""

from __future__ import annotations

import threading
import time
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.app.views.sound_card import (
    Clip,
    Clock,
    NoSoundCardError,
    Playing,
    PortAudio,
    Silence,
    SoundCard,
)

_LOOK_MS = 25


class Player(QObject):
    """One for the window. The sound output is opened and closed beside the window's thread."""

    started = Signal(object)
    """`Clip` that begins to play, also when it goes on from another place."""
    moved = Signal(object, float)
    """(`Clip`, seconds from its beginning) that is heard now."""
    stopped = Signal(object, bool)
    """(`Clip` that no longer plays, whether it was played to its end)."""
    muted = Signal(str)
    """Why nothing can be heard, in a sentence; once."""

    def __init__(
        self, parent: QObject | None = None, *, card: SoundCard | None = None, clock: Clock = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._card: SoundCard = card or PortAudio()
        self._clock = clock
        self._clip: Clip | None = None
        self._is_mute = False
        self._lock = threading.Lock()
        self._turn = 0
        self._playing: Playing | None = None
        self._why_mute = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def clip(self) -> Clip | None:
        """What plays now."""
        return self._clip

    def play(self, clip: Clip, start_seconds: float = 0.0) -> None:
        """Play a clip from a place on, instead of what plays now."""
        self.stop()
        start = start_seconds if start_seconds < clip.seconds else 0.0
        self._clip = clip
        work = partial(self._open, clip, start, self._turn)
        threading.Thread(target=work, name="open the sound output").start()
        self._timer.start()
        self.started.emit(clip)

    def stop(self) -> None:
        """Play nothing."""
        self._end(to_end=False)

    def _open(self, clip: Clip, start_seconds: float, turn: int) -> None:
        """Beside the window's thread: open the output, and close it again when it is no longer wanted."""
        why = ""
        try:
            playing = self._card.play(clip, start_seconds)
        except NoSoundCardError as error:
            playing, why = Silence(start_seconds, self._clock), str(error)
        with self._lock:
            is_wanted = turn == self._turn
            if is_wanted:
                self._playing, self._why_mute = playing, why
        if not is_wanted:
            playing.close()

    def _look(self) -> None:
        clip, playing = self._clip, self._playing
        if clip is None or playing is None:
            return
        if self._why_mute and not self._is_mute:
            self._is_mute = True
            self.muted.emit(self._why_mute)
        seconds = playing.seconds()
        if seconds < clip.seconds:
            self.moved.emit(clip, seconds)
        else:
            self._end(to_end=True)

    def _end(self, *, to_end: bool) -> None:
        with self._lock:
            self._turn += 1
            playing, self._playing = self._playing, None
        self._timer.stop()
        clip, self._clip = self._clip, None
        if playing is not None:
            threading.Thread(target=playing.close, name="close the sound output").start()
        if clip is not None:
            self.stopped.emit(clip, to_end)
