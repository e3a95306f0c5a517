"""The working state of a page as a card: what is done, how far, how long yet, and Stop."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from workbench.app import theme
from workbench.app.job_runner import RunningJob
from workbench.app.widgets.states import ProgressLine
from workbench.app.words import tr
from workbench.jobs import Request


class ProgressCard(QFrame):
    """Follows one job at a time."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "card")
        self._running: RunningJob | None = None
        self._title = QLabel()
        self._title.setProperty("role", "section")
        self._line = ProgressLine(f"{name}_line")
        self._stop = QPushButton(tr("Stop"))
        self._stop.setObjectName(f"{name}_stop")
        self._stop.setAccessibleName(tr("Stop"))
        self._stop.setToolTip(tr("End now; what was read so far is kept where that is possible"))
        self._stop.clicked.connect(self._on_stop_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._line)
        column.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignRight)
        column.setSpacing(2 * theme.SPACE)

    def wait_for(self, title: str, text: str) -> None:
        """Show that something must come first; nothing can be stopped yet."""
        self._running = None
        self._title.setText(title)
        self._line.start()
        self._line.words.setText(text)
        self._stop.setEnabled(False)

    def follow(self, running: RunningJob) -> None:
        """Show this job from now on."""
        self._running = running
        self._title.setText(running.job.title)
        self._line.start()
        self._stop.setEnabled(True)
        running.events_arrived.connect(self._on_events)

    def _on_events(self) -> None:
        running = self._running
        if running is not None and running.progress is not None and not running.token.stopping:
            self._line.show_progress(running.progress)

    def _on_stop_clicked(self) -> None:
        if self._running is not None:
            self._running.ask(Request.STOP)
            self._stop.setEnabled(False)
            self._line.words.setText(tr("Stopping"))
