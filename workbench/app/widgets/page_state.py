"""What stands where there is nothing to show yet: one picture, one sentence, one button."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from workbench.app import theme


class PageState(QWidget):
    """Empty or failed; the button says what to do about it."""

    acted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon_name = "help-circle-outline"
        self._icon = QLabel()
        self._text = QLabel(wordWrap=True)
        self._text.setObjectName(f"{name}_text")
        self._text.setMinimumWidth(200)
        self._text.setMaximumWidth(420)
        self._button = QPushButton()
        self._button.setObjectName(f"{name}_button")
        self._button.clicked.connect(self.acted)
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.SPACE)
        column.addStretch()
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._text, 100)
        line.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(line)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._icon, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._draw_icon)

    def say(self, icon: str, text: str, button: str = "") -> None:
        """Show a sentence, and a button where there is something to do."""
        self._icon_name = icon
        self._draw_icon()
        self._text.setText(text)
        self.setAccessibleName(text)
        self._button.setVisible(bool(button))
        self._button.setText(button)
        self._button.setAccessibleName(button)
        self._button.setToolTip(text)

    def _draw_icon(self) -> None:
        self._icon.setPixmap(theme.icon(self._icon_name).pixmap(QSize(48, 48)))
