"""What tasks do to videos: side by side in one loop, and no timer where nobody looks."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.videos import grey_ramp
from workbench.app.views.player import Player
from workbench.app.views.rows import RowsView
from workbench.app.views.video_rows import VideoRows
from workbench.engine.contracts import RowsPreview, Stretch, VideoPreview


@pytest.fixture
def view(qtbot: QtBot) -> RowsView:
    view = RowsView(Player())
    qtbot.addWidget(view)
    return view


def cell(caption: str, frames: int = 8, stretches: tuple[Stretch, ...] = ()) -> VideoPreview:
    return VideoPreview(frames=grey_ramp(frames), rate_fps=8.0, caption=caption, stretches=stretches)


def rows_of(view: RowsView) -> VideoRows:
    found = view.findChild(VideoRows)
    assert found is not None
    return found


def test_each_cell_is_a_video(view: RowsView) -> None:
    view.show_rows(RowsPreview(rows=((cell("Your video"), cell("One view")),) * 2))
    assert view.num_videos == 4
    assert [tile.accessibleName() for tile in rows_of(view).tiles[:2]] == ["Your video", "One view"]


def test_they_play_together(view: RowsView, qtbot: QtBot) -> None:
    view.show_rows(RowsPreview(rows=((cell("Your video"), cell("One view", 4)),)))
    view.show()
    qtbot.waitUntil(lambda: [tile.frame for tile in rows_of(view).tiles] == [3, 3])


def test_the_last_frame_rests_before_the_first_comes_again(view: RowsView) -> None:
    view.show_rows(RowsPreview(rows=((cell("Your video"),),)))
    (tile,) = rows_of(view).tiles
    shown = []
    for seconds in (0.5, 1.0, 1.5, 1.65):
        tile.show_at(seconds)
        shown.append(tile.frame)
    assert shown == [4, 7, 7, 0]


def test_nothing_waits_while_they_are_hidden(view: RowsView) -> None:
    view.show_rows(RowsPreview(rows=((cell("Your video"),),)))
    assert not rows_of(view).is_waiting
    view.show()
    assert rows_of(view).is_waiting
    view.hide()
    assert not rows_of(view).is_waiting


def test_one_frame_is_a_still_picture(view: RowsView) -> None:
    view.show_rows(RowsPreview(rows=((cell("Your video", 1),),)))
    view.show()
    assert not rows_of(view).is_waiting


def test_a_bar_says_which_stretch_stands_out(view: RowsView) -> None:
    marked = Stretch(start_seconds=0.5, end_seconds=1.0, mark="right")
    view.show_rows(RowsPreview(rows=((cell("As it was", stretches=(marked,)),),)))
    (tile,) = rows_of(view).tiles
    picture = tile.grab().toImage()
    low = [picture.pixelColor(x, 46) for x in (10, 40)]  # a cell of 64 x 48
    assert low[0] != low[1]


def test_pictures_after_videos_show_no_video(view: RowsView) -> None:
    view.show_rows(RowsPreview(rows=((cell("Your video"),),)))
    view.show_rows(RowsPreview(rows=()))
    view.show()
    assert view.num_videos == 0
    assert not rows_of(view).is_waiting
