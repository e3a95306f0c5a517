"""After a run: what it came to, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from workbench.app import theme
from workbench.app.pages.pretrain import sentences
from workbench.app.pages.pretrain.running.verdict_light import VerdictLight
from workbench.app.widgets.tone import set_look
from workbench.app.words import tr
from workbench.operations.pretrain import PretrainResult
from workbench.operations.run_facts import RunFacts


class ResultPanel(QFrame):
    """The verdict, its numbers, and the way to the labels."""

    label_clicked = Signal()
    again_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("result")
        self.setProperty("role", "card")
        self.verdict = VerdictLight("verdict")
        self.learned = self._line("result_learned", "")
        self.numbers = self._line("result_numbers", "muted")
        self.next = self._line("result_next", "")
        self.advice = self._line("result_advice", "muted")
        self.label = QPushButton(tr("Label next"), self)
        self.label.setObjectName("label_next")
        self.label.setProperty("role", "primary")
        self.label.setToolTip(tr("Go to step 3 and say what a few samples are"))
        self.again = QPushButton(tr("Learn again"), self)
        self.again.setObjectName("learn_again")
        self.again.setToolTip(tr("Start another run, with other settings or more time"))
        self.primary = self.label
        """What is best done next."""
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
        for line in (self.verdict, self.learned, self.numbers, self.advice, self.next):
            column.addWidget(line)
        column.addLayout(buttons)

    def show_result(self, result: PretrainResult, modality: str) -> None:
        """Draw what the run came to."""
        word = sentences.settled_word(result.verdict, result.sentence)
        self.verdict.show_words(word, tr(result.sentence))
        self.learned.hide()
        self.numbers.setText(
            sentences.result_line(
                result.steps, result.samples_per_second, result.data_wait_fraction, modality
            )
        )
        advice = sentences.wait_advice(result.data_wait_fraction, modality)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self.next.setText(sentences.next_advice(word))
        collapsed = word == "collapsed"
        self.primary = self.again if collapsed else self.label
        set_look(self.label, "role", "" if collapsed else "primary")
        set_look(self.again, "role", "primary" if collapsed else "")

    def show_facts(self, facts: RunFacts) -> None:
        """Add what its looks saw, once they are read."""
        text = sentences.learned_line(facts)
        self.learned.setText(text)
        self.learned.setVisible(bool(text))

    def _line(self, name: str, role: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("role", role)
        label.setWordWrap(True)
        return label
