"""The choosing side of the pretraining page, on a real project of 24 pictures, before anything learns."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text, type_over
from tests.app.page_session import keep, page_session
from tests.app.pages.choosing import tasks_for_show
from tests.app.tiny_project import make_project
from workbench.app.pages.pretrain.choosing.advanced import Sizes
from workbench.app.pages.pretrain.choosing.advice import Advice
from workbench.app.pages.pretrain.choosing.setup_panel import SetupPanel
from workbench.app.pages.pretrain.choosing.starting_point import Network
from workbench.app.pages.pretrain.choosing.task_card import TaskCard
from workbench.app.pages.pretrain.choosing.trial_card import TrialCard
from workbench.app.session import Session
from workbench.app.views.player import Player
from workbench.app.views.rows import RowsView
from workbench.engine import device as devices
from workbench.engine.contracts import Matter, PicturePreview, RowsPreview
from workbench.jobs import CancelToken
from workbench.operations import pretrain, recommend, tasks
from workbench.operations.pilot import PilotResult, PilotRow
from workbench.operations.run_copy import RunChoice
from workbench.operations.run_settings import Pretrain

session = page_session
_JOB_MS = 60_000
_SHOWN = tasks_for_show()
_MATTERS = (
    Matter(name="colour", label="Colour matters", help="Colours stay.", settings={"mirrored": 0.0}),
    Matter(name="size", label="Size matters", help="Nothing is enlarged.", settings={}),
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("imported"))


@pytest.fixture(scope="module")
def with_run(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One finished run, of 48 px."""
    project = tmp_path_factory.mktemp("run") / "project"
    shutil.copytree(imported, project)
    arguments = Pretrain(project=project, encoder="small_residual", size=48, batch=8, steps=2)
    for _ in pretrain.job(arguments).body(CancelToken()):
        pass
    return project


@pytest.fixture
def setup(qtbot: QtBot) -> SetupPanel:
    """The panel alone, with tasks of three families."""
    panel = SetupPanel(Player())
    qtbot.addWidget(panel)
    sizes = Sizes(values=(32, 48, 64), noun="picture", unit="px")
    panel.show_tasks(_SHOWN, ("small_residual", "resnet18"), _MATTERS, ("pairs", "fill"), sizes)
    panel.resize(740, 900)
    panel.show()
    return panel


def _open(session: Session, source: Path, tmp_path: Path) -> tuple[SetupPanel, Advice]:
    """The panel with what is found out for it, on a copy of a project."""
    folder = tmp_path / "project"
    shutil.copytree(source, folder)
    assert session.open_project(folder)
    panel = SetupPanel(session.player)
    host = QWidget()
    QVBoxLayout(host).addWidget(panel)
    keep(session, host)
    advice = Advice(session, panel)
    host.resize(790, 1000)
    host.show()
    advice.refresh()
    return panel, advice


def _visible_cards(panel: SetupPanel) -> list[str]:
    return [name for name, card in panel.cards.cards.items() if card.isVisible()]


def _preview(number: int, caption: str = "Your picture") -> RowsPreview:
    pixels = np.zeros((8, 8, 3), np.uint8)
    return RowsPreview(rows=(tuple(PicturePreview(pixels=pixels, caption=caption) for _ in range(number)),))


def _row(task: str, *, vetoed: bool = False, score: float | None = None) -> PilotRow:
    return PilotRow(
        task=task, title=task.title(), steps=120, samples_per_second=412.3, rank_share=0.34, agreement=0.71,
        verdict="collapsed" if vetoed else "learning", vetoed=vetoed, score=score, low=0.5, high=0.7,
        reason="Everything looks the same to it." if vetoed else "",
    )  # fmt: skip


def test_the_recommended_tasks_come_first_and_the_others_by_family(setup: SetupPanel) -> None:
    assert _visible_cards(setup) == ["pairs", "fill"]
    click(setup, "family_masked")
    assert _visible_cards(setup) == ["fill", "blocks"]


def test_a_family_without_a_task_has_no_button(setup: SetupPanel) -> None:
    assert setup.findChild(QAbstractButton, "family_order") is None


