"""The pretraining page on a real project of 24 pictures, driven with the mouse and the keyboard."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QSpinBox, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text, type_over
from tests.app.page_session import keep, page_session
from tests.app.tiny_project import make_project
from workbench.app.frame.hosts import PageHost
from workbench.app.pages.pretrain import make_page
from workbench.app.pages.pretrain.page import PretrainPage
from workbench.app.session import Session
from workbench.app.views.rows import RowsView
from workbench.app.widgets.live_plot import LivePlot
from workbench.jobs import CancelToken, Measured, Request
from workbench.operations import pretrain
from workbench.operations.run_settings import Pretrain
from workbench.project import Project

session = page_session
_JOB_MS = 60_000
_PLOTS = ("loss", "learning_rate", "samples_per_second", "memory_mb")


def _small(project: Path, **chosen: object) -> Pretrain:
    return Pretrain(project=project, encoder="small_residual", size=32, batch=8, **chosen)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("imported"))


@pytest.fixture(scope="module")
def with_runs(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One run that finished after 3 steps, one that was stopped after 2 of 6."""
    project = tmp_path_factory.mktemp("runs") / "project"
    shutil.copytree(imported, project)
    for _ in pretrain.job(_small(project, steps=3)).body(CancelToken()):
        pass
    token = CancelToken()
    for event in pretrain.job(_small(project, steps=6)).body(token):
        if isinstance(event, Measured) and event.step == 2:
            token.ask(Request.STOP)
    return project


def _open(qtbot: QtBot, session: Session, source: Path, tmp_path: Path) -> PretrainPage:
    """The page on a copy of a project."""
    folder = tmp_path / "project"
    shutil.copytree(source, folder)
    assert session.open_project(folder)
    return _shown(session)


def _shown(session: Session) -> PretrainPage:
    page = make_page(session)
    keep(session, page)
    page.resize(860, 1600)
    page.show()
    return page


def _settled(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=_JOB_MS)


def _start_long_run(qtbot: QtBot, session: Session, page: PretrainPage) -> None:
    """A run that lasts until it is told to end, and has learned a few steps."""
    session.start(pretrain.job(_small(session.project.folder, steps=100_000)))
    loss = find(page, LivePlot, "loss")
    qtbot.waitUntil(lambda: len(loss.series) > 3, timeout=_JOB_MS)


def _shows_points(page: PretrainPage, name: str, number: int) -> bool:
    plot = page.findChild(LivePlot, name)
    return plot is not None and plot.isVisible() and len(plot.series) == number


