"""The label page where labels are texts: typed beside the sound, or taken from a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from tests.app.page_session import keep, page_session, sink_of
from tests.app.pages.trained import copy_of
from tests.spoken import write_table
from workbench.app.pages import label
from workbench.app.pages.label.page import LabelPage
from workbench.app.pages.label.tables import TableButtons
from workbench.app.session import Session
from workbench.app.views.sample_preview import SamplePreview
from workbench.app.widgets.sample_grid import SampleGrid
from workbench.app.widgets.text_field import TextField
from workbench.project import AddClasses

__all__ = ["page_session"]


@pytest.fixture
def session(page_session: Session, spoken_sounds: Path, tmp_path: Path) -> Session:
    page_session.set_engine_ready()
    assert page_session.open_project(copy_of(spoken_sounds, tmp_path))
    return page_session


def opened(qtbot: QtBot, session: Session) -> LabelPage:
    page = label.make_page(session)
    keep(session, page)
    page.resize(1072, 900)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: " 24" in find(page, QWidget, "source_all").accessibleName())
    return page


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> LabelPage:
    """With the four sounds listed that have no text."""
    page = opened(qtbot, session)
    qtbot.waitUntil(field(page).isVisible)
    click(page, "source_unlabelled")
    return page


def field(page: QWidget) -> TextField:
    return find(page, TextField, "sample_text")


def grid(page: QWidget) -> SampleGrid:
    return find(page, SampleGrid, "sample_grid")


def text_of(session: Session, sample: int | None) -> str:
    given = session.project.labels.of(sample or 0)
    return given.name if given is not None and given.kind == "text" else ""


def test_labels_that_are_texts_bring_the_field_and_take_the_classes_away(page: LabelPage) -> None:
    assert field(page).isVisible()
    assert not find(page, QWidget, "class_bar").isVisible()
    assert text(page, "label_hint").startswith("20 of 24 have a text")


def test_enter_keeps_the_text_and_goes_on(session: Session, page: LabelPage) -> None:
    first = grid(page).current
    QTest.keyClicks(field(page), "abc")
    QTest.keyClick(field(page), Qt.Key.Key_Return)
    assert text_of(session, first) == "abc"
    assert grid(page).current != first
    assert field(page).text == ""


def test_digits_and_spaces_in_the_field_are_letters(session: Session, page: LabelPage) -> None:
    first = grid(page).current
    QTest.keyClicks(field(page), "1 2")
    assert grid(page).current == first
    assert (field(page).text, sink_of(session).taken) == ("1 2", [])


def test_a_text_is_undone(session: Session, page: LabelPage) -> None:
    first = grid(page).current
    QTest.keyClicks(field(page), "abc")
    QTest.keyClick(field(page), Qt.Key.Key_Return)
    session.undo()
    assert text_of(session, first) == ""


def test_an_emptied_field_takes_the_text_away(session: Session, page: LabelPage) -> None:
    click(page, "source_labelled")
    first = grid(page).current
    assert text_of(session, first)
    field(page).clear()
    QTest.keyClick(field(page), Qt.Key.Key_Return)
    assert session.project.labels.of(first or 0) is None


def test_ctrl_space_plays_while_typing(qtbot: QtBot, session: Session, page: LabelPage) -> None:
    qtbot.waitUntil(lambda: find(page, SamplePreview, "sample_preview").is_sharp)
    QTest.keyClick(field(page), Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(sink_of(session).taken) == 1)


def test_number_keys_do_not_label_while_labels_are_texts(session: Session, page: LabelPage) -> None:
    session.apply(AddClasses(names=("frog", "bird")), "Add")
    first = grid(page).current
    QTest.keyClick(grid(page), Qt.Key.Key_1)
    assert session.project.labels.of(first or 0) is None


def test_a_person_may_choose_classes_instead(session: Session, page: LabelPage) -> None:
    click(page, "label_kind_classes")
    assert find(page, QWidget, "class_bar").isVisible()
    assert not field(page).isVisible()


def test_what_was_typed_is_kept_when_classes_are_chosen(session: Session, page: LabelPage) -> None:
    first = grid(page).current
    QTest.keyClicks(field(page), "abc")
    click(page, "label_kind_classes")
    assert text_of(session, first) == "abc"


def test_a_table_of_texts_says_what_it_took_and_what_it_does_not_know(
    qtbot: QtBot, session: Session, page: LabelPage, tmp_path: Path
) -> None:
    table = write_table(tmp_path / "t.csv", {"s20.wav": "ab", "s21.wav": "cd", "gone.wav": "dd"})
    buttons = page.findChild(TableButtons)
    assert buttons is not None
    buttons.take_table(table)
    report = find(page, QLabel, "label_report_words")
    qtbot.waitUntil(report.isVisible, timeout=30_000)
    assert report.text().startswith("2 samples were labelled.")
    assert "Not in this project: gone.wav" in report.text()
    assert session.facts.texts == 22


def test_pictures_have_no_switch(
    qtbot: QtBot, page_session: Session, modelled_project: Path, tmp_path: Path
) -> None:
    page_session.set_engine_ready()
    assert page_session.open_project(copy_of(modelled_project, tmp_path))
    page = opened(qtbot, page_session)
    assert not find(page, QAbstractButton, "label_kind_texts").isVisible()