def test_what_is_chosen_is_told_where_its_card_cannot_be_seen(setup: SetupPanel) -> None:
    assert not setup.cards.elsewhere.isVisible()
    click(setup, "family_masked")
    assert setup.cards.elsewhere.text() == "Chosen: Find the pair"
    assert find(setup, QAbstractButton, "family_contrastive").accessibleName().endswith("chosen one is here")
    click(setup, "chosen_elsewhere")
    assert setup.cards.cards["pairs"].isVisible()


def test_choosing_a_task_that_is_elsewhere_shows_it(setup: SetupPanel) -> None:
    setup.cards.choose("blocks")
    assert setup.cards.cards["blocks"].isVisible()
    assert setup.cards.cards["blocks"].isChecked()


def test_a_second_click_leaves_a_card_chosen(setup: SetupPanel) -> None:
    click(setup, "task_pairs")
    assert setup.cards.cards["pairs"].isChecked()


def test_arrow_keys_choose_within_the_cards_that_are_shown(setup: SetupPanel) -> None:
    setup.cards.cards["pairs"].setFocus()
    QTest.keyClick(setup.cards.cards["pairs"], Qt.Key.Key_Right)
    assert setup.cards.chosen == "fill"
    QTest.keyClick(setup.cards.cards["fill"], Qt.Key.Key_Right)
    assert setup.cards.chosen == "fill"


