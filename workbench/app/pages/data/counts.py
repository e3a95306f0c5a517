"""How many samples can be learnt from, and how many are left out for which reason."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from workbench.app import theme
from workbench.app.pages.data.found import Found
from workbench.app.widgets import figures
from workbench.app.words import tr


class Counts(QWidget):
    """One line; a count that can be clicked shows its files."""

    list_wanted = Signal(str)
    """Verdict whose files shall be listed."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE)
        self._row.addStretch()
        self._made: list[QWidget] = []

    def show_found(self, found: Found, samples: str) -> None:
        """Show another project's counts; `samples`: how many can be learnt from, in words."""
        for widget in self._made:
            widget.hide()  # else its layout would still show it, as a window
            widget.setParent(None)
            widget.deleteLater()
        fine = QLabel(tr("{samples} to learn from").format(samples=samples))
        fine.setObjectName("count_fine")
        fine.setProperty("role", "chip")
        fine.setProperty("tone", "good")
        self._made = [fine, *(self._button(verdict, number) for verdict, number in found.counts)]
        for place, widget in enumerate(self._made):
            self._row.insertWidget(place, widget)
            widget.show()

    def _button(self, verdict: str, number: int) -> QPushButton:
        button = QPushButton(_words(verdict, number))
        button.setObjectName(f"count_{verdict.replace(' ', '_')}")
        button.setProperty("role", "chip")
        button.setAccessibleName(button.text())
        button.setToolTip(tr("Show these files"))
        button.clicked.connect(lambda: self.list_wanted.emit(verdict))
        return button


def _words(verdict: str, number: int) -> str:
    if verdict == "copy":
        return figures.counted(number, tr("exact copy"), tr("exact copies"))
    if verdict == "near copy":
        return figures.counted(number, tr("near copy"), tr("near copies"))
    word = {
        "unreadable": tr("unreadable"),
        "too small": tr("too small"),
        "blank": tr("blank"),
        "too large": tr("too large"),
        "missing": tr("missing"),
    }.get(verdict, verdict)
    return f"{number:,} {word}"
