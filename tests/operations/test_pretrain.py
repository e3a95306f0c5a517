"""Pretraining as a person starts, stops, finishes, discards and takes it up again."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from numpy.typing import NDArray

from tests.pictures import draw, draw_many
from tests.project.test_lock import holder
from tests.projects import copied, new_project, quick, set_role
from tests.running import asked_at, outcome, refusal, result, run
from workbench.jobs import CancelToken, Event, Measured, PhaseStarted, Request, WordsError
from workbench.operations import pretrain, recommend
from workbench.operations.pretrain import Pretrain, PretrainResult, RunStarted
from workbench.operations.run_files import RunFiles
from workbench.operations.run_settings import RunSettings
from workbench.project import Project


@pytest.fixture
def project(tmp_path: Path, imported: Path) -> Path:
    """Sixteen pictures, nothing learnt."""
    return copied(imported, tmp_path)


def learn(arguments: Pretrain) -> PretrainResult:
    """Pretrain to the end."""
    return result(pretrain.job(arguments), PretrainResult)


def take_up(project: Path, name: str = "0001-simclr", steps: int | None = None) -> PretrainResult:
    """Go on with a run."""
    return learn(Pretrain(project=project, resume=name, steps=steps))


def asked(arguments: Pretrain, step: int, request: Request) -> PretrainResult:
    """Make a request once a step is done."""

    def done(event: Event) -> bool:
        return isinstance(event, Measured) and event.step == step

    return outcome(asked_at(pretrain.job(arguments), done, request), PretrainResult)


def losses(project: Path, name: str = "0001-simclr") -> list[float]:
    """A run's loss by step."""
    return RunFiles(project / "runs" / name).column("loss")


def weights(project: Path, name: str = "0001-simclr") -> dict[str, NDArray[np.float32]]:
    """A run's encoder."""
    return safetensors.numpy.load_file(project / "runs" / name / "encoder.safetensors")


def settings_of(project: Path, name: str = "0001-simclr") -> RunSettings:
    """What was frozen."""
    return RunSettings.load(project / "runs" / name)


def runs(project: Path) -> list[tuple[str, str, int, int]]:
    """Name, state, steps and planned steps of each run."""
    with Project(project) as opened:
        return [(r.name, r.state, r.steps, r.planned_steps) for r in opened.runs.all()]


def test_a_finished_run_is_listed_and_has_all_its_files(trained: Path) -> None:
    names = {path.name for path in (trained / "runs" / "0001-simclr").iterdir()}
    assert names >= {"settings.json", "metrics.jsonl", "encoder.safetensors", "encoder.json", "state.pt"}
    assert runs(trained) == [("0001-simclr", "finished", 3, 3)]


def test_the_result_says_what_was_done(project: Path) -> None:
    found = learn(quick(project))
    assert (found.run, found.task, found.encoder, found.steps, found.state) == (
        "0001-simclr", "simclr", "small_residual", 3, "finished",
    )  # fmt: skip
    assert found.samples_per_second > 0
    assert 0 <= found.data_wait_fraction <= 1


def test_every_step_is_measured_once(trained: Path) -> None:
    lines = (trained / "runs" / "0001-simclr" / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["step"] for line in lines] == [1, 2, 3]


def test_the_choices_are_told_before_the_first_step(project: Path) -> None:
    events = run(pretrain.job(quick(project)))
    (started,) = [event for event in events if isinstance(event, RunStarted)]
    first = next(place for place, event in enumerate(events) if isinstance(event, Measured))
    assert (started.run, started.steps, started.batch, started.size) == ("0001-simclr", 3, 8, 32)
    assert events.index(started) < first


def test_the_same_seed_gives_the_same_run_bit_for_bit_and_another_seed_another(project: Path) -> None:
    for seed in (0, 0, 1):
        learn(quick(project, seed=seed))
    first, again, other = (losses(project, f"000{number}-simclr") for number in (1, 2, 3))
    assert first == again != other


def test_a_stopped_run_keeps_an_encoder_and_can_be_taken_up(project: Path) -> None:
    found = asked(quick(project, 6), 2, Request.STOP)
    assert (found.state, found.steps) == ("stopped", 2)
    assert weights(project)
    with Project(project) as opened:
        assert pretrain.unfinished(opened) == "0001-simclr"