def test_tab_reaches_one_card_also_where_the_chosen_one_is_elsewhere(setup: SetupPanel) -> None:
    click(setup, "family_masked")
    tabs = [
        name
        for name in _visible_cards(setup)
        if setup.cards.cards[name].focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert tabs == ["fill"]


def test_a_card_is_told_apart_without_colour(setup: SetupPanel) -> None:
    assert setup.cards.cards["pairs"].accessibleName() == "Find the pair, recommended, chosen"
    assert setup.cards.cards["fill"].accessibleName() == "Fill the gap"


@pytest.mark.parametrize("width", [220, 288, 363, 479, 480, 700])
@pytest.mark.parametrize("number", [2, 4])
def test_nothing_on_a_card_is_cut_off_or_lies_over_another(qtbot: QtBot, width: int, number: int) -> None:
    card = TaskCard(_SHOWN[0], Player())
    qtbot.addWidget(card)
    card.recommend(True)
    card.show_preview(_preview(number, "Its tiles, moved"), "Your pictures have no natural up.")
    card.show()  # first: fonts and margins of the style are known only then
    card.resize(width, card.heightForWidth(width))
    parts = [
        child.geometry()
        for child in card.children()
        if isinstance(child, QWidget) and child.isVisible() and not child.size().isEmpty()
    ]
    assert all(card.rect().contains(part) for part in parts)
    assert not any(a.intersects(b) for i, a in enumerate(parts) for b in parts[i + 1 :])


def test_pictures_are_made_small_enough_for_their_room(qtbot: QtBot) -> None:
    view = RowsView(Player(), tile_px=64)
    qtbot.addWidget(view)
    view.show_rows(_preview(5, "View"))
    assert view.width() == 5 * 64 + 4 * 8
    view.fit(260)
    assert view.width() <= 260
    assert view.size() == view.size_for(260)


def test_a_caution_is_told_in_words_on_the_card(qtbot: QtBot) -> None:
    card = TaskCard(_SHOWN[0], Player())
    qtbot.addWidget(card)
    card.show_preview(_preview(2), "Your pictures have no natural up.")
    assert text(card, "caution_pairs_text") == "Careful: Your pictures have no natural up."
    assert "no natural up" in card.accessibleDescription()


def test_another_example_is_shown_on_every_card(setup: SetupPanel) -> None:
    rows = (_preview(2).rows[0], _preview(3).rows[0])
    setup.cards.cards["pairs"].show_preview(RowsPreview(rows=rows))
    click(setup, "other_samples")
    assert setup.cards.cards["pairs"].preview.num_pictures == 3


def test_what_matters_is_only_asked_where_the_task_varies_its_samples(setup: SetupPanel) -> None:
    assert find(setup, QWidget, "matters").isVisible()
    setup.cards.choose("blocks")
    assert not find(setup, QWidget, "matters").isVisible()


def test_advanced_shows_what_is_left_alone_because_it_matters(setup: SetupPanel) -> None:
    click(setup, "advanced_fold")
    assert find(setup, QDoubleSpinBox, "advanced_mirrored").value() == 0.5
    click(setup, "matter_colour")
    assert find(setup, QDoubleSpinBox, "advanced_mirrored").value() == 0.0
    assert setup.arguments(Path()).settings == ()
    click(setup, "matter_colour")
    assert find(setup, QDoubleSpinBox, "advanced_mirrored").value() == 0.5


def test_what_matters_is_given_to_the_run(setup: SetupPanel) -> None:
    click(setup, "matter_colour")
    assert setup.arguments(Path()).matters == ("colour",)
    setup.cards.choose("blocks")
    assert setup.arguments(Path()).matters == ()


def test_a_task_that_imitates_cannot_start_until_a_network_is_named(setup: SetupPanel) -> None:
    setup.cards.choose("imitate")
    assert not setup.start.isEnabled()
    assert text(setup, "start_reason") == "First name the network that it should imitate."
    setup.starting_point.choose("weights.safetensors")
    assert setup.start.isEnabled()
    assert setup.arguments(Path()).start == "weights.safetensors"
    setup.cards.choose("pairs")
    assert "Start from" in setup.starting_point.title


def test_a_start_that_cannot_be_used_is_told_and_holds_the_button(setup: SetupPanel) -> None:
    setup.starting_point.choose("broken.safetensors")
    setup.starting_point.tell("broken.safetensors", Network(wrong="It cannot be read."))
    assert text(setup, "start_from_words") == "It cannot be read."
    assert not setup.start.isEnabled()
    setup.starting_point.choose("")
    assert setup.start.isEnabled()


def test_a_weights_file_is_chosen_in_a_dialog_that_does_not_block(setup: SetupPanel, tmp_path: Path) -> None:
    weights = tmp_path / "weights.safetensors"
    weights.write_bytes(b"0")
    box = find(setup, QComboBox, "start_from")
    box.setCurrentIndex(box.findText("A weights file on this computer…"))
    box.activated.emit(box.currentIndex())
    dialog = setup.findChild(QFileDialog, "weights_dialog")
    assert dialog is not None
    assert box.currentText() == "Nothing: a new network"
    dialog.fileSelected.emit(str(weights))
    dialog.close()
    assert setup.starting_point.value == str(weights)
    assert box.currentText() == "weights.safetensors"


def test_a_deleted_run_is_no_start_any_more(setup: SetupPanel) -> None:
    setup.starting_point.show_runs(["0001-simclr"])
    setup.starting_point.choose("0001-simclr")
    setup.starting_point.show_runs([])
    assert setup.starting_point.value == ""


def _choice(**changes: Any) -> RunChoice:
    choice = RunChoice(
        task="blocks", encoder="resnet18", size=48, batch=16, matters=(), settings=(("share", "0.3"),)
    )
    return dataclasses.replace(choice, **changes)


def test_settings_of_an_earlier_run_fill_the_choices(setup: SetupPanel) -> None:
    setup.show_settings(_choice())
    arguments = setup.arguments(Path())
    assert (arguments.task, arguments.encoder, arguments.size, arguments.batch) == (
        "blocks", "resnet18", 48, 16,
    )  # fmt: skip
    assert arguments.settings == (("share", "0.3"),)
    assert find(setup, QWidget, "advanced_share").isVisible()


def test_a_copy_starts_from_the_same_weights_for_the_same_time_at_the_same_rate(setup: SetupPanel) -> None:
    setup.starting_point.show_runs(["0001-simclr"])
    setup.show_settings(
        _choice(start="0001-simclr", seed=7, minutes=12.0, device="cpu", learning_rate=0.0003)
    )
    found = setup.arguments(Path())
    assert (found.start, found.seed, found.minutes) == ("0001-simclr", 7, 12.0)
    assert (found.device, found.learning_rate) == ("cpu", 0.0003)


def test_a_copy_of_a_run_without_any_of_that_leaves_it_to_the_program(setup: SetupPanel) -> None:
    setup.show_settings(_choice(seed=7, device="cpu", learning_rate=0.0003))
    setup.show_settings(_choice())
    found = setup.arguments(Path())
    assert (found.start, found.seed, found.device, found.learning_rate) == ("", 0, "auto", 0.0)


def test_a_picture_size_that_is_not_on_the_list_is_kept_in_a_copy(setup: SetupPanel) -> None:
    setup.show_settings(_choice(size=40))
    assert setup.arguments(Path()).size == 40


def test_a_learning_rate_is_given_to_the_run(setup: SetupPanel) -> None:
    click(setup, "advanced_fold")
    type_over(find(setup, QDoubleSpinBox, "advanced_learning_rate"), "0.002")
    assert setup.arguments(Path()).learning_rate == 0.002


def test_settings_of_a_task_are_still_there_after_a_look_at_another(setup: SetupPanel) -> None:
    setup.cards.choose("blocks")
    find(setup, QDoubleSpinBox, "advanced_share").setValue(0.25)
    setup.cards.choose("pairs")
    assert setup.arguments(Path()).settings == ()
    setup.cards.choose("blocks")
    assert setup.arguments(Path()).settings == (("share", "0.25"),)


def test_an_encoder_that_a_task_cannot_use_is_left_to_the_program(setup: SetupPanel) -> None:
    box = find(setup, QComboBox, "advanced_encoder")
    box.setCurrentIndex(box.findData("small_residual"))
    setup.cards.choose("blocks")
    assert setup.arguments(Path()).encoder == ""


def test_only_encoders_that_the_task_can_use_are_offered(setup: SetupPanel) -> None:
    assert find(setup, QComboBox, "advanced_encoder").findText("small_residual") > 0
    setup.cards.choose("blocks")
    box = find(setup, QComboBox, "advanced_encoder")
    assert [box.itemText(place) for place in range(box.count())] == ["automatic", "resnet18"]


def test_a_batch_cannot_be_larger_than_the_set(setup: SetupPanel) -> None:
    setup.advanced.limit_batch(24)
    assert find(setup, QSpinBox, "advanced_batch").maximum() == 24


def test_a_trial_shows_what_was_seen_what_is_out_and_what_is_chosen(qtbot: QtBot) -> None:
    card = TrialCard()
    qtbot.addWidget(card)
    rows = (_row("pairs", vetoed=True), _row("fill", score=0.62), _row("blocks"))
    card.show_result(PilotResult(rows=rows, chosen="fill", sentence="Fill is chosen."))
    assert [text(card, f"trial_state_{row.task}") for row in rows] == ["Out", "Chosen", "Possible"]
    assert "Everything looks the same to it." in text(card, "trial_seen_pairs")
    assert "412 samples a second" in text(card, "trial_seen_fill")
    assert "62 %" in text(card, "trial_seen_fill")
    assert "Fill is chosen." in text(card, "trial_sentence")


def test_of_what_came_to_no_end_only_the_reason_is_told(qtbot: QtBot) -> None:
    card = TrialCard()
    qtbot.addWidget(card)
    row = dataclasses.replace(_row("pairs", vetoed=True), verdict="memory", reason="It did not fit.")
    card.show_result(PilotResult(rows=(row,), chosen="", sentence=""))
    assert text(card, "trial_seen_pairs").endswith("<br>It did not fit.")


def test_cards_that_are_shown_get_a_look_at_the_persons_pictures(
    qtbot: QtBot, session: Session, imported: Path, tmp_path: Path
) -> None:
    panel, _ = _open(session, imported, tmp_path)
    shown = [panel.cards.cards[name].preview for name in panel.cards.shown]
    qtbot.waitUntil(lambda: all(view.num_pictures > 1 for view in shown), timeout=_JOB_MS)
    hidden = [c.preview.num_pictures for n, c in panel.cards.cards.items() if n not in panel.cards.shown]
    assert not any(hidden)
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=_JOB_MS)


