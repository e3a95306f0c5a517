"""The pretext tasks in words, and what one does to the user's own samples."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch

from tests.engine import tiny
from tests.projects import copied
from tests.running import refusal, result
from workbench.engine import settings
from workbench.jobs import WordsError
from workbench.operations import tasks
from workbench.operations.tasks import Preview, PreviewResult
from workbench.project import Project


def test_every_task_of_a_modality_is_there_in_words() -> None:
    found = {task.name: task for task in tasks.catalogue("image")}
    assert "simclr" in found
    for task in found.values():
        assert task.title
        assert task.summary.endswith(".")


def test_every_setting_that_is_listed_can_be_set() -> None:
    for task in tasks.catalogue("image"):
        assert len({field.name for field in task.fields}) == len(task.fields)
        for field in task.fields:
            assert settings.parse(field, str(field.default)) == field.default


def test_the_encoders_that_can_be_chosen_are_named() -> None:
    assert {"small_residual", "resnet18"} <= set(tasks.encoder_names("image"))


def test_a_preview_has_a_row_for_each_sample_asked_for(imported: Path) -> None:
    with Project(imported) as project:
        wanted = tuple(project.samples.usable_ids()[3:5])
    found = result(tasks.preview_job(Preview(project=imported, task="simclr", samples=wanted)), PreviewResult)
    assert len(found.preview.rows) == 2


def test_the_same_seed_draws_the_same_preview_and_a_setting_changes_it(imported: Path) -> None:
    def pixels(**change: object) -> list[bytes]:
        arguments = Preview(project=imported, task="simclr", **change)  # type: ignore[arg-type]
        rows = result(tasks.preview_job(arguments), PreviewResult).preview.rows
        return [tiny.pixels(picture).tobytes() for row in rows for picture in row]

    assert pixels() == pixels()
    assert pixels() != pixels(seed=1)
    assert pixels() != pixels(settings=(("crop_area_low", "1"), ("colour_strength", "0")))


def test_drawing_a_preview_leaves_the_random_numbers_of_others_alone(imported: Path) -> None:
    before = torch.get_rng_state()
    result(tasks.preview_job(Preview(project=imported, task="mae")), PreviewResult)
    assert torch.equal(torch.get_rng_state(), before)


def test_samples_that_are_not_there_are_passed_over(imported: Path) -> None:
    arguments = Preview(project=imported, task="simclr", samples=(999,))
    assert len(result(tasks.preview_job(arguments), PreviewResult).preview.rows) == 6


def test_before_anything_was_read_there_is_nothing_to_preview(imported: Path, tmp_path: Path) -> None:
    project = copied(imported, tmp_path)
    shutil.rmtree(project / "cache")
    error = refusal(tasks.preview_job(Preview(project=project, task="simclr")))
    assert error.what == "There is nothing to show yet."


@pytest.mark.parametrize("change", [{"task": "nonsense"}, {"settings": (("nonsense", "1"),)}])
def test_words_that_mean_nothing_are_said(imported: Path, change: dict[str, object]) -> None:
    arguments = Preview(**{"project": imported, "task": "simclr", **change})  # type: ignore[arg-type]
    assert isinstance(refusal(tasks.preview_job(arguments)), WordsError)
