"""What is recommended, tried and refused for texts."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from tests import texts
from tests.engine.weights import folders
from tests.projects import copied, new_project
from tests.running import result
from workbench.engine.weights import identify
from workbench.operations import pilot, pilot_verdict, recommend, run_choices, starting_points
from workbench.operations.import_folder import layout_of
from workbench.operations.pilot import Pilot, PilotResult
from workbench.operations.run_settings import Pretrain
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
    tasks = ("next_word", "missing_words")
    return result(pilot.job(Pilot(project=project, tasks=tasks, minutes=0.005, device="cpu")), PilotResult)


def test_the_order_that_was_measured_for_texts_is_recommended(project: Path) -> None:
    with Project(project, write=True) as opened:
        found = recommend.recommend(opened, 5.0, "cpu")
    assert (found.task, found.encoder) == ("next_word", "gpt_mini")
    assert found.alternatives[0] == "missing_words"


def test_the_reason_speaks_of_texts_and_tokens(project: Path) -> None:
    with Project(project, write=True) as opened:
        reason = recommend.recommend(opened, 5.0, "cpu").reason
    assert reason.startswith("A safe first choice for texts: Say the next word, with ")
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
    assert [row.task for row in done.rows] == ["next_word", "missing_words"]
    assert done.chosen == "next_word"
    assert "comes first in the order measured on other sets" in done.sentence
    assert not [row.task for row in done.rows if row.vetoed or row.steps == 0]


def test_a_task_refuses_a_network_that_reads_the_other_way(tmp_path: Path) -> None:
    spec = identify(folders.written(tmp_path, "gpt2")).spec
    assert "both ways" in run_choices.refusal("missing_words", spec)
    assert run_choices.refusal("next_word", spec) == ""


def test_a_network_from_elsewhere_is_called_by_its_kind(tmp_path: Path) -> None:
    assert starting_points.called(identify(folders.written(tmp_path, "bert")).spec) == "bert"


@pytest.mark.parametrize(("kind", "expected"), [("bert", "missing_words"), ("gpt2", "next_word")])
def test_without_a_task_one_is_taken_that_can_go_on_from_the_start(
    project: Path, tmp_path: Path, kind: str, expected: str
) -> None:
    start = str(folders.written(tmp_path / "start", kind))
    with Project(project, write=True) as opened:
        layout = layout_of(opened)
        arguments = Pretrain(project=project, start=start, steps=1, device="cpu")
        made = run_choices.choose(opened, arguments, layout, opened.samples.count(), torch.device("cpu"))
    assert made.task == expected


def test_without_a_task_one_is_taken_that_can_train_the_named_encoder(project: Path) -> None:
    with Project(project, write=True) as opened:
        layout = layout_of(opened)
        arguments = Pretrain(project=project, encoder="text_mini", steps=1, device="cpu")
        made = run_choices.choose(opened, arguments, layout, opened.samples.count(), torch.device("cpu"))
    assert made.task == "missing_words"