def test_what_matters_changes_the_look_and_a_known_look_is_not_asked_for_again(
    qtbot: QtBot, session: Session, imported: Path, tmp_path: Path
) -> None:
    panel, _ = _open(session, imported, tmp_path)
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=_JOB_MS)
    asked: list[tasks.Preview] = []
    session.jobs.started.connect(lambda running: asked.append(running.job.arguments))
    click(panel, "matter_size")
    qtbot.waitUntil(lambda: len(asked) >= 1 and not session.jobs.busy, timeout=_JOB_MS)
    assert all(look.matters == ("size",) for look in asked)
    number = len(asked)
    click(panel, "matter_size")
    click(panel, "matter_size")
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=_JOB_MS)
    assert len(asked) == number


def test_the_chosen_task_is_told_to_the_guide(
    qtbot: QtBot, session: Session, imported: Path, tmp_path: Path
) -> None:
    panel, _ = _open(session, imported, tmp_path)
    other = next(name for name in panel.cards.proposed if name != panel.cards.chosen)
    with qtbot.waitSignal(session.topic_shown) as shown:
        click(panel, f"task_{other}")
    assert shown.args == ["pretrain", f"tasks/{other}"]
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=_JOB_MS)


def test_a_recommendation_leaves_a_choice_by_hand_alone(
    qtbot: QtBot, session: Session, imported: Path, tmp_path: Path
) -> None:
    panel, _ = _open(session, imported, tmp_path)
    other = next(name for name in panel.cards.proposed if name != panel.cards.chosen)
    click(panel, f"task_{other}")
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=_JOB_MS)
    assert panel.cards.chosen == other
    assert panel.cards.proposed == recommend.candidates("image")


