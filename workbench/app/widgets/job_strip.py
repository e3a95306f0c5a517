"""A job on its page: the phase, how far, how fast, how long yet, and Stop."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.job_runner import RunningJob
from workbench.app.session import Session
from workbench.app.widgets.states import progress_words
from workbench.app.words import tr
from workbench.jobs import Advanced, Request

_TRAINING = "workbench.operations.pretrain"


class JobStrip(QWidget):
    """Shows the job it watches; hidden while there is none."""

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._running: RunningJob | None = None
        self.setObjectName(name)
        self._text = QLabel()
        self._text.setObjectName(f"{name}_text")
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}_bar")
        self._bar.setTextVisible(False)
        self._stop = QPushButton(tr("Stop"))
        self._stop.setObjectName(f"{name}_stop")
        self._stop.setAccessibleName(tr("Stop"))
        self._stop.setToolTip(tr("End now"))
        self._stop.clicked.connect(self._on_stop_clicked)
        self._answer = QPushButton(tr("Answer"))
        self._answer.setObjectName(f"{name}_answer")
        self._answer.setAccessibleName(tr("Answer"))
        self._answer.setToolTip(tr("Go to where it asks what to do"))
        self._answer.clicked.connect(lambda: session.page_wanted.emit("pretrain"))
        self._answer.hide()
        words = QVBoxLayout()
        words.setSpacing(theme.SPACE // 2)
        words.addWidget(self._text)
        words.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.SPACE)
        row.addLayout(words, 1)
        row.addWidget(self._answer)
        row.addWidget(self._stop)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether the job it watches is not over."""
        return self._running is not None

    def watch(self, running: RunningJob) -> None:
        """Show this job until it ends."""
        self._running = running
        running.events_arrived.connect(self._draw)
        running.ended.connect(self._on_ended)
        self._session.jobs.started.connect(self._draw)
        self._session.jobs.questions_changed.connect(self._draw)
        self._draw()
        self.show()

    def _on_ended(self) -> None:
        self._session.jobs.started.disconnect(self._draw)
        self._session.jobs.questions_changed.disconnect(self._draw)
        self._running = None
        self.hide()

    def _on_stop_clicked(self) -> None:
        if self._running is not None:
            self._running.ask(Request.STOP)
            self._draw()

    def _draw(self) -> None:
        running = self._running
        if running is None:
            return
        self._stop.setEnabled(running.started and not running.token.stopping)
        ahead = _ahead(running, self._session)
        asks = ahead is not None and ahead.question is not None and ahead.job.operation == _TRAINING
        self._answer.setVisible(asks)
        text = _words(running, ahead)
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        progress = running.progress
        if isinstance(progress, Advanced) and progress.total:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(progress.done)
        else:
            self._bar.setRange(0, 0)


def _ahead(running: RunningJob, session: Session) -> RunningJob | None:
    """The job that must be over before this one can start."""
    if running.started:
        return None
    before = [other for other in session.jobs.running if other.job.resource == running.job.resource]
    return before[0] if before else None


def _words(running: RunningJob, ahead: RunningJob | None) -> str:
    if ahead is not None and ahead.question is not None:
        return tr("{title} waits for your answer first").format(title=ahead.job.title)
    if not running.started:
        title = ahead.job.title if ahead is not None else tr("a moment")
        return tr("Waits until this is done: {title}").format(title=title)
    if running.token.stopping:
        return tr("Stopping")
    if running.progress is None:
        return running.job.title
    return progress_words(running.progress)
