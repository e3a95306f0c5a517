"""Ask: a conversation with a network that was taught to answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.inspect.writing.controls import button, label, named
from workbench.app.pages.inspect.writing.stream import Stream
from workbench.app.pages.inspect.writing.teach_card import TeachCard
from workbench.app.pages.inspect.writing.turns import Turn, Turns
from workbench.app.session import Session
from workbench.app.words import tr
from workbench.jobs import Failed
from workbench.operations import answer
from workbench.operations.answer import LIMITS, Ask, AskResult
from workbench.project import Model

_SIDE_PX = (292, 320)


class AskPanel(QWidget):
    """Question in, answer grows; Enter sends, Esc stops. At the side what it is worth, and teaching."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ask_panel")
        self._session = session
        self._models: tuple[Model, ...] = ()
        self._turn: Turn | None = None
        self._stream = Stream(session, self)
        self.turns = Turns()
        self.question = QLineEdit()
        named(self.question, "ask_question", tr("Question"), tr("What you ask (Enter)"))
        self._send = button("ask_send", tr("Ask"), tr("Send the question (Enter)"), "primary")
        self._stop = button("ask_stop", tr("Stop"), tr("End at this word (Esc)"))
        self._choice = QComboBox()
        named(self._choice, "ask_model", tr("Model"), tr("Which model answers"))
        self._worth = label("ask_worth")
        self._note = label("ask_note", "muted")
        self._note.setText(tr(LIMITS))
        self.teach = TeachCard(session)
        self._lay_out()
        self._connect()
        self._draw_state()

    def show_models(self, models: Sequence[Model], *, can_teach: bool) -> None:
        """Offer these models, oldest first, and teaching where there is a network to teach."""
        before = str(self._choice.currentData() or "")
        newest = models[-1].name if models else ""
        is_new = newest != (self._models[-1].name if self._models else "")
        self._models = tuple(models)
        self._choice.blockSignals(True)
        self._choice.clear()
        for model in reversed(models):
            self._choice.addItem(model.name, model.name)
        if not is_new:
            self._choice.setCurrentIndex(max(0, self._choice.findData(before)))
        self._choice.blockSignals(False)
        self.teach.setVisible(can_teach)
        self.teach.refresh()
        self._on_model_chosen()

    def forget(self) -> None:
        """Another project: its conversation is not this one."""
        self.turns.clear()
        self._turn = None

    def _connect(self) -> None:
        self._send.clicked.connect(self._on_send)
        self.question.returnPressed.connect(self._on_send)
        self.question.textChanged.connect(self._draw_state)
        self._stop.clicked.connect(self._stream.stop)
        self._choice.currentIndexChanged.connect(self._on_model_chosen)
        self._stream.grown.connect(self._on_grown)
        self._stream.finished.connect(self._on_finished)
        self._stream.failed.connect(self._on_failed)
        self._stream.busy_changed.connect(self._draw_state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stream.is_busy:
            self._stream.stop()
        else:
            super().keyPressEvent(event)

    def _on_send(self) -> None:
        text = self.question.text().strip()
        if not text or self._stream.is_busy or not self._models or not self._session.has_project:
            return
        self.question.clear()
        self._turn = self.turns.add(text)
        arguments = Ask(
            source=self._session.project.folder, text=text, model=str(self._choice.currentData() or "")
        )
        self._stream.start(answer.job(arguments))

    def _on_grown(self, text: str) -> None:
        if self._turn is not None:
            self._turn.grow(text)

    def _on_finished(self, result: AskResult) -> None:
        if self._turn is not None:
            self._turn.finish(result)
        self._turn = None

    def _on_failed(self, failed: Failed) -> None:
        if self._turn is not None:
            self._turn.fail()
        self._turn = None

    def _on_model_chosen(self) -> None:
        name = self._choice.currentData()
        model = next((model for model in self._models if model.name == name), None)
        self._worth.setText(str(model.scores.get("sentence_of_choice", "")) if model else "")
        self.turns.say(
            tr("Ask what it was taught, in your own words.")
            if model
            else tr("No network has learnt to answer yet: teach one at the side.")
        )
        self._draw_state()

    def _draw_state(self) -> None:
        has_model, busy = bool(self._models), self._stream.is_busy
        self._choice.setVisible(len(self._models) > 1)
        self._worth.setVisible(has_model)
        self.question.setEnabled(has_model)
        self.question.setPlaceholderText(
            tr("It waits until another job is done.")
            if self._stream.is_waiting
            else tr("Ask something")
            if has_model
            else tr("There is no model to ask yet")
        )
        self._send.setEnabled(has_model and not busy and bool(self.question.text().strip()))
        self._stop.setEnabled(busy)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE)
        line.addWidget(self.question, 1)
        line.addWidget(self._stop)
        line.addWidget(self._send)
        left = QVBoxLayout()
        left.setSpacing(2 * theme.SPACE)
        left.addWidget(self.turns, 1)
        left.addLayout(line)
        about = QFrame()
        about.setProperty("role", "card")
        inside = QVBoxLayout(about)
        inside.setContentsMargins(*[2 * theme.SPACE] * 4)
        inside.setSpacing(theme.SPACE)
        for widget in (self._choice, self._worth, self._note):
            inside.addWidget(widget)
        body = QWidget()
        right = QVBoxLayout(body)
        right.setContentsMargins(0, 0, theme.SPACE, 0)
        right.setSpacing(2 * theme.SPACE)
        right.addWidget(about)
        right.addWidget(self.teach)
        right.addStretch(1)
        side = QScrollArea()
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setWidgetResizable(True)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setMinimumWidth(_SIDE_PX[0])
        side.setMaximumWidth(_SIDE_PX[1])
        side.setWidget(body)
        for ground in (body, side.viewport()):
            ground.setAutoFillBackground(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.SPACE)
        row.addLayout(left, 3)
        row.addWidget(side, 2)
