"""Which rows are selected."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.app.widgets.grid_selection import GridSelection


@pytest.fixture
def chosen() -> GridSelection:
    return GridSelection(10)


def test_moving_selects_one(chosen: GridSelection) -> None:
    chosen.move_to(3)
    chosen.move_to(5)
    assert chosen.rows.tolist() == [5]
    assert chosen.current == 5


def test_extending_back_and_forth_starts_where_it_began(chosen: GridSelection) -> None:
    chosen.move_to(5)
    chosen.extend_to(8)
    chosen.extend_to(3)
    assert chosen.rows.tolist() == [3, 4, 5]
    assert chosen.current == 3


def test_extending_with_nothing_current_selects_one(chosen: GridSelection) -> None:
    chosen.extend_to(4)
    assert chosen.rows.tolist() == [4]


def test_a_band_keeps_what_was_selected_before_it(chosen: GridSelection) -> None:
    chosen.set_rows(np.array([1, 2]), base=np.array([7]))
    assert chosen.rows.tolist() == [1, 2, 7]
    assert 7 in chosen
    assert 3 not in chosen


def test_beginning_anew_forgets_all(chosen: GridSelection) -> None:
    chosen.select_all()
    chosen.reset(3)
    assert chosen.rows.tolist() == []
    assert chosen.current == -1
