"""Tells the person through the system what a job came to or asks, when they may be looking elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from workbench.app import theme
from workbench.app.job_runner import RunningJob
from workbench.app.session import Session
from workbench.app.words import tr
from workbench.jobs import Asked, Event, Failed, Finished, Notice, Request

_LONG_SECONDS = 30.0


class DoneNotices:
    """A toast for every long job and question, and the system's notice when the window is not active."""

    def __init__(
        self, session: Session, window: QWidget, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._session = session
        self._window = window
        self._clock = clock
        self._begun: dict[RunningJob, float] = {}
        self._tray: QSystemTrayIcon | None = None
        session.jobs.started.connect(self._on_started)
        session.jobs.ended.connect(self._on_ended)

    def _on_started(self, running: RunningJob) -> None:
        self._begun[running] = self._clock()
        running.events_arrived.connect(self._on_events)

    def _on_events(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Asked) and event.waits:
                self._session.noticed.emit(Notice(level="bad", text=tr(event.sentence)))
                if not self._window.isActiveWindow():
                    self._tell_system(tr("It waits for your answer. {text}").format(text=tr(event.sentence)))

    def _on_ended(self, running: RunningJob) -> None:
        seconds = self._clock() - self._begun.pop(running)
        if seconds < _LONG_SECONDS:
            return
        text = _outcome_words(running).format(title=running.job.title)
        if not isinstance(running.outcome, Failed):
            self._session.noticed.emit(Notice(text=text))
        if not self._window.isActiveWindow():
            self._tell_system(text)

    def _tell_system(self, text: str) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            QApplication.alert(self._window)
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(theme.icon("school-outline", theme.current().accent), self._window)
            self._tray.show()
        self._tray.showMessage("SSL Workbench", text)


def _outcome_words(running: RunningJob) -> str:
    outcome = running.outcome
    if isinstance(outcome, Failed):
        return tr("{title} did not work")
    if isinstance(outcome, Finished) and getattr(outcome.result, "verdict", "") == "collapsed":
        return tr("{title} has ended: it collapsed")
    if running.token.request in (Request.STOP, Request.DISCARD) or outcome is None:
        return tr("{title} was stopped")
    return tr("{title} is done")
