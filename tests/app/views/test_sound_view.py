"""Looking at a sound and playing it: its length, its place, the keys, and the next one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from tests.app.sink import Sink
from tests.app.tiny_sounds import make_sound_project
from workbench.app.session import Session
from workbench.app.views.sample_content import shown
from workbench.app.views.sample_preview import SamplePreview
from workbench.app.views.sample_view import SampleView
from workbench.app.views.sound_plot import SoundPlot
from workbench.app.views.sound_track import about, outline, track_of
from workbench.engine.contracts import Sound, SoundPreview, Stretch


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def session(qapp: object, tmp_path: Path, sink: Sink) -> Iterator[Session]:
    session = Session(card=sink)
    assert session.open_project(make_sound_project(tmp_path, 6))
    yield session
    session.close_project()


@pytest.fixture
def view(qtbot: QtBot, session: Session) -> SampleView:
    view = SampleView(session)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    ids = np.array([sample.id for sample in session.project.samples.all()])
    view.show_samples(ids, int(ids[0]))
    qtbot.waitUntil(lambda: "mono" in text(view, "sample_about"))
    return view


@pytest.fixture
def preview(qtbot: QtBot, session: Session) -> SamplePreview:
    """Held to the end: what nobody holds is deleted by Python's collector, on any thread."""
    preview = SamplePreview(session.player)
    qtbot.addWidget(preview)
    preview.resize(320, 420)
    preview.show()
    return preview


def plot(view: SampleView | SamplePreview) -> SoundPlot:
    return find(view, SoundPlot, "sound_plot")


def play(qtbot: QtBot, view: SampleView, sink: Sink) -> None:
    QTest.keyClick(view.sound, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(sink.taken) == 1)


def test_a_sound_is_shown_with_its_length_rate_and_channels(view: SampleView) -> None:
    assert view.sound.isVisible()
    assert text(view, "sample_about") == "1 of 6 · 0.50 s · 16 kHz · mono"
    assert text(view, "sound_time") == "0.00 of 0.50 s"


def test_space_plays_and_the_place_follows(qtbot: QtBot, view: SampleView, sink: Sink) -> None:
    play(qtbot, view, sink)
    sink.now = 0.25
    qtbot.waitUntil(lambda: plot(view).place_seconds == 0.25)
    assert text(view, "sound_time") == "0.25 of 0.50 s"
    assert find(view, QAbstractButton, "play").text() == "Pause"


def test_space_again_stays_there_and_goes_on_from_there(qtbot: QtBot, view: SampleView, sink: Sink) -> None:
    play(qtbot, view, sink)
    sink.now = 0.25
    qtbot.waitUntil(lambda: plot(view).place_seconds == 0.25)
    QTest.keyClick(view.sound, Qt.Key.Key_Space)
    assert plot(view).place_seconds == 0.25
    click(view, "play")
    qtbot.waitUntil(lambda: len(sink.taken) == 2)
    assert sink.taken[1].start_seconds == 0.25


def test_at_the_end_it_stands_at_the_beginning(qtbot: QtBot, view: SampleView, sink: Sink) -> None:
    play(qtbot, view, sink)
    sink.now = 0.6
    qtbot.waitUntil(lambda: find(view, QAbstractButton, "play").text() == "Play")
    assert plot(view).place_seconds == 0


def test_a_click_goes_to_a_place(view: SampleView) -> None:
    area = plot(view).spectrogram_area
    QTest.mouseClick(plot(view), Qt.MouseButton.LeftButton, pos=area.center())
    assert plot(view).place_seconds == pytest.approx(0.25, abs=0.01)


