"""How the files of a chosen folder are cut into samples: as proposed, or as a person says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.words import tr

if TYPE_CHECKING:
    from workbench.engine.settings import SettingField
    from workbench.operations.scan import ScanResult

_LEAST_PX = 120
_MOST_PX = 260


class ReadingCard(QFrame):
    """One box for each setting that leaves a choice for these files; hidden where none does."""

    changed = Signal()
    """A person chose otherwise; the folder has to be looked through again."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reading_card")
        self.setProperty("role", "card")
        self._boxes: dict[str, QComboBox] = {}
        self._line: QWidget | None = None
        self._reason = QLabel(wordWrap=True)
        self._reason.setObjectName("reading_reason")
        self._reason.setProperty("role", "caption")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(theme.SPACE)
        self._column.addWidget(self._reason)
        self.hide()

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """(setting, value) of every box."""
        return tuple((name, str(box.currentData())) for name, box in self._boxes.items())

    def show_found(self, found: ScanResult) -> None:
        """Show how a scan cut the files, and what else there is to choose."""
        from workbench.engine import settings

        had_keys = next((name for name, box in self._boxes.items() if box.hasFocus()), "")
        fields = settings.describe(type(found.reading))
        offers = {field.name: _offer(field, found) for field in fields}
        shown = [field for field in fields if len(offers[field.name]) > 1]
        if self._line is not None:
            self._line.setParent(None)
            self._line.deleteLater()
        self._boxes = {field.name: self._box(field, offers[field.name], found) for field in shown}
        self._line = self._row(shown)
        self._column.insertWidget(0, self._line)
        self._line.show()
        self._reason.setText(tr(found.reason))
        self._reason.setVisible(bool(found.reason))
        self.setVisible(bool(shown))
        if had_keys in self._boxes:
            self._boxes[had_keys].setFocus()

    def _row(self, fields: list[SettingField]) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        for field in fields:
            box = self._boxes[field.name]
            label = QLabel(tr("{setting}:").format(setting=tr(field.info.label)))
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box)
            row.addSpacing(theme.SPACE)
        row.addStretch()
        return line

    def _box(self, field: SettingField, offer: tuple[str, ...], found: ScanResult) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"reading_{field.name}")
        box.setAccessibleName(tr(field.info.label))
        box.setToolTip(tr(field.info.help))
        box.setMinimumWidth(_LEAST_PX)
        box.setMaximumWidth(_MOST_PX)
        for value in offer:
            box.addItem(tr(value) if field.info.choices else value or tr("chosen for each table"), value)
        box.setCurrentIndex(box.findData(str(getattr(found.reading, field.name))))
        box.currentIndexChanged.connect(self.changed)
        return box


def _offer(field: SettingField, found: ScanResult) -> tuple[str, ...]:
    """What the setting can be for these files; what it is stands among it."""
    offer = field.info.choices or tuple(found.choices.get(field.name, ()))
    value = str(getattr(found.reading, field.name))
    return offer if value in offer or not offer else (value, *offer)
