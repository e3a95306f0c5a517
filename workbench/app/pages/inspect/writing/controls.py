"""Small pieces that both panels are made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox, QLabel, QPushButton, QSpinBox, QWidget

from workbench.app.words import tr

_MOST_WORDS = 1000


def button(name: str, title: str, help_text: str, role: str = "") -> QPushButton:
    """A button with all that it needs to be found and understood."""
    made = QPushButton(title)
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setToolTip(help_text)
    if role:
        made.setProperty("role", role)
    return made


def label(name: str, role: str = "") -> QLabel:
    """Plain words that wrap and can be selected."""
    made = QLabel(wordWrap=True)
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    return made


def words_box(name: str, value: int) -> QSpinBox:
    """How many words at most."""
    box = QSpinBox()
    named(box, name, tr("Words"), tr("The most words that are written"))
    box.setRange(1, _MOST_WORDS)
    box.setValue(value)
    box.setSingleStep(20)
    return box


def boldness_box(name: str, value: float) -> QDoubleSpinBox:
    """The temperature."""
    box = QDoubleSpinBox()
    named(
        box, name, tr("Boldness (temperature)"),
        tr("0: always the likeliest word, which repeats itself; 1: as the network believes; 2: the boldest"),
    )  # fmt: skip
    box.setRange(0.0, 2.0)
    box.setSingleStep(0.1)
    box.setDecimals(1)
    box.setValue(value)
    return box


def named(widget: QWidget, name: str, title: str, help_text: str) -> None:
    """Give a widget its name, for tests, for screen readers, and for the pointer."""
    widget.setObjectName(name)
    widget.setAccessibleName(title)
    widget.setToolTip(help_text)
