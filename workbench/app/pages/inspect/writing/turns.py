"""A conversation: what was asked, what is answered, how sure, and what stands nearest in what was taught."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.inspect.writing.controls import label
from workbench.app.words import tr
from workbench.operations.answer import AskResult, TaughtPair

_SHOWN_NEAREST = 3
_SHOWN_LETTERS = 120


class Turn(QFrame):
    """One question and its answer, which grows."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self.setObjectName("turn")
        self.setProperty("role", "card")
        asked = label("turn_question")
        asked.setText(question)
        asked.setStyleSheet("font-weight: 600")
        self._answer = label("turn_answer")
        self._facts = label("turn_facts", "muted")
        self._nearest = label("turn_nearest", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        column.setSpacing(theme.SPACE)
        for part in (asked, self._answer, self._facts, self._nearest):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(part)
        self._facts.hide()
        self._nearest.hide()

    def grow(self, text: str) -> None:
        """Show the answer as far as it has come."""
        self._answer.setText(text)

    def finish(self, result: AskResult) -> None:
        """Show the whole answer, and what is known of it."""
        self._answer.setText(result.answer or tr("(It has nothing to say.)"))
        self._facts.setText(_facts(result))
        self._facts.show()
        self._nearest.setText(_nearest(result.nearest))
        self._nearest.setVisible(bool(result.nearest))

    def fail(self) -> None:
        """Nothing was answered."""
        self._answer.setText(tr("(No answer.)"))


class Turns(QScrollArea):
    """All turns below one another, the newest in view."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("turns")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, theme.SPACE, 0)
        self._column.setSpacing(2 * theme.SPACE)
        self._hint = QLabel(wordWrap=True)
        self._hint.setObjectName("turns_hint")
        self._hint.setProperty("role", "muted")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addStretch(1)
        self._column.addWidget(self._hint)
        self._column.addStretch(1)
        self.setWidget(body)
        for ground in (body, self.viewport()):
            ground.setAutoFillBackground(False)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda _, most: bar.setValue(most))
        self._turns: list[Turn] = []

    def say(self, hint: str) -> None:
        """What stands there while nothing was asked yet."""
        self._hint.setText(hint)

    def add(self, question: str) -> Turn:
        """A new turn at the end."""
        turn = Turn(question)
        self._turns.append(turn)
        self._hint.hide()
        self._column.setStretch(self._column.count() - 1, 0)  # the newest stands at the bottom
        self._column.insertWidget(self._column.count() - 1, turn)
        return turn

    def clear(self) -> None:
        """Forget the conversation."""
        for turn in self._turns:
            self._column.removeWidget(turn)
            turn.hide()  # else its layout would still show it, as a window
            turn.setParent(None)
            turn.deleteLater()
        self._turns.clear()
        self._column.setStretch(self._column.count() - 1, 1)
        self._hint.show()


def _facts(result: AskResult) -> str:
    words = [tr("{sure} % sure of its words.").format(sure=min(99, round(100 * result.confidence)))]
    if result.ended == "stopped":
        words.append(tr("Stopped."))
    if result.note:
        words.append(tr(result.note))
    return " ".join(words)


def _nearest(found: tuple[TaughtPair, ...]) -> str:
    """The nearest questions it was taught, how like they are, and their answers."""
    lines = [
        tr("{like} %  {question} → {answer}").format(
            like=round(100 * near.similarity), question=_short(near.question), answer=_short(near.answer)
        )
        for near in found[:_SHOWN_NEAREST]
    ]
    return "\n".join([tr("Nearest questions it was taught, and how like they are:"), *lines])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_LETTERS else line[: _SHOWN_LETTERS - 1] + "…"
