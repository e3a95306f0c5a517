"""Finds the labelled samples most like the chosen one, once the person rests on it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.app.job_runner import RunningJob
from workbench.app.session import Session
from workbench.jobs import Failed
from workbench.operations import neighbours
from workbench.operations.neighbours import Neighbour, NeighboursResult

NUM = 6
_REST_MS = 250


class LookAlikes(QObject):
    """One job at a time; of several wishes only the newest is looked for."""

    found = Signal(int, object)
    """(sample, tuple[Neighbour, ...]), most alike first."""
    started = Signal()
    failed = Signal(str)
    """One sentence: a model without a pretrained network has no neighbours to show."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted: int | None = None
        self._running: RunningJob | None = None
        self._known: dict[int, tuple[Neighbour, ...]] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._start)

    def want(self, sample: int | None) -> None:
        """Look for this sample's, or for none."""
        self._wanted = sample
        if sample is None:
            self._rest.stop()
        elif sample in self._known:
            self.found.emit(sample, self._known[sample])
        else:
            self._rest.start()

    def forget(self) -> None:
        """Labels or networks are others: look again."""
        self._known.clear()

    def _start(self) -> None:
        sample = self._wanted
        if sample is None or self._running is not None or not self._session.has_project:
            return
        arguments = neighbours.Neighbours(project=self._session.project.folder, sample=sample, count=NUM)
        # Not through the session: a failure is a sentence beside the picture, not a message of the window.
        running = self._session.jobs.start(neighbours.job(arguments))
        self._running = running
        self.started.emit()
        running.finished.connect(self._on_finished)
        running.failed.connect(self._on_failed)
        running.ended.connect(self._on_ended)

    def _on_finished(self, result: NeighboursResult) -> None:
        self._known[result.sample] = result.items
        if result.sample == self._wanted:
            self.found.emit(result.sample, result.items)

    def _on_failed(self, failed: Failed) -> None:
        self.failed.emit(f"{failed.what} {failed.todo}")
        self._wanted = None

    def _on_ended(self) -> None:
        self._running = None
        if self._wanted is not None and self._wanted not in self._known:
            self._rest.start()
