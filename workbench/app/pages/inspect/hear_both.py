"""Lets a person hear the chosen sound and one that is like it, one after the other."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workbench.app.session import Session
from workbench.app.views.sample_content import Shown, read, shown
from workbench.app.views.sound_card import Clip
from workbench.app.widgets.background import in_background
from workbench.engine.contracts import Sound
from workbench.engine.modalities import UnreadableError


class HearBoth(QObject):
    """The second follows when the first was played to its end; a pause between them ends it."""

    reached = Signal(int)
    """Sample that is heard now: the one that is like it."""
    ended = Signal()
    """Both were heard, or it was broken off."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._first: Clip | None = None
        self._sample = -1
        self._second: Clip | None = None
        self._is_due = False
        session.player.started.connect(self._on_started)
        session.player.stopped.connect(self._on_stopped)

    def play(self, first: Clip, sample: int) -> None:
        """Play this clip, then that sample of the project."""
        self.drop()
        self._first, self._sample = first, sample
        wanted = shown(self._session.project, sample)
        in_background(self, lambda: _clip(wanted), lambda clip: self._on_read(sample, clip))
        self._session.player.play(first)

    def drop(self) -> None:
        """Nothing is to be heard any more."""
        first, second, self._first, self._second = self._first, self._second, None, None
        self._is_due = False
        if second is not None and self._session.player.clip is second:
            self._session.player.stop()
        if first is not None:
            self.ended.emit()

    def _on_read(self, sample: int, clip: Clip | None) -> None:
        if self._first is None or sample != self._sample:
            return
        if clip is None:
            self.drop()
            return
        self._second = clip
        if self._is_due:
            self._go_on()

    def _go_on(self) -> None:
        assert self._second is not None
        self.reached.emit(self._sample)
        self._session.player.play(self._second)

    def _on_started(self, clip: Clip) -> None:
        if self._first is not None and clip is not self._first and clip is not self._second:
            self.drop()

    def _on_stopped(self, clip: Clip, to_end: bool) -> None:
        if self._first is None:
            return
        if clip is self._second or not to_end:
            self.drop()
        elif self._second is None:
            self._is_due = True
        else:
            self._go_on()


def _clip(wanted: Shown) -> Clip | None:
    """Its samples as they lie in its file; None when it cannot be read, or is no sound."""
    try:
        content = read(wanted)
    except (UnreadableError, OSError):
        return None
    return Clip(samples=content.samples, rate_hz=content.rate_hz) if isinstance(content, Sound) else None