def test_a_recommendation_leaves_the_family_that_is_shown(
    qtbot: QtBot, session: Session, imported: Path, tmp_path: Path
) -> None:
    panel, _ = _open(session, imported, tmp_path)
    qtbot.waitUntil(find(panel, QAbstractButton, "family_masked").isVisible)
    click(panel, "family_masked")
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=_JOB_MS)
    assert panel.cards.sections.chosen == "masked"
    assert panel.cards.chosen == panel.cards.proposed[0]


def test_a_suggestion_leaves_the_section_that_a_person_went_to(setup: SetupPanel) -> None:
    click(setup, "family_masked")
    setup.cards.suggest("pairs")
    assert _visible_cards(setup) == ["fill", "blocks"]
    setup.cards.forget_section()
    setup.cards.suggest("pairs")
    assert setup.cards.cards["pairs"].isVisible()


def test_a_run_to_go_on_from_says_its_network_and_brings_its_size(
    qtbot: QtBot, session: Session, with_run: Path, tmp_path: Path
) -> None:
    panel, _ = _open(session, with_run, tmp_path)
    panel.starting_point.choose("0001-simclr")
    words = find(panel, QLabel, "start_from_words")
    qtbot.waitUntil(lambda: bool(words.text()), timeout=_JOB_MS)
    assert words.text() == "It goes on with small_residual at 48 px."
    assert panel.arguments(Path()).size == 48
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=_JOB_MS)


def test_a_run_too_large_for_the_memory_is_told_until_another_device_has_room(
    qtbot: QtBot, session: Session, with_run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, _ = _open(session, with_run, tmp_path)
    monkeypatch.setattr(devices, "free_memory", lambda device: 0.1)
    panel.starting_point.choose("0001-simclr")
    words = find(panel, QLabel, "start_from_words")
    qtbot.waitUntil(lambda: "is too large for this computer" in words.text(), timeout=_JOB_MS)
    assert not panel.start.isEnabled()
    monkeypatch.setattr(devices, "free_memory", lambda device: 1e6)
    panel.advanced.fold.click()
    find(panel, QComboBox, "advanced_device").setCurrentText("cpu")
    qtbot.waitUntil(lambda: "It goes on with" in words.text(), timeout=_JOB_MS)
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=_JOB_MS)


def test_a_trial_holds_the_start_and_can_be_stopped(
    qtbot: QtBot, session: Session, imported: Path, tmp_path: Path
) -> None:
    panel, _ = _open(session, imported, tmp_path)
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=_JOB_MS)
    click(panel, "try_each")
    assert not panel.start.isEnabled()
    assert "tried just now" in text(panel, "start_reason")
    stop = find(panel, QAbstractButton, "trial_progress_stop")
    qtbot.waitUntil(stop.isEnabled, timeout=_JOB_MS)
    click(panel, "trial_progress_stop")
    qtbot.waitUntil(panel.start.isEnabled, timeout=_JOB_MS)
    assert find(panel, QWidget, "trial").isVisible()
