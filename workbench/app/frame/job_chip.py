"""The running job, on every page: what it does, how long yet, and how to end it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from workbench.app import theme
from workbench.app.job_runner import RunningJob
from workbench.app.session import Session
from workbench.app.widgets import figures
from workbench.app.widgets.tone import set_look
from workbench.app.words import tr
from workbench.jobs import Advanced, Request

_APPEARS_AFTER_MS = 500
_TRAINING = "workbench.operations.pretrain"


def describe(running: RunningJob) -> str:
    """One line: the phase, how far, how long yet."""
    progress = running.progress
    if running.token.stopping:
        return tr("{title}: stopping").format(title=running.job.title)
    if running.question is not None:
        return tr("{title}: waits for your answer").format(title=running.job.title)
    if running.token.paused:
        return tr("{title}: paused").format(title=running.job.title)
    if progress is None:
        return running.job.title
    if not isinstance(progress, Advanced):
        return progress.phase
    if progress.seconds_left is not None:
        left = figures.duration(progress.seconds_left)
        return tr("{phase}, {left} left").format(phase=progress.phase, left=left)
    if progress.total:
        return tr("{phase}: {done:,} of {total:,}").format(
            phase=progress.phase, done=progress.done, total=progress.total
        )
    return tr("{phase}: {done:,}").format(phase=progress.phase, done=progress.done)


class JobChip(QFrame):
    """One job's line with its buttons; it goes when the job is over."""

    answer_clicked = Signal()

    def __init__(self, running: RunningJob) -> None:
        super().__init__()
        self._running = running
        self.setObjectName("job_chip")
        self.setProperty("role", "chip")
        self._text = QLabel()
        self._text.setObjectName("job_text")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE, 2, 4, 2)
        row.setSpacing(4)
        row.addWidget(self._text)
        self._pause = self._button("job_pause", tr("Pause"), tr("Hold the training; it goes on where it was"))
        self._finish = self._button(
            "job_finish",
            tr("Finish now"),
            tr("Cool down and end well: at most a tenth more of the time spent"),
        )
        self._stop = self._button("job_stop", tr("Stop"), tr("End now and keep what is usable"))
        is_training = running.job.operation == _TRAINING
        self._answer = self._button("job_answer", tr("Answer"), tr("Go to where it asks what to do"))
        for button in (self._answer, self._pause, self._finish, self._stop):
            row.addWidget(button)
        self._is_training = is_training
        self._answer.clicked.connect(self.answer_clicked)
        self._pause.clicked.connect(self._on_pause_clicked)
        self._finish.clicked.connect(lambda: self._ask(Request.FINISH))
        self._stop.clicked.connect(lambda: self._ask(Request.STOP))
        running.events_arrived.connect(self.redraw)
        self.redraw()

    def redraw(self) -> None:
        """Say how far the job is."""
        token = self._running.token
        text = describe(self._running)
        waits = self._running.question is not None
        self._text.setText(text)
        set_look(self._text, "tone", "bad" if waits else "")
        self._answer.setVisible(waits)
        for button in (self._pause, self._finish):
            button.setVisible(self._is_training and not waits)
        self.setAccessibleName(text)
        self.setToolTip(self._running.job.title)
        self._pause.setText(tr("Resume") if token.paused else tr("Pause"))
        self._pause.setEnabled(token.request is Request.NONE)
        self._finish.setEnabled(token.request is Request.NONE)
        self._stop.setEnabled(not token.stopping)

    def _on_pause_clicked(self) -> None:
        token = self._running.token
        if token.paused:
            token.resume()
        else:
            token.pause()
        self.redraw()

    def _ask(self, request: Request) -> None:
        self._running.ask(request)
        self.redraw()

    def _button(self, name: str, title: str, help_text: str) -> QPushButton:
        button = QPushButton(title)
        button.setObjectName(name)
        button.setProperty("role", "link")
        button.setAccessibleName(title)
        button.setToolTip(help_text)
        return button


class JobChips(QFrame):
    """A chip for each job that runs longer than a moment."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._chips: dict[RunningJob, JobChip] = {}
        self._young: list[RunningJob] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_APPEARS_AFTER_MS)
        self._timer.timeout.connect(self._add_young)
        session.jobs.started.connect(self._on_started)
        session.jobs.ended.connect(self._on_ended)

    def _on_started(self, running: RunningJob) -> None:
        self._young.append(running)
        self._timer.start()

    def _add_young(self) -> None:
        for running in self._young:
            chip = JobChip(running)
            chip.answer_clicked.connect(lambda: self._session.page_wanted.emit("pretrain"))
            self._chips[running] = chip
            self._row.addWidget(chip)
        self._young.clear()

    def _on_ended(self, running: RunningJob) -> None:
        if running in self._young:
            self._young.remove(running)
        chip = self._chips.pop(running, None)
        if chip is not None:
            chip.hide()
            chip.deleteLater()
