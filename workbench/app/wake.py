"""Keeps the computer awake while jobs run, where the system lets it; never fails where it does not."""

from __future__ import annotations

import logging
import threading

from PySide6.QtCore import QObject

from workbench.app.job_runner import JobRunner

_log = logging.getLogger(__name__)


class Wake(QObject):
    """Holds the system's wake lock from the first running job to the last.

    Asking the system can take a while (it talks to the desktop), so it is done on a thread of its own.
    """

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._over: threading.Event | None = None
        jobs.started.connect(self._look)
        jobs.ended.connect(self._look)

    @property
    def held(self) -> bool:
        """Whether the computer is being kept awake."""
        return self._over is not None

    def release(self) -> None:
        """Let the computer sleep again."""
        if self._over is not None:
            self._over.set()
            self._over = None

    def _look(self) -> None:
        if self._jobs.running and self._over is None:
            self._over = threading.Event()
            threading.Thread(target=_hold, args=[self._over], name="keep awake", daemon=True).start()
        elif not self._jobs.running:
            self.release()


def _hold(over: threading.Event) -> None:
    from wakepy import keep

    with keep.running(on_fail="pass") as mode:
        if not mode.active:
            _log.info("this system cannot be kept awake: %s", mode.result.get_failure_text())
        over.wait()
