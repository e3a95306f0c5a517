"""Asks for one line of text in place: a box, Enter or a button keeps it, Escape leaves it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from workbench.app import theme
from workbench.app.words import tr


class LineAsk(QWidget):
    """Hidden until it asks."""

    given = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._question = QLabel(self)
        self.box = QLineEdit(self)
        self.box.setObjectName(f"{name}_box")
        self._question.setBuddy(self.box)
        self.box.returnPressed.connect(self._on_kept)
        keep = self._button(f"{name}_keep", tr("Save"), tr("Keep this text (Enter)"))
        leave = self._button(f"{name}_leave", tr("Leave it"), tr("Change nothing (Esc)"))
        keep.clicked.connect(self._on_kept)
        leave.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(self._question)
        row.addWidget(self.box, 1)
        row.addWidget(keep)
        row.addWidget(leave)
        self.hide()

    def ask(self, question: str, text: str, placeholder: str) -> None:
        """Show the question with a text to start from."""
        self._question.setText(question)
        self.box.setText(text)
        self.box.setPlaceholderText(placeholder)
        self.box.setAccessibleName(question)
        self.box.setToolTip(placeholder)
        self.show()
        self.box.selectAll()
        self.box.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _on_kept(self) -> None:
        self.hide()
        self.given.emit(self.box.text())

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(tip)
        return button
