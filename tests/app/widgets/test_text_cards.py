"""A grid of texts: cards that can be read, in any script, drawn once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QImage, QPixmap
from pytestqt.qtbot import QtBot

from workbench.app import theme
from workbench.app.widgets.sample_grid import Mark, SampleGrid
from workbench.app.widgets.text_cards import TextCards, draw_card, reads_from_right
from workbench.app.widgets.thumbnails import Thumbnails
from workbench.engine.thumbnails import ThumbnailStore, any_thumbnail

SIZE = QSize(220, 120)
LONG = "Water the fern twice a week and turn it. " * 10
HEBREW = "להשקות את השרך פעמיים בשבוע. "


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "thumbnails.sqlite"
    with ThumbnailStore(path) as thumbnails:
        thumbnails.put_many({sample: f"Note {sample}. {LONG}"[:400].encode() for sample in range(1, 101)})
    return path


@pytest.fixture
def grid(qtbot: QtBot, store: Path) -> SampleGrid:
    grid = SampleGrid()
    qtbot.addWidget(grid)
    grid.resize(760, 400)
    grid.set_source(np.arange(1, 101), store)
    grid.show()
    qtbot.waitExposed(grid)
    return grid


def card(text: str, size: QSize = SIZE) -> QImage:
    return draw_card(text, size, 1.0, QFont()).toImage()


def ink(image: QImage, area: QRect) -> int:
    """How many pixels of an area are not the card's ground."""
    places = ((x, y) for x in range(area.left(), area.right()) for y in range(area.top(), area.bottom()))
    ground = theme.current().surface.lower()
    return sum(image.pixelColor(x, y).name() != ground for x, y in places)


def test_a_long_text_fills_its_card_and_leaves_the_edge_free(qapp: object) -> None:
    drawn = card(LONG)
    assert ink(drawn, QRect(8, 90, 200, 20)) > 50
    assert ink(drawn, QRect(2, 114, 200, 4)) == 0


def test_a_text_from_right_to_left_begins_at_the_right(qapp: object) -> None:
    left, right = QRect(8, 8, 40, 16), QRect(172, 8, 40, 16)
    assert ink(card(HEBREW[:14]), left) == 0
    assert ink(card(HEBREW[:14]), right) > 0


@pytest.mark.parametrize("text", ["", " \n ", "😀" * 400, "x" * 400, "水" * 400, "\ud800 half", "a\u2028b"])
def test_odd_texts_are_drawn(qapp: object, text: str) -> None:
    assert card(text).size() == SIZE


@pytest.mark.parametrize(
    ("text", "expected"), [("abc", False), (HEBREW, True), ("123 مرحبا", True), ("12!", False), ("", False)]
)
def test_direction_is_that_of_the_first_letter(text: str, expected: bool) -> None:
    assert reads_from_right(text) is expected


def test_a_card_is_drawn_once(qapp: object) -> None:
    cards = TextCards()
    first = cards.get(1, LONG, SIZE, 1.0, QFont())
    assert cards.get(1, LONG, SIZE, 1.0, QFont()).cacheKey() == first.cacheKey()
    assert cards.get(1, LONG, QSize(300, 120), 1.0, QFont()).width() == 300


def test_cards_stay_within_so_many_bytes(qapp: object) -> None:
    each = SIZE.width() * SIZE.height() * 4
    cards = TextCards(limit_bytes=3 * each)
    keys = [cards.get(sample, LONG, SIZE, 1.0, QFont()).cacheKey() for sample in range(5)]
    assert cards.get(4, LONG, SIZE, 1.0, QFont()).cacheKey() == keys[4]
    assert cards.get(0, LONG, SIZE, 1.0, QFont()).cacheKey() != keys[0]


def test_thumbnails_of_a_store_of_texts_are_texts(qtbot: QtBot, store: Path) -> None:
    thumbnails = Thumbnails()
    thumbnails.open(store)
    assert thumbnails.hold_texts
    thumbnails.want([3])
    qtbot.waitUntil(lambda: thumbnails.text(3) is not None)
    assert str(thumbnails.text(3)).startswith("Note 3.")
    assert thumbnails.get(3) is None
    thumbnails.deleteLater()


def test_an_empty_or_missing_store_holds_nothing(tmp_path: Path) -> None:
    with ThumbnailStore(tmp_path / "empty.sqlite"):
        assert any_thumbnail(tmp_path / "empty.sqlite") is None
    assert any_thumbnail(tmp_path / "none.sqlite") is None


def test_cards_fill_the_width_side_by_side(grid: SampleGrid) -> None:
    first, last = grid.area_of(1), grid.area_of(3)
    assert (first.top(), first.height()) == (last.top(), 120 + 24)
    assert grid.viewport().width() - 8 <= last.right() <= grid.viewport().width()
    assert grid.area_of(4).top() > first.top()


def test_texts_are_drawn_when_they_arrive(qtbot: QtBot, grid: SampleGrid) -> None:
    area = grid.area_of(1).adjusted(8, 8, -8, -100)
    qtbot.waitUntil(lambda: ink(grid.viewport().grab().toImage(), area) > 50)


def test_a_narrow_grid_shows_whole_cards(qtbot: QtBot, grid: SampleGrid) -> None:
    grid.resize(180, 300)
    qtbot.waitUntil(lambda: grid.area_of(1).right() < grid.viewport().width())
    assert grid.area_of(2).top() > grid.area_of(1).top()


def test_a_label_is_marked_below_its_card(qtbot: QtBot, grid: SampleGrid) -> None:
    below = QRect(grid.area_of(1).left(), grid.area_of(1).bottom() - 20, 20, 18)
    before = grid.viewport().grab(below).toImage()
    grid.set_marks({1: Mark(text="plants", class_index=0)})
    assert grid.viewport().grab(below).toImage() != before


def test_a_screen_reader_hears_the_text(qtbot: QtBot, grid: SampleGrid) -> None:
    grid.set_current(2)
    qtbot.waitUntil(lambda: "Note 2. Water the fern" in grid.accessibleDescription())


def test_another_scheme_draws_other_cards(qtbot: QtBot) -> None:
    cards = TextCards()
    light: QPixmap = cards.get(1, LONG, SIZE, 1.0, QFont())
    theme.choose("dark")
    try:
        assert cards.get(1, LONG, SIZE, 1.0, QFont()).cacheKey() != light.cacheKey()
    finally:
        theme.choose("system")
