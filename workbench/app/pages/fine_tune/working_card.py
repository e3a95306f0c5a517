"""While a model is made: phase, how far, how long yet, and Stop."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from workbench.app import theme
from workbench.app.job_runner import RunningJob
from workbench.app.widgets.states import ProgressLine
from workbench.app.words import tr


class WorkingCard(QFrame):
    """The progress of the running job."""

    stop_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("working")
        self.setProperty("role", "card")
        title = QLabel(tr("Making a model of your labels"), self)
        title.setProperty("role", "section")
        self.progress = ProgressLine()
        self.note = QLabel(
            tr("Nothing is changed until it is done. You can go on labelling meanwhile."), self
        )
        self.note.setProperty("role", "caption")
        self.stop = QPushButton(tr("Stop"), self)
        self.stop.setObjectName("stop")
        self.stop.setAccessibleName(tr("Stop fine-tuning"))
        self.stop.setToolTip(tr("End now; earlier models stay as they are"))
        self.stop.clicked.connect(self.stop_clicked)
        buttons = QHBoxLayout()
        buttons.addWidget(self.stop)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        column.setSpacing(theme.SPACE)
        for widget in (title, self.progress, self.note):
            column.addWidget(widget)
        column.addLayout(buttons)

    def start(self) -> None:
        """A job begins: nothing is known yet."""
        self.progress.start()
        self.stop.setEnabled(True)

    def show_job(self, running: RunningJob) -> None:
        """Draw how far it is."""
        if running.progress is not None:
            self.progress.show_progress(running.progress)
        self.stop.setEnabled(not running.token.stopping)
