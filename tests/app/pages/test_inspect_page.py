"""Step 5, by keyboard and mouse, on a real little model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text, type_over
from tests.app.pages.trained import copy_of
from workbench.app.pages.inspect import make_page
from workbench.app.pages.inspect.matrix import ConfusionMatrix
from workbench.app.pages.inspect.page import InspectPage
from workbench.app.session import Session
from workbench.app.widgets.sample_grid import SampleGrid
from workbench.operations import inspect
from workbench.operations.inspect import Inspection
from workbench.project import Project

NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    session = Session()
    session.set_engine_ready()
    yield session
    session.jobs.stop_all()
    assert session.jobs.wait()
    session.close_project()


@pytest.fixture
def project(modelled_project: Path, tmp_path: Path) -> Path:
    return copy_of(modelled_project, tmp_path)


@pytest.fixture
def inspection(project: Path) -> Inspection:
    with Project(project) as opened:
        return inspect.load(opened)


@pytest.fixture
def page(qtbot: QtBot, session: Session, project: Path) -> InspectPage:
    assert session.open_project(project)
    page = make_page(session)
    qtbot.addWidget(page)
    page.resize(1072, 752)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: len(grid_of(page).ids) == 24)
    return page


def grid_of(page: InspectPage) -> SampleGrid:
    return find(page, SampleGrid, "sample_grid")


def press(key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def choose(page: InspectPage, box: str, words: str) -> None:
    """Choose an entry of a box by keys."""
    widget = find(page, QComboBox, box)
    QTest.keyClick(widget, Qt.Key.Key_Home)
    for _ in range(widget.findText(words)):
        QTest.keyClick(widget, Qt.Key.Key_Down)
    assert widget.currentText() == words


def test_the_least_sure_predictions_come_first(page: InspectPage, inspection: Inspection) -> None:
    by_id = {row.sample: row.confidence for row in inspection.rows}
    shown = [by_id[sample] for sample in grid_of(page).ids.tolist()]
    assert shown == sorted(shown)
    choose(page, "filter_order", "Most sure first")
    assert [by_id[sample] for sample in grid_of(page).ids.tolist()] == sorted(shown, reverse=True)
    choose(page, "filter_order", "By file name")
    assert grid_of(page).ids.tolist() == sorted(by_id)


def test_the_guess_filter_shows_one_class(page: InspectPage, inspection: Inspection) -> None:
    choose(page, "filter_predicted", "b")
    wanted = {row.sample for row in inspection.rows if row.predicted == "b"}
    assert set(grid_of(page).ids.tolist()) == wanted
    assert 0 < len(wanted) < 24


def test_the_label_filter_tells_labelled_from_unlabelled(page: InspectPage) -> None:
    choose(page, "filter_state", "With a label")
    assert len(grid_of(page).ids) == 10
    choose(page, "filter_state", "Without a label")
    assert len(grid_of(page).ids) == 14


def test_a_label_against_the_guess_is_found_by_the_filter(
    session: Session, page: InspectPage, inspection: Inspection
) -> None:
    current = grid_of(page).current
    row = next(row for row in inspection.rows if row.sample == current)
    press(Qt.Key.Key_2 if row.predicted == "a" else Qt.Key.Key_1)
    choose(page, "filter_state", "Disagrees with its label")
    assert current in grid_of(page).ids.tolist()
    assert grid_of(page).mark_of(row.sample) is not None
    assert ", is " in grid_of(page).accessibleDescription()


def test_the_confidence_range_limits_the_list(page: InspectPage, inspection: Inspection) -> None:
    middle = sorted(row.confidence for row in inspection.rows)[12]
    type_over(find(page, QSpinBox, "filter_least"), str(round(100 * middle)))
    wanted = {row.sample for row in inspection.rows if row.confidence >= round(100 * middle) / 100}
    assert set(grid_of(page).ids.tolist()) == wanted
    type_over(find(page, QSpinBox, "filter_most"), "0")
    assert grid_of(page).isHidden() or not len(grid_of(page).ids)
    assert text(page, "inspect_state_text") == "No prediction is like that."


def test_a_number_key_corrects_and_goes_on(session: Session, page: InspectPage) -> None:
    first, second = grid_of(page).ids[:2].tolist()
    press(Qt.Key.Key_2)
    label = session.project.labels.of(first)
    assert label is not None
    assert (label.name, label.source) == ("b", "person")
    assert grid_of(page).current == second


def test_enter_takes_the_guess_as_the_label(
    session: Session, page: InspectPage, inspection: Inspection
) -> None:
    first = grid_of(page).ids[0]
    press(Qt.Key.Key_Return)
    label = session.project.labels.of(int(first))
    guess = next(row.predicted for row in inspection.rows if row.sample == first)
    assert label is not None
    assert (label.name, label.source) == (guess, "guess")


def test_the_buttons_at_the_side_do_what_the_keys_do(session: Session, page: InspectPage) -> None:
    first, second = grid_of(page).ids[:2].tolist()
    click(page, "accept_guess")
    click(page, "correct_1")
    accepted, corrected = session.project.labels.of(first), session.project.labels.of(second)
    assert accepted is not None
    assert corrected is not None
    assert (accepted.source, corrected.name) == ("guess", "a")


def test_x_passes_over_without_a_label(session: Session, page: InspectPage) -> None:
    before = session.project.labels.all()
    second = grid_of(page).ids[1]
    press(Qt.Key.Key_X)
    assert grid_of(page).current == second
    assert session.project.labels.all() == before


def test_a_correction_is_undone(session: Session, page: InspectPage) -> None:
    first = int(grid_of(page).ids[0])
    before = session.project.labels.of(first)
    press(Qt.Key.Key_2)
    session.undo()
    after = session.project.labels.of(first)
    assert (after and after.name) == (before and before.name)


def test_the_matrix_counts_what_was_held_out(page: InspectPage, inspection: Inspection) -> None:
    click(page, "view_matrix")
    words = text(page, "matrix_words")
    assert "of 10 were right" in words
    assert "cross-validation" in words
    assert "few" in words


def test_a_click_on_a_cell_opens_its_samples(page: InspectPage, inspection: Inspection) -> None:
    click(page, "view_matrix")
    matrix = find(page, ConfusionMatrix, "confusion_matrix")
    QTest.mouseClick(matrix, Qt.MouseButton.LeftButton, NO_KEYS, matrix.cell_rect(1, 1).center())
    wanted = {row.sample for row in inspection.rows if row.held_out == row.held_out_truth == "b"}
    assert set(grid_of(page).ids.tolist()) == wanted
    assert wanted
    click(page, "clear_cell")
    assert len(grid_of(page).ids) == 24


def test_the_matrix_is_walked_and_opened_by_keys(page: InspectPage, inspection: Inspection) -> None:
    click(page, "view_matrix")
    matrix = find(page, ConfusionMatrix, "confusion_matrix")
    assert QApplication.focusWidget() is matrix
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Right)
    assert matrix.accessibleDescription().startswith("b, said to be b: ")
    press(Qt.Key.Key_Return)
    assert grid_of(page).isVisible()
    assert set(grid_of(page).ids.tolist()) == {
        row.sample for row in inspection.rows if row.held_out == row.held_out_truth == "b"
    }


def test_the_matrix_is_drawn_in_colours_and_numbers(page: InspectPage) -> None:
    click(page, "view_matrix")
    matrix = find(page, ConfusionMatrix, "confusion_matrix")
    right = matrix.cell_rect(0, 0).center()
    before = matrix.grab().toImage()
    matrix.show_counts(("a", "b"), matrix._counts * 0)
    after = matrix.grab().toImage()
    assert before.pixelColor(right.x() - 15, right.y()) != after.pixelColor(right.x() - 15, right.y())


def test_the_most_alike_labelled_samples_stand_beside(
    qtbot: QtBot, page: InspectPage, session: Session
) -> None:
    alike = find(page, SampleGrid, "alike_grid")
    qtbot.waitUntil(alike.isVisible, timeout=60_000)
    labelled = set(session.project.labels.all())
    assert set(alike.ids.tolist()) <= labelled
    assert len(alike.ids) > 0


def test_the_way_back_to_training_is_one_click(qtbot: QtBot, page: InspectPage, session: Session) -> None:
    with qtbot.waitSignal(session.page_wanted) as told:
        click(page, "train_again")
    assert told.args == ["fine_tune"]


def test_the_chosen_prediction_is_described(page: InspectPage, inspection: Inspection) -> None:
    row = next(row for row in inspection.rows if row.sample == grid_of(page).current)
    assert text(page, "prediction_file") == row.file
    assert text(page, "prediction_guess").startswith(f"{row.predicted}, ")


def test_every_control_has_a_name_and_a_tooltip(page: InspectPage) -> None:
    controls = [w for w in page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    nameless = [
        w.objectName() for w in controls if w.isVisible() and not (w.accessibleName() and w.toolTip())
    ]
    assert not [name for name in nameless if name not in ("sample_grid", "alike_grid", "qt_spinbox_lineedit")]
