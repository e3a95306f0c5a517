"""The boxes in which a person says how files are cut: one of several values, or into how long pieces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QWidget

from workbench.app import theme
from workbench.app.widgets.spin_boxes import indented
from workbench.app.words import tr

if TYPE_CHECKING:
    from workbench.engine.settings import SettingField

_LEAST_PX = 120
_MOST_PX = 260
_WHOLE, _CUT = "whole", "cut"
_USUAL_LENGTH = 5.0
_SHORTEST = 0.1
_REST_MS = 600
"""Files are not looked through again while a person still changes a length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingBox:
    """A setting's widget, and what it says now, as text."""

    widget: QWidget
    focus: QWidget
    text: Callable[[], str]


def choice(
    field: SettingField, offer: tuple[str, ...], value: str, changed: Callable[[], None]
) -> ReadingBox:
    """One of several values."""
    box = _combo(field)
    for one in offer:
        box.addItem(tr(one) if field.info.choices else one or tr("chosen for each table"), one)
    box.setCurrentIndex(box.findData(value))
    box.currentIndexChanged.connect(lambda _: changed())
    return ReadingBox(widget=box, focus=box, text=lambda: str(box.currentData()))


def length(field: SettingField, value: float, changed: Callable[[], None]) -> ReadingBox:
    """Whole files, which is 0, or pieces of a length."""
    whole = QWidget()
    way = _combo(field)
    way.addItem(tr("each file whole"), _WHOLE)
    way.addItem(tr("cut into clips of"), _CUT)
    way.setCurrentIndex(way.findData(_CUT if value else _WHOLE))
    spin = _spin(field, whole, f"reading_{field.name}_length")
    spin.setToolTip(tr("How long a clip is; the last one of a file may be shorter"))
    spin.setSuffix(f" {field.info.unit}")
    spin.setValue(value or _USUAL_LENGTH)
    spin.setVisible(bool(value))
    rest = _rest(spin, changed)

    def on_way_chosen() -> None:
        rest.stop()
        spin.setVisible(way.currentData() == _CUT)
        changed()

    way.currentIndexChanged.connect(on_way_chosen)
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.SPACE)
    row.addWidget(way)
    row.addWidget(spin)
    return ReadingBox(
        widget=whole, focus=way, text=lambda: f"{spin.value():g}" if way.currentData() == _CUT else "0"
    )


def number(field: SettingField, value: float, changed: Callable[[], None]) -> ReadingBox:
    """Any number between two."""
    whole = QWidget()
    spin = _spin(field, whole, f"reading_{field.name}")
    spin.setValue(value)
    _rest(spin, changed)
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(spin)
    return ReadingBox(widget=whole, focus=spin, text=lambda: f"{spin.value():g}")


def _spin(field: SettingField, parent: QWidget, name: str) -> QDoubleSpinBox:
    spin = indented(QDoubleSpinBox(parent))
    spin.setObjectName(name)
    spin.setAccessibleName(tr(field.info.label))
    spin.setToolTip(tr(field.info.help))
    spin.setDecimals(1)
    spin.setRange(field.info.low or _SHORTEST, field.info.high or 3600.0)
    return spin


def _rest(spin: QDoubleSpinBox, changed: Callable[[], None]) -> QTimer:
    rest = QTimer(spin)
    rest.setSingleShot(True)
    rest.setInterval(_REST_MS)
    rest.timeout.connect(changed)
    spin.valueChanged.connect(lambda _: rest.start())
    return rest


def _combo(field: SettingField) -> QComboBox:
    box = QComboBox()
    box.setObjectName(f"reading_{field.name}")
    box.setAccessibleName(tr(field.info.label))
    box.setToolTip(tr(field.info.help))
    box.setMinimumWidth(_LEAST_PX)
    box.setMaximumWidth(_MOST_PX)
    return box