def test_a_run_that_was_stopped_and_taken_up_is_the_unbroken_one_bit_for_bit(project: Path) -> None:
    learn(quick(project, 5))
    asked(quick(project, 5), 2, Request.STOP)
    assert take_up(project, "0002-simclr").state == "finished"
    assert losses(project, "0002-simclr") == losses(project, "0001-simclr")
    whole, parts = weights(project, "0001-simclr"), weights(project, "0002-simclr")
    assert all((whole[name] == parts[name]).all() for name in whole)


def test_a_run_cut_off_before_its_first_checkpoint_starts_over(project: Path) -> None:
    learn(quick(project, 4))
    before = losses(project)
    (project / "runs" / "0001-simclr" / "state.pt").unlink()
    assert take_up(project).steps == 4
    assert losses(project) == before


def test_finishing_now_ends_well_within_a_tenth(project: Path) -> None:
    found = asked(quick(project, 200), 10, Request.FINISH)
    assert found.state == "finished"
    assert 10 <= found.steps <= 13


def test_a_discarded_run_leaves_nothing(project: Path) -> None:
    found = asked(quick(project), 1, Request.DISCARD)
    assert (found.run, found.sentence) == ("", "Discarded.")
    assert runs(project) == []
    assert list((project / "runs").iterdir()) == []


@pytest.mark.parametrize("steps", [3, None])
def test_a_run_stopped_before_its_first_step_leaves_nothing(project: Path, steps: int | None) -> None:
    def measuring(event: Event) -> bool:
        return isinstance(event, PhaseStarted) and event.phase == "Measuring the speed"

    found = outcome(asked_at(pretrain.job(quick(project, steps)), measuring), PretrainResult)
    assert (found.run, found.sentence) == ("", "Stopped before the first step.")
    assert runs(project) == []


def test_a_finished_run_trains_that_many_more_steps(tmp_path: Path, trained: Path) -> None:
    project = copied(trained, tmp_path)
    assert take_up(project, steps=2).steps == 5
    assert len(losses(project)) == 5
    assert runs(project) == [("0001-simclr", "finished", 5, 5)]


def test_taking_up_a_finished_run_changes_nothing(tmp_path: Path, trained: Path) -> None:
    project = copied(trained, tmp_path)
    before = losses(project), weights(project)
    assert take_up(project).state == "finished"
    assert losses(project) == before[0]
    assert all((weights(project)[name] == before[1][name]).all() for name in before[1])


def test_taking_up_keeps_the_task_and_refuses_another(tmp_path: Path, trained: Path) -> None:
    project = copied(trained, tmp_path)
    learn(Pretrain(project=project, resume="0001-simclr", task="simclr"))
    error = refusal(pretrain.job(Pretrain(project=project, resume="0001-simclr", task="other")))
    assert error.what == "0001-simclr cannot go on with another task."


def test_a_new_run_can_start_from_an_older_ones_encoder(tmp_path: Path, trained: Path) -> None:
    project = copied(trained, tmp_path)
    learn(dataclasses.replace(quick(project, 1), encoder="", start="0001-simclr"))
    assert settings_of(project, "0002-simclr").encoder == "small_residual"
    fresh = losses(project, "0001-simclr")[0]
    assert losses(project, "0002-simclr")[0] != fresh


def test_settings_by_hand_are_used_and_frozen(project: Path) -> None:
    learn(quick(project, settings={"temperature": "0.7", "flip_probability": "0"}))
    frozen = settings_of(project)
    assert frozen.task_settings["temperature"] == 0.7
    assert frozen.view_settings["flip_probability"] == 0


def test_epochs_are_passes_over_the_samples(project: Path) -> None:
    arguments = dataclasses.replace(quick(project, None), epochs=3, batch=4)
    assert learn(arguments).steps == 12


def test_a_budget_in_minutes_is_frozen_as_a_number_of_steps(project: Path) -> None:
    found = learn(dataclasses.replace(quick(project, None), minutes=0.02))
    assert settings_of(project).steps >= found.steps >= 1


def test_another_size_is_read_into_a_cache_of_its_own(project: Path) -> None:
    learn(dataclasses.replace(quick(project, 1), size=48))
    assert settings_of(project).layout == (48, 48, 3)


