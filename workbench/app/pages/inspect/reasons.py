"""Finds which words, or which part of a sound, moved a decision, once the person rests on it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.app.job_runner import RunningJob
from workbench.app.session import Session
from workbench.jobs import Failed, Request
from workbench.operations import why
from workbench.operations.why import ExplainResult

_REST_MS = 400
_Wish = tuple[int, str]


class Reasons(QObject):
    """One job at a time; a wish that is no longer wanted is stopped."""

    found = Signal(object)
    """`ExplainResult` of the sample that is wanted now."""
    started = Signal()
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted: _Wish | None = None
        self._running: RunningJob | None = None
        self._known: dict[_Wish, ExplainResult] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._start)

    def want(self, sample: int, model: str) -> None:
        """Find the reasons for what this model says of a sample."""
        wish = (sample, model)
        if wish in self._known:
            self._wanted = wish
            self.found.emit(self._known[wish])
        elif wish != self._wanted:
            self.drop()
            self._wanted = wish
            self.started.emit()
            self._rest.start()

    def drop(self) -> None:
        """Nothing is wanted any more."""
        self._wanted = None
        self._rest.stop()
        if self._running is not None:
            self._running.ask(Request.STOP)

    def forget(self) -> None:
        """Another project."""
        self.drop()
        self._known.clear()

    def _start(self) -> None:
        if self._wanted is None or self._running is not None or not self._session.has_project:
            return
        sample, model = self._wanted
        arguments = why.Explain(project=self._session.project.folder, sample=sample, model=model)
        # Not through the session: a failure is a sentence beside the sample, not a message of the window.
        running = self._session.jobs.start(why.job(arguments))
        wish = self._wanted
        self._running = running
        running.finished.connect(lambda result: self._on_finished(wish, result))
        running.failed.connect(lambda failed: self._on_failed(wish, failed))
        running.ended.connect(lambda: self._on_ended(wish, running))

    def _on_finished(self, wish: _Wish, result: ExplainResult) -> None:
        self._known[wish] = result
        if wish == self._wanted:
            self.found.emit(result)

    def _on_failed(self, wish: _Wish, failed: Failed) -> None:
        if wish == self._wanted:
            self.failed.emit(f"{failed.what} {failed.todo}")

    def _on_ended(self, wish: _Wish, running: RunningJob) -> None:
        self._running = None
        is_answered = wish == self._wanted and running.outcome is not None
        if self._wanted is not None and self._wanted not in self._known and not is_answered:
            self._rest.start()
