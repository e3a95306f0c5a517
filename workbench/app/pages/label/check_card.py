"""Offers a check set, and says how far its labelling is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.words import tr
from workbench.operations.check_set import ENOUGH


class CheckCard(QFrame):
    """One plain sentence and one button."""

    draw_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check_card")
        self.setProperty("role", "card")
        self._num = 0
        title = QLabel(tr("Check set"))
        title.setProperty("role", "section")
        self._words = QLabel(wordWrap=True)
        self._words.setObjectName("check_words")
        self._button = QPushButton()
        self._button.setObjectName("check_button")
        self._button.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        column.setSpacing(theme.SPACE)
        column.addWidget(title)
        column.addWidget(self._words)
        column.addWidget(self._button)
        self.show_progress(0, 0)

    def show_progress(self, labelled: int, drawn: int) -> None:
        """How many of the drawn samples have a label; none drawn yet: what it is good for."""
        self._num = drawn
        if not drawn:
            words = tr(
                "Labels of {n} samples drawn at random only score. Never trained on, they score honestly."
            )
            self._words.setText(words.format(n=ENOUGH))
            self._say(tr("Draw {n} at random").format(n=ENOUGH))
        elif labelled < drawn:
            self._words.setText(tr("{a:,} of {b:,} labelled.").format(a=labelled, b=drawn))
            self._say(tr("Label the check set"))
        else:
            self._words.setText(tr("All {n:,} labelled: scores can be trusted now.").format(n=drawn))
            self._say(tr("Show the check set"))

    def _say(self, words: str) -> None:
        self._button.setText(words)
        self._button.setAccessibleName(words)
        self._button.setToolTip(self._words.text())

    def _on_clicked(self) -> None:
        (self.open_wanted if self._num else self.draw_wanted).emit()