def test_the_reserve_is_kept_from_learning(project: Path) -> None:
    set_role(project, "reserve", "a00.png", "b01.png")
    set_role(project, "check", "a02.png")
    learn(quick(project, 1))
    with Project(project) as opened:
        learnt = [
            opened.samples.get(int(i)).file for i in RunFiles(project / "runs" / "0001-simclr").samples()
        ]
    assert len(learnt) == 14
    assert not {"a00.png", "b01.png"} & set(learnt)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"task": "nonsense"}, "There is no pretext task 'nonsense'."),
        ({"encoder": "nonsense"}, "There is no encoder 'nonsense'."),
        ({"settings": (("nonsense", "1"),)}, "There is no setting 'nonsense' here."),
        ({"settings": (("temperature", "warm"),)}, "The setting temperature cannot be 'warm'."),
        ({"settings": (("temperature", "99"),)}, "The setting temperature cannot be 99.0."),
        ({"resume": "0009-simclr"}, "There is no run '0009-simclr'."),
        ({"device": "abacus"}, "The device 'abacus' cannot be used."),
        ({"size": 33}, "Pictures cannot be prepared at 33 pixels."),
        ({"start": "nowhere"}, "There is nothing called nowhere to start from."),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_words_that_mean_nothing_are_said_before_a_run_is_made(
    project: Path, change: dict[str, object], what: str
) -> None:
    error = refusal(pretrain.job(dataclasses.replace(quick(project), **change)))  # type: ignore[arg-type]
    assert error.what == what
    assert error.why
    assert error.todo
    assert runs(project) == []


def test_an_unknown_name_is_a_matter_of_words(project: Path) -> None:
    assert isinstance(refusal(pretrain.job(dataclasses.replace(quick(project), task="x"))), WordsError)


def test_the_recommendation_suits_the_samples_and_says_why(imported: Path) -> None:
    with Project(imported) as project:
        found = recommend.recommend(project, 5, "cpu")
    assert (found.task, found.size, found.batch) == ("simclr", 32, 16)
    assert found.reason.endswith(".")


# Bad input


def test_one_picture_is_too_little(tmp_path: Path) -> None:
    draw(tmp_path / "data" / "a.png")
    error = refusal(pretrain.job(quick(new_project(tmp_path / "project", tmp_path / "data"))))
    assert error.what == "There is too little to learn from."
    assert error.why.startswith("There is 1 picture; comparing needs at least 2")


def test_the_same_picture_many_times_is_one_and_too_little(tmp_path: Path) -> None:
    draw(tmp_path / "data" / "a.png")
    for name in "bcd":
        shutil.copy(tmp_path / "data" / "a.png", tmp_path / "data" / f"{name}.png")
    error = refusal(pretrain.job(quick(new_project(tmp_path / "project", tmp_path / "data"))))
    assert error.why.startswith("There is 1 picture;")


def test_pictures_that_look_all_the_same_are_learnt_from_without_a_number_that_is_none(
    tmp_path: Path,
) -> None:
    for number, suffix in enumerate(("png", "bmp", "tif", "webp")):
        draw(tmp_path / "data" / f"{number}.{suffix}", seed="a")
    project = new_project(tmp_path / "project", tmp_path / "data")
    assert learn(dataclasses.replace(quick(project, 4), batch=4)).state in ("finished", "collapsed")
    assert np.isfinite(losses(project)).all()


def test_fewer_pictures_than_a_batch_make_a_smaller_batch(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", draw_many(tmp_path / "data", 3))
    assert learn(dataclasses.replace(quick(project), batch=0)).state == "finished"
    assert settings_of(project).batch == 3


def test_a_folder_that_disappears_while_learning_is_not_needed_any_more(tmp_path: Path) -> None:
    data = draw_many(tmp_path / "data", 8)
    events = []
    for event in pretrain.job(quick(new_project(tmp_path / "project", data))).body(CancelToken()):
        if isinstance(event, RunStarted):
            shutil.rmtree(data)
        events.append(event)
    assert outcome(events, PretrainResult).state == "finished"


def test_a_folder_that_is_gone_before_its_pictures_were_read_is_said(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", draw_many(tmp_path / "data", 8))
    shutil.rmtree(project / "cache")
    shutil.rmtree(tmp_path / "data")
    error = refusal(pretrain.job(quick(project)))
    assert error.what == f"The folder {tmp_path / 'data'} is not there."
    assert runs(project) == []


def test_two_processes_cannot_learn_in_one_project(project: Path) -> None:
    with holder(project) as other:
        error = refusal(pretrain.job(quick(project)))
    assert f"Process {other.pid} on" in error.why
