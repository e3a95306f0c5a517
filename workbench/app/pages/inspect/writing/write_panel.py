"""Write on: type a beginning, and see the network go on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from workbench.app import theme
from workbench.app.pages.inspect.writing.controls import boldness_box, button, label, named, words_box
from workbench.app.pages.inspect.writing.stream import Stream
from workbench.app.session import Session
from workbench.app.widgets.states import FailedCard
from workbench.app.words import tr
from workbench.operations import write_on
from workbench.operations.write_on import WriteOn, WriteOnResult
from workbench.project import Run

_BEGINNING_PX = 96
_WORDS = 60
_BOLDNESS = 0.8


class WritePanel(QWidget):
    """A beginning, how to go on, and what was written; each press of the button writes anew."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("write_panel")
        self._session = session
        self._seed = 0
        self._beginning = ""
        self._written = ""
        self._stream = Stream(session, self)
        self.beginning = _Beginning()
        self._runs = QComboBox()
        named(self._runs, "write_run", tr("Network"), tr("Which run's network writes"))
        self._words = words_box("write_words", _WORDS)
        self._boldness = boldness_box("write_boldness", _BOLDNESS)
        self._go = button("write_go", tr("Write on"), tr("Go on from the beginning (Ctrl+Enter)"), "primary")
        self._stop = button("write_stop", tr("Stop"), tr("End at this word (Esc)"))
        self._further = button(
            "write_further", tr("Go on from here"), tr("Take what was written into the beginning")
        )
        self._text = QTextBrowser()
        named(self._text, "written_text", tr("What was written"), tr("Your beginning, and what was written"))
        self._text.setProperty("role", "reading")
        self._facts = label("write_facts", "muted")
        self._failed = FailedCard("write_failed")
        self._lay_out()
        self._connect()
        self._draw_state()

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Offer the networks of these runs, oldest first; the latest is chosen unless another one was."""
        names = [run.name for run in runs][::-1]
        if names == [self._runs.itemData(i) for i in range(self._runs.count())]:
            return
        self._runs.clear()
        for run in reversed(runs):
            self._runs.addItem(run.shown_name, run.name)
        self._runs.setVisible(len(names) > 1)
        self._runs_words.setVisible(len(names) > 1)

    def _connect(self) -> None:
        self.beginning.sent.connect(self._on_go)
        self._go.clicked.connect(self._on_go)
        self._stop.clicked.connect(self._stream.stop)
        self._further.clicked.connect(self._on_further)
        self._failed.seen.connect(self._session.failure_seen)
        self._stream.grown.connect(self._on_grown)
        self._stream.finished.connect(self._on_finished)
        self._stream.failed.connect(self._failed.tell)
        self._stream.busy_changed.connect(self._draw_state)
        theme.changed.connect(self._draw_text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stream.is_busy:
            self._stream.stop()
        else:
            super().keyPressEvent(event)

    def _on_go(self) -> None:
        if self._stream.is_busy or not self._session.has_project:
            return
        self._beginning, self._written = self.beginning.toPlainText(), ""
        self._failed.hide()
        self._facts.setText("")
        self._draw_text()
        arguments = WriteOn(
            project=self._session.project.folder,
            text=self._beginning,
            run=str(self._runs.currentData() or ""),
            words=self._words.value(),
            temperature=round(self._boldness.value(), 1),
            seed=self._seed,
        )
        self._seed += 1
        self._stream.start(write_on.job(arguments))

    def _on_grown(self, text: str) -> None:
        self._written = text[len(self._beginning) :]
        self._draw_text()

    def _on_finished(self, result: WriteOnResult) -> None:
        self._written = result.written
        self._draw_text()
        self._facts.setText(_facts(result))

    def _on_further(self) -> None:
        self.beginning.setPlainText(self._beginning + self._written)
        self.beginning.moveCursor(QTextCursor.MoveOperation.End)
        self.beginning.setFocus()

    def _draw_state(self) -> None:
        busy = self._stream.is_busy
        self._go.setEnabled(not busy)
        self._stop.setEnabled(busy)
        self._further.setEnabled(not busy and bool(self._written))
        if self._stream.is_waiting:
            self._facts.setText(tr("It waits until another job is done."))
        elif busy:
            self._facts.setText("")

    def _draw_text(self) -> None:
        """The beginning muted, what was written behind it, the end in view."""
        palette = theme.current()
        cursor = QTextCursor(self._text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        for text, colour in ((self._beginning, palette.muted), (self._written, palette.text)):
            looks = QTextCharFormat()
            looks.setForeground(QColor(colour))
            cursor.insertText(text, looks)
        bar = self._text.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _lay_out(self) -> None:
        self._runs_words = QLabel(tr("Network"))
        self._runs_words.setBuddy(self._runs)
        self._runs.hide()
        self._runs_words.hide()
        manner = QHBoxLayout()
        manner.setSpacing(theme.SPACE)
        for words, box in ((tr("Words"), self._words), (tr("Boldness"), self._boldness)):
            name = QLabel(words)
            name.setBuddy(box)
            manner.addWidget(name)
            manner.addWidget(box)
            manner.addSpacing(theme.SPACE)
        manner.addWidget(self._runs_words)
        manner.addWidget(self._runs)
        manner.addStretch(1)
        manner.addWidget(self._stop)
        manner.addWidget(self._go)
        sheet = QFrame()
        sheet.setProperty("role", "card")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(*[2 * theme.SPACE] * 4)
        inside.addWidget(self._text, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._facts, 1)
        foot.addWidget(self._further, 0, Qt.AlignmentFlag.AlignBottom)
        inside.addLayout(foot)
        note = label("write_note", "muted")
        note.setText(_note())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(self.beginning)
        column.addLayout(manner)
        column.addWidget(self._failed)
        column.addWidget(sheet, 1)
        column.addWidget(note)


class _Beginning(QPlainTextEdit):
    """Where the beginning is typed; Ctrl+Enter sends it, Tab goes on to the next control."""

    sent = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "write_beginning", tr("Beginning"), tr("What the network goes on from (Ctrl+Enter)"))
        self.setPlaceholderText(tr("Type a beginning. Left empty, the network begins by itself."))
        self.setFixedHeight(_BEGINNING_PX)
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # the panel stops what is being written
        else:
            super().keyPressEvent(event)


def _facts(result: WriteOnResult) -> str:
    """How much was written and why it ended, and what the beginning costs."""
    ended = {
        "end": tr("{n:,} words; the network ended the text here."),
        "length": tr("{n:,} words, as many as you asked for."),
        "stopped": tr("{n:,} words; stopped."),
    }[result.ended]
    words = [ended.format(n=result.words)]
    if result.bits_per_letter is not None:
        words.append(
            tr("Your beginning costs the network {bits:.1f} bits a letter: the fewer, the better it could "
               "foresee it.").format(bits=result.bits_per_letter)
        )  # fmt: skip
    return " ".join(words)


def _note() -> str:
    return tr(
        "A small network has only your texts to go by: it writes in their manner, and what it says need not "
        "be true or make sense. More texts and a longer training make it better."
    )
