"""The pretraining page on a real project of 24 notes: nothing on it speaks of pictures or shows them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QSpinBox, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text, type_over
from tests.app.page_session import keep, page_session
from tests.app.pages.trained import events
from tests.app.tiny_texts import make_text_project
from tests.engine.weights import folders
from workbench.app.job_runner import RunningJob
from workbench.app.pages.pretrain import make_page
from workbench.app.pages.pretrain.choosing.advice import Advice
from workbench.app.pages.pretrain.choosing.previews import Previews
from workbench.app.pages.pretrain.choosing.task_cards import TaskCards
from workbench.app.pages.pretrain.page import PretrainPage
from workbench.app.pages.pretrain.running.strip_view import StripView
from workbench.app.session import Session
from workbench.app.views.rows import RowsView
from workbench.engine.contracts import RowsPreview, Span, TextPreview
from workbench.engine.monitors.looked import Looked
from workbench.engine.monitors.verdict import Verdict
from workbench.jobs import Job
from workbench.operations import pretrain
from workbench.operations.pretrain import RunStarted
from workbench.operations.run_settings import Pretrain

session = page_session
_JOB_MS = 120_000
_RUN = "0001-missing_words"


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One finished run of two steps. Copy it before changing it."""
    project = make_text_project(tmp_path_factory.mktemp("texts"))
    events(pretrain.job(Pretrain(project=project, task="missing_words", steps=2, batch=8, device="cpu")))
    return project


@pytest.fixture
def page(qtbot: QtBot, session: Session, trained: Path, tmp_path: Path) -> PretrainPage:
    folder = tmp_path / "project"
    shutil.copytree(trained, folder)
    assert session.open_project(folder)
    page = make_page(session)
    keep(session, page)
    page.resize(860, 1800)
    page.show()
    _settled(qtbot, session)
    return page


