"""What matters in the person's samples, said with check boxes; views then leave it alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget
from superqt import QFlowLayout

from workbench.app import theme
from workbench.app.words import tr
from workbench.engine.contracts import Matter


class Matters(QWidget):
    """Check boxes in a row, or in two where there is no room; none ticked at first."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("matters")
        self._boxes: dict[str, QCheckBox] = {}
        self._matters: tuple[Matter, ...] = ()
        self._row = QFlowLayout(self)  # a single line would be too wide for the form, and go below its title
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setHorizontalSpacing(2 * theme.SPACE)
        self._row.setVerticalSpacing(theme.SPACE)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Names of what matters."""
        return tuple(name for name, box in self._boxes.items() if box.isChecked())

    @property
    def settings(self) -> dict[str, bool | int | float | str]:
        """View settings and their values that leave alone what matters; a later one has the last word."""
        chosen = [matter for matter in self._matters if matter.name in self.chosen]
        return {name: value for matter in chosen for name, value in matter.settings.items()}

    def show_matters(self, matters: Sequence[Matter]) -> None:
        """Offer these."""
        self._matters = tuple(matters)
        for box in self._boxes.values():
            box.hide()
            box.deleteLater()
        self._boxes = {matter.name: self._make(matter) for matter in matters}
        for box in self._boxes.values():
            self._row.addWidget(box)

    def choose(self, names: Sequence[str]) -> None:
        """Tick these and no others."""
        for name, box in self._boxes.items():
            box.setChecked(name in names)

    def _make(self, matter: Matter) -> QCheckBox:
        box = QCheckBox(tr(matter.label), self)
        box.setObjectName(f"matter_{matter.name}")
        box.setAccessibleName(tr(matter.label))
        box.setAccessibleDescription(tr(matter.help))
        box.setToolTip(tr(matter.help))
        box.toggled.connect(self.changed)
        return box
