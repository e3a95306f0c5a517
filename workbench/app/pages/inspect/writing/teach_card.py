"""Teach a network to answer: choose a table of questions and answers, and start."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.inspect.writing.controls import button, label
from workbench.app.session import Session
from workbench.app.widgets.job_strip import JobStrip
from workbench.app.widgets.states import FailedCard
from workbench.app.words import tr
from workbench.jobs import Event, Notice
from workbench.operations import answer
from workbench.operations.answer import Teach, TeachResult
from workbench.project import Changes


class TeachCard(QFrame):
    """The table, the button, how far it is, and what went wrong."""

    taught = Signal(object)
    """`TeachResult`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("teach_card")
        self.setProperty("role", "card")
        self._session = session
        self._table: Path | None = None
        title = label("teach_title", "section")
        title.setText(tr("Teach it to answer"))
        words = label("teach_words", "muted")
        words.setText(_words())
        self._file = label("teach_file")
        self._choose = button(
            "teach_choose", tr("Choose a table"), tr("A CSV file with the columns prompt and answer")
        )
        self._start = button(
            "teach_start", tr("Teach"), tr("Learn these answers, at most three minutes"), "primary"
        )
        self._strip = JobStrip(session, "teach_progress")
        self._failed = FailedCard("teach_failed")
        self._failed.seen.connect(session.failure_seen)
        buttons = QHBoxLayout()
        buttons.addWidget(self._choose)
        buttons.addWidget(self._start)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        column.setSpacing(theme.SPACE)
        for widget in (title, words, self._file):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self._strip)
        column.addWidget(self._failed)
        self._choose.clicked.connect(self._on_choose)
        self._start.clicked.connect(self._on_start)
        self._draw()

    @property
    def has_labels(self) -> bool:
        """Whether labels of the project are texts, so that no table is needed."""
        if not self._session.has_project:
            return False
        return any(label.kind == "text" for label in self._session.project.labels.all().values())

    def refresh(self) -> None:
        """The project is another one, or has other labels."""
        self._draw()

    def take(self, table: Path) -> None:
        """Teach this table."""
        self._table = table
        self._draw()

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, tr("Choose a table of questions and answers"))
        dialog.setObjectName("teach_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Tables (*.csv *.tsv *.txt)"), tr("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_start(self) -> None:
        running = self._session.start(
            answer.job(Teach(project=self._session.project.folder, pairs=self._table))
        )
        self._failed.hide()
        running.events_arrived.connect(self._on_events)
        running.finished.connect(self._on_finished)
        running.failed.connect(self._failed.tell)
        self._strip.watch(running)
        running.ended.connect(self._draw)  # after the strip's own: then it is no longer busy
        self._draw()

    def _on_events(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Notice):
                self._session.noticed.emit(event)

    def _on_finished(self, result: TeachResult) -> None:
        self.taught.emit(result)
        if self._session.has_project:
            self._session.broadcast(Changes(models=True))

    def _draw(self) -> None:
        busy = self._strip.is_busy
        has_labels = self.has_labels
        self._choose.setEnabled(not busy)
        self._start.setEnabled(not busy and (self._table is not None or has_labels))
        parts = [self._table.name] if self._table is not None else []
        if has_labels:
            parts.append(tr("the labels of this project that are texts"))
        self._file.setText(tr(" and ").join(parts) if parts else tr("No table is chosen yet."))


def _words() -> str:
    return tr(
        "A table (CSV) of questions and answers, one pair a line, with the columns prompt and answer. Some "
        "hundreds of pairs of one kind make a difference; one in ten is kept aside to score."
    )
