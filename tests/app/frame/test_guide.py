"""The guide: the text of the open page, headed by that of what the page is about."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.app.tiny_texts import make_text_project
from workbench.app.frame.guide import Guide, guide_text
from workbench.app.session import Facts, Session

_NOUNS = {"text": "text", "audio": "sound", "video": "video"}


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    session = Session()
    yield session
    session.close_project()


@pytest.fixture
def guide(qtbot: QtBot, session: Session) -> Guide:
    guide = Guide(session)
    qtbot.addWidget(guide)
    guide.show_page("pretrain")
    return guide


def _names(folder: str) -> list[str]:
    found = files("workbench").joinpath("resources", "guide", folder)
    return sorted(item.name.removesuffix(".md") for item in found.iterdir())


def test_the_text_of_the_chosen_task_heads_that_of_its_page(guide: Guide, session: Session) -> None:
    session.topic_shown.emit("pretrain", "tasks/simclr")
    text = guide.toPlainText()
    assert text.startswith("Recognise itself (SimCLR)")
    assert "Learning without labels" in text


def test_the_topic_stays_with_its_page(guide: Guide, session: Session) -> None:
    session.topic_shown.emit("pretrain", "tasks/simclr")
    guide.show_page("label")
    assert "SimCLR" not in guide.toPlainText()
    guide.show_page("pretrain")
    assert guide.toPlainText().startswith("Recognise itself")


def test_a_topic_without_a_text_leaves_the_page_alone(guide: Guide, session: Session) -> None:
    session.topic_shown.emit("pretrain", "tasks/there_is_none")
    assert guide.toPlainText().startswith("Learning without labels")


def test_another_project_starts_without_a_topic(guide: Guide, session: Session) -> None:
    session.topic_shown.emit("pretrain", "tasks/simclr")
    session.project_closed.emit()
    assert guide.toPlainText().startswith("Learning without labels")


@pytest.mark.parametrize("name", _names("tasks"))
def test_no_number_of_a_text_is_left_unfilled(name: str) -> None:
    assert "$" not in guide_text(f"tasks/{name}", Facts())


@pytest.mark.parametrize(
    ("modality", "name"), [(kind, name) for kind in ("text", "audio", "video") for name in _names(kind)]
)
def test_a_page_of_its_own_speaks_of_its_kind_of_data(modality: str, name: str) -> None:
    words = guide_text(name, Facts(samples=300), modality)
    assert _NOUNS[modality] in words
    assert "$" not in words
    assert words != guide_text(name, Facts(samples=300), "image")


@pytest.mark.parametrize("name", _names("text"))
def test_a_page_on_texts_speaks_of_no_pictures(name: str) -> None:
    assert "picture" not in guide_text(name, Facts(samples=300), "text")


def test_a_page_without_a_text_of_its_own_is_the_same_for_every_kind_of_data() -> None:
    assert guide_text("use", Facts(), "text") == guide_text("use", Facts(), "") != ""


def test_the_guide_of_a_project_of_texts_is_about_texts(
    guide: Guide, session: Session, tmp_path: Path
) -> None:
    assert session.open_project(make_text_project(tmp_path, 6))
    session.topic_shown.emit("pretrain", "tasks/next_word")
    assert guide.toPlainText().startswith("Say the next word")
    assert "Learning from texts without labels" in guide.toPlainText()
