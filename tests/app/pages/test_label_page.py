"""Step 3, by keyboard and mouse, on real little projects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QSlider,
    QStackedWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from tests.app.pages.trained import copy_of
from tests.app.tiny_project import make_project
from tests.pictures import draw
from tests.projects import new_project
from workbench.app.pages.label import make_page
from workbench.app.pages.label.acts import AT_ONCE
from workbench.app.pages.label.page import LabelPage
from workbench.app.session import Session
from workbench.app.views.sample_preview import SamplePreview
from workbench.app.widgets.sample_grid import SampleGrid
from workbench.project import AddClasses, Changes, SetRoles

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    session = Session()
    session.set_engine_ready()
    yield session
    session.jobs.stop_all()
    assert session.jobs.wait()
    session.close_project()


@pytest.fixture
def page(qtbot: QtBot, session: Session, tmp_path: Path) -> LabelPage:
    return opened(qtbot, session, make_project(tmp_path))


def opened(qtbot: QtBot, session: Session, project: Path) -> LabelPage:
    assert session.open_project(project)
    page = make_page(session)
    qtbot.addWidget(page)
    page.resize(1072, 752)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: " 24" in find(page, QWidget, "source_all").accessibleName())
    return page


def in_folders(folder: Path, ending: str) -> Path:
    """A project of 24 pictures or texts in two sub-folders."""
    for index in range(24):
        path = folder / "data" / ("one", "two")[index % 2] / f"{index:02d}.{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        if ending == "png":
            draw(path)
        else:
            path.write_text(f"note number {index} of some words", encoding="utf-8")
    return new_project(folder / "project", folder / "data")


def grid_of(page: LabelPage) -> SampleGrid:
    return find(page, SampleGrid, "sample_grid")


def press(key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key goes where the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, keys)


def add_classes(*names: str) -> None:
    for name in names:
        press(Qt.Key.Key_N)
        widget = QApplication.focusWidget()
        assert isinstance(widget, QLineEdit)
        QTest.keyClicks(widget, name)
        press(Qt.Key.Key_Return)


def labels(session: Session) -> dict[str, str]:
    project = session.project
    return {project.samples.get(sample).file: label.name for sample, label in project.labels.all().items()}


def test_a_typed_class_gets_the_next_number_key(session: Session, page: LabelPage) -> None:
    add_classes("moth", "bee")
    assert session.project.labels.classes() == ("moth", "bee")
    assert find(page, QToolButton, "class_2").accessibleName() == "bee, 0 labels"
    assert QApplication.focusWidget() is grid_of(page)


def test_classes_that_are_made_quickly_open_no_windows(
    qtbot: QtBot, session: Session, page: LabelPage
) -> None:
    for name in ("moth", "bee"):
        session.apply(AddClasses(names=(name,)), "Add")
    QCoreApplication.sendPostedEvents()
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == [page]


def test_a_number_key_labels_and_goes_on(session: Session, page: LabelPage) -> None:
    add_classes("moth", "bee")
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_1)
    assert labels(session) == {"a000.png": "bee", "a002.png": "moth"}
    assert session.project.labels.all()[1].source == "person"
    assert grid_of(page).current == 3


def test_a_number_key_with_control_does_nothing(session: Session, page: LabelPage) -> None:
    add_classes("moth")
    press(Qt.Key.Key_1, CTRL)
    assert labels(session) == {}


def test_a_number_without_a_class_does_nothing(session: Session, page: LabelPage) -> None:
    add_classes("moth")
    press(Qt.Key.Key_7)
    assert labels(session) == {}


def test_the_keypad_labels_too(session: Session, page: LabelPage) -> None:
    add_classes("moth")
    press(Qt.Key.Key_1, Qt.KeyboardModifier.KeypadModifier)
    assert labels(session) == {"a000.png": "moth"}


def test_several_are_labelled_at_once_and_undone_at_once(session: Session, page: LabelPage) -> None:
    add_classes("moth")
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_1)
    assert len(labels(session)) == 24
    session.undo()
    assert labels(session) == {}
    assert "0 of 24 labelled" in text(page, "label_hint")


def test_a_click_on_a_class_labels_and_the_keys_stay_with_the_grid(session: Session, page: LabelPage) -> None:
    add_classes("moth")
    click(page, "class_1")
    assert labels(session) == {"a000.png": "moth"}
    assert QApplication.focusWidget() is grid_of(page)


def test_delete_takes_the_label_away(session: Session, page: LabelPage) -> None:
    add_classes("moth")
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_A)
    press(Qt.Key.Key_Delete)
    assert labels(session) == {}


def test_the_buttons_at_the_side_do_what_the_keys_do(session: Session, page: LabelPage) -> None:
    add_classes("moth")
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_A)
    click(page, "unlabel")
    assert labels(session) == {}
    click(page, "unsure")
    assert grid_of(page).current == 2


def test_a_and_d_move(page: LabelPage) -> None:
    press(Qt.Key.Key_D)
    press(Qt.Key.Key_D)
    assert grid_of(page).current == 3
    press(Qt.Key.Key_A)
    assert grid_of(page).current == 2


def test_control_d_goes_to_the_next_unlabelled(session: Session, page: LabelPage) -> None:
    add_classes("moth")
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_D, CTRL)
    assert grid_of(page).current == 3


def test_unsure_is_passed_over_from_then_on(session: Session, page: LabelPage) -> None:
    press(Qt.Key.Key_U)
    assert grid_of(page).current == 2
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_D, CTRL)
    assert grid_of(page).current == 2
    mark = grid_of(page).mark_of(1)
    assert mark is not None
    assert mark.text == "unsure"


def test_a_class_is_renamed_in_its_menu(session: Session, page: LabelPage) -> None:
    add_classes("moth")
    press(Qt.Key.Key_1)
    find(page, QToolButton, "class_1").menu().actions()[0].trigger()
    edit = find(page, QLineEdit, "class_name")
    assert edit.selectedText() == "moth"
    QTest.keyClicks(edit, "butterfly")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert labels(session) == {"a000.png": "butterfly"}


def test_escape_ends_renaming(session: Session, page: LabelPage) -> None:
    add_classes("moth")
    find(page, QToolButton, "class_1").menu().actions()[0].trigger()
    press(Qt.Key.Key_Escape)
    add_classes("bee")
    assert session.project.labels.classes() == ("moth", "bee")


def test_a_name_that_is_taken_is_refused_in_words(qtbot: QtBot, session: Session, page: LabelPage) -> None:
    add_classes("moth", "bee")
    find(page, QToolButton, "class_1").menu().actions()[0].trigger()
    edit = find(page, QLineEdit, "class_name")
    QTest.keyClicks(edit, "bee")
    with qtbot.waitSignal(session.failed) as told:
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert told.args is not None
    assert "class of that name" in told.args[0].why
    assert session.project.labels.classes() == ("moth", "bee")


def test_a_removed_class_takes_its_labels_and_comes_back_with_undo(session: Session, page: LabelPage) -> None:
    add_classes("moth", "bee")
    press(Qt.Key.Key_1)
    find(page, QToolButton, "class_1").menu().actions()[1].trigger()
    assert session.project.labels.classes() == ("bee",)
    assert labels(session) == {}
    session.undo()
    assert labels(session) == {"a000.png": "moth"}
    assert find(page, QToolButton, "class_1").accessibleName() == "moth, 1 labels"


def test_the_name_of_a_known_class_labels(session: Session, page: LabelPage) -> None:
    add_classes("moth", "moth")
    assert labels(session) == {"a000.png": "moth"}


def test_each_source_lists_what_it_says(session: Session, page: LabelPage) -> None:
    add_classes("moth")
    press(Qt.Key.Key_1)
    for source, wanted in (
        ("labelled", [1]),
        ("all", list(range(1, 25))),
        ("unlabelled", list(range(2, 25))),
    ):
        click(page, f"source_{source}")
        assert grid_of(page).ids.tolist() == wanted


def test_the_class_filter_limits_the_list(session: Session, page: LabelPage) -> None:
    add_classes("moth", "bee")
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_2)
    click(page, "source_all")
    box = find(page, QComboBox, "class_filter")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == "bee"
    assert grid_of(page).ids.tolist() == [2]


def test_the_slider_makes_pictures_larger(page: LabelPage) -> None:
    before = grid_of(page).cell_px
    QTest.keyClick(find(page, QSlider, "cell_size"), Qt.Key.Key_PageUp)
    assert grid_of(page).cell_px > before


def test_the_chosen_sample_is_shown_large_with_its_history(
    qtbot: QtBot, session: Session, page: LabelPage
) -> None:
    add_classes("moth", "bee")
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_A)
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_A)
    assert text(page, "sample_file") == "a000.png"
    assert text(page, "sample_label") == "bee"
    assert [line.split(": ")[1] for line in text(page, "sample_history").splitlines()] == [
        "bee, by hand",
        "moth, by hand",
    ]
    preview = find(page, SamplePreview, "sample_preview")
    qtbot.waitUntil(lambda: preview.is_sharp)


def test_without_a_network_suggestions_say_why_and_lead_on(session: Session, page: LabelPage) -> None:
    click(page, "source_suggested")
    assert "step 2" in text(page, "label_state_text")
    click(page, "label_state_button")
    assert grid_of(page).isVisible()
    assert len(grid_of(page).ids) == 24


def test_suggestions_come_first_where_a_network_has_learnt(
    qtbot: QtBot, session: Session, modelled_project: Path, tmp_path: Path
) -> None:
    page = opened(qtbot, session, copy_of(modelled_project, tmp_path))
    qtbot.waitUntil(lambda: len(grid_of(page).ids) == 14, timeout=30_000)
    first = grid_of(page).ids.tolist()
    assert grid_of(page).current == first[0]
    press(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: find(page, QWidget, "suggest_again").isEnabled())
    click(page, "suggest_again")
    qtbot.waitUntil(lambda: first[0] not in grid_of(page).ids.tolist(), timeout=30_000)


def test_arrow_keys_move_among_suggestions_once_they_are_there(
    qtbot: QtBot, session: Session, modelled_project: Path, tmp_path: Path
) -> None:
    page = opened(qtbot, session, copy_of(modelled_project, tmp_path))
    qtbot.waitUntil(lambda: len(grid_of(page).ids) == 14, timeout=30_000)
    press(Qt.Key.Key_Right)
    assert grid_of(page).current == grid_of(page).ids.tolist()[1]


def test_the_search_for_suggestions_is_stopped_and_begun_anew(
    qtbot: QtBot, session: Session, modelled_project: Path, tmp_path: Path
) -> None:
    page = opened(qtbot, session, copy_of(modelled_project, tmp_path))
    stop = find(page, QWidget, "suggest_progress_stop")
    qtbot.waitUntil(stop.isEnabled)
    click(page, "suggest_progress_stop")
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=30_000)
    if not len(grid_of(page).ids):  # the search may have been done before it was stopped
        assert "stopped" in text(page, "label_state_text")
        click(page, "label_state_button")
    qtbot.waitUntil(lambda: len(grid_of(page).ids) == 14, timeout=30_000)


def test_when_all_is_labelled_nothing_is_suggested(
    qtbot: QtBot, session: Session, modelled_project: Path, tmp_path: Path
) -> None:
    page = opened(qtbot, session, copy_of(modelled_project, tmp_path))
    qtbot.waitUntil(lambda: len(grid_of(page).ids) == 14, timeout=30_000)
    click(page, "source_all")
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_1)
    click(page, "source_suggested")
    click(page, "suggest_again")
    qtbot.waitUntil(lambda: "nothing left" in text(page, "label_state_text"), timeout=30_000)
    assert not session.jobs.busy


def test_a_check_set_is_drawn_labelled_and_kept_out_of_the_unlabelled(
    qtbot: QtBot, session: Session, page: LabelPage
) -> None:
    session.apply(SetRoles(roles=tuple((sample, "reserve") for sample in range(20, 25))), "Set aside")
    qtbot.waitUntil(lambda: " 19" in find(page, QWidget, "source_all").accessibleName())
    add_classes("moth")
    press(Qt.Key.Key_1)
    with qtbot.waitSignal(session.changed):
        click(page, "check_button")
    qtbot.waitUntil(lambda: len(grid_of(page).ids) == 18)
    assert text(page, "check_words") == "0 of 18 labelled."
    press(Qt.Key.Key_1)
    assert text(page, "check_words") == "1 of 18 labelled."
    assert "Unlabelled  0" in find(page, QWidget, "source_unlabelled").accessibleName()
    click(page, "source_unlabelled")
    click(page, "check_button")
    assert len(grid_of(page).ids) == 18


def test_labels_come_from_a_table_with_a_report(
    qtbot: QtBot, session: Session, page: LabelPage, tmp_path: Path
) -> None:
    table = tmp_path / "labels.csv"
    table.write_text("file,label\na000.png,moth\nb001.png,bee\nnone.png,bee\n")
    click(page, "label_from_table")
    dialog = find(page, QWidget, "table_dialog")
    qtbot.waitUntil(dialog.isVisible)
    find(dialog, QLineEdit, "fileNameEdit").setText(str(table))
    find(dialog, QLineEdit, "fileNameEdit").setFocus()
    QTest.keyClick(find(dialog, QLineEdit, "fileNameEdit"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: find(page, QWidget, "label_report").isVisible())
    assert labels(session) == {"a000.png": "moth", "b001.png": "bee"}
    assert "none.png" in text(page, "label_report_words")
    qtbot.waitUntil(lambda: "2 of 24 labelled" in text(page, "label_hint"))
    click(page, "close_label_report")
    assert not find(page, QWidget, "label_report").isVisible()


def test_sub_folders_that_are_not_there_are_said(qtbot: QtBot, session: Session, page: LabelPage) -> None:
    with qtbot.waitSignal(session.failed) as told:
        click(page, "label_from_folders")
    assert told.args is not None
    assert "no sub-folders" in told.args[0].why


@pytest.mark.parametrize("ending", ["png", "txt"])
def test_sub_folder_names_become_labels_of_a_project_that_is_there(
    qtbot: QtBot, session: Session, tmp_path: Path, ending: str
) -> None:
    page = opened(qtbot, session, in_folders(tmp_path, ending))
    click(page, "label_from_folders")
    qtbot.waitUntil(lambda: find(page, QWidget, "label_report").isVisible())
    assert sorted(session.project.labels.classes()) == ["one", "two"]
    qtbot.waitUntil(lambda: "24 of 24 labelled" in text(page, "label_hint"))


def test_a_model_is_the_next_step_once_there_are_two_classes(
    qtbot: QtBot, session: Session, page: LabelPage
) -> None:
    add_classes("moth", "bee")
    assert not find(page, QWidget, "make_model").isEnabled()
    press(Qt.Key.Key_1)
    with qtbot.waitSignal(session.page_wanted) as told:
        click(page, "make_model")
    assert told.args == ["fine_tune"]


def test_many_labels_at_once_leave_the_window_alive(
    qtbot: QtBot, session: Session, page: LabelPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert AT_ONCE == 200
    monkeypatch.setattr("workbench.app.pages.label.acts.AT_ONCE", 5)
    add_classes("moth")
    press(Qt.Key.Key_A, CTRL)
    with qtbot.waitSignal(session.edited) as told:
        press(Qt.Key.Key_1)
        assert labels(session) == {}
    assert told.args is not None
    assert told.args[0] == "Labelled 24 as moth"
    assert len(labels(session)) == 24


def test_every_control_has_a_name_and_a_tooltip(session: Session, page: LabelPage) -> None:
    add_classes("moth")
    controls = [w for w in page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    nameless = [
        w.objectName() for w in controls if w.isVisible() and not (w.accessibleName() and w.toolTip())
    ]
    assert not [name for name in nameless if name not in ("sample_grid", "qt_scrollarea_viewport")]


def test_labelling_elsewhere_is_drawn_here(session: Session, page: LabelPage) -> None:
    add_classes("moth")
    press(Qt.Key.Key_1)
    session.undo()
    session.redo()
    mark = grid_of(page).mark_of(1)
    assert mark is not None
    assert mark.text == "moth"
    session.broadcast(Changes())
    assert "1 of 24 labelled" in text(page, "label_hint")


def test_the_keys_belong_to_the_grid_whenever_the_page_is_shown(
    qtbot: QtBot, session: Session, page: LabelPage
) -> None:
    window, other = QStackedWidget(), QLineEdit()
    qtbot.addWidget(window)
    window.addWidget(other)
    window.addWidget(page)
    window.show()
    other.setFocus()
    window.setCurrentWidget(page)
    assert window.focusWidget() is grid_of(page)
    window.removeWidget(page)
    page.setParent(None)
