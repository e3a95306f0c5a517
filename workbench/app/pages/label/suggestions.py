"""Asks for samples to label first, when there is a network that can tell them apart."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workbench.app.job_runner import RunningJob
from workbench.app.session import Session
from workbench.app.words import tr
from workbench.jobs import Failed
from workbench.operations import suggest

_NUM = 20


class Suggestions(QObject):
    """Runs one job at a time; `samples` are best first."""

    started = Signal(object)
    """`RunningJob`."""
    arrived = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._running: RunningJob | None = None
        self.samples: tuple[int, ...] = ()
        self.reason = ""
        """Why there are none, in one sentence; they are not looked for again by themselves then."""

    @property
    def are_possible(self) -> bool:
        """Whether a network has learnt from these samples."""
        return self._session.facts.encoders > 0

    @property
    def is_busy(self) -> bool:
        """Whether the job waits or runs."""
        return self._running is not None

    def ask(self) -> None:
        """Choose anew, among the samples that have no label now."""
        if self._running is not None or not self.are_possible:
            return
        self.reason = ""
        folder = self._session.project.folder
        running = self._session.start(suggest.job(suggest.Suggest(project=folder, count=_NUM)))
        self._running = running
        running.finished.connect(self._on_finished)
        running.failed.connect(self._on_failed)
        running.ended.connect(self._on_ended)
        self.started.emit(running)

    def forget(self) -> None:
        """Another project is open."""
        self.samples = ()
        self.reason = ""

    def _on_finished(self, result: suggest.SuggestResult) -> None:
        self.samples = result.samples
        if not result.samples:
            self.reason = tr("There is nothing left to suggest: every sample has a label.")

    def _on_failed(self, failed: Failed) -> None:
        self.reason = failed.what

    def _on_ended(self) -> None:
        if self._running is not None and self._running.outcome is None:
            self.reason = tr("The search for typical samples was stopped.")
        self._running = None
        self.arrived.emit()