def _choose_run(page: PretrainPage, row: int) -> None:
    table = find(page, QTableWidget, "runs_table")
    place = table.visualRect(table.model().index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_without_samples_the_page_leads_to_the_data(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    Project.create(tmp_path / "empty", data=tmp_path / "pictures", modality="image").close()
    page = _open(qtbot, session, tmp_path / "empty", tmp_path)
    assert "nothing to learn from" in text(page, "empty_sentence")
    assert not find(page, QWidget, "start").isVisible()
    with qtbot.waitSignal(session.page_wanted) as wanted:
        click(page, "empty_button")
    assert wanted.args == ["data"]


def test_the_page_names_the_samples_previews_the_task_and_recommends(
    qtbot: QtBot, session: Session, imported: Path, tmp_path: Path
) -> None:
    page = _open(qtbot, session, imported, tmp_path)
    assert text(page, "title") == "Learn from 24 pictures without labels (pretraining)"
    preview = find(page, RowsView, "preview_simclr")
    qtbot.waitUntil(lambda: preview.num_pictures == 3, timeout=_JOB_MS)
    qtbot.waitUntil(lambda: "this device" in text(page, "recommendation"), timeout=_JOB_MS)
    assert find(page, QAbstractButton, "task_simclr").isChecked()
    _settled(qtbot, session)


def test_another_time_asks_for_another_recommendation(
    qtbot: QtBot, session: Session, imported: Path, tmp_path: Path
) -> None:
    page = _open(qtbot, session, imported, tmp_path)
    _settled(qtbot, session)
    before = text(page, "recommendation")
    click(page, "budget_480")
    qtbot.waitUntil(lambda: text(page, "recommendation") != before, timeout=_JOB_MS)
    _settled(qtbot, session)


def test_start_learns_with_what_was_chosen_by_hand_and_stop_keeps_it(
    qtbot: QtBot, session: Session, imported: Path, tmp_path: Path
) -> None:
    page = _open(qtbot, session, imported, tmp_path)
    _settled(qtbot, session)
    click(page, "advanced_fold")
    QTest.keyClicks(find(page, QComboBox, "advanced_sample_size"), "48")
    type_over(find(page, QSpinBox, "advanced_batch"), "8")
    type_over(find(page, QSpinBox, "advanced_seed"), "7")
    QTest.keyClicks(find(page, QComboBox, "advanced_encoder"), "small")
    type_over(find(page, QWidget, "advanced_temperature"), "0.5")
    click(page, "budget_5")
    click(page, "start")
    assert find(page, QWidget, "running").isVisible()
    assert not find(page, QWidget, "setup").isVisible()
    loss = find(page, LivePlot, "loss")
    qtbot.waitUntil(lambda: len(loss.series) > 12, timeout=_JOB_MS)
    assert "small_residual at 48 px, 8 pictures a step" in text(page, "run_details")
    assert "pictures a second" in text(page, "progress_words")
    assert "left" in text(page, "progress_words")
    qtbot.waitUntil(lambda: text(page, "strip_step").startswith("at step"), timeout=_JOB_MS)
    click(page, "stop")
    qtbot.waitUntil(find(page, QWidget, "result").isVisible, timeout=_JOB_MS)
    assert "pictures a second" in text(page, "result_numbers")
    (run,) = session.project.runs.all()
    assert (run.state, run.encoder) == ("stopped", "small_residual")
    settings = (session.project.run_folder(run.name) / "settings.json").read_text(encoding="utf-8")
    assert '"temperature": 0.5' in settings
    assert '"seed": 7' in settings
    with qtbot.waitSignal(session.page_wanted) as wanted:
        click(page, "label_next")
    assert wanted.args == ["label"]
    click(page, "learn_again")
    assert find(page, QWidget, "start").isVisible()


def test_a_run_that_begins_is_seen_from_its_top(
    qtbot: QtBot, session: Session, imported: Path, tmp_path: Path
) -> None:
    page = _open(qtbot, session, imported, tmp_path)
    _settled(qtbot, session)
    host = PageHost(page)
    keep(session, host)
    host.resize(860, 500)
    host.show()
    bar = host.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    click(page, "start")
    assert find(page, QWidget, "running").isVisible()
    assert bar.value() == 0


def test_a_run_can_be_paused_resumed_and_finished_early(
    qtbot: QtBot, session: Session, imported: Path, tmp_path: Path
) -> None:
    page = _open(qtbot, session, imported, tmp_path)
    _start_long_run(qtbot, session, page)
    (running,) = session.jobs.running
    click(page, "pause")
    assert running.token.paused
    assert text(page, "asked_words").startswith("Paused")
    click(page, "pause")
    assert not running.token.paused
    with qtbot.waitSignal(session.page_wanted) as wanted:
        click(page, "label_meanwhile")
    assert wanted.args == ["label"]
    click(page, "finish")
    assert text(page, "asked_words").startswith("Finishing")
    qtbot.waitUntil(find(page, QWidget, "result").isVisible, timeout=_JOB_MS)
    assert session.project.runs.all()[0].state in ("finished", "collapsed")


def test_discard_asks_in_place_and_leaves_nothing(
    qtbot: QtBot, session: Session, imported: Path, tmp_path: Path
) -> None:
    page = _open(qtbot, session, imported, tmp_path)
    _start_long_run(qtbot, session, page)
    click(page, "discard")
    click(page, "discard_no")
    assert session.jobs.running[-1].token.request is Request.NONE
    click(page, "discard")
    with qtbot.waitSignal(session.noticed, timeout=_JOB_MS) as noticed:
        click(page, "discard_yes")
    assert noticed.args is not None
    assert noticed.args[0].text == "Discarded."
    qtbot.waitUntil(find(page, QWidget, "start").isVisible, timeout=_JOB_MS)
    assert session.project.runs.all() == []


def test_a_page_made_while_a_run_learns_shows_it(
    qtbot: QtBot, session: Session, imported: Path, tmp_path: Path
) -> None:
    first = _open(qtbot, session, imported, tmp_path)
    _start_long_run(qtbot, session, first)
    first.close()
    second = _shown(session)
    assert find(second, QWidget, "running").isVisible()
    loss = find(second, LivePlot, "loss")
    qtbot.waitUntil(lambda: len(loss.series) > 0, timeout=_JOB_MS)
    click(second, "stop")
    qtbot.waitUntil(find(second, QWidget, "result").isVisible, timeout=_JOB_MS)


def test_runs_are_listed_newest_first_and_a_chosen_one_shows_its_curves(
    qtbot: QtBot, session: Session, with_runs: Path, tmp_path: Path
) -> None:
    page = _open(qtbot, session, with_runs, tmp_path)
    table = find(page, QTableWidget, "runs_table")
    columns = [0, 1, 3, 7, 8]
    rows = [[table.item(row, column).text() for column in columns] for row in range(2)]  # type: ignore[union-attr]
    assert rows == [
        ["0002-simclr", "SimCLR", "stopped, kept", "2 of 6", "small_residual"],
        ["0001-simclr", "SimCLR", "finished", "3", "small_residual"],
    ]
    assert not find(page, QWidget, "curves").isVisible()
    _choose_run(page, 1)
    click(page, "more_plots")
    for name in _PLOTS:
        qtbot.waitUntil(partial(_shows_points, page, name, 3))
    assert not find(page, QAbstractButton, "resume").isEnabled()
    _settled(qtbot, session)


def test_a_stopped_run_is_taken_up_again_with_its_curves(
    qtbot: QtBot, session: Session, with_runs: Path, tmp_path: Path
) -> None:
    page = _open(qtbot, session, with_runs, tmp_path)
    _settled(qtbot, session)
    _choose_run(page, 0)
    click(page, "resume")
    assert page.focusWidget().objectName() == "pause"
    qtbot.waitUntil(find(page, QWidget, "result").isVisible, timeout=_JOB_MS)
    assert page.focusWidget().objectName() == page._outcome.primary.objectName()
    assert find(page, LivePlot, "loss").series.steps.tolist() == [1, 2, 3, 4, 5, 6]
    assert session.project.runs.all()[-1].state == "finished"


def test_too_little_to_learn_from_is_said_on_the_page(
    qtbot: QtBot, session: Session, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    page = _open(qtbot, session, make_project(tmp_path_factory.mktemp("one"), number=1), tmp_path)
    _settled(qtbot, session)
    with qtbot.waitSignal(session.failure_seen, timeout=_JOB_MS):  # else the banner would tell it again
        click(page, "start")
    failed = find(page, QWidget, "failed")
    assert failed.isVisible()
    assert find(failed, QLabel, "failed_what").text() == "There is too little to learn from."
    assert find(page, QWidget, "start").isVisible()


def test_every_control_has_a_name_and_a_tooltip(
    qtbot: QtBot, session: Session, imported: Path, tmp_path: Path
) -> None:
    page = _open(qtbot, session, imported, tmp_path)
    for button in page.findChildren(QAbstractButton):
        if button.objectName().startswith("qt_"):
            continue  # Qt's own, inside of boxes and tables
        assert button.objectName(), button.text()
        assert button.accessibleName(), button.objectName()
        assert button.toolTip(), button.objectName()
    _settled(qtbot, session)
