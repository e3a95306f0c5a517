"""The page while a run learns: looks, plots, a collapse that waits for an answer, and what happened."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from tests.app.page_session import keep, page_session
from tests.app.tiny_project import make_project
from workbench.app.job_runner import RunningJob
from workbench.app.pages.pretrain import make_page
from workbench.app.pages.pretrain.page import PretrainPage
from workbench.app.pages.pretrain.running.strip_view import StripView
from workbench.app.session import Session
from workbench.app.views.rows import RowsView
from workbench.app.widgets.live_plot import LivePlot
from workbench.engine.contracts import PicturePreview, RowsPreview
from workbench.engine.monitors.looked import Collapsing, Looked
from workbench.engine.monitors.verdict import Verdict
from workbench.jobs import Advanced, Job, Measured, Notice
from workbench.operations import pretrain
from workbench.operations.pretrain import RunStarted

session = page_session
_JOB_MS = 60_000


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("watched"))


@pytest.fixture
def page(qtbot: QtBot, session: Session, project: Path) -> PretrainPage:
    assert session.open_project(project)
    page = make_page(session)
    keep(session, page)
    page.resize(860, 1800)
    page.show()
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=_JOB_MS)
    assert isinstance(page, PretrainPage)
    return page


@pytest.fixture
def running(session: Session, page: PretrainPage) -> RunningJob:
    """A job that says whatever a test delivers, and does nothing."""
    job = Job(operation=pretrain.__name__, arguments=None, title="Learn", resource="accelerator")
    running = RunningJob(job, session)
    session.jobs.started.emit(running)
    running.deliver([_started("mae")])
    return running


def _started(task: str) -> RunStarted:
    return RunStarted(
        run="0001-x", task=task, encoder="small_residual", device="cpu", size=32, batch=8, steps=99, reason=""
    )


def _look(word: str = "learning", sentence: str = "Learning: it moves.", *, preview: bool = False) -> Looked:
    picture = PicturePreview(pixels=np.zeros((8, 8, 3), np.uint8), caption="Your picture")
    return Looked(
        step=40,
        values={"agreement": 0.5, "rank": 12.0, "spread": 0.8},
        strip=((1, 2, 3), (4, 5, 6)),
        verdict=Verdict(word=word, sentence=sentence),
        preview=RowsPreview(rows=((picture, picture),)) if preview else None,
    )


def _collapsing(*, waits: bool = True, kept_step: int | None = None) -> Collapsing:
    return Collapsing(
        step=40, sentence="Collapsing: all the same.", remedy="The rate is halved.", waits=waits,
        kept_step=kept_step,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("word", "sentence", "tone"),
    [
        ("learning", "Learning: it moves.", "good"),
        ("slow", "Slow: it hardly moves.", "care"),
        ("collapsed", "Collapsing: all the same.", "bad"),
        ("learning", "Too few steps so far to tell.", "muted"),
    ],
)
def test_the_light_says_what_the_look_judged(
    page: PretrainPage, running: RunningJob, word: str, sentence: str, tone: str
) -> None:
    running.deliver([_look(word, sentence)])
    assert text(page, "light") == sentence
    assert find(page, QWidget, "light").property("tone") == tone


def test_looks_and_measurements_go_to_their_plots(page: PretrainPage, running: RunningJob) -> None:
    running.deliver([_look(), Measured(step=40, values={"loss": 1.5, "spread": 0.1, "memory_mb": 300.0})])
    values = {
        name: find(page, LivePlot, name).series.values.tolist() for name in ("agreement", "rank", "loss")
    }
    assert values == {"agreement": [0.5], "rank": [12.0], "loss": [1.5]}


def test_folded_plots_are_made_when_they_are_wanted_with_all_they_missed(
    qtbot: QtBot, page: PretrainPage, running: RunningJob
) -> None:
    running.deliver([_look(), Measured(step=40, values={"spread": 0.1, "memory_mb": 300.0})])
    click(page, "more_plots")
    qtbot.waitUntil(lambda: page.findChild(LivePlot, "memory_mb") is not None)
    assert find(page, LivePlot, "memory_mb").series.values.tolist() == [300.0]
    assert find(page, LivePlot, "spread").series.values.tolist() == [0.8]


def test_a_collapse_brings_the_spread_of_the_answers_into_sight(
    qtbot: QtBot, page: PretrainPage, running: RunningJob
) -> None:
    assert page.findChild(LivePlot, "head_spread") is None
    running.deliver([_collapsing()])
    qtbot.waitUntil(lambda: page.findChild(LivePlot, "head_spread") is not None)
    qtbot.waitUntil(find(page, LivePlot, "head_spread").isVisible)


def test_a_task_brings_plots_of_its_own_measures(
    qtbot: QtBot, page: PretrainPage, running: RunningJob
) -> None:
    running.deliver([Measured(step=1, values={"loss": 1.0, "skill": 0.25, "error": 0.5, "baseline": 0.7})])
    qtbot.waitUntil(lambda: page.findChild(LivePlot, "error") is not None)
    assert find(page, LivePlot, "skill").series.values.tolist() == [0.25]
    running.deliver([_started("simclr")])
    assert "skill" not in {plot.objectName() for plot in page.findChildren(LivePlot) if plot.isVisible()}


def test_a_plot_that_is_made_later_has_its_level_too(page: PretrainPage, running: RunningJob) -> None:
    running.deliver([_started("simclr"), _started("mae")])
    running.deliver([Measured(step=1, values={"error": 0.5, "baseline": 0.7})])
    assert "error" not in page._curves._plots
    while "error" not in page._curves._plots:
        page._curves._turn.timeout.emit()
    assert page._curves._plots["error"]._level_at == 0.7


def test_plots_of_a_task_are_made_one_in_a_turn(page: PretrainPage, running: RunningJob) -> None:
    running.deliver([_started("simclr"), _started("mae")])
    numbers = [len(page._curves._plots)]
    for _ in range(2):
        page._curves._turn.timeout.emit()
        numbers.append(len(page._curves._plots))
    assert numbers == [4, 5, 6]


def test_every_plot_explains_itself(page: PretrainPage, running: RunningJob) -> None:
    for plot in page.findChildren(LivePlot):
        assert plot.findChild(QWidget, f"{plot.objectName()}_help") is not None, plot.objectName()


def test_the_strip_shows_thumbnails_and_names_them_by_keyboard(
    qtbot: QtBot, page: PretrainPage, running: RunningJob
) -> None:
    running.deliver([_look()])
    strip = find(page, StripView, "strip")
    qtbot.waitUntil(lambda: strip.num_loaded == 6)
    assert "a000.png: most like a002.png, a004.png." in strip.accessibleDescription()
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Down)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert text(page, "strip_file") == "a008.png, number 1 of those most like a006.png"


def test_pointing_at_a_picture_of_the_strip_names_its_file(page: PretrainPage, running: RunningJob) -> None:
    running.deliver([_look()])
    strip = find(page, StripView, "strip")
    QTest.mouseMove(strip, strip.place_of(1, 0).center())
    assert text(page, "strip_file") == "a006.png"


def test_what_the_task_answers_is_shown_where_it_answers(
    qtbot: QtBot, page: PretrainPage, running: RunningJob
) -> None:
    running.deliver([_look()])
    assert not find(page, RowsView, "live_preview").isVisible()
    running.deliver([_look(preview=True)])
    assert find(page, RowsView, "live_preview").isVisible()
    qtbot.waitUntil(lambda: find(page, RowsView, "live_preview").num_pictures == 2)


def test_a_collapse_that_waits_is_asked_about(page: PretrainPage, running: RunningJob) -> None:
    running.token.pause()
    running.deliver([_collapsing()])
    assert find(page, QWidget, "collapse").isVisible()
    assert text(page, "collapse_sentence") == "Collapsing: all the same."
    assert text(page, "collapse_remedy") == "The remedy: The rate is halved."
    assert not find(page, QPushButton, "pause").isEnabled()
    assert text(page, "asked_words") == "It waits for your answer."


@pytest.mark.parametrize(
    ("kept_step", "words", "stop"),
    [
        (None, "There is no earlier good state", "Stop and keep it as it is"),
        (1_200, "The state of step 1,200 is kept", "Stop and go back to step 1,200"),
    ],
)
def test_a_collapse_promises_only_the_good_state_there_is(
    page: PretrainPage, running: RunningJob, kept_step: int | None, words: str, stop: str
) -> None:
    running.token.pause()
    running.deliver([_collapsing(kept_step=kept_step)])
    assert words in text(page, "collapse_kept")
    assert find(page, QPushButton, "stop_good").text() == stop


@pytest.mark.parametrize(
    ("button", "word"), [("remedy", "remedy"), ("ignore", "ignore"), ("stop_good", "stop")]
)
def test_each_answer_reaches_the_job_and_lets_it_go_on(
    page: PretrainPage, running: RunningJob, button: str, word: str
) -> None:
    running.token.pause()
    running.deliver([_collapsing()])
    click(page, button)
    assert running.token.take_reply() == word
    assert not running.token.paused
    assert not find(page, QWidget, "collapse").isVisible()


def test_a_job_that_went_on_by_itself_asks_no_more(page: PretrainPage, running: RunningJob) -> None:
    running.token.pause()
    running.deliver([_collapsing()])
    running.token.resume()
    running.deliver([Advanced(phase="Learning", done=41, total=99)])
    assert not find(page, QWidget, "collapse").isVisible()


def test_a_collapse_that_nobody_is_asked_about_is_only_listed(
    page: PretrainPage, running: RunningJob
) -> None:
    running.deliver([_collapsing(waits=False)])
    assert not find(page, QWidget, "collapse").isVisible()
    assert "all the same" in text(page, "happened_words")


def test_notices_are_listed_so_that_they_do_not_vanish(page: PretrainPage, running: RunningJob) -> None:
    assert not find(page, QWidget, "happened").isVisible()
    running.deliver([Notice(level="care", text="A batch is now 16 samples instead of 32.")])
    running.deliver([Notice(level="care", text="The rate is halved.")])
    assert find(page, QWidget, "happened").isVisible()
    words = text(page, "happened_words")
    assert words.index("16 samples") < words.index("halved")


def test_an_answer_leaves_the_keys_with_the_run(page: PretrainPage, running: RunningJob) -> None:
    running.token.pause()
    running.deliver([_collapsing()])
    assert page.focusWidget().objectName() == "remedy"
    click(page, "ignore")
    assert page.focusWidget().objectName() == "running"


def test_stop_leaves_the_keys_with_the_run(page: PretrainPage, running: RunningJob) -> None:
    click(page, "stop")
    assert page.focusWidget().objectName() == "running"


def test_a_run_that_ends_without_a_result_gives_the_keys_to_start(
    page: PretrainPage, running: RunningJob
) -> None:
    click(page, "stop")
    running.conclude()
    assert page.focusWidget().objectName() == "start"


def test_no_is_answered_back_to_discard(page: PretrainPage, running: RunningJob) -> None:
    click(page, "discard")
    click(page, "discard_no")
    assert page.focusWidget().objectName() == "discard"
