"""A live plot, driven with the mouse and the keyboard."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from workbench.app import theme
from workbench.app.widgets.help_mark import HelpMark
from workbench.app.widgets.live_plot import LivePlot
from workbench.app.widgets.plot_saving import save_plot


@pytest.fixture
def plot(qtbot: QtBot) -> LivePlot:
    plot = LivePlot("loss", "Loss", unit="nats")
    qtbot.addWidget(plot)
    plot.resize(420, 260)
    plot.show()
    plot.show_points(np.arange(100), np.linspace(4.0, 1.0, 100))
    plot.redraw()
    return plot


@pytest.fixture
def light_again() -> Iterator[None]:
    yield
    theme.choose("light")


def test_new_values_are_drawn_by_themselves(qtbot: QtBot, plot: LivePlot) -> None:
    plot.append(100, 0.25)
    qtbot.waitUntil(lambda: text(plot, "loss_readout") == "0.25 nats")


def test_pointing_at_the_plot_shows_the_value_there(qtbot: QtBot, plot: LivePlot) -> None:
    canvas = plot.plot.viewport()
    qtbot.waitUntil(lambda: plot.plot.getViewBox().viewRange()[0][1] > 99)
    middle = plot.plot.mapFromScene(plot.plot.getViewBox().sceneBoundingRect().center())
    QTest.mouseMove(canvas, QPoint(middle.x() - 5, middle.y()))
    QTest.mouseMove(canvas, middle)
    middle_steps = tuple(f"step {step}:" for step in range(45, 56))
    qtbot.waitUntil(lambda: text(plot, "loss_readout").startswith(middle_steps))


def test_the_arrow_keys_walk_along_the_curve(qtbot: QtBot, plot: LivePlot) -> None:
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert text(plot, "loss_readout").startswith("step 99: 1 nats")
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert text(plot, "loss_readout").startswith("step 98")
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert text(plot, "loss_readout").startswith("step 99")


def test_the_log_switch_changes_the_axis(qtbot: QtBot, plot: LivePlot) -> None:
    plot.show_points([1, 2, 3], [0.0, 10.0, 100.0])
    click(plot, "loss_log")
    qtbot.waitUntil(lambda: 2 < plot.plot.getViewBox().viewRange()[1][1] < 3)
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert text(plot, "loss_readout") == "step 3: 100 nats"


def test_a_screen_reader_hears_the_latest_value_and_where_it_goes(plot: LivePlot) -> None:
    assert plot.accessibleName() == "Loss"
    assert plot.accessibleDescription() == "step 99: 1 nats, falling, 100 points."
    plot.clear()
    plot.redraw()
    assert plot.accessibleDescription() == "No values yet."
    assert plot._nothing.isVisible()


def test_the_colours_follow_the_theme(plot: LivePlot, light_again: None) -> None:
    theme.choose("dark")
    assert plot.plot.backgroundBrush().color().name().upper() == theme.DARK.surface
    theme.choose("light")
    assert plot.plot.backgroundBrush().color().name().upper() == theme.LIGHT.surface


def test_values_beyond_the_ends_of_the_axis_are_in_sight(qtbot: QtBot) -> None:
    plot = LivePlot("skill", "Skill", low=0.0, high=1.0)
    qtbot.addWidget(plot)
    plot.show_points([1, 2], [-0.5, 0.25])
    plot.redraw()
    low, high = plot.plot.getViewBox().viewRange()[1]
    assert low < -0.5
    assert high > 1.0


def test_a_level_is_drawn_and_named(qtbot: QtBot) -> None:
    plot = LivePlot("error", "Error", low=0.0, level_words="learnt nothing")
    qtbot.addWidget(plot)
    plot.show_points([1, 2], [0.5, 0.25])
    plot.show_level(0.9)
    plot.redraw()
    assert plot.plot.getViewBox().viewRange()[1][1] > 0.9
    assert "learnt nothing" in plot.legend_text


def test_a_question_mark_explains_the_plot(qtbot: QtBot) -> None:
    plot = LivePlot("rank", "Rank", help_text="Higher is better.")
    qtbot.addWidget(plot)
    assert find(plot, HelpMark, "rank_help").accessibleDescription() == "Higher is better."


def _save(qtbot: QtBot, plot: LivePlot, kind: str, path: Path) -> None:
    """Choose a kind in the menu by keyboard and give the dialog a name."""
    menu = find(plot, QMenu, "loss_save_menu")
    menu.popup(plot.mapToGlobal(QPoint(0, 0)))
    menu.setActiveAction(next(a for a in menu.actions() if a.objectName() == f"loss_save_{kind}"))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    dialog = find(plot, QFileDialog, "save_plot_dialog")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.selectFile(str(path))
    dialog.accept()
    qtbot.waitUntil(path.exists)


def test_saving_as_a_table_writes_every_point(qtbot: QtBot, plot: LivePlot, tmp_path: Path) -> None:
    path = tmp_path / "loss.csv"
    _save(qtbot, plot, "csv", path)
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["step", "Loss (nats)"]
    assert len(rows) == 101
    assert rows[1] == ["0", "4"]


def test_saving_as_a_picture_writes_a_png(qtbot: QtBot, plot: LivePlot, tmp_path: Path) -> None:
    path = tmp_path / "loss.png"
    _save(qtbot, plot, "png", path)
    assert QImage(str(path)).width() >= 420


def test_saving_as_a_drawing_writes_an_svg(qtbot: QtBot, plot: LivePlot, tmp_path: Path) -> None:
    path = tmp_path / "loss.svg"
    _save(qtbot, plot, "svg", path)
    assert "<svg" in path.read_text(encoding="utf-8")


def test_a_place_that_refuses_is_named(qtbot: QtBot, plot: LivePlot, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="could not be written"):
        save_plot(plot, tmp_path / "missing" / "loss.png")


def test_a_hundred_thousand_points_are_drawn_within_a_frame_or_two(plot: LivePlot) -> None:
    plot.show_points(np.arange(100_000), np.random.default_rng(0).random(100_000))
    plot.redraw()
    start = time.perf_counter()
    plot.redraw()
    assert time.perf_counter() - start < 0.05
