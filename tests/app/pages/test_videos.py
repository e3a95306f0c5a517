"""The pages of a project of videos: data, pretrain, label, inspect, use."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from tests.app.page_session import keep, page_session
from tests.app.pages.trained import copy_of
from tests.app.tiny_videos import NUM_CLIPS
from workbench.app.pages import data, inspect, label, use
from workbench.app.pages.label.page import LabelPage
from workbench.app.pages.use.form import DropFolder
from workbench.app.session import Session
from workbench.app.views.sample_preview import SamplePreview
from workbench.app.views.sample_view import SampleView
from workbench.app.views.timeline import Timeline
from workbench.app.views.video_strip import VideoStrip
from workbench.app.views.video_view import VideoView
from workbench.app.widgets.sample_grid import SampleGrid

LONG_MS = 60_000
SHIFT, NO_KEYS = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton

__all__ = ["page_session"]


@pytest.fixture
def session(page_session: Session, modelled_videos: Path, tmp_path: Path) -> Session:
    page_session.set_engine_ready()
    assert page_session.open_project(copy_of(modelled_videos, tmp_path))
    return page_session


def shown(qtbot: QtBot, session: Session, page: QWidget) -> QWidget:
    keep(session, page)
    page.resize(1072, 752)
    page.show()
    qtbot.waitExposed(page)
    return page


def grid(page: QWidget) -> SampleGrid:
    return find(page, SampleGrid, "sample_grid")


def seen(page: QWidget) -> SamplePreview:
    side = page.findChild(QWidget, "prediction_panel") or find(page, QWidget, "sample_panel")
    return find(side, SamplePreview, "sample_preview")


def video(page: QWidget) -> VideoView:
    return find(seen(page), VideoView, "sample_video")


@pytest.fixture
def label_page(qtbot: QtBot, session: Session) -> QWidget:
    page = shown(qtbot, session, label.make_page(session))
    qtbot.waitUntil(lambda: " 7" in find(page, QWidget, "source_all").accessibleName())
    click(page, "source_unlabelled")
    qtbot.waitUntil(lambda: seen(page).is_sharp)
    grid(page).setFocus()
    return page


@pytest.fixture
def label_line(qtbot: QtBot, label_page: QWidget) -> Timeline:
    line = find(label_page, Timeline, "label_timeline")
    qtbot.waitUntil(lambda: line.isVisible() and len(line.clips) == NUM_CLIPS)
    return line


@pytest.fixture
def inspect_page(qtbot: QtBot, session: Session) -> QWidget:
    page = shown(qtbot, session, inspect.make_page(session))
    qtbot.waitUntil(lambda: grid(page).current is not None, timeout=LONG_MS)
    qtbot.waitUntil(lambda: seen(page).is_sharp)
    return page


def labels_of(session: Session) -> list[str]:
    """Of the long file's clips, in the order of their times."""
    samples = session.project.samples.of_file("long.mp4")
    given = [session.project.labels.of(sample.id) for sample in samples]
    return [label.name if label is not None else "" for label in given]


def test_data_calls_its_samples_videos(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, session, data.make_page(session))
    tabs = find(page, QTabWidget, "data_lists")
    qtbot.waitUntil(lambda: tabs.tabText(0) == "Videos (7)")


def test_the_viewer_plays_a_video_and_says_what_it_is(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, session, data.make_page(session))
    qtbot.waitUntil(lambda: len(grid(page).ids) == 7)
    grid(page).sample_activated.emit(int(grid(page).ids[1]))
    view = find(page, SampleView, "sample_view")
    qtbot.waitUntil(lambda: "48 × 48 pixels" in text(view, "sample_about"))
    QTest.keyClick(view.video, Qt.Key.Key_Space)
    assert view.video.playback.is_playing


def test_d_goes_to_the_next_video_while_the_arrows_go_through_the_frames(
    qtbot: QtBot, session: Session
) -> None:
    page = shown(qtbot, session, data.make_page(session))
    qtbot.waitUntil(lambda: len(grid(page).ids) == 7)
    grid(page).sample_activated.emit(int(grid(page).ids[0]))
    view = find(page, SampleView, "sample_view")
    qtbot.waitUntil(view.video.isVisible)
    QTest.keyClick(view.video, Qt.Key.Key_Right)
    assert view.video.frame == 1
    QTest.keyClick(view.video, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: text(view, "sample_title") == "long.mp4 (1.0-2.0)")


def test_space_plays_the_chosen_video_in_a_loop(label_page: QWidget) -> None:
    QTest.keyClick(grid(label_page), Qt.Key.Key_Space)
    assert video(label_page).playback.is_playing
    QTest.keyClick(grid(label_page), Qt.Key.Key_Space)
    assert not video(label_page).playback.is_playing


def test_a_video_plays_by_itself_when_one_goes_to_it(qtbot: QtBot, label_page: QWidget) -> None:
    assert not video(label_page).playback.is_playing
    QTest.keyClick(grid(label_page), Qt.Key.Key_D)
    qtbot.waitUntil(lambda: video(label_page).playback.is_playing)


