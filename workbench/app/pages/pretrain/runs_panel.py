"""All runs of the project, newest first; a chosen one shows its curves and can be taken up again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.pretrain import sentences
from workbench.app.widgets.plain_table import PlainTable
from workbench.app.words import tr
from workbench.project import Run

_STEPS_COLUMN = 4


class RunsPanel(QWidget):
    """A table of runs with "Resume" for those that were cut off or stopped."""

    run_chosen = Signal(str)
    resume_clicked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("runs")
        self._runs: list[Run] = []
        heading = QLabel(tr("Runs so far"), self)
        heading.setProperty("role", "section")
        headings = (tr("Run"), tr("Task"), tr("Encoder"), tr("State"), tr("Steps"), tr("Verdict"))
        title = tr("Runs so far: choose one to see its curves")
        self.table = PlainTable("runs_table", title, headings, numbers={_STEPS_COLUMN}, parent=self)
        self.table.itemSelectionChanged.connect(self._on_selection_changed)
        self.resume = QPushButton(tr("Resume"), self)
        self.resume.setObjectName("resume")
        self.resume.setAccessibleName(tr("Resume the chosen run"))
        self.resume.setToolTip(tr("Go on with the chosen run where it was stopped or cut off"))
        self.resume.clicked.connect(lambda: self.resume_clicked.emit(self.chosen))
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addStretch()
        top.addWidget(self.resume)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(top)
        column.addWidget(self.table)

    @property
    def chosen(self) -> str:
        """Name of the chosen run; "" when none is."""
        row = self.table.currentRow()
        return self._runs[row].name if 0 <= row < len(self._runs) else ""

    def show_runs(self, runs: Sequence[Run], running: str) -> None:
        """Draw these runs, given oldest first; the chosen one stays chosen."""
        chosen = self.chosen
        self.table.blockSignals(True)
        self._runs = list(reversed(runs))
        self.table.show_rows([_texts(run, running) for run in self._runs])
        self.choose(chosen)
        self.table.blockSignals(False)
        self._show_resume()

    def choose(self, name: str) -> None:
        """Choose a run; "" chooses none."""
        row = next((row for row, run in enumerate(self._runs) if run.name == name), -1)
        if row < 0:
            self.table.clearSelection()
        self.table.setCurrentCell(row, 0 if row >= 0 else -1)

    def _show_resume(self) -> None:
        run = next((run for run in self._runs if run.name == self.chosen), None)
        self.resume.setEnabled(run is not None and sentences.can_resume(run))

    def _on_selection_changed(self) -> None:
        self._show_resume()
        self.run_chosen.emit(self.chosen)


def _texts(run: Run, running: str) -> tuple[str, ...]:
    return (
        run.name,
        run.task,
        run.encoder,
        sentences.state_word(run, running),
        sentences.steps_words(run),
        sentences.verdict_word(run.verdict),
    )
