"""A job on its page: the phase, how far, how fast, how long yet, and Stop."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.job_runner import RunningJob
from workbench.app.session import Session
from workbench.app.widgets.states import progress_words
from workbench.app.words import tr
from workbench.jobs import Advanced, Request


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
        words = QVBoxLayout()
        words.setSpacing(theme.SPACE // 2)
        words.addWidget(self._text)
        words.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.SPACE)
        row.addLayout(words, 1)
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
        self._draw()
        self.show()

    def _on_ended(self) -> None:
        self._session.jobs.started.disconnect(self._draw)
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
        text = _words(running, self._session)
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        progress = running.progress
        if isinstance(progress, Advanced) and progress.total:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(progress.done)
        else:
            self._bar.setRange(0, 0)


def _words(running: RunningJob, session: Session) -> str:
    if not running.started:
        before = [j.job.title for j in session.jobs.running if j.job.resource == running.job.resource]
        return tr("Waits until this is done: {title}").format(title=before[0] if before else tr("a moment"))
    if running.token.stopping:
        return tr("Stopping")
    if running.progress is None:
        return running.job.title
    return progress_words(running.progress)
