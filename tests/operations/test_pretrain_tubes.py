"""Pretraining on hidden tubes: anew, from an earlier run at another size, and from files of elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
import transformers
from torchvision.models.video import r2plus1d_18

from tests.app.tiny_videos import make_video_project
from tests.engine.weights import hearing, seeing, sources
from tests.operations.test_pretrain import learn, settings_of
from tests.projects import copied
from tests.running import refusal
from workbench.engine.checkpoint import load_encoder
from workbench.operations import pretrain
from workbench.operations.pretrain import Pretrain


@pytest.fixture(scope="module")
def imported_videos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight short videos. Copy it before changing it."""
    return make_video_project(tmp_path_factory.mktemp("videos"), 8)


@pytest.fixture
def project(tmp_path: Path, imported_videos: Path) -> Path:
    return copied(imported_videos, tmp_path)


def _quick(project: Path, *, start: str = "", task: str = "masked_tubes", size: int = 0) -> Pretrain:
    encoder = "" if start else "tube_mini"
    return Pretrain(
        project=project, task=task, steps=2, batch=4, encoder=encoder, start=start, size=size, device="cpu"
    )


def test_hidden_tubes_are_learnt_and_a_run_goes_on_from_another(project: Path) -> None:
    first = learn(_quick(project)).run
    second = learn(_quick(project, start=first)).run
    assert settings_of(project, second).encoder == "tube_mini"
    assert load_encoder(project / "runs" / second).encoder.spec.size == 32


def test_a_run_at_a_size_of_other_layers_is_no_start(project: Path) -> None:
    first = learn(_quick(project)).run
    assert "32 px" in refusal(pretrain.job(_quick(project, start=first, size=64))).why


@pytest.mark.parametrize("task", ["masked_tubes", "video_contrast"])
def test_a_run_starts_from_a_folder_at_the_size_of_the_project(
    project: Path, tmp_path: Path, task: str
) -> None:
    folder = seeing.written(tmp_path / "model", "pretraining", image_size=64)
    name = learn(_quick(project, start=str(folder), task=task)).run
    assert settings_of(project, name).encoder == "video_folder"
    assert load_encoder(project / "runs" / name).encoder.spec.size == 32
    native = project / "runs" / name / "huggingface"
    assert transformers.AutoConfig.from_pretrained(native).model_type == "videomae"


def test_a_run_starts_from_a_file_of_torchvisions(project: Path, tmp_path: Path) -> None:
    torch.manual_seed(0)
    file = sources.written(tmp_path / "r2plus1d_18.pth", r2plus1d_18(weights=None).state_dict())
    name = learn(_quick(project, start=str(file), task="video_contrast")).run
    assert settings_of(project, name).encoder == "r2plus1d_18"


def test_hidden_tubes_are_no_task_for_a_network_without_tubes(project: Path, tmp_path: Path) -> None:
    file = sources.written(tmp_path / "r2plus1d_18.pth", r2plus1d_18(weights=None).state_dict())
    assert "sees in tubes" in refusal(pretrain.job(_quick(project, start=str(file)))).why


def test_a_network_for_sounds_is_no_start_for_videos(project: Path, tmp_path: Path) -> None:
    folder = hearing.written(tmp_path / "model", "wav2vec2")
    said = refusal(pretrain.job(_quick(project, start=str(folder)))).why
    assert "network for sounds, and this project holds videos" in said
