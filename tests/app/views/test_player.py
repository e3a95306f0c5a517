"""Playing: one sound at a time, from any place, to its end; in silence where there is no sound output."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from tests.app.sink import Sink
from workbench.app.session import Session
from workbench.app.views.player import Player
from workbench.app.views.sound_card import Clip, NoSoundCardError, Playing, PortAudio
from workbench.jobs import Notice


class Deaf:
    """A computer without sound output."""

    def play(self, clip: Clip, start_seconds: float) -> Playing:
        raise NoSoundCardError("no output")


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def player(qapp: object, sink: Sink) -> Iterator[Player]:
    player = Player(card=sink)
    yield player
    player.stop()


def clip(seconds: float = 2.0) -> Clip:
    return Clip(samples=np.zeros(round(8000 * seconds), np.int16), rate_hz=8000)


def test_a_clip_is_played_and_its_place_is_told(qtbot: QtBot, player: Player, sink: Sink) -> None:
    wanted = clip()
    player.play(wanted)
    qtbot.waitUntil(lambda: len(sink.taken) == 1)
    sink.now = 0.5
    with qtbot.waitSignal(player.moved) as told:
        pass
    assert told.args == [wanted, 0.5]


def test_it_begins_where_one_wants(qtbot: QtBot, player: Player, sink: Sink) -> None:
    player.play(clip(), 1.25)
    qtbot.waitUntil(lambda: len(sink.taken) == 1)
    assert sink.heard.start_seconds == 1.25


def test_from_its_end_it_begins_anew(qtbot: QtBot, player: Player, sink: Sink) -> None:
    player.play(clip(2.0), 2.0)
    qtbot.waitUntil(lambda: len(sink.taken) == 1)
    assert sink.heard.start_seconds == 0


def test_at_its_end_it_stops_and_says_so(qtbot: QtBot, player: Player, sink: Sink) -> None:
    wanted = clip()
    player.play(wanted)
    qtbot.waitUntil(lambda: len(sink.taken) == 1)
    sink.now = 2.1
    with qtbot.waitSignal(player.stopped) as told:
        pass
    assert told.args == [wanted, True]
    qtbot.waitUntil(lambda: sink.is_silent)


def test_stopping_is_no_end(qtbot: QtBot, player: Player, sink: Sink) -> None:
    wanted = clip()
    player.play(wanted)
    qtbot.waitUntil(lambda: len(sink.taken) == 1)
    with qtbot.waitSignal(player.stopped) as told:
        player.stop()
    assert told.args == [wanted, False]
    qtbot.waitUntil(lambda: sink.is_silent)


def test_another_clip_stops_the_one_before(qtbot: QtBot, player: Player, sink: Sink) -> None:
    first, second = clip(), clip()
    player.play(first)
    qtbot.waitUntil(lambda: len(sink.taken) == 1)
    player.play(second)
    qtbot.waitUntil(lambda: len(sink.taken) == 2 and sink.taken[0].is_closed)
    assert sink.heard.clip is second


def test_what_is_stopped_before_it_was_opened_is_closed_again(
    qtbot: QtBot, player: Player, sink: Sink
) -> None:
    sink.may_open.clear()
    player.play(clip())
    player.stop()
    sink.may_open.set()
    qtbot.waitUntil(lambda: len(sink.taken) == 1 and sink.is_silent)
    assert player.clip is None


def test_without_sound_output_the_place_moves_all_the_same(qtbot: QtBot) -> None:
    player = Player(card=Deaf())
    with qtbot.waitSignal(player.moved):
        player.play(clip())
    with qtbot.waitSignal(player.stopped):
        player.stop()


def test_that_nothing_can_be_heard_is_said_once(qtbot: QtBot) -> None:
    session = Session(card=Deaf())
    said: list[Notice] = []
    session.noticed.connect(said.append)
    for _ in range(2):
        with qtbot.waitSignal(session.player.moved):
            session.player.play(clip())
        session.player.stop()
    assert [notice.text for notice in said] == ["no output"]


def test_closing_the_project_ends_the_sound(qtbot: QtBot, sink: Sink) -> None:
    session = Session(card=sink)
    session.player.play(clip())
    qtbot.waitUntil(lambda: len(sink.taken) == 1)
    session.close_project()
    qtbot.waitUntil(lambda: sink.is_silent)


def test_a_missing_sound_library_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    class Missing:
        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            if name == "sounddevice":
                raise OSError("PortAudio library not found")

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(NoSoundCardError, match="PortAudio is not installed"):
        PortAudio().play(clip(), 0.0)
