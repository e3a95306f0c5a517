"""What tasks do to sounds: spectrograms side by side, and a button on each that can be heard."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from tests.app.sink import Sink
from workbench.app.pages.pretrain.choosing.task_card import TaskCard
from workbench.app.views.player import Player
from workbench.app.views.rows import RowsView
from workbench.app.views.sound_rows import SoundCell
from workbench.engine.contracts import RowsPreview, SoundPreview
from workbench.operations.tasks import TaskInfo


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def player(qapp: object, sink: Sink) -> Player:
    return Player(card=sink)


@pytest.fixture
def view(qtbot: QtBot, player: Player) -> RowsView:
    view = RowsView(player)
    qtbot.addWidget(view)
    view.show_rows(two_cells())
    view.show()
    return view


def cell(caption: str, *, is_heard: bool = True) -> SoundPreview:
    samples = np.zeros(8000 if is_heard else 0, np.int16)
    spectrogram = np.zeros((64, 51), np.uint8)
    return SoundPreview(samples=samples, rate_hz=16_000, spectrogram=spectrogram, caption=caption)


def two_cells() -> RowsPreview:
    return RowsPreview(rows=((cell("Your sound"), cell("What it draws", is_heard=False)),))


def buttons(view: RowsView) -> list[QToolButton]:
    return view.findChildren(QToolButton, "play_cell")


def test_only_what_can_be_heard_has_a_button(view: RowsView) -> None:
    assert view.num_sounds == 2
    assert [button.isVisible() for button in buttons(view)] == [True, False]
    assert buttons(view)[0].accessibleName() == "Play: Your sound"


def test_the_button_plays_and_ends_it(qtbot: QtBot, view: RowsView, player: Player, sink: Sink) -> None:
    button = buttons(view)[0]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(sink.taken) == 1)
    assert button.accessibleName() == "Stop: Your sound"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sink.is_silent)
    assert player.clip is None


def test_other_rows_end_it(qtbot: QtBot, view: RowsView, player: Player, sink: Sink) -> None:
    QTest.mouseClick(buttons(view)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(sink.taken) == 1)
    view.show_rows(two_cells())
    qtbot.waitUntil(lambda: sink.is_silent)
    assert player.clip is None


def test_cells_are_made_narrow_enough_for_their_room(view: RowsView) -> None:
    view.fit(160)
    assert view.width() <= 160
    assert view.size() == view.size_for(160)


def test_a_button_on_a_card_plays_and_does_not_choose_the_card(
    qtbot: QtBot, player: Player, sink: Sink
) -> None:
    card = TaskCard(some_task(), player)
    qtbot.addWidget(card)
    card.show_preview(two_cells())
    card.resize(363, 300)
    card.show()
    QTest.mouseClick(buttons(card.preview)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(sink.taken) == 1)
    assert not card.isChecked()
    player.stop()


def test_a_click_beside_the_button_chooses_the_card(qtbot: QtBot, player: Player) -> None:
    card = TaskCard(some_task(), player)
    qtbot.addWidget(card)
    card.show_preview(two_cells())
    card.resize(363, 300)
    card.show()
    beside = card.findChildren(SoundCell)[0]
    QTest.mouseClick(beside, Qt.MouseButton.LeftButton, pos=beside.rect().center())
    assert card.isChecked()


def some_task() -> TaskInfo:
    return TaskInfo(
        name="restore_sound", title="Restore", summary="Makes it clean again.", family="restore",
        own_fields=(), view_fields=(), view_strength="gentle",
    )  # fmt: skip
