"""Looking at a picture: zoom, move, contrast of each channel, values under the cursor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QSlider, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from workbench.app.session import Session
from workbench.app.views.sample_view import SampleView
from workbench.app.widgets.picture_levels import levels_of
from workbench.app.widgets.viewer import Viewer
from workbench.project import NewSample, Project, SourceFile


@pytest.fixture
def view(qtbot: QtBot, tmp_path: Path) -> Iterator[SampleView]:
    data = tmp_path / "data"
    data.mkdir()
    ramp = np.linspace(1000, 3000, 200 * 300).reshape(200, 300).astype(np.uint16)
    tifffile.imwrite(data / "ramp.tif", ramp)
    two = np.stack([ramp, ramp[::-1]]).astype(np.uint16)
    tifffile.imwrite(data / "two.tif", two, photometric="minisblack", planarconfig="separate")
    with Project.create(tmp_path / "p", data=data, modality="image") as project, project.transaction():
        for name in ("ramp.tif", "two.tif"):
            project.samples.add_file(SourceFile(path=name, hash=name), [NewSample()])
    session = Session()
    assert session.open_project(tmp_path / "p")
    view = SampleView(session)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    view.show_samples(np.array([1, 2]), 1)
    qtbot.waitUntil(lambda: "300 × 200" in text(view, "sample_about"))
    yield view
    session.close_project()


def viewer(view: SampleView) -> Viewer:
    return find(view, Viewer, "viewer")


def colour(view: SampleView, x: int, y: int) -> QColor:
    return QColor(viewer(view).grab().toImage().pixel(x, y))


def wheel(widget: QWidget, at: QPointF, notches: int) -> None:
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    turned = QPoint(0, 120 * notches)
    event = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(), turned, none, Qt.KeyboardModifier.NoModifier, phase, False
    )
    QApplication.sendEvent(widget, event)


def test_a_16_bit_picture_shows_its_whole_range_at_once(view: SampleView) -> None:
    middle = viewer(view).rect().center()
    top, bottom = (colour(view, middle.x(), middle.y() + dy) for dy in (-150, 150))
    assert bottom.lightness() - top.lightness() > 100


def test_the_wheel_zooms_around_the_cursor(view: SampleView) -> None:
    at = QPointF(200, 250)
    before, pixel = viewer(view).scale, viewer(view).pixel_at(at)
    wheel(viewer(view), at, 3)
    assert viewer(view).scale > before
    after = viewer(view).pixel_at(at)
    assert max(abs(after[0] - pixel[0]), abs(after[1] - pixel[1])) <= 1


def test_zooming_reaches_single_pixels(view: SampleView) -> None:
    wheel(viewer(view), QPointF(200, 200), 60)
    assert viewer(view).scale == 64
    assert text(view, "picture_zoom") == "6,400 %"


def test_f_fits_and_1_is_one_to_one(view: SampleView) -> None:
    fitted = viewer(view).scale
    QTest.keyClick(viewer(view), Qt.Key.Key_1)
    assert viewer(view).scale == 1.0
    QTest.keyClick(viewer(view), Qt.Key.Key_F)
    assert viewer(view).scale == fitted


def test_the_buttons_do_the_same(view: SampleView) -> None:
    fitted = viewer(view).scale
    click(view, "picture_one")
    assert viewer(view).scale == 1.0
    click(view, "picture_fit")
    assert viewer(view).scale == fitted


def test_dragging_moves_the_picture(view: SampleView) -> None:
    at = QPoint(200, 200)
    pixel = viewer(view).pixel_at(QPointF(at))
    QTest.mousePress(viewer(view), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseMove(viewer(view), at + QPoint(30, 0))
    QTest.mouseRelease(viewer(view), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert viewer(view).pixel_at(QPointF(at + QPoint(30, 0))) == pixel


def test_the_value_under_the_cursor_is_told(qtbot: QtBot, view: SampleView) -> None:
    QTest.mouseMove(viewer(view), viewer(view).rect().center())
    qtbot.waitUntil(lambda: text(view, "picture_value").startswith("x 1"))
    assert (
        text(view, "picture_value").endswith("2,005")
        or ": 1,9" in text(view, "picture_value")
        or ": 2,0" in text(view, "picture_value")
    )


def test_moving_the_black_slider_darkens_the_picture(view: SampleView) -> None:
    at = viewer(view).rect().center()
    before = colour(view, at.x(), at.y()).lightness()
    QTest.keyClick(find(view, QSlider, "channel_0_low"), Qt.Key.Key_End)
    assert colour(view, at.x(), at.y()).lightness() < before
    click(view, "reset_contrast")
    assert colour(view, at.x(), at.y()).lightness() == before


def test_auto_brings_the_contrast_back(view: SampleView) -> None:
    slider = find(view, QSlider, "channel_0_low")
    first = slider.value()
    QTest.keyClick(slider, Qt.Key.Key_End)
    click(view, "auto_contrast")
    assert slider.value() == first


def test_each_channel_has_its_own_contrast_and_can_be_hidden(qtbot: QtBot, view: SampleView) -> None:
    click(view, "sample_after")
    qtbot.waitUntil(lambda: "2 channels" in text(view, "sample_about"))
    at = viewer(view).rect().center()
    both = colour(view, at.x(), at.y())
    box = find(view, QCheckBox, "channel_0_shown")
    qtbot.waitUntil(box.isVisible)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()
    hidden = colour(view, at.x(), at.y())
    assert hidden.green() < both.green()
    assert abs(hidden.red() - both.red()) <= 2


def test_previous_goes_back_and_stays_at_the_first(qtbot: QtBot, view: SampleView) -> None:
    click(view, "sample_after")
    qtbot.waitUntil(lambda: text(view, "sample_title") == "two.tif")
    click(view, "sample_before")
    qtbot.waitUntil(lambda: text(view, "sample_title") == "ramp.tif")
    click(view, "sample_before")
    assert text(view, "sample_title") == "ramp.tif"


def test_a_file_that_vanished_is_told(qtbot: QtBot, view: SampleView, tmp_path: Path) -> None:
    (tmp_path / "data" / "two.tif").unlink()
    click(view, "sample_after")
    qtbot.waitUntil(lambda: text(view, "sample_about").endswith("."))
    assert viewer(view).pixel_at(QPointF(viewer(view).rect().center())) == (-1, -1)


def test_back_is_told(qtbot: QtBot, view: SampleView) -> None:
    with qtbot.waitSignal(view.closed):
        click(view, "sample_back")


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_halving_keeps_the_mean_and_the_number_type(dtype: type) -> None:
    array: NDArray[Any] = np.full((1200, 900, 2), 200).astype(dtype)
    levels = levels_of(array)
    assert levels.arrays[-1].dtype == dtype
    assert max(levels.arrays[-1].shape[:2]) <= 600
    assert float(levels.arrays[-1].mean()) == 200
