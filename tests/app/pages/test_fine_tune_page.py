"""The fine-tuning page on a real project of 24 pictures, driven with the mouse and the keyboard."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QRadioButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text, type_over
from tests.app.page_session import keep, page_session
from tests.app.tiny_project import make_project
from workbench.app.pages.fine_tune import make_page
from workbench.app.pages.fine_tune.page import FineTunePage
from workbench.app.pages.fine_tune.score_rows import ScoreRows
from workbench.app.session import Session
from workbench.app.widgets.interval_bar import IntervalBar
from workbench.app.widgets.plain_table import PlainTable
from workbench.jobs import CancelToken
from workbench.operations import fine_tune
from workbench.operations.fine_tune import FineTune
from workbench.project import AddClasses, Label, Project, SetLabels, SetRoles

session = page_session
_JOB_MS = 120_000


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("imported"))


@pytest.fixture(scope="module")
def labelled(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve labels of two classes to learn from, and two in the check set."""
    folder = tmp_path_factory.mktemp("labelled") / "project"
    shutil.copytree(imported, folder)
    with Project(folder, write=True) as project:
        samples = project.samples.usable()
        chosen = samples[:7] + samples[12:19]
        labels = tuple((sample.id, Label(value=(sample.file[0],))) for sample in chosen)
        project.apply(SetLabels(labels=labels), "label")
        check = (samples[6].id, samples[18].id)
        project.apply(SetRoles(roles=tuple((sample, "check") for sample in check)), "check")
    return folder


