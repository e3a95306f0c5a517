"""What the program proposes, for samples that speak for and against some of the tasks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from tests.projects import new_project
from workbench.engine.modalities import modalities
from workbench.engine.pretext import pretext_tasks
from workbench.engine.pretext.mae import MAE
from workbench.operations import recommend
from workbench.operations.import_folder import layout_of
from workbench.project import Project


@pytest.fixture
def grey(tmp_path: Path) -> Path:
    """24 pictures in colour files that are grey, and light at the top."""
    generator, light = np.random.default_rng(0), np.linspace(180, 0, 20).astype(np.uint8)
    (tmp_path / "data").mkdir()
    for index in range(24):
        pixels = generator.integers(0, 60, (20, 20, 1), np.uint8) + light[:, None, None]
        Image.fromarray(pixels.repeat(3, 2)).save(tmp_path / "data" / f"{index:02d}.png")
    return new_project(tmp_path / "project", tmp_path / "data")


def test_what_the_pictures_speak_against_is_not_proposed_and_it_says_why(
    grey: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(modalities.get("image"), "priors", ("colour", "simclr"))
    with Project(grey) as project:
        found = recommend.recommend(project, 5, "cpu")
    assert found.task == "simclr"
    assert "colour" not in found.alternatives
    assert "Colour from grey is left out: " in found.reason
    assert "these pictures are grey." in found.reason


def test_a_task_that_refuses_its_smallest_encoder_is_not_proposed(
    grey: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(modalities.get("image"), "priors", ("mae", "simclr"))
    monkeypatch.setattr(MAE, "refusal", lambda *_: "A patch does not fit.")
    with Project(grey) as project:
        found = recommend.fitting(project, layout_of(project))
    assert found.tasks[0] == "simclr"
    assert ("mae", "a patch does not fit") in found.left_out


def test_the_reason_names_task_encoder_size_and_batch(grey: Path) -> None:
    with Project(grey) as project:
        found = recommend.recommend(project, 5, "cpu")
    assert found.reason.startswith("A safe first choice for pictures: Recognise itself (SimCLR)")
    assert f"{found.batch} pictures in each step" in found.reason
    assert f"{found.encoder} at {found.size} px" in found.reason
    assert "best" not in found.reason


@pytest.mark.parametrize(
    ("wanted", "count", "batch"),
    [
        (0, 16, 16),
        (0, 40, 32),
        (0, 200, 96),
        (0, 512, 256),
        (0, 1_000, 256),
        (0, 50_000, 256),
        (150, 200, 150),
        (300, 200, 200),
    ],
)
def test_a_step_of_a_small_set_takes_at_most_half_of_it(wanted: int, count: int, batch: int) -> None:
    assert recommend.batch_size(wanted, count, torch.device("cpu")) == batch


def test_a_task_with_many_questions_a_sample_takes_its_share_of_a_step() -> None:
    cpu = torch.device("cpu")
    assert [recommend.batch_size(wanted, 5_000, cpu, 0.25) for wanted in (0, 100)] == [64, 100]


@pytest.mark.parametrize(("letters", "share"), [(80, 0.25), (1_600, 0.025)])
def test_long_texts_come_fewer_in_a_step(letters: int, share: float, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for number in range(4):
        (tmp_path / "data" / f"{number}.txt").write_text(f"{number}".ljust(letters, "a"), encoding="utf-8")
    task = pretext_tasks.get("next_word")
    with Project(new_project(tmp_path / "project", tmp_path / "data")) as project:
        found = recommend.batch_share(task, project, 4)
        assert recommend.worth(task, project, 4) == pytest.approx(task.batch_share / found)
    assert found == pytest.approx(share)


def test_a_step_takes_eight_however_long_they_are() -> None:
    assert recommend.batch_size(0, 5_000, torch.device("cpu"), 0.001) == 8


def test_a_set_that_was_not_read_yet_gets_the_order_alone(grey: Path) -> None:
    for path in (grey / "cache").glob("samples-*"):
        path.unlink()
    with Project(grey) as project:
        found = recommend.fitting(project, layout_of(project))
    assert found == recommend.Fitting(tasks=recommend.candidates("image"))
