"""A row of buttons of which exactly one is chosen, as the head of what is shown below it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from workbench.app import theme
from workbench.app.words import tr

_GLYPH_PX = 14


class SegmentRow(QWidget):
    """Chosen with the mouse or the arrow keys. A marked segment carries a check: what is chosen is in it."""

    chosen_by_hand = Signal(str)

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._buttons: dict[str, QPushButton] = {}
        self._marked: Collection[str] = ()
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda _: self.chosen_by_hand.emit(self.chosen))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE // 2)
        self._row.addStretch()
        theme.changed.connect(self._draw)

    @property
    def chosen(self) -> str:
        """Name of the chosen segment; "" while there is none."""
        return next((name for name, button in self._buttons.items() if button.isChecked()), "")

    def show_segments(self, segments: Sequence[tuple[str, str, str]]) -> None:
        """Offer these (name, title, tooltip), the first one chosen."""
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._buttons = {name: self._make(name, title, tip) for name, title, tip in segments}
        for place, button in enumerate(self._buttons.values()):
            self._row.insertWidget(place, button)
        self.choose(segments[0][0])
        self._draw()

    def choose(self, name: str) -> None:
        """Choose a segment; nobody is told."""
        self._buttons[name].setChecked(True)

    def mark(self, names: Collection[str]) -> None:
        """Mark the segments in which the chosen thing is."""
        self._marked = names
        self._draw()

    def _make(self, name: str, title: str, tip: str) -> QPushButton:
        button = QPushButton(title, self)
        button.setCheckable(True)
        button.setObjectName(f"{self.objectName()}_{name}")
        button.setProperty("role", "segment")
        button.setToolTip(tip)
        button.setIconSize(QSize(_GLYPH_PX, _GLYPH_PX))
        self._group.addButton(button)
        return button

    def _draw(self) -> None:
        for name, button in self._buttons.items():
            marked = name in self._marked
            words = tr("{section}, the chosen one is here").format(section=button.text())
            button.setAccessibleName(words if marked else button.text())
            button.setIcon(theme.icon("check", theme.current().accent) if marked else QIcon())
