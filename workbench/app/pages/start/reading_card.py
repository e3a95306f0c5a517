"""How the files of a chosen folder are cut into samples: as proposed, or as a person says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.start import reading_boxes
from workbench.app.pages.start.reading_boxes import ReadingBox
from workbench.app.words import tr

if TYPE_CHECKING:
    from workbench.engine.settings import SettingField
    from workbench.operations.scan import ScanResult


class ReadingCard(QFrame):
    """One box for each setting that leaves a choice for these files; hidden where none does."""

    changed = Signal()
    """A person chose otherwise; the folder has to be looked through again."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reading_card")
        self.setProperty("role", "card")
        self._boxes: dict[str, ReadingBox] = {}
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
        return tuple((name, box.text()) for name, box in self._boxes.items())

    def show_found(self, found: ScanResult) -> None:
        """Show how a scan cut the files, and what else there is to choose."""
        from workbench.engine import settings

        had_keys = next((name for name, box in self._boxes.items() if box.focus.hasFocus()), "")
        fields = settings.describe(type(found.reading))
        shown = [field for field in fields if field.type is float or len(_offer(field, found)) > 1]
        if self._line is not None:
            self._line.hide()  # else its layout would still show it, as a window
            self._line.setParent(None)
            self._line.deleteLater()
        self._boxes = {field.name: self._box(field, found) for field in shown}
        self._line = self._row(shown)
        self._column.insertWidget(0, self._line)
        self._line.show()
        self._reason.setText(tr(found.reason))
        self._reason.setVisible(bool(found.reason))
        self.setVisible(bool(shown))
        if had_keys in self._boxes:
            self._boxes[had_keys].focus.setFocus()

    def _row(self, fields: list[SettingField]) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        for field in fields:
            box = self._boxes[field.name]
            label = QLabel(tr("{setting}:").format(setting=tr(field.info.label)))
            label.setBuddy(box.focus)
            row.addWidget(label)
            row.addWidget(box.widget)
            row.addSpacing(theme.SPACE)
        row.addStretch()
        return line

    def _box(self, field: SettingField, found: ScanResult) -> ReadingBox:
        value = getattr(found.reading, field.name)
        if field.type is float and field.info.low:
            return reading_boxes.number(field, float(value), self.changed.emit)
        if field.type is float:
            return reading_boxes.length(field, float(value), self.changed.emit)
        return reading_boxes.choice(field, _offer(field, found), str(value), self.changed.emit)


def _offer(field: SettingField, found: ScanResult) -> tuple[str, ...]:
    """What the setting can be for these files; what it is stands among it."""
    offer = field.info.choices or tuple(found.choices.get(field.name, ()))
    value = str(getattr(found.reading, field.name))
    return offer if value in offer or not offer else (value, *offer)