@pytest.fixture
def quiet(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> PretrainPage:
    """The page without its previews and its recommendation, which take a second."""
    monkeypatch.setattr(Advice, "recommend", lambda self: None)
    monkeypatch.setattr(Previews, "show", lambda self: None)
    page = request.getfixturevalue("page")
    assert isinstance(page, PretrainPage)
    return page


@pytest.fixture
def running(session: Session, quiet: PretrainPage) -> RunningJob:
    """A job that says whatever a test delivers, and does nothing."""
    job = Job(operation=pretrain.__name__, arguments=None, title="Learn", resource="accelerator")
    running = RunningJob(job, session)
    session.jobs.started.emit(running)
    started = RunStarted(
        run="0002-x",
        task="next_word",
        encoder="gpt_mini",
        device="cpu",
        size=128,
        batch=8,
        steps=9,
        reason="",
    )
    running.deliver([started])
    return running


def _settled(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=_JOB_MS)


def _look() -> Looked:
    guess = TextPreview(spans=(Span(text="Water "), Span(text="it", mark="right")), caption="Its guess")
    return Looked(
        step=40,
        values={"agreement": 0.5, "rank": 12.0, "spread": 0.8},
        strip=((1, 3, 5, 7, 9), (2, 4, 6, 8, 10)),
        verdict=Verdict(word="learning", sentence="Learning: it moves."),
        preview=RowsPreview(rows=((guess, guess),) * 4),
    )


def _words(page: QWidget) -> str:
    seen = [label.text() for label in page.findChildren(QLabel)]
    seen += [widget.toolTip() for widget in page.findChildren(QWidget)]
    return "\n".join(seen + [button.text() for button in page.findChildren(QAbstractButton)])


def test_the_page_speaks_of_texts_and_never_of_pictures(page: PretrainPage) -> None:
    click(page, "advanced_fold")
    assert text(page, "title") == "Learn from 24 texts without labels (pretraining)"
    assert "A safe first choice for texts: Say the next word" in text(page, "recommendation")
    assert "SimCSE" in text(page, "recommendation").partition("left out")[0]
    found = _words(page).lower().replace("save the plot as a picture", "")
    assert [word for word in ("picture", " px", "pixel", "colour") if word in found] == []


def test_what_was_measured_as_best_is_offered_first(quiet: PretrainPage) -> None:
    names = [button.objectName() for button in find(quiet, QWidget, "family").findChildren(QAbstractButton)]
    assert names[:3] == ["family_recommended", "family_next", "family_masked"]


def test_cards_show_what_becomes_of_the_persons_own_sentences(qtbot: QtBot, page: PretrainPage) -> None:
    cards = find(page, TaskCards, "tasks").cards
    for name in ("missing_words", "next_word"):
        assert cards[name].preview.num_texts == 2
        assert cards[name].rect().contains(cards[name].preview.geometry())
    _, damaged = cards["missing_words"]._rows.rows[0]
    assert isinstance(damaged, TextPreview)
    assert {"hidden", ""} == {span.mark for span in damaged.spans}


def test_no_size_can_be_chosen_for_texts(quiet: PretrainPage) -> None:
    click(quiet, "advanced_fold")
    assert find(quiet, QSpinBox, "advanced_batch").isVisible()
    assert quiet.findChild(QWidget, "advanced_sample_size") is None


def test_only_encoders_that_suit_the_task_are_offered(quiet: PretrainPage) -> None:
    offered = {}
    for task in ("missing_words", "next_word"):
        find(quiet, TaskCards, "tasks").choose(task)
        box = find(quiet, QComboBox, "advanced_encoder")
        offered[task] = {box.itemText(place).partition("_")[0] for place in range(1, box.count())}
    assert offered == {"missing_words": {"text"}, "next_word": {"gpt"}}


def test_what_matters_is_asked_where_readings_differ(quiet: PretrainPage) -> None:
    assert not find(quiet, QWidget, "matters").isVisible()
    find(quiet, TaskCards, "tasks").choose("simcse")
    assert find(quiet, QWidget, "matters").isVisible()


def test_simcse_says_on_its_card_that_it_wants_a_start(qtbot: QtBot, page: PretrainPage) -> None:
    find(page, TaskCards, "tasks").choose("simcse")
    words = find(page, QLabel, "caution_simcse_text")
    qtbot.waitUntil(lambda: "started from another run" in words.text(), timeout=_JOB_MS)


def test_a_run_can_be_the_start_and_says_how_many_tokens_it_sees(qtbot: QtBot, quiet: PretrainPage) -> None:
    click(quiet, "task_missing_words")
    quiet._setup.starting_point.choose(_RUN)
    qtbot.waitUntil(lambda: "tokens" in text(quiet, "start_from_words"))
    assert "It goes on with text_mini at " in text(quiet, "start_from_words")
    assert quiet._setup.arguments(Path()).size == 0


def test_a_folder_with_a_network_from_elsewhere_can_be_the_start(
    qtbot: QtBot, quiet: PretrainPage, tmp_path: Path
) -> None:
    click(quiet, "task_missing_words")
    quiet._setup.starting_point.choose(str(folders.written(tmp_path / "found", "bert")))
    qtbot.waitUntil(lambda: text(quiet, "start_from_words") == "It goes on with bert at 66 tokens.")
    assert find(quiet, QAbstractButton, "start").isEnabled()


def test_a_start_that_the_task_cannot_go_on_from_is_told_until_another_is_chosen(
    qtbot: QtBot, quiet: PretrainPage, tmp_path: Path
) -> None:
    click(quiet, "task_missing_words")
    quiet._setup.starting_point.choose(str(folders.written(tmp_path / "found", "gpt2")))
    qtbot.waitUntil(lambda: "both ways" in text(quiet, "start_from_words"))
    assert not find(quiet, QAbstractButton, "start").isEnabled()
    assert "do not go together" in text(quiet, "start_reason")
    click(quiet, "task_next_word")
    qtbot.waitUntil(lambda: text(quiet, "start_from_words") == "It goes on with gpt2 at 66 tokens.")
    assert find(quiet, QAbstractButton, "start").isEnabled()


def test_a_folder_without_a_network_is_refused_in_a_sentence(
    qtbot: QtBot, quiet: PretrainPage, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    quiet._setup.starting_point.choose(str(tmp_path / "empty"))
    qtbot.waitUntil(lambda: text(quiet, "start_from_words") != "")
    assert text(quiet, "start_from_words").endswith(".")
    assert "First choose another network" in text(quiet, "start_reason")


def test_the_run_says_its_size_in_tokens(quiet: PretrainPage, running: RunningJob) -> None:
    assert text(quiet, "run_details").startswith(
        "Say the next word with gpt_mini at 128 tokens, 8 texts a step, on cpu."
    )


def test_the_strip_shows_beginnings_of_texts_in_columns(
    qtbot: QtBot, quiet: PretrainPage, running: RunningJob
) -> None:
    running.deliver([_look()])
    strip = find(quiet, StripView, "strip")
    qtbot.waitUntil(lambda: strip.num_loaded == 8)
    assert strip.strip == ((1, 3, 5, 7), (2, 4, 6, 8))
    assert strip.place_of(0, 1).top() >= strip.place_of(0, 0).bottom()
    assert strip.rect().contains(strip.place_of(1, 3))
    assert text(quiet, "strip_file").startswith("In bold a sample")


def test_a_reader_hears_the_text_that_the_keys_reach(
    qtbot: QtBot, quiet: PretrainPage, running: RunningJob
) -> None:
    running.deliver([_look()])
    strip = find(quiet, StripView, "strip")
    qtbot.waitUntil(lambda: strip.num_loaded == 8)
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Down)
    assert text(quiet, "strip_file") == "p004.txt, number 1 of those most like p000.txt"
    assert "Looked after" in strip.accessibleDescription()


def test_guesses_are_shown_while_it_learns(qtbot: QtBot, quiet: PretrainPage, running: RunningJob) -> None:
    running.deliver([_look()])
    live = find(quiet, RowsView, "live_preview")
    qtbot.waitUntil(lambda: live.num_texts == 4)
    assert live.isVisible()
    assert live.num_pictures == 0


def test_past_runs_have_tokens_and_their_settings_can_be_used_again(
    qtbot: QtBot, quiet: PretrainPage
) -> None:
    table = find(quiet, QTableWidget, "runs_table")

    def size() -> str:
        item = table.item(0, 9)
        return item.text() if item else ""

    qtbot.waitUntil(lambda: size().endswith(" tokens"))
    quiet._past.panel.choose(_RUN)
    click(quiet, "duplicate_run")
    qtbot.waitUntil(lambda: find(quiet, QSpinBox, "advanced_batch").value() == 8)
    chosen = quiet._setup.arguments(Path())
    assert (chosen.task, chosen.encoder, chosen.size) == ("missing_words", "text_mini", 0)


def test_a_run_learns_from_texts_and_is_kept_when_it_is_stopped(
    qtbot: QtBot, session: Session, page: PretrainPage
) -> None:
    click(page, "task_next_word")
    click(page, "advanced_fold")
    type_over(find(page, QSpinBox, "advanced_batch"), "4")
    click(page, "budget_5")
    _settled(qtbot, session)
    click(page, "start")
    qtbot.waitUntil(lambda: text(page, "strip_step").startswith("at step"), timeout=_JOB_MS)
    qtbot.waitUntil(lambda: "texts a second" in text(page, "progress_words"), timeout=_JOB_MS)
    click(page, "stop")
    qtbot.waitUntil(find(page, QWidget, "result").isVisible, timeout=_JOB_MS)
    assert "texts a second" in text(page, "result_numbers")
    assert [run.task for run in session.project.runs.all()] == ["missing_words", "next_word"]
