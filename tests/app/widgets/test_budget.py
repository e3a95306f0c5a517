"""Choosing a time, with a clock of the test's own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSpinBox
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from workbench.app.widgets.budget import BudgetChooser

_NOON = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)


@pytest.fixture
def budget(qtbot: QtBot) -> BudgetChooser:
    budget = BudgetChooser(now=lambda: _NOON)
    qtbot.addWidget(budget)
    budget.show()
    return budget


@pytest.mark.parametrize(
    ("button", "minutes", "finish"),
    [("5", 5, "done at 14:07"), ("30", 30, "done at 14:32"), ("480", 480, "done at 22:02")],
)
def test_each_button_means_a_time_and_shows_when_it_is_done(
    qtbot: QtBot, budget: BudgetChooser, button: str, minutes: int, finish: str
) -> None:
    click(budget, f"budget_{button}")
    assert budget.minutes == minutes
    assert text(budget, "budget_finish") == finish


def test_an_own_time_is_typed(qtbot: QtBot, budget: BudgetChooser) -> None:
    box = find(budget, QSpinBox, "budget_minutes")
    assert not box.isEnabled()
    click(budget, "budget_own")
    QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(budget.minutes_changed):
        QTest.keyClicks(box, "12")
    assert budget.minutes == 12
    assert text(budget, "budget_finish") == "done at 14:14"


def test_the_clock_stands_still_while_nobody_looks(budget: BudgetChooser) -> None:
    clock = budget.findChild(QTimer)
    assert clock is not None
    assert clock.isActive()
    budget.hide()
    assert not clock.isActive()
