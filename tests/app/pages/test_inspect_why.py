"""Step 5 says which words moved a decision; of pictures it says nothing of the kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import find, text
from tests.app.page_session import keep, page_session
from tests.app.pages.trained import copy_of
from tests.app.tiny_texts import notes
from workbench.app.pages import inspect
from workbench.app.session import Session
from workbench.app.views.sample_preview import SamplePreview
from workbench.app.views.spans import SpansView
from workbench.app.widgets.sample_grid import SampleGrid

LONG_MS = 60_000

__all__ = ["page_session"]


def _page(qtbot: QtBot, session: Session, project: Path) -> QWidget:
    session.set_engine_ready()
    assert session.open_project(project)
    page = inspect.make_page(session)
    keep(session, page)
    page.resize(1072, 752)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: len(_grid(page).ids) == 24)
    return page


@pytest.fixture
def page(qtbot: QtBot, page_session: Session, modelled_texts: Path, tmp_path: Path) -> QWidget:
    return _page(qtbot, page_session, copy_of(modelled_texts, tmp_path))


def _grid(page: QWidget) -> SampleGrid:
    return find(page, SampleGrid, "sample_grid")


def _seen(page: QWidget) -> SpansView:
    return find(find(page, QWidget, "prediction_panel"), SpansView, "sample_text")


def _wait_for_why(qtbot: QtBot, page: QWidget) -> None:
    qtbot.waitUntil(lambda: bool({span.mark for span in _seen(page).preview.spans} - {""}), timeout=LONG_MS)


def test_the_words_that_moved_a_decision_are_marked_and_named(qtbot: QtBot, page: QWidget) -> None:
    _wait_for_why(qtbot, page)
    assert {span.mark for span in _seen(page).preview.spans} <= {"", "for", "against"}
    assert "spoke" in text(page, "prediction_why")


def test_the_marked_text_is_still_the_whole_text(qtbot: QtBot, page: QWidget) -> None:
    _wait_for_why(qtbot, page)
    side = find(page, QWidget, "prediction_panel")
    qtbot.waitUntil(lambda: find(side, SamplePreview, "sample_preview").is_sharp)
    assert _seen(page).preview.text in notes(24).values()


def test_the_reasons_of_one_text_never_stand_beside_another(qtbot: QtBot, page: QWidget) -> None:
    _wait_for_why(qtbot, page)
    _grid(page).move_current(1)
    assert "spoke" not in text(page, "prediction_why")
    assert {span.mark for span in _seen(page).preview.spans} == {""}


def test_they_stand_there_at_once_when_the_text_is_looked_at_again(qtbot: QtBot, page: QWidget) -> None:
    _wait_for_why(qtbot, page)
    said = text(page, "prediction_why")
    _grid(page).move_current(1)
    _grid(page).move_current(-1)
    assert text(page, "prediction_why") == said


def test_of_a_picture_no_words_are_sought(
    qtbot: QtBot, page_session: Session, modelled_project: Path, tmp_path: Path
) -> None:
    page = _page(qtbot, page_session, copy_of(modelled_project, tmp_path))
    assert find(page, QLabel, "prediction_why").isHidden()
