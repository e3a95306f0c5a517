"""What is recommended, tried and refused for texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import texts
from tests.engine.weights import folders
from tests.projects import copied, new_project
from tests.running import result
from workbench.engine.weights import identify
from workbench.operations import pilot, pilot_verdict, recommend, run_choices, starting_points
from workbench.operations.import_folder import layout_of
from workbench.operations.pilot import Pilot, PilotResult
from workbench.project import Project


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    return new_project(folder / "project", texts.write_texts(folder / "texts"))


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    return copied(made, tmp_path)


def _tried(project: Path, monkeypatch: pytest.MonkeyPatch) -> PilotResult:
    monkeypatch.setattr(run_choices, "_MOST_CALIBRATION_SECONDS", 0.0)
    monkeypatch.setattr(pilot_verdict, "_FEWEST_STEPS", 1)
    tasks = ("missing_words", "next_word")
    return result(pilot.job(Pilot(project=project, tasks=tasks, minutes=0.005, device="cpu")), PilotResult)


def test_the_order_that_was_measured_for_texts_is_recommended(project: Path) -> None:
    with Project(project, write=True) as opened:
        found = recommend.recommend(opened, 5.0, "cpu")
    assert (found.task, found.encoder) == ("missing_words", "text_mini")
    assert found.alternatives[0] == "next_word"


def test_the_reason_speaks_of_texts_and_tokens(project: Path) -> None:
    with Project(project, write=True) as opened:
        reason = recommend.recommend(opened, 5.0, "cpu").reason
    assert reason.startswith("A safe first choice for texts: Guess the missing words, with ")
    assert " tokens sees " in reason
    assert "picture" not in reason


def test_what_wants_a_start_is_not_among_those_to_try(project: Path) -> None:
    with Project(project, write=True) as opened:
        found = recommend.fitting(opened, layout_of(opened))
    assert "simcse" not in found.tasks
    assert dict(found.left_out)["simcse"] == "it is best started from another run"


def test_tasks_of_different_networks_are_tried_side_by_side(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = _tried(project, monkeypatch)
    assert [row.task for row in done.rows] == ["missing_words", "next_word"]
    assert done.chosen == "missing_words"
    assert "comes first in the order measured on other sets" in done.sentence
    assert not [row.task for row in done.rows if row.vetoed or row.steps == 0]


def test_a_task_refuses_a_network_that_reads_the_other_way(tmp_path: Path) -> None:
    spec = identify(folders.written(tmp_path, "gpt2")).spec
    assert "both ways" in run_choices.refusal("missing_words", spec)
    assert run_choices.refusal("next_word", spec) == ""


def test_a_network_from_elsewhere_is_called_by_its_kind(tmp_path: Path) -> None:
    assert starting_points.called(identify(folders.written(tmp_path, "bert")).spec) == "bert"
