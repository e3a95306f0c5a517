"""Short work beside the window's thread, such as reading a file or counting rows."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from workbench.jobs import UserError

T = TypeVar("T")
_LOOK_MS = 20


def in_background(owner: QObject, work: Callable[[], T], done: Callable[[T], None]) -> None:
    """Call `work` on another thread, and `done` with its value on the window's.

    `done` is not called when the owner is gone by then, nor when `work` could not read what it
    needed: the project may be closed or its files taken away in the meantime.

    The value is fetched by a timer, as the job runner fetches its events: no signal crosses threads.
    """
    values: deque[T] = deque()
    thread = threading.Thread(target=lambda: _collect(work, values), name="background")
    timer = QTimer(owner)

    def look() -> None:
        if thread.is_alive():
            return
        timer.stop()
        timer.deleteLater()
        if values:
            done(values.popleft())

    timer.timeout.connect(look)
    thread.start()
    timer.start(_LOOK_MS)


def _collect(work: Callable[[], T], values: deque[T]) -> None:
    try:
        values.append(work())
    except (UserError, OSError, sqlite3.Error):
        return
