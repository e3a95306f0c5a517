"""The pages of a project of sounds: data, label, inspect, use."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from tests.app.page_session import keep, page_session, sink_of
from tests.app.pages.trained import copy_of
from tests.app.sink import Sink
from tests.app.tiny_sounds import write_sounds
from workbench.app.pages import data, inspect, label, use
from workbench.app.pages.label.page import LabelPage
from workbench.app.pages.use.form import DropFolder
from workbench.app.session import Session
from workbench.app.views.sample_preview import SamplePreview
from workbench.app.views.sound_plot import SoundPlot
from workbench.app.widgets.sample_grid import SampleGrid

LONG_MS = 60_000
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NO_KEYS, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton

__all__ = ["page_session"]


@pytest.fixture
def session(page_session: Session, modelled_sounds: Path, tmp_path: Path) -> Session:
    page_session.set_engine_ready()
    assert page_session.open_project(copy_of(modelled_sounds, tmp_path))
    return page_session


@pytest.fixture
def sink(session: Session) -> Sink:
    return sink_of(session)


def shown(qtbot: QtBot, session: Session, page: QWidget) -> QWidget:
    keep(session, page)
    page.resize(1072, 752)
    page.show()
    qtbot.waitExposed(page)
    return page


def grid(page: QWidget) -> SampleGrid:
    return find(page, SampleGrid, "sample_grid")


def seen(page: QWidget) -> SamplePreview:
    """The sound at the side, of a page that may have several sides."""
    side = page.findChild(QWidget, "prediction_panel") or find(page, QWidget, "sample_panel")
    return find(side, SamplePreview, "sample_preview")


@pytest.fixture
def label_page(qtbot: QtBot, session: Session, sink: Sink) -> QWidget:
    page = shown(qtbot, session, label.make_page(session))
    qtbot.waitUntil(lambda: " 24" in find(page, QWidget, "source_all").accessibleName())
    click(page, "source_unlabelled")
    qtbot.waitUntil(lambda: seen(page).is_sharp)
    grid(page).setFocus()
    return page


@pytest.fixture
def inspect_page(qtbot: QtBot, session: Session, sink: Sink) -> QWidget:
    page = shown(qtbot, session, inspect.make_page(session))
    qtbot.waitUntil(lambda: grid(page).current is not None, timeout=LONG_MS)
    qtbot.waitUntil(lambda: seen(page).is_sharp)
    return page


def labelled(session: Session, sample: int | None) -> str:
    assert sample is not None
    given = session.project.labels.of(sample)
    return given.name if given is not None else ""


def test_data_calls_its_samples_sounds(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, session, data.make_page(session))
    tabs = find(page, QTabWidget, "data_lists")
    qtbot.waitUntil(lambda: tabs.tabText(0) == "Sounds (24)")
    assert text(page, "count_fine") == "24 sounds to learn from"
    assert "Clip length: each file whole" in text(page, "data_source")


def test_space_plays_the_chosen_sound(qtbot: QtBot, label_page: QWidget, sink: Sink) -> None:
    QTest.keyClick(grid(label_page), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(sink.taken) == 1)
    assert sink.heard.clip is seen(label_page).clip
    sink.now = 0.2
    qtbot.waitUntil(lambda: find(seen(label_page), SoundPlot, "sound_plot").place_seconds == 0.2)


def test_a_number_key_labels_and_the_sound_before_ends(
    qtbot: QtBot, session: Session, label_page: QWidget, sink: Sink
) -> None:
    first = grid(label_page).current
    QTest.keyClick(grid(label_page), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(sink.taken) == 1)
    QTest.keyClick(grid(label_page), Qt.Key.Key_1)
    assert labelled(session, first) in ("tone", "noise")
    assert grid(label_page).current != first
    qtbot.waitUntil(lambda: sink.is_silent)


def test_several_sounds_are_labelled_at_once(session: Session, label_page: QWidget) -> None:
    samples = grid(label_page).ids[:4].tolist()
    areas = [grid(label_page).area_of(sample).center() for sample in samples]
    viewport = grid(label_page).viewport()
    QTest.mouseClick(viewport, LEFT, NO_KEYS, areas[0])
    QTest.mouseClick(viewport, LEFT, SHIFT, areas[2])
    QTest.mouseClick(viewport, LEFT, CTRL, areas[3])
    QTest.keyClick(grid(label_page), Qt.Key.Key_2)
    assert {labelled(session, sample) for sample in samples} == {session.project.labels.classes()[1]}


def test_sounds_in_a_rubber_band_are_labelled_at_once(session: Session, label_page: QWidget) -> None:
    samples = grid(label_page).ids[:2].tolist()
    first, last = (grid(label_page).area_of(sample) for sample in samples)
    viewport = grid(label_page).viewport()
    QTest.mousePress(viewport, LEFT, NO_KEYS, first.topLeft() + QPoint(2, 2))
    QTest.mouseMove(viewport, last.center())
    QTest.mouseRelease(viewport, LEFT, NO_KEYS, last.center())
    QTest.keyClick(grid(label_page), Qt.Key.Key_1)
    assert {labelled(session, sample) for sample in samples} == {session.project.labels.classes()[0]}


def test_the_keys_of_the_label_page_name_space(session: Session, label_page: QWidget) -> None:
    assert isinstance(label_page, LabelPage)
    assert ("Space", "Play the sound or the video, or pause it") in label_page.keys


def test_a_sound_gets_a_wider_side_than_a_picture(label_page: QWidget) -> None:
    assert find(label_page, QWidget, "sample_panel").width() >= 280


def test_inspect_marks_the_part_of_the_sound_that_decided(qtbot: QtBot, inspect_page: QWidget) -> None:
    plot = find(seen(inspect_page), SoundPlot, "sound_plot")
    qtbot.waitUntil(lambda: bool(plot.stretches), timeout=LONG_MS)
    assert {stretch.mark for stretch in plot.stretches} <= {"for", "against"}
    assert "speaks for it" in text(inspect_page, "prediction_why")


def test_both_are_heard_one_after_the_other(qtbot: QtBot, inspect_page: QWidget, sink: Sink) -> None:
    hear = find(inspect_page, QAbstractButton, "hear_both")
    qtbot.waitUntil(hear.isVisible, timeout=LONG_MS)
    click(inspect_page, "hear_both")
    qtbot.waitUntil(lambda: len(sink.taken) == 1)
    assert sink.heard.clip is seen(inspect_page).clip
    sink.now = 0.6
    qtbot.waitUntil(lambda: len(sink.taken) == 2)
    assert text(inspect_page, "alike_words").startswith("You hear ")
    sink.now = 1.3
    qtbot.waitUntil(lambda: sink.is_silent)
    assert text(inspect_page, "alike_words").startswith("Most alike")


def test_the_second_is_not_heard_after_going_on(qtbot: QtBot, inspect_page: QWidget, sink: Sink) -> None:
    hear = find(inspect_page, QAbstractButton, "hear_both")
    qtbot.waitUntil(hear.isVisible, timeout=LONG_MS)
    click(inspect_page, "hear_both")
    qtbot.waitUntil(lambda: len(sink.taken) == 1)
    grid(inspect_page).move_current(1)
    qtbot.waitUntil(lambda: sink.is_silent and seen(inspect_page).is_sharp)
    assert len(sink.taken) == 1


def test_space_plays_on_the_inspect_page(qtbot: QtBot, inspect_page: QWidget, sink: Sink) -> None:
    grid(inspect_page).setFocus()
    QTest.keyClick(QApplication.focusWidget() or inspect_page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(sink.taken) == 1)
    inspect_page.hide()
    qtbot.waitUntil(lambda: sink.is_silent)


def test_a_dropped_sound_file_is_predicted(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    page = shown(qtbot, session, use.make_page(session))
    write_sounds(tmp_path / "new", 2)
    find(page, DropFolder, "use_drop").take(tmp_path / "new" / "t000.wav")
    click(page, "predict")
    qtbot.waitUntil(find(page, QWidget, "predict_result").isVisible, timeout=LONG_MS)
    assert text(page, "predict_summary") == "1 row predicted"


def test_a_dropped_folder_of_sounds_is_predicted(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    page = shown(qtbot, session, use.make_page(session))
    write_sounds(tmp_path / "new", 4)
    find(page, DropFolder, "use_drop").take(tmp_path / "new")
    click(page, "predict")
    qtbot.waitUntil(find(page, QWidget, "predict_result").isVisible, timeout=LONG_MS)
    assert text(page, "predict_summary") == "4 rows predicted"
