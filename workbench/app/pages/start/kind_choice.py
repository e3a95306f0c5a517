"""Which kind of data a folder is learnt from, where it holds several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from workbench.app import theme
from workbench.app.widgets import figures
from workbench.app.words import tr

if TYPE_CHECKING:
    from workbench.operations.scan import ScanResult


class KindChoice(QFrame):
    """A button for each kind there is; quieter ones for what can be made of the same files."""

    chosen = Signal(str)
    """Name of the modality that a person wants: the folder has to be looked through for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("kind_choice")
        self.setProperty("role", "card")
        self._words = QLabel()
        self._words.setObjectName("kind_words")
        self._buttons: QWidget | None = None
        self._line = QHBoxLayout(self)
        self._line.setSpacing(theme.SPACE)
        self._line.addWidget(self._words)
        self.hide()

    def show_found(self, found: ScanResult) -> None:
        """Show what a scan found, and of what kind it was taken to be."""
        is_open = len(found.kinds) > 1 or found.modality not in found.kinds
        if self._buttons is not None:
            self._buttons.hide()  # else its layout would still show it, as a window
            self._buttons.setParent(None)
            self._buttons.deleteLater()
        offered = {**found.kinds, **found.others} if is_open else found.others
        self._buttons = self._row(found, offered, is_quiet=not is_open)
        self._line.addWidget(self._buttons)
        self._buttons.show()
        several = tr("More than one kind is in here. Learn from")
        self._words.setText(several if is_open else tr("Or look in the same files for"))
        self._words.setProperty("role", "" if is_open else "caption")
        self.setProperty("role", "card" if is_open else "")
        for widget in (self, self._words):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self._line.setContentsMargins(*((16, 12, 16, 12) if is_open else (0, 0, 0, 0)))
        self.setVisible(is_open or bool(found.others))

    def _row(self, found: ScanResult, offered: Iterable[str], *, is_quiet: bool) -> QWidget:
        """How many there are of a kind is said where that is known before they are looked for.

        One button is down where what was taken is among them; quiet ones are links.
        """
        whole = QWidget()
        group = QButtonGroup(whole)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        for name in offered:
            button = self._button(name, found.kinds.get(name))
            if is_quiet:
                button.setProperty("role", "link")
            else:
                button.setCheckable(True)
                button.setChecked(name == found.modality)
                group.addButton(button)
            row.addWidget(button)
        row.addStretch()
        return whole

    def _button(self, name: str, number: int | None) -> QPushButton:
        from workbench.engine.modalities import modalities

        modality = modalities.get(name)
        words = tr(modality.plural)
        if number is not None:
            words = figures.counted(number, tr(modality.noun), words)
        button = QPushButton(words)
        button.setObjectName(f"kind_{name}")
        button.setAccessibleName(words)
        tip = tr("Look for {things} in this folder, also in folders of numbered pictures and in sound tracks")
        button.setToolTip(tip.format(things=tr(modality.plural)))
        button.clicked.connect(lambda: self.chosen.emit(name))
        return button
