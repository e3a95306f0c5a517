"""Collects Python's garbage on the window's thread, and nowhere else.

Left alone, a collection runs on whichever thread happens to allocate: a widget that only a cycle holds
would then be destroyed on a job's thread, which corrupts Qt's memory.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_BEAT_MS = 500
_YOUNG = 700
"""New objects that make a collection of the youngest worth while, as Python's own threshold."""
_BEATS_A_FULL_COLLECTION = 60


class Collector(QObject):
    """One for the program. While it lives, automatic collection is off."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._beats = 0
        gc.disable()
        self.destroyed.connect(gc.enable)
        timer = QTimer(self)
        timer.setInterval(_BEAT_MS)
        timer.timeout.connect(self._on_beat)
        timer.start()

    def settle(self) -> None:
        """Leave what has been loaded so far out of all later collections: it stays to the end anyway."""
        gc.freeze()

    def _on_beat(self) -> None:
        self._beats += 1
        if self._beats % _BEATS_A_FULL_COLLECTION == 0:
            gc.collect()
        elif gc.get_count()[0] > _YOUNG:
            gc.collect(1)
