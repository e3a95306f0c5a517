"""Short words below the top bar that go by themselves, with Undo where that is possible."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from workbench.app import theme

_SHOWN_MS = 7_000
_TOP_PX = 56
"""Clear of the top bar, which is 48 high."""


class Toast(QFrame):
    """One at a time: a new one takes the place of the old."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("toast")
        self.setProperty("role", "toast")
        self._text = QLabel()
        self._text.setObjectName("toast_text")
        self._button = QPushButton()
        self._button.setObjectName("toast_button")
        self._act: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, theme.SPACE, theme.SPACE, theme.SPACE)
        row.setSpacing(16)
        row.addWidget(self._text)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._button.clicked.connect(self._on_clicked)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, button: str = "", act: Callable[[], None] | None = None) -> None:
        """Show words, and a button that acts."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._act = act
        self._button.setVisible(act is not None)
        self._button.setText(button)
        self._button.setAccessibleName(button)
        self._button.setToolTip(button)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(_SHOWN_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._place()
        return False

    def _place(self) -> None:
        self.adjustSize()
        parent = self._over
        # Not at the bottom: there are the buttons that act, and what went wrong.
        self.move((parent.width() - self.width()) // 2, _TOP_PX)

    def _on_clicked(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()