def test_not_where_a_person_does_not_want_it(qtbot: QtBot, label_page: QWidget) -> None:
    click(label_page, "videos_play_on_moving")
    QTest.keyClick(grid(label_page), Qt.Key.Key_D)
    qtbot.waitUntil(lambda: seen(label_page).is_sharp)
    assert not video(label_page).playback.is_playing


def test_the_file_over_time_has_the_labels_of_its_clips(label_line: Timeline) -> None:
    assert [clip.name for clip in label_line.clips] == ["right", "right", "", "left", "left", ""]


def test_a_click_on_the_file_over_time_goes_to_the_clip(
    qtbot: QtBot, session: Session, label_page: QWidget, label_line: Timeline
) -> None:
    last = label_line.clips[-1].sample
    QTest.mouseClick(label_line, LEFT, NO_KEYS, label_line.area_of(last).center().toPoint())
    assert grid(label_page).current == last
    assert grid(label_page).selection == (last,)


def test_a_number_key_labels_the_clips_that_were_marked(
    session: Session, label_page: QWidget, label_line: Timeline
) -> None:
    first, last = (label_line.area_of(label_line.clips[row].sample).center().toPoint() for row in (1, 3))
    QTest.mousePress(label_line, LEFT, NO_KEYS, first)
    QTest.mouseMove(label_line, last)
    QTest.mouseRelease(label_line, LEFT, NO_KEYS, last)
    classes = session.project.labels.classes()
    QTest.keyClick(label_page, Qt.Key.Key_1 if classes[0] == "left" else Qt.Key.Key_2)
    assert labels_of(session) == ["right", "left", "left", "left", "left", ""]


def test_marking_shows_every_sample_where_some_are_not_listed(
    label_page: QWidget, label_line: Timeline
) -> None:
    assert len(grid(label_page).ids) == 3
    label_line.setFocus()
    QTest.keyClick(label_line, Qt.Key.Key_Left, SHIFT)
    assert len(grid(label_page).ids) == 7
    assert set(grid(label_page).selection) == {clip.sample for clip in label_line.clips[1:3]}


def test_a_file_that_is_one_sample_has_no_line(
    qtbot: QtBot, session: Session, label_page: QWidget, label_line: Timeline
) -> None:
    (short,) = session.project.samples.of_file("short.mp4")
    grid(label_page).set_current(short.id)
    assert not label_line.isVisible()


def test_the_keys_of_the_label_page_name_videos(label_page: QWidget) -> None:
    assert isinstance(label_page, LabelPage)
    assert ("Space", "Play the sound or the video, or pause it") in label_page.keys


def test_inspect_marks_when_the_video_decided(qtbot: QtBot, inspect_page: QWidget) -> None:
    strip = find(seen(inspect_page), VideoStrip, "video_strip")
    qtbot.waitUntil(lambda: bool(strip.stretches), timeout=LONG_MS)
    assert {stretch.mark for stretch in strip.stretches} <= {"for", "against"}
    assert "speaks for it" in text(inspect_page, "prediction_why")


def test_inspect_shows_what_is_said_over_time(qtbot: QtBot, session: Session, inspect_page: QWidget) -> None:
    line = find(inspect_page, Timeline, "inspect_timeline")
    grid(inspect_page).set_current(session.project.samples.of_file("long.mp4")[0].id)
    qtbot.waitUntil(lambda: line.isVisible() and len(line.clips) == NUM_CLIPS)
    assert {clip.name for clip in line.clips} <= {"right", "left"}
    assert all(0 < clip.confidence <= 1 for clip in line.clips)


def test_a_click_over_time_goes_to_a_clip_that_the_list_leaves_out(
    qtbot: QtBot, session: Session, inspect_page: QWidget
) -> None:
    line = find(inspect_page, Timeline, "inspect_timeline")
    samples = session.project.samples.of_file("long.mp4")
    find(inspect_page, QWidget, "filter_state").setProperty("currentIndex", 1)  # without a label
    grid(inspect_page).set_current(samples[2].id)
    qtbot.waitUntil(lambda: line.isVisible() and len(line.clips) == NUM_CLIPS)
    assert grid(inspect_page).row_of(samples[0].id) < 0
    QTest.mouseClick(line, LEFT, NO_KEYS, line.area_of(samples[0].id).center().toPoint())
    assert grid(inspect_page).current == samples[0].id


def test_a_new_long_file_is_predicted_over_time(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, session, use.make_page(session))
    find(page, DropFolder, "use_drop").take(session.project.description.data / "long.mp4")
    click(page, "predict")
    qtbot.waitUntil(find(page, QWidget, "predict_result").isVisible, timeout=LONG_MS)
    line = find(page, Timeline, "predict_timeline")
    assert len(line.clips) == NUM_CLIPS
    QTest.mouseClick(line, LEFT, NO_KEYS, line.area_of(3).center().toPoint())
    rows = find(page, QTableView, "predict_rows_rows")
    assert rows.currentIndex().data() == "long.mp4 (3.0-4.0)"
