"""While a run learns: is it learning, how far, how long yet, and how to end it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from workbench.app import theme
from workbench.app.pages.pretrain.running.verdict_light import VerdictLight
from workbench.app.pages.pretrain.sentences import nouns, settled_word, size_words
from workbench.app.widgets import figures
from workbench.app.widgets.help_mark import HelpMark
from workbench.app.widgets.states import ProgressLine
from workbench.app.words import tr
from workbench.engine.monitors.looked import Looked
from workbench.engine.trainer import PHASE
from workbench.jobs import Advanced, CancelToken, PhaseStarted, Request
from workbench.operations.pretrain import RunStarted

_ASK_MS = 5_000


class RunPanel(QFrame):
    """The light, the progress and the buttons of the running job."""

    pause_clicked = Signal()
    asked = Signal(object)
    """`Request`."""
    label_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("running")
        self.setProperty("role", "card")
        self.light = VerdictLight("light")
        self.progress = ProgressLine()
        self.details = QLabel(self)
        self.details.setObjectName("run_details")
        self.details.setProperty("role", "caption")
        self.details.setWordWrap(True)
        self._make_buttons()
        self._lay_out()

    def start(self) -> None:
        """A run begins: nothing is known yet."""
        self.details.hide()
        self.progress.start()
        self.light.show_words("", tr("Getting ready"))
        self._ask_to_discard(False)

    def take_focus(self) -> None:
        """Take the keys, and do nothing with them: the button that had them can no longer be used."""
        self.setFocus()

    def show_look(self, looked: Looked) -> None:
        """Say whether it is learning, as the last look judged it."""
        verdict = looked.verdict
        self.light.show_words(settled_word(verdict.word, verdict.sentence), tr(verdict.sentence))

    def show_run(self, run: RunStarted, modality: str, task: str = "") -> None:
        """Say what was chosen, and why; `task` is its title."""
        words = tr("{task} with {encoder} at {size}, {batch} a step, on {device}.")
        text = words.format(
            task=task or run.task,
            encoder=run.encoder,
            size=size_words(run.size, modality),
            batch=figures.counted(run.batch, *nouns(modality)),
            device=run.device,
        )
        self.details.setText(f"{text} {run.reason}")
        self.details.show()
        self.light.show_words("", tr("Just begun: the first look comes in a few seconds."))

    def show_progress(self, progress: PhaseStarted | Advanced, modality: str) -> None:
        """Say how far it is; learning counts steps, but its speed is told in samples."""
        rate_unit = nouns(modality)[1] if progress.phase == PHASE else ""
        self.progress.show_progress(progress, rate_unit)

    def show_token(self, token: CancelToken, *, waits: bool = False) -> None:
        """Draw what was asked of the job so far; with `waits` the job asks something itself."""
        free = token.request is Request.NONE and not waits
        self.pause.setEnabled(free)
        self.pause.setText(tr("Resume") if token.paused and not waits else tr("Pause"))
        self.finish.setEnabled(free)
        self.stop.setEnabled(not token.stopping)
        self.discard.setEnabled(token.request is not Request.DISCARD)
        words = {
            Request.FINISH: tr("Finishing: it cools down, which takes at most a tenth of the time so far."),
            Request.STOP: tr("Stopping at the last completed step."),
            Request.DISCARD: tr("Stopping; nothing is kept."),
        }.get(token.request, "")
        if waits:
            words = tr("It waits for your answer.")
        elif token.paused:
            words = tr("Paused. Nothing is lost.")
        self.asked_words.setText(words)
        self.asked_words.setVisible(bool(self.asked_words.text()))

    def _make_buttons(self) -> None:
        self.pause = self._button("pause", tr("Pause"), tr("Hold the training; it goes on where it was"))
        self.finish = self._button("finish", tr("Finish now"), tr("Cool down and end well, soon"))
        self.stop = self._button(
            "stop", tr("Stop"), tr("End now; what was learned so far is kept and usable")
        )
        self.discard = self._button("discard", tr("Discard"), tr("End now and delete what this run learned"))
        self.discard_yes = self._button("discard_yes", tr("Yes, discard"), tr("Delete what this run learned"))
        self.discard_no = self._button("discard_no", tr("No, go on"), tr("Keep learning"))
        self.label = self._button(
            "label_meanwhile", tr("Label meanwhile"), tr("Go to step 3; learning goes on")
        )
        self.label.setProperty("role", "link")
        for button in (self.discard, self.discard_yes):
            button.setProperty("role", "danger")
        self._question = QLabel(tr("Discard this run?"), self)
        self.asked_words = QLabel(self)
        self.asked_words.setObjectName("asked_words")
        self.asked_words.setProperty("role", "muted")
        self._answer_timer = QTimer(self)
        self._answer_timer.setSingleShot(True)
        self._answer_timer.setInterval(_ASK_MS)
        self._answer_timer.timeout.connect(lambda: self._ask_to_discard(False))
        self.pause.clicked.connect(self.pause_clicked)
        self.finish.clicked.connect(lambda: self.asked.emit(Request.FINISH))
        self.stop.clicked.connect(lambda: self.asked.emit(Request.STOP))
        self.discard.clicked.connect(lambda: self._ask_to_discard(True))
        self.discard_no.clicked.connect(lambda: self._ask_to_discard(False))
        self.discard_yes.clicked.connect(self._on_discard_confirmed)
        self.label.clicked.connect(self.label_clicked)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        for button in (self.pause, self.finish, self.stop, self.discard):
            row.addWidget(button)
        for answer in (self._question, self.discard_yes, self.discard_no):
            row.addWidget(answer)
        row.addStretch()
        row.addWidget(self.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        column.setSpacing(theme.SPACE)
        column.addLayout(self._question_line())
        for widget in (self.light, self.progress, self.details):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.asked_words)
        self._ask_to_discard(False)

    def _question_line(self) -> QHBoxLayout:
        caption = QLabel(tr("Is it learning?"), self)
        caption.setProperty("role", "caption")
        help_text = tr(
            "Every few seconds the network is looked at with the same few hundred samples. Learning: it"
            " gets better. Slow: it hardly does. Collapsed: it says the same of everything. Done: it has"
            " learnt what the time allowed."
        )
        line = QHBoxLayout()
        line.addWidget(caption)
        line.addWidget(HelpMark("light_help", tr("Is it learning?"), help_text, self))
        line.addStretch()
        return line

    def _ask_to_discard(self, asking: bool) -> None:
        had_keys = self.discard_yes.hasFocus() or self.discard_no.hasFocus()
        for widget in (self._question, self.discard_yes, self.discard_no):
            widget.setVisible(asking)
        self.discard.setVisible(not asking)
        self.label.setVisible(not asking)
        if asking:
            self._answer_timer.start()
            self.discard_no.setFocus()
        else:
            self._answer_timer.stop()
            if had_keys:
                self.discard.setFocus()

    def _on_discard_confirmed(self) -> None:
        self._ask_to_discard(False)
        self.asked.emit(Request.DISCARD)

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(tip)
        return button
