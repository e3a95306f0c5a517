"""Pretraining networks that hear the wave: anew, and from folders of elsewhere; others can open them."""

from __future__ import annotations

from pathlib import Path

import pytest
import transformers

from tests.app.tiny_sounds import make_sound_project
from tests.engine.weights import folders, hearing
from tests.operations.test_pretrain import learn, settings_of
from tests.projects import copied
from tests.running import refusal
from workbench.engine.checkpoint import load_encoder
from workbench.operations import pretrain
from workbench.operations.pretrain import Pretrain


@pytest.fixture(scope="module")
def imported_sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight sounds of half a second. Copy it before changing it."""
    return make_sound_project(tmp_path_factory.mktemp("sounds"), 8)


@pytest.fixture
def project(tmp_path: Path, imported_sounds: Path) -> Path:
    return copied(imported_sounds, tmp_path)


def _quick(project: Path, task: str = "wav2vec", *, start: str = "") -> Pretrain:
    encoder = "" if start else "wav2vec_mini"
    return Pretrain(project=project, task=task, steps=2, batch=4, encoder=encoder, start=start, device="cpu")


def test_hidden_sounds_are_learnt_and_others_can_open_the_network(project: Path) -> None:
    name = learn(_quick(project)).run
    folder = project / "runs" / name
    assert load_encoder(folder).encoder.spec.name == "wav2vec_mini"
    assert transformers.AutoConfig.from_pretrained(folder / "huggingface").model_type == "wav2vec2"


@pytest.mark.parametrize(
    ("kind", "task"), [("wav2vec2", "wav2vec"), ("hubert", "clip_contrast"), ("whisper", "clip_contrast")]
)
def test_a_run_starts_from_a_folder(project: Path, tmp_path: Path, kind: str, task: str) -> None:
    folder = hearing.written(tmp_path / "model", kind)
    name = learn(_quick(project, task, start=str(folder))).run
    assert settings_of(project, name).encoder == "audio_folder"
    native = project / "runs" / name / "huggingface"
    assert transformers.AutoConfig.from_pretrained(native).model_type == kind


def test_a_network_for_texts_is_no_start_for_sounds(project: Path, tmp_path: Path) -> None:
    folder = folders.written(tmp_path / "model", "bert")
    said = refusal(pretrain.job(_quick(project, "clip_contrast", start=str(folder)))).why
    assert "network for texts, and this project holds sounds" in said
