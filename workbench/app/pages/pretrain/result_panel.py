"""After a run: what it came to, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from workbench.app import theme
from workbench.app.pages.pretrain import sentences
from workbench.app.widgets.tone import set_look
from workbench.app.words import tr
from workbench.operations.pretrain import PretrainResult


class ResultPanel(QFrame):
    """The verdict, its numbers, and the way to the labels."""

    label_clicked = Signal()
    again_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("result")
        self.setProperty("role", "card")
        self.verdict = self._line("verdict", "section")
        self.numbers = self._line("result_numbers", "muted")
        self.advice = self._line("result_advice", "muted")
        self.label = QPushButton(tr("Label next"), self)
        self.label.setObjectName("label_next")
        self.label.setProperty("role", "primary")
        self.label.setToolTip(tr("Go to step 3 and say what a few samples are"))
        self.again = QPushButton(tr("Learn again"), self)
        self.again.setObjectName("learn_again")
        self.again.setToolTip(tr("Start another run, with other settings or more time"))
        for button in (self.label, self.again):
            button.setAccessibleName(button.text())
        self.label.clicked.connect(self.label_clicked)
        self.again.clicked.connect(self.again_clicked)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.again)
        buttons.addWidget(self.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        column.setSpacing(theme.SPACE)
        for line in (self.verdict, self.numbers, self.advice):
            column.addWidget(line)
        column.addLayout(buttons)

    def show_result(self, result: PretrainResult, modality: str) -> None:
        """Draw what the run came to."""
        self.verdict.setText(tr(result.sentence))
        set_look(self.verdict, "tone", sentences.verdict_tone(result.verdict, result.steps))
        self.numbers.setText(
            sentences.result_line(
                result.steps, result.samples_per_second, result.data_wait_fraction, modality
            )
        )
        advice = sentences.wait_advice(result.data_wait_fraction)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))

    def _line(self, name: str, role: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("role", role)
        label.setWordWrap(True)
        return label
