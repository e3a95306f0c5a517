"""Looking at a text: whole, with its length, the next one and the one before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from tests.app.tiny_texts import make_text_project
from workbench.app.session import Session
from workbench.app.views.sample_content import shown
from workbench.app.views.sample_preview import SamplePreview
from workbench.app.views.sample_view import SampleView
from workbench.app.views.spans import SpansView
from workbench.app.views.text_view import about, readable


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    session = Session()
    assert session.open_project(make_text_project(tmp_path, 6))
    yield session
    session.close_project()


@pytest.fixture
def view(qtbot: QtBot, session: Session) -> SampleView:
    view = SampleView(session)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    ids = np.array([sample.id for sample in session.project.samples.all()])
    view.show_samples(ids, int(ids[0]))
    qtbot.waitUntil(lambda: "words" in text(view, "sample_about"))
    return view


@pytest.fixture
def preview(qtbot: QtBot, session: Session) -> SamplePreview:
    """Held to the end: what nobody holds is deleted by Python's collector, on any thread."""
    preview = SamplePreview(session.player)
    qtbot.addWidget(preview)
    preview.show()
    return preview


def words(view: SampleView) -> str:
    return find(view, SpansView, "text").toPlainText()


def test_a_text_is_shown_whole_with_its_file_and_length(view: SampleView) -> None:
    assert text(view, "sample_title") == "p000.txt"
    assert words(view).startswith("Looked after fern, day 1.")
    assert (
        text(view, "sample_about")
        == f"1 of 6 · {len(words(view).split())} words · {len(words(view))} letters"
    )


def test_what_is_for_pictures_is_not_there(view: SampleView) -> None:
    assert not view.picture.isVisible()
    assert view.text.isVisible()


def test_arrows_go_to_the_next_text_and_back(qtbot: QtBot, view: SampleView) -> None:
    QTest.keyClick(find(view, SpansView, "text"), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: words(view).startswith("Looked after tomato"))
    QTest.keyClick(find(view, SpansView, "text"), Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: words(view).startswith("Looked after fern"))


def test_escape_goes_back(qtbot: QtBot, view: SampleView) -> None:
    with qtbot.waitSignal(view.closed):
        QTest.keyClick(find(view, SpansView, "text"), Qt.Key.Key_Escape)


def test_a_text_whose_file_vanished_is_told(qtbot: QtBot, view: SampleView, tmp_path: Path) -> None:
    (tmp_path / "notes" / "p002.txt").unlink()
    click(view, "sample_after")
    qtbot.waitUntil(lambda: text(view, "sample_about").endswith("."))
    assert words(view) == ""


def test_the_preview_shows_the_text_and_its_length(
    qtbot: QtBot, session: Session, preview: SamplePreview
) -> None:
    with qtbot.waitSignal(preview.kind_shown):
        preview.show_sample(shown(session.project, 1))
    qtbot.waitUntil(lambda: preview.is_sharp)
    assert find(preview, SpansView, "sample_text").toPlainText().startswith("Looked after fern")
    assert "words" in text(preview, "sample_text_about")


def test_the_preview_of_nothing_is_empty(qtbot: QtBot, session: Session, preview: SamplePreview) -> None:
    preview.show_sample(shown(session.project, 1))
    qtbot.waitUntil(lambda: preview.is_sharp)
    preview.show_sample(None)
    assert find(preview, SpansView, "sample_text").toPlainText() == ""


def test_a_very_long_text_is_cut_and_says_so() -> None:
    assert len(readable("word " * 50_000).text) <= 100_001
    assert about("word " * 50_000)[-1] == "the first 100,000 letters are shown"


def test_line_ends_of_every_kind_are_lines() -> None:
    assert readable("a\r\nb\rc\0").text == "a\nb\nc\N{REPLACEMENT CHARACTER}"
