"""Where a table says itself what each row is: the column that its labels are taken from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from workbench.app import theme
from workbench.app.words import tr

if TYPE_CHECKING:
    from workbench.operations.scan import ScanResult

_LEAST_PX = 120
_MOST_PX = 260


class ColumnLabels(QWidget):
    """A box with the other columns of a table; hidden where there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QComboBox()
        self._box.setObjectName("labels_column")
        self._box.setAccessibleName(tr("Labels from the column"))
        self._box.setToolTip(tr("Only choose a column that says of which class each row is"))
        self._box.setMinimumWidth(_LEAST_PX)
        self._box.setMaximumWidth(_MOST_PX)
        words = QLabel(tr("Labels from the column:"))
        words.setBuddy(self._box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(words)
        row.addWidget(self._box)
        row.addStretch()
        self.hide()

    @property
    def column(self) -> str:
        """The chosen column; "" for none."""
        return str(self._box.currentData() or "")

    def show_found(self, found: ScanResult) -> None:
        """Offer the columns that hold no texts; what was chosen before stays where it is offered."""
        before = self.column
        texts = getattr(found.reading, "column", "")
        others = [name for name in found.choices.get("column", ()) if name != texts]
        self._box.clear()
        self._box.addItem(tr("none"), "")
        for name in others:
            self._box.addItem(name, name)
        self._box.setCurrentIndex(max(0, self._box.findData(before)))
        self.setVisible(bool(others))
