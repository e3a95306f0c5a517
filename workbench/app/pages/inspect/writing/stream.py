"""A job that writes, as a panel sees it: the text while it grows, then its result."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workbench.app.job_runner import RunningJob
from workbench.app.session import Session
from workbench.jobs import Event, Job, Request, Wrote


class Stream(QObject):
    """One job at a time."""

    grown = Signal(str)
    """The whole text so far."""
    finished = Signal(object)
    """The operation's result; of a stopped job too."""
    failed = Signal(object)
    """`Failed`."""
    busy_changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._running: RunningJob | None = None

    @property
    def is_busy(self) -> bool:
        """Whether it writes or waits for its turn."""
        return self._running is not None

    @property
    def is_waiting(self) -> bool:
        """Whether another job has to be over first."""
        return self._running is not None and not self._running.started

    def start(self, job: Job) -> None:
        """Write; what was written before is over."""
        if self._running is not None:
            return
        running = self._session.start(job)
        self._running = running
        running.events_arrived.connect(self._on_events)
        running.finished.connect(self.finished)
        running.failed.connect(self.failed)
        running.ended.connect(self._on_ended)
        self._session.jobs.started.connect(self._on_started)
        self.busy_changed.emit()

    def stop(self) -> None:
        """End at the present word."""
        if self._running is not None:
            self._running.ask(Request.STOP)

    def _on_events(self, events: list[Event]) -> None:
        texts = [event.text for event in events if isinstance(event, Wrote)]
        if texts:
            self.grown.emit(texts[-1])

    def _on_started(self, running: RunningJob) -> None:
        if running is self._running:
            self.busy_changed.emit()

    def _on_ended(self) -> None:
        self._session.jobs.started.disconnect(self._on_started)
        self._running = None
        self.busy_changed.emit()