def test_a_click_while_it_plays_plays_on_from_there(qtbot: QtBot, view: SampleView, sink: Sink) -> None:
    play(qtbot, view, sink)
    area = plot(view).spectrogram_area
    QTest.mouseClick(
        plot(view), Qt.MouseButton.LeftButton, pos=area.topRight() - QPoint(area.width() // 4, 0)
    )
    qtbot.waitUntil(lambda: len(sink.taken) == 2)
    assert sink.taken[1].start_seconds == pytest.approx(0.375, abs=0.01)


def test_the_next_sound_ends_the_one_that_plays(qtbot: QtBot, view: SampleView, sink: Sink) -> None:
    play(qtbot, view, sink)
    QTest.keyClick(view.sound, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: sink.is_silent and text(view, "sample_title") == "n003.wav")


def test_out_of_sight_it_is_silent(qtbot: QtBot, view: SampleView, sink: Sink) -> None:
    play(qtbot, view, sink)
    view.hide()
    qtbot.waitUntil(lambda: sink.is_silent)


def test_a_sound_whose_file_vanished_is_told(qtbot: QtBot, view: SampleView, tmp_path: Path) -> None:
    (tmp_path / "sounds" / "n005.wav").unlink()
    click(view, "sample_after")
    click(view, "sample_after")
    qtbot.waitUntil(lambda: text(view, "sample_about").endswith("."))
    assert not find(view, QAbstractButton, "play").isEnabled()


def test_the_preview_takes_its_kind_from_what_was_read(
    qtbot: QtBot, session: Session, preview: SamplePreview
) -> None:
    with qtbot.waitSignal(preview.kind_shown) as told:
        preview.show_sample(shown(session.project, 1))
    assert told.args == ["sound"]
    assert text(preview, "sound_about") == "16 kHz, mono"


def test_the_next_preview_is_a_sound_from_the_beginning(
    qtbot: QtBot, session: Session, preview: SamplePreview
) -> None:
    preview.show_sample(shown(session.project, 1))
    qtbot.waitUntil(lambda: preview.is_sharp)
    preview.show_sample(shown(session.project, 2))
    assert preview.kind == "sound"
    assert preview.clip is None


def test_marks_wait_until_the_sound_is_read(qtbot: QtBot, session: Session, preview: SamplePreview) -> None:
    preview.show_sample(shown(session.project, 1))
    qtbot.waitUntil(lambda: preview.is_sharp)
    preview.show_sample(shown(session.project, 2))
    preview.mark(marked := some_preview())
    qtbot.waitUntil(lambda: preview.is_sharp)
    assert plot(preview).stretches == marked.stretches
    assert "speaks for it" in plot(preview).accessibleDescription()


def test_it_plays_by_itself_only_when_one_wants_that(
    qtbot: QtBot, session: Session, preview: SamplePreview, sink: Sink
) -> None:
    preview.show_sample(shown(session.project, 1))
    qtbot.waitUntil(lambda: preview.is_sharp)
    preview.show_sample(shown(session.project, 2))
    qtbot.waitUntil(lambda: preview.is_sharp)
    assert session.player.clip is None
    find(preview, QCheckBox, "play_on_moving").setChecked(True)
    preview.show_sample(shown(session.project, 3))
    qtbot.waitUntil(lambda: len(sink.taken) == 1)
    assert sink.heard.clip is preview.clip


def some_preview() -> SoundPreview:
    return SoundPreview(
        samples=np.zeros(8000, np.int16),
        rate_hz=16_000,
        spectrogram=np.zeros((64, 51), np.uint8),
        stretches=(Stretch(start_seconds=0.1, end_seconds=0.2, mark="for", weight=0.9),),
    )


def noise(seconds: float, rate_hz: int = 44_100, channels: int = 2) -> Sound:
    draw = np.random.default_rng(1)
    values = draw.normal(0, 0.1, (round(seconds * rate_hz), channels)).astype(np.float32)
    return Sound(samples=values, rate_hz=rate_hz)


@pytest.mark.parametrize("seconds", [0.001, 0.05, 1.0, 40.0])
def test_a_sound_of_any_length_has_a_spectrogram_as_wide_as_itself(seconds: float) -> None:
    track = track_of(noise(seconds))
    assert track.spectrogram.shape[0] == 128
    assert track.spectrogram.shape[1] <= 1300
    assert track.spectrogram.max() == 255


def test_a_high_tone_stands_high_in_the_spectrogram() -> None:
    tone = np.sin(2 * np.pi * 4000 * np.arange(44_100) / 44_100).astype(np.float32)[:, None]
    loudest = track_of(Sound(samples=tone, rate_hz=44_100)).spectrogram.mean(1).argmax()
    assert 25 < loudest < 45  # 4 kHz is three quarters of the way up, in mel


def test_an_empty_or_silent_sound_can_be_drawn() -> None:
    assert outline(np.zeros(0, np.float32)).shape == (2, 1)
    assert track_of(Sound(samples=np.zeros((10, 1), np.float32), rate_hz=8000)).spectrogram.shape[0] == 128


def test_the_outline_keeps_every_peak() -> None:
    values = np.zeros(100_000, np.float32)
    values[54_321] = -0.7
    low, high = outline(values)
    assert low.min() == np.float32(-0.7)
    assert high.max() == 0


def test_what_is_said_of_a_sound() -> None:
    assert about(track_of(noise(0.5)).clip) == ["0.50 s", "44.1 kHz", "stereo"]
    assert about(track_of(noise(75, 8000, 6)).clip) == ["1 min 15 s", "8 kHz", "6 channels"]
