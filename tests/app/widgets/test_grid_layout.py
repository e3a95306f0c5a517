"""Where cells lie, for any size of window and cell."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect

from workbench.app.widgets.grid_layout import EDGE_PX, GridLayout, filling

layouts = st.builds(
    GridLayout,
    num=st.integers(1, 2_000_000),
    width_px=st.integers(300, 3000),
    cell_px=st.integers(48, 256),
    caption_px=st.just(24),
    gap_px=st.just(14),
)


@given(layouts, st.data())
def test_a_cell_is_found_where_it_lies(layout: GridLayout, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, layout.num - 1))
    area = layout.rect(row)
    for point in (area.center(), area.topLeft(), area.bottomRight()):
        assert layout.row_at(point) == row


@given(layouts, st.data())
def test_what_is_visible_holds_every_cell_that_can_be_seen(layout: GridLayout, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, layout.num - 1))
    area = layout.rect(row)
    shift = data.draw(st.integers(-399, area.height() - 1))
    assert row in layout.visible(max(0, area.top() + shift), 400)


@given(layouts)
def test_the_whole_grid_holds_its_last_cell(layout: GridLayout) -> None:
    last = layout.rect(layout.num - 1)
    assert last.bottom() < layout.height_px
    if layout.columns > 1:
        assert last.right() < layout.width_px


def test_between_two_cells_is_none() -> None:
    layout = GridLayout(num=10, width_px=500, cell_px=96, caption_px=24, gap_px=14)
    assert layout.row_at(QPoint(EDGE_PX + 96 + 3, 40)) == -1
    assert layout.row_at(QPoint(40, EDGE_PX + 96 + 24 + 3)) == -1
    assert layout.row_at(QPoint(-5, 40)) == -1
    assert layout.row_at(QPoint(40, 5000)) == -1


def test_a_band_touches_the_cells_it_crosses() -> None:
    layout = GridLayout(num=10, width_px=4 * 110 + 8, cell_px=96, caption_px=24, gap_px=14)
    band = QRect(layout.rect(1).center(), layout.rect(6).center())
    assert np.array_equal(layout.touched(band), [1, 2, 5, 6])


@given(st.integers(300, 3000), st.integers(100, 600))
def test_cells_that_fill_the_room_leave_little_of_it(room: int, wanted: int) -> None:
    width = filling(room, wanted, 14)
    layout = GridLayout(num=100, width_px=room, cell_px=width, caption_px=24, gap_px=14)
    used = layout.columns * (width + 14) - 14 + 2 * EDGE_PX
    assert room - layout.columns <= used <= room
    assert layout.columns == 1 or width >= 0.8 * wanted - 1
