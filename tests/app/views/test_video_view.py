"""A video to look at: it plays by its rate in a loop, is stepped and scrubbed, and rests out of sight."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.videos import grey_ramp
from workbench.app.views.video_reel import reel_of
from workbench.app.views.video_view import VideoView
from workbench.engine.contracts import Stretch, Video


class Clock:
    """Goes on when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def view(qtbot: QtBot, clock: Clock) -> VideoView:
    view = VideoView(clock=clock)
    qtbot.addWidget(view)
    view.resize(400, 320)
    view.show_reel(reel_of(Video(frames=grey_ramp(10), rate_fps=5.0), 480))
    view.show()
    qtbot.waitExposed(view)
    view.setFocus()
    return view


def test_space_plays_by_the_rate_in_a_loop(view: VideoView, clock: Clock) -> None:
    QTest.keyClick(view, Qt.Key.Key_Space)
    shown = []
    for clock.now in (0.0, 0.2, 1.0, 1.9, 2.05):
        view.playback.look()
        shown.append(view.frame)
    assert shown == [0, 1, 5, 9, 0]


def test_space_pauses_what_plays(view: VideoView) -> None:
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert not view.playback.is_playing
    assert not view.playback.is_waiting


def test_a_late_look_skips_frames_and_does_not_fall_behind(view: VideoView, clock: Clock) -> None:
    view.play()
    clock.now = 1.24
    view.playback.look()
    assert view.frame == 6


def test_arrows_go_from_frame_to_frame(view: VideoView) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(view, key)
    assert view.frame == 1
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.frame == 9


def test_an_arrow_stops_what_plays(view: VideoView) -> None:
    view.play()
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert not view.playback.is_playing


def test_hidden_it_has_no_timer_and_goes_on_when_shown(view: VideoView, clock: Clock) -> None:
    view.play()
    view.hide()
    assert not view.playback.is_waiting
    clock.now = 60.0
    view.show()
    assert view.playback.is_waiting
    assert view.frame == 0


def test_hovering_over_the_strip_scrubs_and_leaving_it_goes_back(qtbot: QtBot, view: VideoView) -> None:
    move(view, 0.75)
    assert view.frame == 7
    view.strip.left.emit()
    assert view.frame == 0


def test_hovering_does_not_disturb_the_picture_of_what_plays(view: VideoView) -> None:
    view.play()
    view.screen_.hovered.emit(0.5)
    assert view.frame == 0
    view.playback.pause()
    view.screen_.hovered.emit(0.5)
    assert view.frame == 5


def test_a_click_on_the_strip_goes_there(view: VideoView) -> None:
    place = QPoint(round(0.35 * view.strip.width()), 10)
    QTest.mouseClick(view.strip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert view.playback.frame == 3


def test_the_frame_whose_turn_it_is_is_painted(view: VideoView) -> None:
    shades = []
    for frame in (0, 9):
        view.playback.go_to(frame)
        picture = view.screen_.grab().toImage()
        shades.append(picture.pixelColor(picture.width() // 2, picture.height() // 2).red())
    assert shades == [16, 235]


def test_it_says_where_it_is(view: VideoView) -> None:
    view.playback.go_to(3)
    label = view.findChild(QLabel, "video_time")
    assert label is not None
    assert label.text() == "0.60 of 2.00 s, frame 4 of 10"


def test_it_says_how_large_quick_and_long_it_is(view: VideoView) -> None:
    said = view.show_reel(reel_of(Video(frames=grey_ramp(10), rate_fps=5.0), 480))
    assert said == ["32 × 24 pixels", "5 frames a second", "2.00 s", "10 frames"]


def test_a_screen_reader_hears_what_spoke_for_it(view: VideoView) -> None:
    view.mark((Stretch(start_seconds=0.4, end_seconds=0.8, mark="for"),))
    assert view.strip.accessibleDescription() == "A video of 2.00 s. 0.40 to 0.80 s speaks for it"


def test_one_frame_cannot_be_played(view: VideoView) -> None:
    view.show_reel(reel_of(Video(frames=grey_ramp(1), rate_fps=5.0), 480))
    view.toggle()
    button = view.findChild(QPushButton, "play_video")
    assert button is not None
    assert not button.isEnabled()
    assert not view.playback.is_playing


def test_large_frames_are_made_as_small_as_the_screen_needs() -> None:
    reel = reel_of(Video(frames=np.zeros((3, 200, 400, 3), np.uint8), rate_fps=5.0), 100)
    assert reel.frames.shape == (3, 50, 100, 4)
    assert (reel.width, reel.height) == (400, 200)


def move(view: VideoView, share: float) -> None:
    view.strip.hovered.emit(int(share * 10))
