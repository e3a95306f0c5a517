"""A form of settings, filled in with the keyboard and the mouse."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import find, type_over
from workbench.app.widgets.settings_form import SettingsForm
from workbench.engine.settings import changed, describe, setting


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settings:
    flip: bool = setting(True, label="Mirror", help="Also learn from mirrored pictures.")
    width: int = setting(64, label="Width", help="How wide the head is.", low=8, high=2048, unit="px")
    decay: float = setting(1e-6, label="Decay", help="Keeps weights small.", low=0, high=1)
    name: str = setting("plain", label="Name", help="What it is called.")
    kind: str = setting("cosine", label="Schedule", help="How it cools.", choices=("cosine", "constant"))


@pytest.fixture
def form(qtbot: QtBot) -> SettingsForm:
    form = SettingsForm(describe(_Settings), name="task")
    qtbot.addWidget(form)
    form.show()
    return form


def test_an_untouched_form_changes_nothing(form: SettingsForm) -> None:
    assert form.values() == ()


def test_every_kind_of_field_gives_back_what_was_entered(qtbot: QtBot, form: SettingsForm) -> None:
    QTest.keyClick(find(form, QCheckBox, "task_flip"), Qt.Key.Key_Space)
    type_over(find(form, QSpinBox, "task_width"), "128")
    type_over(find(form, QDoubleSpinBox, "task_decay"), "0.0005")
    type_over(find(form, QLineEdit, "task_name"), "other")
    QTest.keyClick(find(form, QComboBox, "task_kind"), Qt.Key.Key_Down)
    assert changed(_Settings(), dict(form.values())) == _Settings(
        flip=False, width=128, decay=0.0005, name="other", kind="constant"
    )


def test_a_small_default_is_neither_lost_nor_changed(form: SettingsForm) -> None:
    box = find(form, QDoubleSpinBox, "task_decay")
    assert box.text() == "1e-06"


def test_a_number_outside_the_range_is_not_taken(form: SettingsForm) -> None:
    type_over(find(form, QSpinBox, "task_width"), "99999")
    type_over(find(form, QDoubleSpinBox, "task_decay"), "7")
    changed(_Settings(), dict(form.values()))  # raises where a value is out of range


def test_the_reset_button_goes_back_to_the_default(qtbot: QtBot, form: SettingsForm) -> None:
    reset = find(form, QToolButton, "task_width_reset")
    assert (reset.text(), reset.isEnabled()) == ("default", False)
    type_over(find(form, QSpinBox, "task_width"), "128")
    assert (reset.text(), reset.isEnabled()) == ("reset", True)
    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert form.values() == ()


def test_changes_are_told(qtbot: QtBot, form: SettingsForm) -> None:
    with qtbot.waitSignal(form.values_changed):
        QTest.keyClick(find(form, QCheckBox, "task_flip"), Qt.Key.Key_Space)


def test_every_field_says_what_it_is_to_a_screen_reader(form: SettingsForm) -> None:
    for field in describe(_Settings):
        widget = find(form, QWidget, f"task_{field.name}")
        assert widget.accessibleName() == field.info.label
        assert widget.toolTip() == field.info.help
