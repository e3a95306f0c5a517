"""The grid, driven by mouse and keyboard."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from workbench.app.widgets.sample_grid import Mark, SampleGrid
from workbench.engine.thumbnails import ThumbnailStore

NO_KEYS = Qt.KeyboardModifier.NoModifier
RED, BLUE = (200, 20, 20), (20, 20, 200)


def encoded(colour: tuple[int, int, int]) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (32, 32), colour).save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "thumbnails.sqlite"
    with ThumbnailStore(path) as thumbnails:
        thumbnails.put_many({sample: encoded(RED if sample % 2 else BLUE) for sample in range(1, 201)})
    return path


@pytest.fixture
def grid(qtbot: QtBot, store: Path) -> SampleGrid:
    grid = SampleGrid()
    qtbot.addWidget(grid)
    grid.resize(600, 400)
    grid.set_source(np.arange(1, 201), store)
    grid.show()
    qtbot.waitExposed(grid)
    grid.setFocus()
    return grid


def centre(grid: SampleGrid, sample: int) -> QPoint:
    area = grid.area_of(sample)
    return QPoint(area.center().x(), area.top() + area.width() // 2)


def click(
    qtbot: QtBot,
    grid: SampleGrid,
    sample: int,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, keys, centre(grid, sample))


def colour_at(grid: SampleGrid, sample: int) -> tuple[int, int, int]:
    picture: QImage = grid.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    point = centre(grid, sample)
    colour = picture.pixelColor(int(point.x() * ratio), int(point.y() * ratio))
    return colour.red(), colour.green(), colour.blue()


def columns(grid: SampleGrid) -> int:
    top = grid.area_of(1).top()
    return sum(grid.area_of(sample).top() == top for sample in range(1, 50))


def test_the_pictures_of_the_store_arrive(qtbot: QtBot, grid: SampleGrid) -> None:
    qtbot.waitUntil(lambda: colour_at(grid, 1) == RED and colour_at(grid, 2) == BLUE)


def test_scrolling_down_fetches_what_is_seen_then(qtbot: QtBot, grid: SampleGrid) -> None:
    QTest.keyClick(grid, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: colour_at(grid, 199) == RED)


def test_new_pictures_in_the_store_are_shown_after_forgetting_the_old(
    qtbot: QtBot, grid: SampleGrid, store: Path
) -> None:
    qtbot.waitUntil(lambda: colour_at(grid, 1) == RED)
    with ThumbnailStore(store) as thumbnails:
        thumbnails.put_many({1: encoded(BLUE)})
    grid.forget_thumbnails()
    qtbot.waitUntil(lambda: colour_at(grid, 1) == BLUE)


def test_without_a_store_places_stay_empty(qtbot: QtBot, grid: SampleGrid, tmp_path: Path) -> None:
    grid.set_source(np.arange(1, 5), tmp_path / "none.sqlite")
    qtbot.waitUntil(lambda: grid._thumbnails.is_missing(1))
    assert not (tmp_path / "none.sqlite").exists()


def test_a_click_makes_a_sample_current_and_the_only_one_selected(qtbot: QtBot, grid: SampleGrid) -> None:
    click(qtbot, grid, 2)
    with qtbot.waitSignal(grid.current_changed_to) as told:
        click(qtbot, grid, 4)
    assert told.args == [4]
    assert grid.current == 4
    assert grid.selection == (4,)


def test_control_click_adds_and_takes_out(qtbot: QtBot, grid: SampleGrid) -> None:
    click(qtbot, grid, 1)
    click(qtbot, grid, 3, Qt.KeyboardModifier.ControlModifier)
    assert grid.selection == (1, 3)
    click(qtbot, grid, 1, Qt.KeyboardModifier.ControlModifier)
    assert list(grid.selection) == [3]


def test_shift_click_selects_a_range(qtbot: QtBot, grid: SampleGrid) -> None:
    click(qtbot, grid, 2)
    click(qtbot, grid, 5, Qt.KeyboardModifier.ShiftModifier)
    assert grid.selection == (2, 3, 4, 5)


def test_a_rubber_band_selects_what_it_touches(qtbot: QtBot, grid: SampleGrid) -> None:
    start, end = centre(grid, 1), centre(grid, 3)
    ground = QPoint(2, 2)
    QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, ground)
    QTest.mouseMove(grid.viewport(), start)
    QTest.mouseMove(grid.viewport(), end)
    QTest.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, end)
    assert grid.selection == (1, 2, 3)


def test_a_click_on_empty_ground_selects_nothing(qtbot: QtBot, grid: SampleGrid) -> None:
    click(qtbot, grid, 1)
    with qtbot.waitSignal(grid.selection_changed_to) as told:
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, QPoint(2, 2))
    assert told.args is not None
    assert len(told.args[0]) == 0


def test_the_keys_move_by_cell_line_page_and_to_the_ends(qtbot: QtBot, grid: SampleGrid) -> None:
    click(qtbot, grid, 1)
    wide = columns(grid)
    for key, wanted in (
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Down, 2 + wide),
        (Qt.Key.Key_Left, 1 + wide),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_End, 200),
        (Qt.Key.Key_Home, 1),
    ):
        QTest.keyClick(grid, key)
        assert grid.current == wanted
    QTest.keyClick(grid, Qt.Key.Key_PageDown)
    assert grid.current is not None
    assert grid.current > 1 + wide
    QTest.keyClick(grid, Qt.Key.Key_PageUp)
    assert grid.current == 1


def test_shift_and_arrows_select_more(qtbot: QtBot, grid: SampleGrid) -> None:
    click(qtbot, grid, 2)
    QTest.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert grid.selection == (2, 3, 4)
    assert grid.current == 4


def test_control_a_selects_all(qtbot: QtBot, grid: SampleGrid) -> None:
    QTest.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(grid.selection) == 200


def test_the_current_sample_is_scrolled_to(qtbot: QtBot, grid: SampleGrid) -> None:
    grid.set_current(150)
    assert grid.viewport().rect().contains(centre(grid, 150))


def test_enter_and_double_click_activate(qtbot: QtBot, grid: SampleGrid) -> None:
    click(qtbot, grid, 3)
    with qtbot.waitSignal(grid.sample_activated) as told:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert told.args == [3]
    with qtbot.waitSignal(grid.sample_activated) as told:
        QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, centre(grid, 5))
    assert told.args == [5]


def test_larger_cells_are_fewer_a_line(grid: SampleGrid) -> None:
    before = columns(grid)
    grid.set_cell_px(180)
    assert columns(grid) < before
    assert grid.area_of(1).width() == 180


def test_a_mark_changes_what_is_drawn(grid: SampleGrid) -> None:
    before = grid.viewport().grab().toImage()
    grid.set_marks({1: Mark(text="bee", class_index=0)})
    marked = grid.viewport().grab().toImage()
    assert marked != before
    grid.set_marks({1: Mark(text="bee", class_index=0, state="guess")})
    assert grid.viewport().grab().toImage() != marked


def test_the_description_says_the_current_sample_and_its_label(qtbot: QtBot, grid: SampleGrid) -> None:
    grid.set_captions(lambda sample: f"moth{sample}.png")
    grid.set_marks({2: Mark(text="bee", class_index=0, state="check")})
    click(qtbot, grid, 2)
    assert grid.accessibleDescription() == "moth2.png, label bee, check set. 2 of 200"


def test_the_current_sample_stays_among_other_samples(qtbot: QtBot, grid: SampleGrid, store: Path) -> None:
    click(qtbot, grid, 4)
    grid.set_source(np.array([9, 4, 7]), store)
    assert grid.current == 4
    grid.set_source(np.array([9, 7]), store)
    assert grid.current is None


def test_an_empty_grid_takes_every_key(qtbot: QtBot, grid: SampleGrid, store: Path) -> None:
    grid.set_source(np.zeros(0, dtype=np.int64), store)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Return):
        QTest.keyClick(grid, key)
    assert grid.current is None


def test_only_what_is_seen_is_asked_for_in_a_million(qtbot: QtBot, grid: SampleGrid, store: Path) -> None:
    asked: set[int] = set()

    def caption(sample: int) -> str:
        asked.add(sample)
        return str(sample)

    grid.set_source(np.arange(1_000_000), store)
    grid.set_captions(caption)
    QTest.keyClick(grid, Qt.Key.Key_End)
    grid.viewport().repaint()
    assert grid.current == 999_999
    assert 0 < len(asked) < 200
