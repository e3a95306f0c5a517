"""What a model is worth: its score, how sure it is, and the same labels without pretraining."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from workbench.app import theme
from workbench.app.pages.fine_tune.score_rows import ScoreRows
from workbench.app.pages.fine_tune.sentences import Report
from workbench.app.widgets.interval_bar import IntervalBar
from workbench.app.widgets.tone import set_look
from workbench.app.words import tr

_BAR_WIDTH = 240


class ResultCard(QFrame):
    """One model's report."""

    look_clicked = Signal()
    again_clicked = Signal()
    check_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("result")
        self.setProperty("role", "card")
        self.name = self._label("result_name", "caption")
        self.headline = self._label("headline", "number")
        self.guess = self._label("first_guess", "muted")
        self.guess.setWordWrap(False)
        self.bar = IntervalBar("score_bar", self)
        self.bar.setMaximumWidth(_BAR_WIDTH)
        self.warning = self._label("optimistic", "chip")
        self.warning.setText(tr("! optimistic: estimated on suggested samples, which are easier than most"))
        self.warning.setProperty("tone", "care")
        self.sentence = self._label("score_sentence", "")
        self.choice = self._label("choice_sentence", "muted")
        self.beside = ScoreRows("beside", tr("Beside it: the same labels without pretraining"))
        self.candidates = ScoreRows("candidates", tr("Ways compared by cross-validation on your labels"))
        self._make_buttons()
        self._lay_out()

    def show_report(self, name: str, report: Report, *, is_new: bool) -> None:
        """Draw a model's report; a new one is where the page's primary button is."""
        words = tr("{model}: share of right answers, every class counting alike (balanced accuracy)")
        self.name.setText(words.format(model=name))
        self.headline.setText(report.headline)
        self.guess.setVisible(not report.can_tell and report.score.value is not None)
        self.guess.setText(tr("first guess: {score}").format(score=report.score.words))
        self.bar.setVisible(report.score.value is not None)
        score = report.score
        self.bar.show_share(score.value, score.low, score.high, f"{score.title}: {score.words}")
        self.warning.setVisible(report.optimistic)
        self.sentence.setText(tr(report.sentence))
        self.choice.setText(tr(report.choice))
        self.beside.show_rows(report.beside, own=report.score)
        self.candidates.show_rows(report.candidates)
        self.check.setVisible(not report.can_tell)
        self.again.setVisible(is_new)
        set_look(self.look, "role", "primary" if is_new else "")

    def _label(self, name: str, role: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("role", role)
        label.setWordWrap(role not in ("chip", "number"))
        return label

    def _make_buttons(self) -> None:
        self.look = QPushButton(tr("Look at the predictions"), self)
        self.look.setToolTip(tr("Go to step 5: every prediction, and where it is wrong"))
        self.again = QPushButton(tr("Teach again"), self)
        self.again.setToolTip(tr("Make another model, with other settings or more labels"))
        self.check = QPushButton(tr("Label the check set"), self)
        self.check.setToolTip(tr("Randomly drawn samples give the honest score: label 30 of them in step 3"))
        named = (("look", self.look), ("teach_again", self.again), ("go_check_set", self.check))
        for name, button in named:
            button.setObjectName(name)
            button.setAccessibleName(button.text())
        self.look.clicked.connect(self.look_clicked)
        self.again.clicked.connect(self.again_clicked)
        self.check.clicked.connect(self.check_clicked)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(2 * theme.SPACE)
        top.addWidget(self.headline)
        top.addWidget(self.bar, 1)
        top.addWidget(self.guess)
        top.addStretch()
        chip = QHBoxLayout()
        chip.addWidget(self.warning)
        chip.addStretch()
        buttons = QHBoxLayout()
        buttons.addWidget(self.check)
        buttons.addStretch()
        buttons.addWidget(self.again)
        buttons.addWidget(self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.name)
        column.addLayout(top)
        column.addWidget(self.sentence)
        column.addLayout(chip)
        column.addSpacing(theme.SPACE)
        column.addWidget(self.beside)
        column.addWidget(self.choice)
        column.addSpacing(theme.SPACE)
        column.addWidget(self.candidates)
        column.addLayout(buttons)
