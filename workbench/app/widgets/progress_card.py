"""The working state of a page: the phase, how fast, how long yet, and Stop."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QPushButton, QVBoxLayout

from workbench.app import theme
from workbench.app.job_runner import RunningJob
from workbench.app.words import tr
from workbench.jobs import Advanced, Request


class ProgressCard(QFrame):
    """Follows one job at a time."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "card")
        self._running: RunningJob | None = None
        self._title = QLabel()
        self._title.setProperty("role", "section")
        self._text = QLabel()
        self._text.setObjectName(f"{name}_text")
        self._text.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}_bar")
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setTextVisible(False)
        self._stop = QPushButton(tr("Stop"))
        self._stop.setObjectName(f"{name}_stop")
        self._stop.setAccessibleName(tr("Stop"))
        self._stop.setToolTip(tr("End now; what was read so far is kept where that is possible"))
        self._stop.clicked.connect(self._on_stop_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addWidget(self._bar)
        column.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignRight)

    def wait_for(self, title: str, text: str) -> None:
        """Show that something must come first; nothing can be stopped yet."""
        self._running = None
        self._title.setText(title)
        self._text.setText(text)
        self._bar.setRange(0, 0)
        self._stop.setEnabled(False)

    def follow(self, running: RunningJob) -> None:
        """Show this job from now on."""
        self.wait_for(running.job.title, tr("Starting"))
        self._running = running
        self._stop.setEnabled(True)
        running.events_arrived.connect(self._on_events)

    def _on_events(self) -> None:
        running = self._running
        if running is None or running.progress is None:
            return
        progress = running.progress
        done = progress.done if isinstance(progress, Advanced) else 0
        self._bar.setRange(0, progress.total or 0)
        self._bar.setValue(done)
        self._text.setText(progress_words(running))

    def _on_stop_clicked(self) -> None:
        if self._running is not None:
            self._running.ask(Request.STOP)
            self._stop.setEnabled(False)
            self._text.setText(tr("Stopping"))


def progress_words(running: RunningJob) -> str:
    """One line such as "Reading pictures: 3,200 of 12,408, 900 a second, 0:10 left"."""
    progress = running.progress
    if progress is None:
        return tr("Starting")
    if not isinstance(progress, Advanced):
        return progress.phase
    words = tr("{phase}: {done:,} of {total:,}") if progress.total else tr("{phase}: {done:,}")
    parts = [words.format(phase=progress.phase, done=progress.done, total=progress.total or 0)]
    if progress.rate:
        parts.append(tr("{rate:,.0f} a second").format(rate=progress.rate))
    if progress.seconds_left is not None:
        parts.append(tr("{left} left").format(left=time_left(progress.seconds_left)))
    return ", ".join(parts)


def time_left(seconds: float) -> str:
    """Seconds as people read them: 0:07, 3:12, 2:05:40."""
    minutes, rest = divmod(round(max(0.0, seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
