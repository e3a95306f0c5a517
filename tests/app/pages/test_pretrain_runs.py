"""Runs that are there: chosen, compared, named, tagged, deleted and set up again, as a person would."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from tests.app.page_session import keep, page_session
from tests.app.tiny_project import make_project
from workbench.app.pages.pretrain import make_page
from workbench.app.pages.pretrain.choosing.setup_panel import SetupPanel
from workbench.app.pages.pretrain.page import PretrainPage
from workbench.app.pages.pretrain.past.overlay_plot import OverlayPlot
from workbench.app.pages.pretrain.past.runs_table import RunsTable
from workbench.app.pages.pretrain.running.strip_view import StripView
from workbench.app.session import Session
from workbench.jobs import CancelToken
from workbench.operations import pretrain
from workbench.operations.run_settings import Pretrain

session = page_session
_JOB_MS = 60_000
_FIRST, _SECOND = "0001-simclr", "0002-simclr"


@pytest.fixture(scope="module")
def with_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs of the same task; the second with a temperature of its own."""
    project = make_project(tmp_path_factory.mktemp("compared"))
    for settings in ((), (("temperature", "0.5"),)):
        arguments = Pretrain(
            project=project,
            task="simclr",
            steps=3,
            encoder="small_residual",
            size=32,
            batch=8,
            settings=settings,
        )
        for _ in pretrain.job(arguments).body(CancelToken()):
            pass
    return project


@pytest.fixture
def page(qtbot: QtBot, session: Session, with_runs: Path, tmp_path: Path) -> PretrainPage:
    folder = tmp_path / "project"
    shutil.copytree(with_runs, folder)
    assert session.open_project(folder)
    page = make_page(session)
    keep(session, page)
    page.resize(860, 2000)
    page.show()
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=_JOB_MS)
    assert isinstance(page, PretrainPage)
    return page


def _table(page: PretrainPage) -> RunsTable:
    return find(page, RunsTable, "runs_table")


def _click(page: PretrainPage, row: int, *, box: bool = False) -> None:
    table = _table(page)
    place = table.visualRect(table.model().index(row, 0))
    x = place.left() + 12 if box else place.center().x() + 16
    where = QPoint(x, place.center().y())
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def _checked(page: PretrainPage) -> list[bool]:
    table = _table(page)
    items = [table.item(row, 0) for row in range(table.rowCount())]
    return [item is not None and item.checkState() is Qt.CheckState.Checked for item in items]


def _type(page: PretrainPage, typed: str) -> None:
    box = find(page, QLineEdit, "run_text_box")
    QTest.keyClicks(box, typed)
    QTest.keyClick(box, Qt.Key.Key_Return)


def _names(session: Session) -> list[str]:
    return [run.shown_name for run in session.project.runs.all()]


def test_the_table_tells_what_each_run_came_to(qtbot: QtBot, page: PretrainPage) -> None:
    qtbot.waitUntil(lambda: _table(page).texts()[0][9] == "32 px")
    row = _table(page).texts()[0]
    assert (row[0], row[3], row[7], row[8], row[10]) == (_SECOND, "finished", "3", "small_residual", "8")
    assert all(float(row[column]) >= 0 for column in (4, 5, 6))


def test_a_click_chooses_one_and_a_check_box_one_more(page: PretrainPage) -> None:
    _click(page, 1)
    assert _checked(page) == [False, True]
    _click(page, 0, box=True)
    assert _table(page).chosen == (_SECOND, _FIRST)
    _click(page, 1, box=True)
    assert _checked(page) == [True, False]
    _click(page, 1)
    assert _checked(page) == [False, True]


def test_the_space_bar_chooses_one_more(page: PretrainPage) -> None:
    _click(page, 0)
    QTest.keyClick(_table(page), Qt.Key.Key_Space)
    assert _table(page).chosen == ()
    QTest.keyClick(_table(page), Qt.Key.Key_Space)
    assert _table(page).chosen == (_SECOND,)


def test_a_chosen_run_shows_what_it_found_alike_at_last(qtbot: QtBot, page: PretrainPage) -> None:
    _click(page, 1)
    strip = find(page, StripView, "strip")
    qtbot.waitUntil(lambda: len(strip.strip) == 6)
    assert strip.isVisible()
    assert text(page, "strip_step") == "at step 3"


def test_two_chosen_runs_are_compared(qtbot: QtBot, page: PretrainPage) -> None:
    _click(page, 0)
    _click(page, 1, box=True)
    plot = find(page, OverlayPlot, "compare_plot")
    qtbot.waitUntil(lambda: plot.line_names == [_SECOND, _FIRST])
    qtbot.waitUntil(find(page, QPushButton, "compare_what_loss").isVisible)
    assert find(page, QWidget, "compare").isVisible()
    assert not find(page, QWidget, "curves").isVisible()
    click(page, "compare_what_loss")
    assert text(page, "compare_words").startswith("The loss is lowest in")
    assert len(list(plot.csv_rows())) == 6
    click(page, "compare_against_minutes")
    assert plot.csv_heading[1] == "minutes"


def test_the_arrow_keys_read_the_compared_curves(qtbot: QtBot, page: PretrainPage) -> None:
    _click(page, 0)
    _click(page, 1, box=True)
    plot = find(page, OverlayPlot, "compare_plot")
    qtbot.waitUntil(lambda: len(plot.line_names) == 2)
    qtbot.waitUntil(find(page, QPushButton, "compare_what_loss").isVisible)
    click(page, "compare_what_loss")
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert text(page, "compare_plot_readout") == "step 3"
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert text(page, "compare_plot_readout") == "step 2"


