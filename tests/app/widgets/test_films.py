"""Thumbnails of videos: the middle frame in the grid, all of them below the mouse, and a mark."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.videos import grey_ramp
from workbench.app.pages.pretrain.running.strip_view import StripView
from workbench.app.widgets.sample_grid import SampleGrid
from workbench.app.widgets.thumbnails import Thumbnails
from workbench.engine.modalities.video.pictures import thumbnail
from workbench.engine.thumbnails import ThumbnailStore

NUM = 8
_MOVE = QEvent.Type.MouseMove
_NONE = Qt.MouseButton.NoButton


def plain() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (64, 8), (200, 20, 20)).save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "thumbnails.sqlite"
    with ThumbnailStore(path) as thumbnails:
        strip = thumbnail(list(grey_ramp(NUM, width=32, height=32)))
        thumbnails.put_many({1: strip, 2: plain(), 3: thumbnail(list(grey_ramp(1)))})
    return path


@pytest.fixture
def grid(qtbot: QtBot, store: Path) -> SampleGrid:
    grid = SampleGrid()
    qtbot.addWidget(grid)
    grid.resize(600, 300)
    grid.set_source(np.arange(1, 4), store)
    grid.show()
    qtbot.waitUntil(lambda: grid._thumbnails.get(3) is not None)
    return grid


def shade(grid: SampleGrid, across: float = 0.5) -> int:
    """Of the first sample's picture."""
    area = grid.area_of(1)
    picture = grid.viewport().grab().toImage()
    return QColor(picture.pixel(area.left() + round(across * area.width()), area.top() + 20)).red()


def hover(grid: SampleGrid, across: float) -> None:
    area = grid.area_of(1)
    at = QPointF(area.left() + across * area.width(), area.top() + 30)
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(grid.viewport(), QMouseEvent(_MOVE, at, at, _NONE, _NONE, none))


def test_the_middle_frame_stands_for_a_video(grid: SampleGrid) -> None:
    assert shade(grid) == pytest.approx(np.linspace(16, 235, NUM)[NUM // 2], abs=4)


def test_the_mouse_goes_over_the_frames(grid: SampleGrid) -> None:
    seen = []
    for across in (0.05, 0.3, 0.95):
        hover(grid, across)
        seen.append(shade(grid))
    assert seen == pytest.approx([16, np.linspace(16, 235, NUM)[2], 235], abs=4)


def test_when_the_mouse_is_gone_the_middle_frame_is_back(grid: SampleGrid) -> None:
    before = shade(grid)
    hover(grid, 0.05)
    QApplication.sendEvent(grid.viewport(), QEvent(QEvent.Type.Leave))
    assert shade(grid) == before


def test_a_video_has_a_mark_that_goes_while_it_is_looked_through(grid: SampleGrid) -> None:
    area = grid.area_of(1)
    corner = QPoint(area.left() + 9, area.top() + area.width() - 12)
    marked = QColor(grid.viewport().grab().toImage().pixel(corner)).red()
    hover(grid, 0.5)
    assert abs(marked - shade(grid)) > 40
    assert QColor(grid.viewport().grab().toImage().pixel(corner)).red() == pytest.approx(shade(grid), abs=4)


def test_thumbnails_without_the_comment_and_single_frames_are_pictures(grid: SampleGrid) -> None:
    kept: Thumbnails = grid._thumbnails
    picture = kept.get(2)
    assert picture is not None
    assert picture.width() == 64
    assert kept.film(2) is None
    assert kept.film(3) is None


def test_the_neighbours_of_a_run_are_looked_through_too(qtbot: QtBot, store: Path) -> None:
    strip = StripView(str)
    qtbot.addWidget(strip)
    strip.resize(300, 60)
    strip.open(store)
    strip.show_strip(((1, 2),))
    strip.show()
    qtbot.waitUntil(lambda: strip.num_loaded == 2)
    place = strip.place_of(0, 0)
    at = QPointF(place.left() + 2, place.top() + 5)
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(strip, QMouseEvent(_MOVE, at, at, _NONE, _NONE, none))
    shown = QColor(strip.grab().toImage().pixel(place.center())).red()
    assert shown == pytest.approx(16, abs=4)


def test_a_film_takes_hardly_more_memory_than_a_picture(grid: SampleGrid) -> None:
    film = grid._thumbnails.film(1)
    assert film is not None
    assert film.num_bytes < 2 * 32 * 32 * 4
