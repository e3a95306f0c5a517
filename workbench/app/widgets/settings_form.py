"""A form made from a settings class: every field with its help, its range and a way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QWidget,
)

from workbench.app import theme
from workbench.app.widgets.spin_boxes import indented
from workbench.app.words import tr
from workbench.engine.settings import SettingField

_LARGEST = 2**31 - 1
_EDITOR_WIDTH = 168
_DECIMALS = 12


class SettingsForm(QWidget):
    """One row a field. `values` gives only what a person changed, as text."""

    values_changed = Signal()

    def __init__(
        self, fields: tuple[SettingField, ...], *, name: str = "settings", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._rows: list[_Row] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * theme.SPACE)
        grid.setVerticalSpacing(theme.SPACE // 2)
        grid.setColumnStretch(3, 1)
        for field in fields:
            self._add_row(grid, field)

    def values(self) -> tuple[tuple[str, str], ...]:
        """(name, text) of every field that is not at its default, in the order of the form."""
        return tuple((row.field.name, row.editor.text()) for row in self._rows if row.is_changed)

    def set_values(self, values: tuple[tuple[str, str], ...]) -> None:
        """Fill in what `values` gave; names that are not in the form are left out."""
        given = dict(values)
        for row in self._rows:
            if row.field.name in given:
                row.editor.set_text(given[row.field.name])

    def reset(self) -> None:
        """Put every field back to its default."""
        for row in self._rows:
            row.editor.set_text(_text(row.field.default))

    def _add_row(self, grid: QGridLayout, field: SettingField) -> None:
        editor = _make_editor(field, self, self._on_edited)
        editor.widget.setObjectName(f"{self.objectName()}_{field.name}")
        editor.widget.setAccessibleName(tr(field.info.label))
        editor.widget.setAccessibleDescription(tr(field.info.help))
        editor.widget.setToolTip(tr(field.info.help))
        editor.widget.setFixedWidth(_EDITOR_WIDTH)
        row = _Row(field=field, editor=editor, reset=self._reset_button(field))
        row.reset.clicked.connect(lambda: editor.set_text(_text(field.default)))
        label = QLabel(tr(field.info.label), self)
        label.setBuddy(editor.widget)
        caption = QLabel(_caption(field), self, wordWrap=True)
        caption.setProperty("role", "caption")
        line = grid.rowCount()
        for column, widget in enumerate((label, editor.widget, row.reset, caption)):
            grid.addWidget(widget, line, column)
        editor.set_text(_text(field.default))
        row.show_state()
        self._rows.append(row)

    def _reset_button(self, field: SettingField) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "flat")
        button.setObjectName(f"{self.objectName()}_{field.name}_reset")
        button.setAccessibleName(tr("{setting}: back to the default").format(setting=tr(field.info.label)))
        button.setToolTip(tr("Back to the default, {value}").format(value=_shown(field.default)))
        return button

    def _on_edited(self) -> None:
        for row in self._rows:
            row.show_state()
        self.values_changed.emit()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Editor:
    widget: QWidget
    text: Callable[[], str]
    set_text: Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    field: SettingField
    editor: _Editor
    reset: QToolButton

    @property
    def is_changed(self) -> bool:
        return self.editor.text() != _text(self.field.default)

    def show_state(self) -> None:
        self.reset.setEnabled(self.is_changed)
        self.reset.setText(tr("reset") if self.is_changed else tr("default"))


class _NumberBox(QDoubleSpinBox):
    """Shows 0.0001 and 1e-06 as they are, without a tail of zeros."""

    def textFromValue(self, value: float) -> str:
        return f"{value:g}"

    def valueFromText(self, text: str) -> float:
        try:
            return float(text.removesuffix(self.suffix()))
        except ValueError:
            return self.value()

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        try:
            value = float(text.removesuffix(self.suffix()))
        except ValueError:
            return QValidator.State.Intermediate, text, place
        inside = self.minimum() <= value <= self.maximum()
        return (QValidator.State.Acceptable if inside else QValidator.State.Intermediate), text, place


def _make_editor(field: SettingField, parent: QWidget, on_edited: Callable[[], None]) -> _Editor:
    if field.info.choices:
        return _choice(field, parent, on_edited)
    makers = {bool: _switch, int: _whole, float: _number, str: _line}
    return makers[field.type](field, parent, on_edited)


def _choice(field: SettingField, parent: QWidget, on_edited: Callable[[], None]) -> _Editor:
    box = QComboBox(parent)
    for choice in field.info.choices:
        box.addItem(tr(choice), choice)
    box.currentIndexChanged.connect(on_edited)
    return _Editor(
        widget=box,
        text=lambda: str(box.currentData()),
        set_text=lambda text: box.setCurrentIndex(box.findData(text)),
    )


def _switch(_: SettingField, parent: QWidget, on_edited: Callable[[], None]) -> _Editor:
    box = QCheckBox(parent)
    box.toggled.connect(on_edited)
    return _Editor(
        widget=box, text=lambda: _text(box.isChecked()), set_text=lambda text: box.setChecked(text == "yes")
    )


def _whole(field: SettingField, parent: QWidget, on_edited: Callable[[], None]) -> _Editor:
    box = indented(QSpinBox(parent))
    box.setGroupSeparatorShown(True)
    low, high = field.info.low, field.info.high
    box.setRange(-_LARGEST if low is None else int(low), _LARGEST if high is None else int(high))
    box.setSuffix(f" {field.info.unit}" if field.info.unit else "")
    box.valueChanged.connect(on_edited)
    return _Editor(widget=box, text=lambda: str(box.value()), set_text=lambda text: box.setValue(int(text)))


def _number(field: SettingField, parent: QWidget, on_edited: Callable[[], None]) -> _Editor:
    box = indented(_NumberBox(parent))
    box.setDecimals(_DECIMALS)
    low, high = field.info.low, field.info.high
    box.setRange(-1e12 if low is None else low, 1e12 if high is None else high)
    box.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
    box.setSuffix(f" {field.info.unit}" if field.info.unit else "")
    box.valueChanged.connect(on_edited)
    return _Editor(
        widget=box, text=lambda: _text(box.value()), set_text=lambda text: box.setValue(float(text))
    )


def _line(_: SettingField, parent: QWidget, on_edited: Callable[[], None]) -> _Editor:
    line = QLineEdit(parent)
    line.textChanged.connect(on_edited)
    return _Editor(widget=line, text=line.text, set_text=line.setText)


def _text(value: object) -> str:
    """The text that `engine.settings.parse` reads back as this value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.9g}" if isinstance(value, float) else str(value)


def _shown(value: object) -> str:
    return tr(_text(value)) if isinstance(value, bool) else _text(value)


def _caption(field: SettingField) -> str:
    info = field.info
    if info.choices or (info.low is None and info.high is None):
        return tr(info.help)
    if info.high is None:
        text = tr("{help} (from {low})")
    else:
        text = tr("{help} ({low} to {high})") if info.low is not None else tr("{help} (up to {high})")
    return text.format(help=tr(info.help), low=_end(info.low), high=_end(info.high))


def _end(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"
