"""Runs jobs on background threads; their events reach the window in handfuls, 20 times a second."""

from __future__ import annotations

import logging
from collections import deque

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from workbench.app import surprises
from workbench.jobs import (
    Advanced,
    Asked,
    CancelToken,
    Event,
    Failed,
    Finished,
    Job,
    PhaseStarted,
    Request,
    Stopped,
    UserError,
)

_log = logging.getLogger(__name__)
_DRAIN_MS = 50


class RunningJob(QObject):
    """A job that waits, runs or is done, as the window sees it. Signals arrive on the window's thread."""

    events_arrived = Signal(list)
    """list[Event], in order, at most 20 times a second."""
    finished = Signal(object)
    """The operation's result."""
    failed = Signal(object)
    """`Failed`."""
    question_changed = Signal()
    """It waits to be told something now, or no longer."""
    ended = Signal()
    """Always last, whether it finished, failed or was stopped without a result."""

    def __init__(self, job: Job, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.job = job
        self.token = CancelToken()
        self.started = False
        self.progress: PhaseStarted | Advanced | None = None
        self.outcome: Finished | Failed | None = None
        self.is_over = False
        self._question: Asked | None = None

    @property
    def question(self) -> Asked | None:
        """What the job waits to be told; None while it waits for nobody."""
        return self._question if self.token.paused and not self.is_over else None

    def reply(self, word: str) -> None:
        """Answer the question; the job goes on."""
        self._question = None
        self.token.reply(word)
        self.question_changed.emit()

    def ask(self, request: Request) -> None:
        """Finish now, stop, or discard."""
        asked = self.question is not None
        self.token.ask(request)
        if asked and self.question is None:
            self.question_changed.emit()

    def deliver(self, events: list[Event]) -> None:
        """Take note of what happened and tell whoever watches."""
        before = self.question
        for event in events:
            if isinstance(event, PhaseStarted | Advanced):
                self.progress = event
                self._question = None
            elif isinstance(event, Asked) and event.waits:
                self._question = event
            elif isinstance(event, Finished | Failed):
                self.outcome = event
        self.events_arrived.emit(events)
        if self.question is not before:
            self.question_changed.emit()

    def conclude(self) -> None:
        """Tell the outcome, once."""
        self.is_over = True
        if isinstance(self.outcome, Finished):
            self.finished.emit(self.outcome.result)
        elif isinstance(self.outcome, Failed):
            self.failed.emit(self.outcome)
        self.ended.emit()


class _Thread(QThread):
    """Iterates one job's body. The only broad `except` of the program is here."""

    def __init__(self, job: Job, token: CancelToken, events: deque[Event]) -> None:
        super().__init__()
        self._job = job
        self._token = token
        self._events = events

    def run(self) -> None:
        try:
            for event in self._job.body(self._token):
                self._events.append(event)
        except Stopped:
            pass
        except UserError as error:
            self._events.append(Failed(what=error.what, why=error.why, todo=error.todo))
        except Exception as error:  # noqa: BLE001 - the one place that must catch everything
            _log.exception("the job %r failed", self._job.title)
            self._events.append(surprises.told(error, learns=self._job.resource == "accelerator"))


class JobRunner(QObject):
    """Starts jobs, one at a time on each resource; the others wait their turn."""

    started = Signal(object)
    """`RunningJob`."""
    ended = Signal(object)
    """`RunningJob`."""
    questions_changed = Signal()
    """Some job waits to be told something, or no longer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[RunningJob] = []
        self._running: list[tuple[RunningJob, _Thread, deque[Event]]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_DRAIN_MS)
        self._timer.timeout.connect(self._drain)

    def start(self, job: Job) -> RunningJob:
        """Run a job as soon as its resource is free."""
        running = RunningJob(job, self)
        running.question_changed.connect(self.questions_changed)
        self._waiting.append(running)
        QTimer.singleShot(0, self, self._start_waiting)
        return running

    @property
    def running(self) -> tuple[RunningJob, ...]:
        """Jobs that have started and are not over, oldest first."""
        return tuple(job for job, _, _ in self._running)

    @property
    def busy(self) -> bool:
        """Whether any job runs or waits."""
        return bool(self._running or self._waiting)

    def stop_all(self) -> None:
        """Ask every job to stop and drop those that wait."""
        self._waiting.clear()
        for job, _, _ in self._running:
            job.ask(Request.STOP)

    def wait(self, timeout_ms: int = 10_000) -> bool:
        """Block until all threads have ended, those too that the end of one began; for closing only."""
        done = True
        while done and self._running:
            done = all(thread.wait(timeout_ms) for _, thread, _ in self._running)
            self._drain()
        return done

    def _start_waiting(self) -> None:
        taken = {job.job.resource for job, _, _ in self._running}
        for running in list(self._waiting):
            if running.job.resource not in taken:
                taken.add(running.job.resource)
                self._waiting.remove(running)
                self._launch(running)

    def _launch(self, running: RunningJob) -> None:
        events: deque[Event] = deque()
        thread = _Thread(running.job, running.token, events)
        self._running.append((running, thread, events))
        running.started = True
        thread.start()
        self._timer.start()
        self.started.emit(running)

    def _drain(self) -> None:
        for entry in list(self._running):
            running, thread, events = entry
            over = thread.isFinished()
            taken = [events.popleft() for _ in range(len(events))]
            if taken:
                running.deliver(taken)
            if over:
                self._running.remove(entry)
                running.conclude()
                self.ended.emit(running)
                running.deleteLater()
                self._start_waiting()
        if not self._running:
            self._timer.stop()
