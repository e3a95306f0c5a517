"""Before it learns to write down sounds: from which texts, in which way, from which run, and how long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.fine_tune.counts import TextCount
from workbench.app.pages.fine_tune.hearing import words
from workbench.app.pages.fine_tune.setup_parts import LastLine, ModeCard, heading, line_label, side_by_side
from workbench.app.widgets.plain_table import PlainTable
from workbench.app.words import tr

_LABELS_WIDTH = 360


class TextSetupPanel(QWidget):
    """Some of the texts, modes, run, time limit and the button."""

    start_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("text_setup")
        heads = (tr("File"), tr("Text"))
        self.table = PlainTable("text_examples", tr("Some of the texts"), heads, most_rows=6)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.line = line_label("texts_line")
        self._modes = ModeCard("text_mode", words.MODES)
        self.last = LastLine("text_", tr("Teach"), tr("Make a model that writes down what it hears"))
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

    def show_count(self, count: TextCount) -> None:
        """Draw how many texts there are, and some of them."""
        self.table.show_rows(count.examples)
        self.line.setText(words.texts_line(count.train, count.check))

    def show_runs(self, runs: Sequence[str]) -> None:
        """Offer these runs, the newest first; the chosen one stays chosen."""
        self.last.show_runs(runs)
