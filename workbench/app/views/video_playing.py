"""Which frame of a video is its turn: by its own rate, over and over again."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

Clock = Callable[[], float]
"""Seconds that only go on."""


class Playback(QObject):
    """Waits for one frame after the other, by the clock: a late one does not make the others late.

    Suspended, it waits for nothing, and goes on where it was when it is resumed.
    """

    moved = Signal(int)
    """Frame whose turn it is now."""
    turned = Signal(bool)
    """Whether it plays now."""

    def __init__(self, parent: QObject | None = None, *, clock: Clock = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._num = 0
        self._rate_fps = 1.0
        self._frame = 0
        self._begun = 0.0
        self._is_playing = False
        self._is_suspended = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.look)

    def load(self, num: int, rate_fps: float) -> None:
        """Another video of so many frames, at its first, not playing."""
        self.pause()
        self._num, self._rate_fps = num, rate_fps
        self._frame = 0
        self.moved.emit(0)

    @property
    def frame(self) -> int:
        """Whose turn it is."""
        return self._frame

    @property
    def seconds(self) -> float:
        """Where in the video that is."""
        return self._frame / self._rate_fps

    @property
    def is_playing(self) -> bool:
        """Whether it plays, or would if it were not suspended."""
        return self._is_playing

    @property
    def is_waiting(self) -> bool:
        """Whether a timer runs."""
        return self._timer.isActive()

    def play(self) -> None:
        """Play on from where it is; one frame is no video."""
        if self._num > 1 and not self._is_playing:
            self._is_playing = True
            self._begin()
            self.turned.emit(True)

    def pause(self) -> None:
        """Stay where it is."""
        if self._is_playing:
            self._is_playing = False
            self._timer.stop()
            self.turned.emit(False)

    def go_to(self, frame: int) -> None:
        """Go to a frame, and play on from there if it plays."""
        self._frame = min(max(frame, 0), max(0, self._num - 1))
        self.moved.emit(self._frame)
        self._begin()

    def suspend(self) -> None:
        """Nobody can see it."""
        self._is_suspended = True
        self._timer.stop()

    def resume(self) -> None:
        """It can be seen again."""
        if self._is_suspended:
            self._is_suspended = False
            self._begin()

    def look(self) -> None:
        """See whose turn it is by now."""
        if not self._is_playing or self._is_suspended:
            return
        gone = (self._clock() - self._begun) * self._rate_fps
        frame = int(gone + 1e-6) % self._num
        if frame != self._frame:
            self._frame = frame
            self.moved.emit(frame)
        self._wait(gone)

    def _begin(self) -> None:
        if self._is_playing and not self._is_suspended:
            self._begun = self._clock() - self._frame / self._rate_fps
            self._wait(float(self._frame))

    def _wait(self, gone: float) -> None:
        """Until the next frame; `gone`: how many frames have gone by, with a fraction."""
        left = (math.floor(gone + 1e-6) + 1 - gone) / self._rate_fps
        self._timer.start(max(1, math.ceil(1000 * left)))
