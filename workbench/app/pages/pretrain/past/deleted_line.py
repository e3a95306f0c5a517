"""How much room deleted runs still take, and the way to remove them for good, asked twice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from workbench.app import theme
from workbench.app.widgets import figures
from workbench.app.words import tr


class DeletedLine(QWidget):
    """Hidden while nothing is deleted."""

    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("deleted_runs")
        self._words = QLabel(self)
        self._words.setObjectName("deleted_words")
        self._words.setProperty("role", "muted")
        self._purge = self._button(
            "purge", tr("Remove deleted runs for good"), tr("Delete their files; this cannot be undone")
        )
        self._purge.setProperty("role", "link")
        self._yes = self._button(
            "purge_yes", tr("Yes, remove them"), tr("Delete their files; this cannot be undone")
        )
        self._yes.setProperty("role", "danger")
        self._no = self._button("purge_no", tr("No, keep them"), tr("Leave the files where they are"))
        self._purge.clicked.connect(lambda: self._ask(True))
        self._no.clicked.connect(lambda: self._ask(False))
        self._yes.clicked.connect(self._on_confirmed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(self._words)
        for button in (self._purge, self._yes, self._no):
            row.addWidget(button)
        row.addStretch()
        self._ask(False)
        self.hide()

    def show_deleted(self, number: int, size: int) -> None:
        """So many runs are deleted, and their files take so many bytes."""
        runs = figures.counted(number, tr("deleted run"), tr("deleted runs"))
        words = tr("{runs}, {size}, can still be brought back with Undo.")
        self._words.setText(words.format(runs=runs, size=_megabytes(size)))
        self._ask(False)
        self.setVisible(number > 0)

    def _ask(self, asking: bool) -> None:
        self._purge.setVisible(not asking)
        self._yes.setVisible(asking)
        self._no.setVisible(asking)
        if asking:
            self._no.setFocus()

    def _on_confirmed(self) -> None:
        self._ask(False)
        self.confirmed.emit()

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(tip)
        return button


def _megabytes(size: int) -> str:
    megabytes = size / 1e6
    return tr("{number} MB").format(number=f"{megabytes:,.0f}" if megabytes >= 10 else f"{megabytes:.1f}")
