"""The network goes the wrong way and the job waits: what happened, and three ways to go on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from workbench.app import theme
from workbench.app.pages.pretrain.running.verdict_light import VerdictLight
from workbench.app.widgets import figures
from workbench.app.words import tr
from workbench.engine.monitors.looked import Collapsing


class CollapsePanel(QFrame):
    """Hidden until something collapses; goes when it is answered."""

    answered = Signal(str)
    """"remedy", "ignore" or "stop"."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("collapse")
        self.setProperty("role", "alarm")
        self.light = VerdictLight("collapse_sentence")
        self.kept = self._line("collapse_kept")
        self.remedy = self._line("collapse_remedy")
        self.remedy_button = self._button("remedy", tr("Try the remedy"), "")
        self.remedy_button.setProperty("role", "primary")
        self.ignore_button = self._button(
            "ignore", tr("Go on anyway"), tr("Learn on as it is; it will not ask again in this run")
        )
        self.stop_button = self._button("stop_good", "", "")
        self._say_what_is_kept(None)
        self._lay_out()
        self.hide()

    def ask(self, collapsing: Collapsing) -> None:
        """Show what happened and wait for a button."""
        self.light.show_words("collapsed", tr(collapsing.sentence))
        self._say_what_is_kept(collapsing.kept_step)
        self.remedy.setText(tr("The remedy: {remedy}").format(remedy=tr(collapsing.remedy)))
        self.setAccessibleName(self.light.text)
        self.show()
        self.remedy_button.setFocus()

    def _say_what_is_kept(self, step: int | None) -> None:
        waits = tr("It is paused and waits for you.")
        if step is None:
            kept = tr("There is no earlier good state to go back to: it went wrong too soon.")
            stop, tip = tr("Stop and keep it as it is"), tr("End the run; do not expect much of what is kept")
            remedy = tr("Begin this run again, as it says here")
        else:
            number = figures.count(step)
            kept = tr("The state of step {step} is kept, from before it went wrong.").format(step=number)
            stop = tr("Stop and go back to step {step}").format(step=number)
            tip = tr("End the run; what it had learnt before it went wrong is kept and can be used")
            remedy = tr("Go back to step {step} and go on as it says here").format(step=number)
        self.kept.setText(f"{waits} {kept}")
        self.remedy_button.setToolTip(remedy)
        self.stop_button.setText(stop)
        self.stop_button.setAccessibleName(stop)
        self.stop_button.setToolTip(tip)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addStretch()
        for button in (self.stop_button, self.ignore_button, self.remedy_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        column.setSpacing(theme.SPACE)
        for widget in (self.light, self.kept, self.remedy):
            column.addWidget(widget)
        column.addLayout(row)
        for word, button in (
            ("stop", self.stop_button),
            ("ignore", self.ignore_button),
            ("remedy", self.remedy_button),
        ):
            button.clicked.connect(lambda _=False, word=word: self._on_clicked(word))

    def _on_clicked(self, word: str) -> None:
        self.hide()
        self.answered.emit(word)

    def _line(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        return label

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(tip)
        return button
