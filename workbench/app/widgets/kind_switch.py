"""Classes or texts: what labels are, where a kind of data can have both."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from workbench.app.words import tr

LabelKind = Literal["classes", "texts"]


class KindSwitch(QWidget):
    """Two buttons, one of them chosen; hidden until there is a choice."""

    chosen_by_hand = Signal(str)
    """`LabelKind`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("What labels are"))
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._buttons = {kind: self._make(kind, title, tip) for kind, title, tip in _kinds()}
        for button in self._buttons.values():
            row.addWidget(button)
        self.show_kind("classes")
        self.hide()

    @property
    def kind(self) -> LabelKind:
        """The chosen one."""
        return "texts" if self._buttons["texts"].isChecked() else "classes"

    def show_kind(self, kind: LabelKind) -> None:
        """Choose one; nobody is told."""
        self._buttons[kind].setChecked(True)

    def _make(self, kind: str, title: str, tip: str) -> QPushButton:
        button = QPushButton(title, self)
        button.setObjectName(f"{self.objectName()}_{kind}")
        button.setProperty("role", "segment")
        button.setCheckable(True)
        button.setAccessibleName(title)
        button.setToolTip(tip)
        button.clicked.connect(lambda: self.chosen_by_hand.emit(kind))
        self._group.addButton(button)
        return button


def kind_of(num_texts: int, num_labels: int) -> LabelKind:
    """What most labels are."""
    return "texts" if 2 * num_texts > num_labels else "classes"


def _kinds() -> tuple[tuple[LabelKind, str, str], ...]:
    return (
        ("classes", tr("Classes"), tr("Each sample is one of a few kinds, such as flute or violin")),
        ("texts", tr("Texts"), tr("Each sample has a text: what is said in it, or what that means")),
    )