def test_a_run_is_renamed_in_place_and_undone(page: PretrainPage, session: Session) -> None:
    _click(page, 1)
    click(page, "rename_run")
    _type(page, "the good one")
    assert _names(session) == ["the good one", _SECOND]
    assert _table(page).texts()[1][0] == "the good one"
    session.undo()
    assert _table(page).texts()[1][0] == _FIRST


def test_the_box_for_a_name_opens_with_the_present_one(page: PretrainPage, session: Session) -> None:
    _click(page, 1)
    click(page, "rename_run")
    _type(page, "the good one")
    click(page, "rename_run")
    assert find(page, QLineEdit, "run_text_box").text() == "the good one"


def test_a_name_that_is_kept_is_no_edit(page: PretrainPage, session: Session) -> None:
    _click(page, 1)
    click(page, "rename_run")
    _type(page, "")
    assert session.project.history.undo_title is None
    assert session.project.runs.all()[0].title == ""


def test_the_table_names_tasks_by_their_titles_and_tells_the_name_beside(page: PretrainPage) -> None:
    item = _table(page).item(0, 1)
    assert item is not None
    assert (item.text(), item.toolTip()) == ("SimCLR", "SimCLR (simclr)")


def test_a_run_to_start_from_is_listed_under_the_title_it_was_given(page: PretrainPage) -> None:
    _click(page, 1)
    click(page, "rename_run")
    _type(page, "the good one")
    page.refresh()
    box = find(page, QComboBox, "start_from")
    assert box.itemText(box.findData(_FIRST)) == "Run the good one"


def test_escape_leaves_the_name_as_it_was(page: PretrainPage, session: Session) -> None:
    _click(page, 1)
    QTest.keyClick(_table(page), Qt.Key.Key_F2)
    box = find(page, QLineEdit, "run_text_box")
    QTest.keyClicks(box, "no")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert not box.isVisible()
    assert _names(session) == [_FIRST, _SECOND]


def test_several_runs_get_tags_at_once(page: PretrainPage, session: Session) -> None:
    _click(page, 0)
    _click(page, 1, box=True)
    click(page, "tag_run")
    _type(page, "moths, night")
    assert [run.tags for run in session.project.runs.all()] == [("moths", "night")] * 2
    assert _table(page).texts()[0][11] == "moths, night"


def test_a_deleted_run_is_gone_at_once_and_undo_brings_it_back(
    qtbot: QtBot, page: PretrainPage, session: Session
) -> None:
    _click(page, 0)
    with qtbot.waitSignal(session.edited) as edited:
        click(page, "delete_run")
    assert edited.args is not None
    assert edited.args[0] == f"Deleted \u201c{_SECOND}\u201d"
    assert [row[0] for row in _table(page).texts()] == [_FIRST]
    assert page.focusWidget() is _table(page)
    session.undo()
    assert [row[0] for row in _table(page).texts()] == [_SECOND, _FIRST]


def test_the_run_that_learns_cannot_be_deleted_here_either(
    qtbot: QtBot, page: PretrainPage, session: Session
) -> None:
    page._past.refresh(_SECOND)
    with qtbot.waitSignal(session.failed) as failed:
        page._past.panel.delete_clicked.emit((_SECOND,))
    assert failed.args is not None
    assert failed.args[0].what == f"{_SECOND} cannot be deleted."
    assert len(_names(session)) == 2


def test_deleted_runs_are_removed_for_good_after_a_second_question(
    qtbot: QtBot, page: PretrainPage, session: Session
) -> None:
    folder = session.project.run_folder(_SECOND)
    _click(page, 0)
    click(page, "delete_run")
    qtbot.waitUntil(lambda: "1 deleted run, " in text(page, "deleted_words"))
    click(page, "purge")
    click(page, "purge_no")
    assert folder.exists()
    click(page, "purge")
    click(page, "purge_yes")
    qtbot.waitUntil(lambda: not folder.exists(), timeout=_JOB_MS)
    qtbot.waitUntil(lambda: not find(page, QWidget, "deleted_runs").isVisible())


def test_the_settings_of_a_run_are_set_up_again(qtbot: QtBot, page: PretrainPage, session: Session) -> None:
    _click(page, 0)
    click(page, "duplicate_run")
    setup = find(page, SetupPanel, "setup")
    folder = session.project.folder
    qtbot.waitUntil(lambda: setup.arguments(folder).settings == (("temperature", "0.5"),))
    again = setup.arguments(folder)
    assert (again.task, again.encoder, again.size, again.batch) == ("simclr", "small_residual", 32, 8)


def test_buttons_fit_what_is_chosen(page: PretrainPage) -> None:
    def usable() -> dict[str, bool]:
        names = ("resume", "rename_run", "tag_run", "duplicate_run", "delete_run")
        return {name: find(page, QPushButton, name).isEnabled() for name in names}

    assert not any(usable().values())
    _click(page, 0)
    assert [name for name, can in usable().items() if not can] == ["resume"]
    _click(page, 1, box=True)
    assert [name for name, can in usable().items() if can] == ["tag_run", "delete_run"]