@pytest.fixture(scope="module")
def with_model(labelled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model") / "project"
    shutil.copytree(labelled, folder)
    for _ in fine_tune.job(FineTune(project=folder, mode="classic", minutes=0.1)).body(CancelToken()):
        pass
    return folder


def _open(session: Session, source: Path, tmp_path: Path) -> FineTunePage:
    """The page on a copy of a project."""
    folder = tmp_path / "project"
    shutil.copytree(source, folder)
    assert session.open_project(folder)
    page = make_page(session)
    keep(session, page)
    page.resize(860, 1400)
    page.show()
    return page


def _wanted(qtbot: QtBot, session: Session, page: FineTunePage, button: str) -> object:
    """The page that a button leads to."""
    with qtbot.waitSignal(session.page_wanted) as wanted:
        click(page, button)
    assert wanted.args is not None
    return wanted.args[0]


def _choose_first_model(page: FineTunePage) -> None:
    table = find(page, PlainTable, "models")
    place = table.visualRect(table.model().index(0, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_without_labels_the_page_leads_to_labelling(
    qtbot: QtBot, session: Session, imported: Path, tmp_path: Path
) -> None:
    page = _open(session, imported, tmp_path)
    assert "at least two classes" in text(page, "empty_sentence")
    assert not find(page, QWidget, "start").isVisible()
    assert _wanted(qtbot, session, page, "empty_button") == "label"


def test_labels_are_counted_by_class_and_in_the_check_set(
    qtbot: QtBot, session: Session, labelled: Path, tmp_path: Path
) -> None:
    page = _open(session, labelled, tmp_path)
    assert text(page, "title") == "Teach it your classes with 14 labels (fine-tuning)"
    table = find(page, PlainTable, "classes")
    qtbot.waitUntil(lambda: table.texts() == [["a", "6", "1"], ["b", "6", "1"]])
    assert text(page, "labels_line").startswith("12 labels to learn from, 2 in the check set.")
    assert "none yet" in find(page, QComboBox, "run").currentText()


def test_new_labels_are_counted_at_once(
    qtbot: QtBot, session: Session, labelled: Path, tmp_path: Path
) -> None:
    page = _open(session, labelled, tmp_path)
    sample = session.project.samples.usable()[-1].id
    session.apply(SetLabels(labels=((sample, Label(value=("c",))),)), "label")
    table = find(page, PlainTable, "classes")
    qtbot.waitUntil(lambda: ["c", "1", "0"] in table.texts())
    assert "15 labels" in text(page, "title")


def test_ways_are_chosen_by_keyboard_and_each_is_explained(
    qtbot: QtBot, session: Session, labelled: Path, tmp_path: Path
) -> None:
    page = _open(session, labelled, tmp_path)
    automatic = find(page, QRadioButton, "mode_auto")
    assert automatic.isChecked()
    page.activateWindow()
    automatic.setFocus()
    qtbot.waitUntil(automatic.hasFocus)
    QTest.keyClick(automatic, Qt.Key.Key_Down)
    assert find(page, QRadioButton, "mode_probe").isChecked()
    assert find(page, QRadioButton, "mode_full").accessibleDescription()


def test_fine_tuning_ends_in_a_report_that_leads_on(
    qtbot: QtBot, session: Session, labelled: Path, tmp_path: Path
) -> None:
    page = _open(session, labelled, tmp_path)
    click(page, "mode_classic")
    type_over(find(page, QSpinBox, "minutes"), "1")
    click(page, "start")
    assert find(page, QWidget, "working").isVisible()
    assert not find(page, QWidget, "setup").isVisible()
    qtbot.waitUntil(find(page, QWidget, "result").isVisible, timeout=_JOB_MS)
    (model,) = session.project.models.all()
    assert (model.mode, model.labels) == ("classic", 12)
    assert text(page, "headline") == "Cannot tell yet"
    assert "2 check labels" in text(page, "score_sentence")
    assert text(page, "first_guess").startswith("first guess: ")
    assert _wanted(qtbot, session, page, "go_check_set") == "label"
    assert _wanted(qtbot, session, page, "look") == "inspect"
    click(page, "teach_again")
    assert find(page, QWidget, "start").isVisible()
    assert not find(page, QWidget, "result").isVisible()


def test_stop_leaves_everything_as_it_was(
    qtbot: QtBot, session: Session, labelled: Path, tmp_path: Path
) -> None:
    page = _open(session, labelled, tmp_path)
    click(page, "start")
    qtbot.waitUntil(lambda: text(page, "progress_words") != "Waiting for its turn", timeout=_JOB_MS)
    click(page, "stop")
    qtbot.waitUntil(find(page, QWidget, "start").isVisible, timeout=_JOB_MS)
    assert session.project.models.all() == []


def test_one_class_only_is_said_on_the_page(
    qtbot: QtBot, session: Session, imported: Path, tmp_path: Path
) -> None:
    page = _open(session, imported, tmp_path)
    first = session.project.samples.usable()[0].id
    session.apply(SetLabels(labels=((first, Label(value=("a",))),)), "label")
    session.apply(AddClasses(names=("b",)), "class")
    click(page, "start")
    failed = find(page, QWidget, "failed")
    qtbot.waitUntil(failed.isVisible, timeout=_JOB_MS)
    assert find(failed, QLabel, "failed_what").text() == "A model cannot be trained on one class."
    assert "another class" in find(failed, QLabel, "failed_rest").text()
    assert find(page, QWidget, "start").isVisible()


def test_a_chosen_model_shows_what_it_is_worth_beside_the_same_labels_without_pretraining(
    session: Session, with_model: Path, tmp_path: Path
) -> None:
    page = _open(session, with_model, tmp_path)
    (line,) = find(page, PlainTable, "models").texts()
    assert line[:4] == ["0001-classic", "Classic features", "12", "Cannot tell yet"]
    assert not find(page, QWidget, "result").isVisible()
    _choose_first_model(page)
    assert find(page, QWidget, "result").isVisible()
    rows = dict(find(page, ScoreRows, "beside").texts())
    assert "%" in rows["<b>This model</b>"]
    assert "Raw pixels" in rows
    bar = find(page, IntervalBar, "score_bar")
    assert bar.low is not None
    assert bar.value is not None
    assert bar.low <= bar.value
    assert not find(page, QAbstractButton, "teach_again").isVisible()


def test_every_control_has_a_name_and_a_tooltip(session: Session, with_model: Path, tmp_path: Path) -> None:
    page = _open(session, with_model, tmp_path)
    for button in page.findChildren(QAbstractButton):
        if button.objectName().startswith("qt_"):
            continue  # Qt's own, inside of boxes and tables
        assert button.objectName(), button.text()
        assert button.accessibleName(), button.objectName()
        assert button.toolTip(), button.objectName()
