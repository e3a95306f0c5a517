"""Before fine-tuning: what it learns from, how, from which run, and how long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from workbench.app import theme
from workbench.app.pages.fine_tune import sentences
from workbench.app.pages.fine_tune.counts import ClassCount
from workbench.app.widgets import figures
from workbench.app.widgets.plain_table import PlainTable
from workbench.app.widgets.spin_boxes import indented
from workbench.app.words import tr

_LABELS_WIDTH = 280
_CAPTION_INDENT = 24
_LONGEST_MINUTES = 24 * 60
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
        self.line = QLabel(self)
        self.line.setObjectName("labels_line")
        self.line.setProperty("role", "muted")
        self.line.setWordWrap(True)
        self._modes = QButtonGroup(self)
        self.run = QComboBox(self)
        self.minutes = indented(QSpinBox(self))
        self.start = QPushButton(tr("Fine-tune"), self)
        self.start.clicked.connect(self.start_clicked)
        self._set_up_fields()
        self._lay_out()

    @property
    def mode(self) -> str:
        """The chosen way."""
        return sentences.MODES[self._modes.checkedId()][0]

    def show_counts(self, counts: Sequence[ClassCount]) -> None:
        """Draw the labels by class."""
        self.table.show_rows(
            [(count.name, figures.count(count.train), figures.count(count.check)) for count in counts]
        )
        self.line.setText(sentences.labels_line(counts))

    def show_runs(self, runs: Sequence[str]) -> None:
        """Offer these runs, the newest first; the chosen one stays chosen."""
        chosen = self.run.currentData()
        self.run.clear()
        for run in runs:
            self.run.addItem(run, run)
        if not runs:
            self.run.addItem(tr("none yet: from the labels alone"), "")
        self.run.setCurrentIndex(max(0, self.run.findData(chosen)))

    def _set_up_fields(self) -> None:
        self.run.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.minutes.setRange(0, _LONGEST_MINUTES)
        self.minutes.setSuffix(tr(" min"))
        self.minutes.setSpecialValueText(tr("automatic"))
        self.start.setProperty("role", "primary")
        fields: tuple[tuple[QWidget, str, str, str], ...] = (
            (
                self.run,
                "run",
                tr("Start from"),
                tr("The pretraining run whose encoder is used; the newest stands first"),
            ),
            (self.minutes, "minutes", tr("Time limit"), tr("Automatic: at most about three minutes")),
            (self.start, "start", tr("Fine-tune"), tr("Make a model of your labels")),
        )
        for widget, name, title, tip in fields:
            widget.setObjectName(name)
            widget.setAccessibleName(title)
            widget.setToolTip(tip)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self._heading(tr("What it learns from")))
        left.addWidget(self.table)
        left.addWidget(self.line)
        left.addStretch()
        self.table.setFixedWidth(_LABELS_WIDTH)
        self.line.setFixedWidth(_LABELS_WIDTH)
        right = QVBoxLayout()
        right.addWidget(self._heading(tr("How")))
        right.addWidget(self._mode_card())
        right.addStretch()
        columns = QHBoxLayout()
        columns.setSpacing(2 * theme.SPACE)
        columns.addLayout(left)
        columns.addLayout(right, 1)
        last = QHBoxLayout()
        last.setSpacing(theme.SPACE)
        for text, widget in ((tr("Start from"), self.run), (tr("Time limit"), self.minutes)):
            label = QLabel(text, self)
            label.setBuddy(widget)
            last.addWidget(label)
            last.addWidget(widget)
            last.addSpacing(theme.SPACE)
        last.addStretch()
        last.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.SPACE)
        column.addLayout(columns)
        column.addLayout(last)

    def _mode_card(self) -> QFrame:
        card = QFrame(self)
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*[2 * theme.SPACE] * 4)
        inside.setSpacing(2)
        for place, (mode, title, words) in enumerate(sentences.MODES):
            button = QRadioButton(tr(title), card)
            button.setObjectName(f"mode_{mode}")
            button.setAccessibleName(tr(title))
            button.setAccessibleDescription(tr(words))
            button.setToolTip(tr(words))
            button.setChecked(place == 0)
            self._modes.addButton(button, place)
            caption = QLabel(tr(words), card)
            caption.setProperty("role", "caption")
            caption.setWordWrap(True)
            caption.setIndent(_CAPTION_INDENT)
            inside.addWidget(button)
            inside.addWidget(caption)
        return card

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", "section")
        return label
