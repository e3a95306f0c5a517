"""The inspect page with a model that writes down sounds: its texts, to hear, to sort, and to correct."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from tests.app.page_session import keep, page_session, sink_of
from tests.app.pages.trained import copy_of
from workbench.app.pages import inspect, use
from workbench.app.pages.inspect.heard.table import HeardTable
from workbench.app.pages.inspect.page import InspectPage
from workbench.app.pages.use.form import DropFolder
from workbench.app.session import Session
from workbench.app.views.sample_preview import SamplePreview
from workbench.app.views.spans import SpansView
from workbench.app.widgets.file_table import FileTable
from workbench.app.widgets.text_field import TextField

__all__ = ["page_session"]
LONG_MS = 60_000


@pytest.fixture
def session(page_session: Session, heard_sounds: Path, tmp_path: Path) -> Session:
    page_session.set_engine_ready()
    assert page_session.open_project(copy_of(heard_sounds, tmp_path))
    return page_session


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> InspectPage:
    page = inspect.make_page(session)
    keep(session, page)
    page.resize(1072, 900)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: table(page).current is not None, timeout=LONG_MS)
    return page


def table(page: QWidget) -> HeardTable:
    return find(page, HeardTable, "heard_texts")


def field(page: QWidget) -> TextField:
    return find(page, TextField, "heard_text")


def order_by(page: QWidget, order: str) -> None:
    box = find(page, QComboBox, "heard_order")
    box.setCurrentIndex(box.findData(order))


def column(page: QWidget, number: int) -> list[str]:
    model = table(page).model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def text_of(session: Session, sample: int | None) -> str:
    given = session.project.labels.of(sample or 0)
    return given.name if given is not None else ""


def test_the_texts_are_what_is_shown_where_there_is_no_other_model(page: InspectPage) -> None:
    assert table(page).isVisible()
    assert text(page, "inspect_title") == "See what the model wrote"
    assert text(page, "inspect_hint").startswith("24 texts, ")


def test_the_least_sure_come_first(page: InspectPage) -> None:
    sure = [int(cell.removesuffix(" %")) for cell in column(page, 3)]
    assert sure == sorted(sure)


def test_the_most_wrong_come_first_where_that_is_wanted(page: InspectPage) -> None:
    order_by(page, "most wrong")
    wrong = [int(cell.removesuffix(" %")) for cell in column(page, 4) if cell]
    assert wrong == sorted(wrong, reverse=True)
    assert wrong[0] > 0
    assert table(page).current == table(page).samples[0]


def test_wrong_and_right_letters_stand_out(page: InspectPage) -> None:
    order_by(page, "most wrong")
    marks = {span.mark for span in find(page, SpansView, "heard_said").preview.spans}
    assert "wrong" in marks


def test_only_texts_that_were_kept_aside_can_be_listed(page: InspectPage) -> None:
    box = find(page, QComboBox, "heard_filter")
    box.setCurrentIndex(box.findData("unseen"))
    assert table(page).model().rowCount() == 3


def test_a_corrected_text_becomes_the_label_and_the_next_is_shown(
    session: Session, page: InspectPage
) -> None:
    first, second = table(page).samples[:2]
    field(page).setPlainText("dada")
    QTest.keyClick(field(page), Qt.Key.Key_Return)
    assert text_of(session, first) == "dada"
    assert table(page).current == second


def test_enter_takes_what_the_model_wrote_of_a_sound_without_a_text(
    session: Session, page: InspectPage
) -> None:
    box = find(page, QComboBox, "heard_filter")
    box.setCurrentIndex(box.findData("without"))
    sample, said = table(page).current, column(page, 2)[0]
    click(page, "heard_right")
    given = session.project.labels.of(sample or 0)
    assert given is not None
    assert (given.name, given.kind, given.source) == (said, "text", "guess")


def test_undo_brings_the_text_back(session: Session, page: InspectPage) -> None:
    first = table(page).current
    before = text_of(session, first)
    field(page).setPlainText("dada")
    QTest.keyClick(field(page), Qt.Key.Key_Return)
    session.undo()
    assert text_of(session, first) == before
    assert column(page, 1)[0] == before


def test_space_plays_the_chosen_sound(qtbot: QtBot, session: Session, page: InspectPage) -> None:
    side = find(page, QWidget, "heard_side")
    qtbot.waitUntil(lambda: find(side, SamplePreview, "sample_preview").is_sharp)
    QTest.keyClick(table(page), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(sink_of(session).taken) == 1)


def test_a_folder_of_sounds_gets_its_texts(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    page = use.make_page(session)
    keep(session, page)
    page.resize(1072, 900)
    page.show()
    qtbot.waitExposed(page)
    assert text(page, "use_hint").startswith("Every file gets a text")
    find(page, DropFolder, "use_drop").take(session.project.description.data)
    find(page, QWidget, "use_out").setProperty("text", str(tmp_path / "out.csv"))
    click(page, "predict")
    qtbot.waitUntil(find(page, QWidget, "predict_result").isVisible, timeout=LONG_MS)
    model = find(page, FileTable, "predict_rows").view.model()
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Written text"
    lines = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "file,text,confidence,problem"
    assert len(lines) == 25
