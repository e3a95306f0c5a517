"""The fine-tuning page where labels are texts: what it offers, starts, and says of the model."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from tests.app.page_session import keep, page_session
from tests.app.pages.trained import copy_of
from workbench.app.pages import PAGES, fine_tune
from workbench.app.pages.fine_tune.page import FineTunePage
from workbench.app.pages.fine_tune.score_rows import ScoreRows
from workbench.app.session import Facts, Session
from workbench.app.widgets.plain_table import PlainTable
from workbench.operations import write_down
from workbench.operations.write_down import WriteDown
from workbench.project import AddClasses, Label, SetLabels

__all__ = ["page_session"]
LONG_MS = 60_000


def opened(qtbot: QtBot, session: Session, project: Path, tmp_path: Path) -> FineTunePage:
    session.set_engine_ready()
    assert session.open_project(copy_of(project, tmp_path))
    page = fine_tune.make_page(session)
    keep(session, page)
    page.resize(860, 1600)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def page(qtbot: QtBot, page_session: Session, spoken_sounds: Path, tmp_path: Path) -> FineTunePage:
    page = opened(qtbot, page_session, spoken_sounds, tmp_path)
    qtbot.waitUntil(find(page, QWidget, "text_setup").isVisible)
    return page


@pytest.fixture
def page_with_model(qtbot: QtBot, page_session: Session, heard_sounds: Path, tmp_path: Path) -> FineTunePage:
    """With its only model chosen."""
    page = opened(qtbot, page_session, heard_sounds, tmp_path)
    find(page, PlainTable, "models").setCurrentCell(0, 0)
    qtbot.waitUntil(find(page, PlainTable, "heard_examples").isVisible)
    return page


def label_some_with_classes(session: Session) -> None:
    samples = session.project.samples.usable()[20:24]
    session.apply(AddClasses(names=("a", "b")), "Add")
    labels = tuple((s.id, Label(value=("ab"[i % 2],))) for i, s in enumerate(samples))
    session.apply(SetLabels(labels=labels), "Label")


def test_texts_alone_open_the_step_and_their_model_the_next_ones() -> None:
    locked = {info.name: info.locked(Facts(samples=9, labels=9, texts=9)) for info in PAGES}
    assert not locked["fine_tune"]
    assert locked["use"]
    assert not PAGES[-1].locked(Facts(samples=9, labels=9, texts=9, models=1))


def test_texts_are_offered_three_ways(page: FineTunePage) -> None:
    names = ["auto", "transcribe", "translate"]
    assert all(find(page, QRadioButton, f"text_mode_{name}").isVisible() for name in names)
    assert find(page, QRadioButton, "text_mode_auto").isChecked()
    assert not find(page, QWidget, "setup").isVisible()


def test_the_title_and_the_line_say_how_many_texts_there_are(page: FineTunePage) -> None:
    assert text(page, "title") == "Teach it to write down what it hears, from 20 texts"
    assert text(page, "texts_line").startswith("20 texts to learn from, 0 in the check set.")


def test_labels_of_both_kinds_bring_a_choice(qtbot: QtBot, page_session: Session, page: FineTunePage) -> None:
    label_some_with_classes(page_session)
    qtbot.waitUntil(find(page, QWidget, "teach_kind").isVisible)
    click(page, "teach_kind_classes")
    assert find(page, QWidget, "setup").isVisible()
    assert text(page, "title").startswith("Teach it your classes with 4 labels")


def test_the_button_starts_the_chosen_way(qtbot: QtBot, page_session: Session, page: FineTunePage) -> None:
    find(page, QRadioButton, "text_mode_transcribe").setChecked(True)
    click(page, "text_start")
    qtbot.waitUntil(lambda: len(page_session.jobs.running) == 1)
    (running,) = page_session.jobs.running
    assert isinstance(running.job.arguments, WriteDown)
    assert running.job.arguments.mode == "transcribe"
    assert find(page, QWidget, "working").isVisible()
    click(page, "stop")
    qtbot.waitUntil(find(page, QWidget, "text_setup").isVisible, timeout=LONG_MS)


def test_a_new_model_is_shown_with_its_figures(
    qtbot: QtBot, page_session: Session, page: FineTunePage
) -> None:
    folder = page_session.project.folder
    page_session.start(write_down.job(WriteDown(project=folder, way="nearest", minutes=1, device="cpu")))
    qtbot.waitUntil(find(page, QWidget, "heard_result").isVisible, timeout=LONG_MS)
    rows = [name for name, _ in find(page, ScoreRows, "heard_figures").texts()]
    assert [row.split(",")[0] for row in rows] == [
        "Word for word (exact)", "Like the wanted text (chrF)", "Wrong letters (CER)", "Wrong words (WER)",
    ]  # fmt: skip
    assert page_session.facts.models == 1


def test_where_the_nearest_sound_is_the_model_it_says_so(page_with_model: FineTunePage) -> None:
    assert "by taking the text of the most similar known sound" in text(page_with_model, "heard_headline")
    assert "It can only say texts that it was given." in text(page_with_model, "heard_sentence")
    assert text(page_with_model, "heard_limits").startswith("From a few hundred pairs")


def test_the_ways_that_were_tried_stand_side_by_side(page_with_model: FineTunePage) -> None:
    ways = find(page_with_model, PlainTable, "heard_ways").texts()
    assert [row[0].split(",")[0] for row in ways if row[1] == "the model"] == ["Most similar known sound"]


def test_some_texts_stand_beside_the_wanted_ones(page_with_model: FineTunePage) -> None:
    examples = find(page_with_model, PlainTable, "heard_examples").texts()
    assert examples
    assert all(wanted and set(wanted) <= set("abcd") for wanted, _, _ in examples)


def test_texts_of_texts_are_for_another_page(
    qtbot: QtBot, page_session: Session, modelled_texts: Path, tmp_path: Path
) -> None:
    page = opened(qtbot, page_session, modelled_texts, tmp_path)
    samples = page_session.project.samples.usable()
    labels = tuple((sample.id, Label(value=("yes",), kind="text")) for sample in samples)
    page_session.apply(SetLabels(labels=labels), "Answer")
    qtbot.waitUntil(find(page, QWidget, "empty").isVisible)
    assert "answer" in text(page, "empty_sentence")
