"""Empty, at work and failed, as every page draws them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.app.driving import click, text
from workbench.app.widgets.states import EmptyState, FailedCard, ProgressLine, progress_words
from workbench.jobs import Advanced, Failed, PhaseStarted

_READING = Advanced(
    phase="Reading pictures", done=3_200, total=12_408, unit="pictures", rate=900.0, seconds_left=10.2
)


@pytest.mark.parametrize(
    ("progress", "rate_unit", "words"),
    [
        (PhaseStarted(phase="Measuring the speed"), "", "Measuring the speed"),
        (_READING, "", "Reading pictures: 3,200 of 12,408 pictures, 900 pictures a second, 10 s left"),
        (
            Advanced(phase="Learning", done=4, total=8, unit="steps", rate=54.6, seconds_left=192),
            "pictures",
            "Learning: 4 of 8 steps, 55 pictures a second, 3 min 12 s left",
        ),
        (Advanced(phase="Looking", done=1_200), "", "Looking: 1,200"),
    ],
)
def test_progress_is_told_with_phase_rate_and_time_left(
    progress: PhaseStarted | Advanced, rate_unit: str, words: str
) -> None:
    assert progress_words(progress, rate_unit) == words


def test_the_bar_is_as_far_as_the_job(qtbot: QtBot) -> None:
    line = ProgressLine()
    qtbot.addWidget(line)
    line.start()
    assert line.bar.maximum() == 0  # busy: how far is not known yet
    line.show_progress(_READING)
    assert (line.bar.value(), line.bar.maximum()) == (3_200, 12_408)


def test_an_empty_page_has_one_button_that_leads_on(qtbot: QtBot) -> None:
    empty = EmptyState("image-multiple-outline", "Nothing here.", "Go to Data")
    qtbot.addWidget(empty)
    empty.show()
    assert text(empty, "empty_sentence") == "Nothing here."
    with qtbot.waitSignal(empty.clicked):
        click(empty, "empty_button")


def test_a_failure_says_what_why_and_what_to_do(qtbot: QtBot) -> None:
    card = FailedCard()
    qtbot.addWidget(card)
    assert not card.isVisible()
    card.tell(Failed(what="It broke.", why="The disk is full.", todo="Make room."))
    assert card.isVisible()
    assert text(card, "failed_what") == "It broke."
    assert text(card, "failed_rest") == "The disk is full. Make room."


def test_a_failure_in_sight_says_that_it_was_seen(qtbot: QtBot) -> None:
    card = FailedCard()
    qtbot.addWidget(card)
    with qtbot.waitSignal(card.seen):
        card.tell(Failed(what="It broke.", why="", todo=""))
    with qtbot.waitSignal(card.seen):
        card.tell(Failed(what="It broke again.", why="", todo=""))


def test_the_details_of_a_failure_are_behind_a_button(qtbot: QtBot) -> None:
    card = FailedCard()
    qtbot.addWidget(card)
    card.tell(Failed(what="It broke.", why="ValueError: seven", todo="", details="Traceback"))
    click(card, "failed_copy")
    assert QApplication.clipboard().text() == "It broke.\nValueError: seven\nTraceback"
