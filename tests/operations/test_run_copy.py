"""What was chosen for a run, read from its settings to be chosen again."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from tests.projects import copied
from tests.running import run
from workbench.engine.plan import scaled_rate
from workbench.engine.pretext.simclr import SimCLR
from workbench.operations import pretrain, run_copy
from workbench.operations.run_copy import RunChoice
from workbench.operations.run_settings import Pretrain, RunSettings

_SMALLER = "A step did not fit the memory: a batch is now 4 samples instead of 8."
_IN_PARTS = "A step did not fit the memory: each batch of 8 is now learnt from in 2 parts."
_HALVED = "The loss was no longer a number at step 7. The learning rate is halved."


@pytest.fixture(scope="module")
def made(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> RunSettings:
    """The settings of a run with 8 pictures a step."""
    project = copied(imported, tmp_path_factory.mktemp("copied"))
    arguments = Pretrain(
        project=project, task="simclr", steps=1, batch=8, size=32, encoder="small_residual", device="cpu",
        matters=("colour",), settings=(("temperature", "0.5"),),
    )  # fmt: skip
    run(pretrain.job(arguments))
    return RunSettings.load(project / "runs" / "0001-simclr")


def _choice(made: RunSettings, folder: Path, **changes: Any) -> RunChoice:
    dataclasses.replace(made, **changes).save(folder)
    return run_copy.choice_of(folder)


def test_a_choice_is_what_was_chosen_and_nothing_that_is_usual(made: RunSettings, tmp_path: Path) -> None:
    choice = _choice(made, tmp_path)
    assert (choice.task, choice.encoder, choice.size, choice.batch) == ("simclr", "small_residual", 32, 8)
    assert choice.matters == ("colour",)
    assert choice.settings == (("temperature", "0.5"),)
    assert (choice.start, choice.seed, choice.minutes, choice.learning_rate) == ("", 0, None, 0.0)


def test_start_seed_time_and_rate_are_those_that_were_chosen(made: RunSettings, tmp_path: Path) -> None:
    choice = _choice(made, tmp_path, start="/w.safetensors", seed=7, minutes=12.0, learning_rate=0.01)
    assert (choice.start, choice.seed, choice.minutes) == ("/w.safetensors", 7, 12.0)
    assert choice.learning_rate == 0.01


def test_a_batch_that_was_lowered_for_want_of_memory_was_not_chosen(
    made: RunSettings, tmp_path: Path
) -> None:
    rate = scaled_rate(SimCLR.base_rate, 4)
    choice = _choice(made, tmp_path, batch=4, happened=(_SMALLER,), learning_rate=rate)
    assert (choice.batch, choice.learning_rate) == (0, 0.0)


def test_the_usual_rate_of_samples_that_count_for_more_was_not_chosen(
    made: RunSettings, tmp_path: Path
) -> None:
    rate = scaled_rate(SimCLR.base_rate, 4 * made.batch)
    assert _choice(made, tmp_path, worth=4.0, learning_rate=rate).learning_rate == 0.0


def test_a_rate_is_that_of_the_batch_it_was_chosen_for(made: RunSettings, tmp_path: Path) -> None:
    choice = _choice(made, tmp_path, batch=4, happened=(_SMALLER,), learning_rate=0.01 / 2**0.5)
    assert choice.learning_rate == pytest.approx(0.01)


def test_a_batch_that_is_learnt_from_in_parts_is_the_chosen_one(made: RunSettings, tmp_path: Path) -> None:
    choice = _choice(made, tmp_path, parts=2, happened=(_IN_PARTS,), learning_rate=0.01)
    assert (choice.batch, choice.learning_rate) == (8, 0.01)


def test_a_rate_that_was_lowered_by_a_mishap_was_not_chosen(made: RunSettings, tmp_path: Path) -> None:
    assert _choice(made, tmp_path, happened=(_HALVED,), learning_rate=0.001).learning_rate == 0.0


@pytest.mark.parametrize(("device", "best", "chosen"), [("cpu", "cpu", ""), ("cpu", "cuda", "cpu")])
def test_a_device_is_chosen_where_the_program_would_take_another(
    made: RunSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, device: str, best: str, chosen: str
) -> None:
    monkeypatch.setattr("workbench.engine.device._fastest", lambda: best)
    assert _choice(made, tmp_path, device=device).device == chosen


def test_a_device_that_is_not_there_any_more_is_left_to_the_program(
    made: RunSettings, tmp_path: Path
) -> None:
    assert _choice(made, tmp_path, device="nowhere:3").device == ""
