"""Before fine-tuning: what it learns from, how, from which run, and how long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.fine_tune import sentences
from workbench.app.pages.fine_tune.counts import ClassCount
from workbench.app.pages.fine_tune.setup_parts import LastLine, ModeCard, heading, line_label, side_by_side
from workbench.app.widgets import figures
from workbench.app.widgets.plain_table import PlainTable
from workbench.app.words import tr

_LABELS_WIDTH = 280
_NUMBERS = (1, 2)


class SetupPanel(QWidget):
    """Labels by class, modes, run, time limit and the button."""

    start_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("setup")
        headings = (tr("Class"), tr("Learn"), tr("Check"))
        self.table = PlainTable(
            "classes", tr("Labels by class"), headings, numbers=_NUMBERS, stretched=0, most_rows=10
        )
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.line = line_label("labels_line")
        self._modes = ModeCard("mode", sentences.MODES)
        self.last = LastLine("", tr("Fine-tune"), tr("Make a model of your labels"))
        self.last.start.clicked.connect(self.start_clicked)
        left = QVBoxLayout()
        for widget in (heading(tr("What it learns from")), self.table, self.line):
            left.addWidget(widget)
        left.addStretch()
        for widget in (self.table, self.line):
            widget.setFixedWidth(_LABELS_WIDTH)
        right = QVBoxLayout()
        right.addWidget(heading(tr("How")))
        right.addWidget(self._modes)
        right.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.SPACE)
        column.addLayout(side_by_side(left, right))
        column.addWidget(self.last)

    @property
    def mode(self) -> str:
        """The chosen way."""
        return self._modes.mode

    def show_counts(self, counts: Sequence[ClassCount]) -> None:
        """Draw the labels by class."""
        self.table.show_rows(
            [(count.name, figures.count(count.train), figures.count(count.check)) for count in counts]
        )
        self.line.setText(sentences.labels_line(counts))

    def show_runs(self, runs: Sequence[str]) -> None:
        """Offer these runs, the newest first; the chosen one stays chosen."""
        self.last.show_runs(runs)
