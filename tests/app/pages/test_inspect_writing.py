"""Step 5 where a network writes: it goes on from a beginning, learns to answer, and answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text, type_over
from tests.app.pages.trained import copy_of
from tests.running import run
from tests.texts import project_that_writes, write_pairs
from workbench.app.pages import PAGES
from workbench.app.pages.inspect import make_page
from workbench.app.pages.inspect.page import InspectPage
from workbench.app.pages.inspect.writing.teach_card import TeachCard
from workbench.app.session import Facts, Session
from workbench.operations import answer
from workbench.operations.answer import Teach

SLOW_MS = 60_000


@pytest.fixture(scope="session")
def writing_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose network writes on. Copy it before changing it."""
    return project_that_writes(tmp_path_factory.mktemp("writing"))


@pytest.fixture(scope="session")
def answering_project(writing_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a model that answers. Copy it before changing it."""
    folder = tmp_path_factory.mktemp("answering")
    project = copy_of(writing_project, folder)
    pairs = write_pairs(folder / "pairs.csv")
    run(answer.job(Teach(project=project, pairs=pairs, minutes=0.08, device="cpu")))
    return project


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    session = Session()
    session.set_engine_ready()
    yield session
    session.jobs.stop_all()
    assert session.jobs.wait()
    session.close_project()


def opened(qtbot: QtBot, session: Session, project: Path) -> InspectPage:
    assert session.open_project(project)
    page = make_page(session)
    qtbot.addWidget(page)
    page.resize(1072, 752)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def page(qtbot: QtBot, session: Session, writing_project: Path, tmp_path: Path) -> InspectPage:
    return opened(qtbot, session, copy_of(writing_project, tmp_path))


@pytest.fixture
def asking(qtbot: QtBot, session: Session, answering_project: Path, tmp_path: Path) -> InspectPage:
    page = opened(qtbot, session, copy_of(answering_project, tmp_path))
    click(page, "view_ask")
    return page


def done(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=SLOW_MS)


def written(page: InspectPage) -> str:
    return find(page, QTextBrowser, "written_text").toPlainText()


def begin(page: InspectPage, beginning: str) -> None:
    box = find(page, QPlainTextEdit, "write_beginning")
    box.setFocus()
    QTest.keyClicks(box, beginning)
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def ask(page: InspectPage, question: str) -> None:
    line = find(page, QLineEdit, "ask_question")
    line.setFocus()
    QTest.keyClicks(line, question)
    QTest.keyClick(line, Qt.Key.Key_Return)


def labels(page: InspectPage, name: str) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel, name)]


def test_the_step_is_open_without_a_model_when_a_network_can_write(
    session: Session, writing_project: Path, page: InspectPage
) -> None:
    (step,) = [info for info in PAGES if info.name == "inspect"]
    assert session.facts.writers == 1
    assert step.locked(session.facts) == ""
    assert step.locked(Facts(encoders=1)) != ""


def test_without_a_model_of_classes_writing_comes_first(page: InspectPage) -> None:
    assert find(page, QWidget, "write_panel").isVisible()
    assert text(page, "inspect_title") == "See how the network goes on"
    assert not find(page, QPushButton, "train_again").isVisible()


def test_the_guide_is_about_what_is_open(page: InspectPage, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.topic_shown) as told:
        click(page, "view_ask")
    assert told.args == ["inspect", "writing"]
    with qtbot.waitSignal(session.topic_shown) as told:
        click(page, "view_list")
    assert told.args == ["inspect", ""]


def test_pictures_offer_no_writing(
    qtbot: QtBot, session: Session, modelled_project: Path, tmp_path: Path
) -> None:
    page = opened(qtbot, session, copy_of(modelled_project, tmp_path))
    assert not find(page, QPushButton, "view_write").isVisible()
    assert not find(page, QPushButton, "view_ask").isVisible()
    assert find(page, QPushButton, "train_again").isVisible()


def test_ctrl_enter_writes_on_behind_the_beginning(qtbot: QtBot, session: Session, page: InspectPage) -> None:
    type_over(find(page, QSpinBox, "write_words"), "6")
    begin(page, "The river")
    done(qtbot, session)
    assert written(page).startswith("The river")
    assert len(written(page).split()) > 2
    assert "bits a letter" in text(page, "write_facts")


def test_each_press_writes_something_else(qtbot: QtBot, session: Session, page: InspectPage) -> None:
    type_over(find(page, QSpinBox, "write_words"), "9")
    begin(page, "The river")
    done(qtbot, session)
    first = written(page)
    click(page, "write_go")
    done(qtbot, session)
    assert written(page) != first


def test_escape_stops_and_keeps_what_is_written(qtbot: QtBot, session: Session, page: InspectPage) -> None:
    type_over(find(page, QSpinBox, "write_words"), "1000")
    type_over(find(page, QDoubleSpinBox, "write_boldness"), "2")
    begin(page, "The river")
    qtbot.waitUntil(lambda: len(written(page)) > len("The river"), timeout=SLOW_MS)
    QTest.keyClick(find(page, QPlainTextEdit, "write_beginning"), Qt.Key.Key_Escape)
    done(qtbot, session)
    assert "stopped" in text(page, "write_facts")
    assert find(page, QPushButton, "write_go").isEnabled()


def test_what_was_written_can_be_the_next_beginning(
    qtbot: QtBot, session: Session, page: InspectPage
) -> None:
    type_over(find(page, QSpinBox, "write_words"), "4")
    begin(page, "The river")
    done(qtbot, session)
    click(page, "write_further")
    assert find(page, QPlainTextEdit, "write_beginning").toPlainText() == written(page)


def test_one_network_is_not_asked_for(page: InspectPage) -> None:
    assert not find(page, QComboBox, "write_run").isVisible()


def test_a_network_that_cannot_be_read_is_told_where_it_happened(
    qtbot: QtBot, session: Session, page: InspectPage
) -> None:
    folder = session.project.run_folder("0001-next_word")
    (folder / "encoder.safetensors").write_bytes(b"nothing")
    with qtbot.waitSignal(session.failure_seen, timeout=SLOW_MS):
        begin(page, "The river")
    done(qtbot, session)
    assert "cannot be read" in text(page, "write_failed_what")


def test_before_it_was_taught_there_is_nobody_to_ask(page: InspectPage) -> None:
    click(page, "view_ask")
    assert "No network has learnt to answer yet" in text(page, "turns_hint")
    assert not find(page, QLineEdit, "ask_question").isEnabled()
    assert not find(page, QPushButton, "teach_start").isEnabled()


def test_a_table_teaches_and_then_it_can_be_asked(
    qtbot: QtBot, session: Session, page: InspectPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer, "SECONDS_ON_A_CPU", 5.0)
    click(page, "view_ask")
    find(page, TeachCard, "teach_card").take(write_pairs(tmp_path / "pairs.csv"))
    click(page, "teach_start")
    qtbot.waitUntil(lambda: session.facts.answering == 1, timeout=SLOW_MS)
    done(qtbot, session)
    qtbot.waitUntil(lambda: find(page, QLineEdit, "ask_question").isEnabled())
    assert "looking answers up" in text(page, "ask_worth").lower()
    assert find(page, QPushButton, "teach_start").isEnabled()


def test_a_table_without_answers_is_told_on_the_card(
    qtbot: QtBot, session: Session, page: InspectPage, tmp_path: Path
) -> None:
    table = tmp_path / "labels.csv"
    table.write_text("file,label\na,b\n")
    click(page, "view_ask")
    find(page, TeachCard, "teach_card").take(table)
    click(page, "teach_start")
    done(qtbot, session)
    assert "not a table of questions and answers" in text(page, "teach_failed_what")


def test_enter_asks_and_the_answer_says_how_sure_it_is(
    qtbot: QtBot, session: Session, asking: InspectPage
) -> None:
    ask(asking, "what says the green moth")
    done(qtbot, session)
    assert labels(asking, "turn_question") == ["what says the green moth"]
    assert labels(asking, "turn_answer") != [""]
    assert "% sure of its words" in labels(asking, "turn_facts")[0]
    assert "moth" in labels(asking, "turn_nearest")[0]
    assert find(asking, QLineEdit, "ask_question").text() == ""


def test_turns_stand_below_one_another(qtbot: QtBot, session: Session, asking: InspectPage) -> None:
    for question in ("what says the moth", "what says the rain"):
        ask(asking, question)
        done(qtbot, session)
    assert labels(asking, "turn_question") == ["what says the moth", "what says the rain"]


def test_an_empty_question_is_not_sent(session: Session, asking: InspectPage) -> None:
    ask(asking, "  ")
    assert not session.jobs.busy
    assert not find(asking, QPushButton, "ask_send").isEnabled()


def test_the_plain_note_says_what_it_cannot_do(asking: InspectPage) -> None:
    assert "makes up an answer" in text(asking, "ask_note")


def test_a_model_that_answers_is_no_model_of_classes(asking: InspectPage) -> None:
    assert find(asking, QComboBox, "model_choice").count() == 0
    assert find(asking, QComboBox, "ask_model").count() == 1


@pytest.mark.parametrize("view", ["view_write", "view_ask"])
def test_every_control_has_a_name_and_a_tooltip(view: str, asking: InspectPage) -> None:
    click(asking, view)
    controls = [w for w in asking.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    nameless = [
        w.objectName() for w in controls if w.isVisible() and not (w.accessibleName() and w.toolTip())
    ]
    assert not [name for name in nameless if name not in ("sample_grid", "qt_spinbox_lineedit")]
