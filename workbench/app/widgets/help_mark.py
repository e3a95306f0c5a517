"""A small "?" that explains what stands beside it: when pointed at, clicked, or reached by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolButton, QToolTip, QWidget

from workbench.app.words import tr


class HelpMark(QToolButton):
    """`text` is one sentence; a screen reader hears it too."""

    def __init__(self, name: str, what: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText("?")
        self.setProperty("role", "help")
        self.setAccessibleName(tr("What {what} says").format(what=what))
        self.setAccessibleDescription(text)
        self.setToolTip(f"<p>{text}</p>")  # as rich text, so that it is broken into lines
        self.clicked.connect(self._show)

    def _show(self) -> None:
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), self.toolTip(), self)
