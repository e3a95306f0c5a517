"""The verbs around pretraining: trying tasks, keeping runs in order, and saying no in time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import QUICK, Journey, say
from workbench.operations import run_choices
from workbench.operations.run_settings import RunSettings


@pytest.fixture
def project(journey: Journey, tmp_path: Path) -> Path:
    return Path(shutil.copytree(journey.project, tmp_path / "project"))


def test_pilot_says_what_each_task_came_to_and_which_is_chosen(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_choices, "_MOST_CALIBRATION_SECONDS", 0.0)
    said = say("pilot", project, "--task", "simclr", "--minutes", 0.01, "--device", "cpu", "--json")
    assert said.status == 0, said.err
    (row,) = said.last["rows"]
    assert (row["task"], row["vetoed"], said.last["chosen"]) == ("simclr", False, "simclr")
    assert said.last["sentence"].endswith(".")


def test_runs_are_named_tagged_deleted_and_brought_back(project: Path) -> None:
    run = "0001-simclr"
    (listed,) = say("runs", project, "--rename", run, "first try", "--tag", run, "a, b", "--json").last[
        "runs"
    ]
    assert (listed["title"], listed["tags"]) == ("first try", ["a", "b"])
    gone = say("runs", project, "--delete", run, "--json").last
    assert (gone["runs"], gone["deleted"]) == ([], [run])
    assert say("info", project, "--json").last["runs"] == []
    assert say("runs", project, "--restore", run, "--json").last["deleted"] == []


def test_deleted_runs_are_gone_for_good_after_a_purge(project: Path) -> None:
    said = say("runs", project, "--delete", "0001-simclr", "--purge", "--json").last
    assert (said["runs"], said["deleted"]) == ([], [])
    assert not (project / "runs" / "0001-simclr").exists()


def test_what_matters_reaches_the_views(project: Path) -> None:
    said = say("pretrain", project, "--steps", 1, *QUICK, "--matters", "colour", "--json")
    settings = RunSettings.load(project / "runs" / said.last["run"])
    assert settings.matters == ("colour",)
    assert settings.view_settings["grey_probability"] == 0


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("--batch", 999), "A batch of 999 cannot be filled."),
        (("--set", "temperature=-1"), "The setting temperature cannot be -1.0."),
        (("--task", "mae", "--encoder", "small_residual"), "cannot train with these settings."),
        (("--task", "masked", "--set", "block_px=7"), "cannot train with these settings."),
        (("--task", "distil"), "needs a network to imitate."),
        (("--matters", "smell"), "Nothing is known of 'smell' that could matter."),
    ],
    ids=lambda value: str(value[-1]) if isinstance(value, tuple) else "",
)
def test_a_bad_setting_is_a_sentence_before_the_start(
    project: Path, words: tuple[object, ...], what: str
) -> None:
    before = sorted((project / "runs").iterdir())
    said = say("pretrain", project, "--steps", 1, "--device", "cpu", *words, "--json")
    assert said.status == 2
    assert said.last["what"].endswith(what)
    assert all(said.last[part] for part in ("why", "todo"))
    assert sorted((project / "runs").iterdir()) == before


def test_a_person_is_told_the_verdict_while_it_learns(project: Path) -> None:
    said = say("pretrain", project, "--steps", 2, *QUICK)
    assert "Too few" in said.err
