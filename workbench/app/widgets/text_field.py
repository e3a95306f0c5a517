"""A field for the text of one sample: Enter keeps it and goes on; what was typed is never lost."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from workbench.app.words import tr

_LINES = 3
_PADDING_PX = 16
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_UNDOING = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class TextField(QPlainTextEdit):
    """Keys stay in it. Undo and redo are the window's where nothing was typed since the text was kept."""

    given = Signal(int, str)
    """(sample, its new text): Enter was pressed, or the person went elsewhere."""
    entered = Signal(int, str)
    """(sample, text) at Enter, also where the text is as it was; after `given`."""
    stepped = Signal(int)
    """-1: the sample before is wanted; 1: the next."""
    play_wanted = Signal()
    left = Signal()
    """Esc: the person is done typing; what was not kept is dropped."""

    def __init__(self, name: str, title: str, help_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sample: int | None = None
        self._shown = ""
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setToolTip(help_text)
        self.setPlaceholderText(tr("Type its text, then Enter"))
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.sizeHint().height())

    @property
    def text(self) -> str:
        """What stands there, on one line."""
        return " ".join(self.toPlainText().split())

    def show_text(self, sample: int | None, text: str) -> None:
        """Show a sample's text. Of another sample, what was typed before is given first."""
        if sample != self._sample:
            self.keep()
        elif text == self._shown:
            return  # what is being typed stays
        self._sample, self._shown = sample, text
        self.setPlainText(text)
        self.setEnabled(sample is not None)

    def keep(self) -> None:
        """Give the text, where it is another than was shown."""
        sample, text = self._sample, self.text
        if sample is not None and text != self._shown:
            self._shown = text
            self.document().clearUndoRedoStacks()
            self.given.emit(sample, text)

    def sizeHint(self) -> QSize:
        return QSize(240, _LINES * self.fontMetrics().lineSpacing() + _PADDING_PX)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document = self.document()
            can = (document.isUndoAvailable(), document.isRedoAvailable())
            if any(event.matches(key) and not there for key, there in zip(_UNDOING, can, strict=True)):
                event.ignore()  # then the window's own shortcut is taken
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _RETURN:
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self.setPlainText(self._shown)
            self.left.emit()
        elif key in _STEPS:
            self.keep()
            self.stepped.emit(_STEPS[key])
        elif key == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.play_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.keep()

    def _enter(self) -> None:
        sample, text = self._sample, self.text
        self.keep()
        if sample is not None:
            self.entered.emit(sample, text)


def keys() -> tuple[tuple[str, str], ...]:
    """The keys of the field, for the panel of all keys."""
    return (
        (tr("Enter"), tr("In a text: keep it and go on")),
        (tr("Ctrl+Space"), tr("In a text: play the sound, or pause it")),
        (tr("Page Up, Page Down"), tr("In a text: back, on")),
        (tr("Esc"), tr("In a text: drop what was typed, and leave it")),
    )


def keys_sentence() -> str:
    """The same in a line below the field."""
    return tr("Enter keeps it and goes on. Ctrl+Space plays.")
