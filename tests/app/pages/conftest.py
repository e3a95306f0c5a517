"""What tests of several pages stand on: made once, copied before it is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.pages.trained import events, label, make_trained
from tests.app.tiny_sounds import make_sound_project, names
from tests.app.tiny_texts import make_text_project, notes
from workbench.operations import fine_tune, pretrain

LABELS = {f"{'ab'[index % 2]}{index:03d}.png": "ab"[index % 2] for index in range(10)}


@pytest.fixture(scope="session")
def modelled_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """24 pictures, a network, ten labels of two classes and a probe. Copy it before changing it."""
    return make_trained(tmp_path_factory.mktemp("modelled"), LABELS)


@pytest.fixture(scope="session")
def modelled_texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """24 notes of plants and sky, a network, twelve labels and a probe. Copy it before changing it."""
    project = make_text_project(tmp_path_factory.mktemp("texts"))
    arguments = pretrain.Pretrain(project=project, encoder="text_mini", steps=2, batch=8, device="cpu")
    events(pretrain.job(arguments))
    kinds = {"p": "plants", "s": "sky"}
    label(project, {name: kinds[name[0]] for name in notes(12)})
    events(fine_tune.job(fine_tune.FineTune(project=project, mode="probe", minutes=0.05, device="cpu")))
    return project


@pytest.fixture(scope="session")
def modelled_sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """24 sounds, tones and noise, a network, twelve labels and a probe. Copy it before changing it."""
    project = make_sound_project(tmp_path_factory.mktemp("sounds"))
    events(pretrain.job(pretrain.Pretrain(project=project, steps=2, batch=8, device="cpu")))
    kinds = {"t": "tone", "n": "noise"}
    label(project, {name: kinds[name[0]] for name in names(12)})
    events(fine_tune.job(fine_tune.FineTune(project=project, mode="probe", minutes=0.05, device="cpu")))
    return project
