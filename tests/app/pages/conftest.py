"""What tests of several pages stand on: made once, copied before it is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.pages.trained import copy_of, events, label, make_trained
from tests.app.tiny_sounds import make_sound_project, names
from tests.app.tiny_texts import make_text_project, notes
from tests.app.tiny_videos import make_long_project
from tests.spoken import some_texts, spoken_project
from workbench.operations import fine_tune, pretrain, write_down
from workbench.operations.write_down import WriteDown
from workbench.project import Label, Project, SetLabels

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


@pytest.fixture(scope="session")
def modelled_videos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of six clips and a short one, a network, four labels and a probe. Copy it before changing it."""
    project = make_long_project(tmp_path_factory.mktemp("videos"))
    events(pretrain.job(pretrain.Pretrain(project=project, steps=2, batch=4, device="cpu")))
    names = ("right", "right", "", "left", "left")
    with Project(project, write=True) as opened:
        pairs = zip(opened.samples.usable_ids(), names, strict=False)
        labels = tuple((sample, Label(value=(name,))) for sample, name in pairs if name)
        opened.apply(SetLabels(labels=labels), "Label")
    events(fine_tune.job(fine_tune.FineTune(project=project, mode="probe", minutes=0.05, device="cpu")))
    return project


@pytest.fixture(scope="session")
def spoken_sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """24 sounds that spell, twenty with their texts as labels. Copy it before changing it."""
    texts = {f"s{index:02d}.wav": text for index, text in enumerate(some_texts(24))}
    project = spoken_project(tmp_path_factory.mktemp("spoken"), texts)
    with Project(project, write=True) as opened:
        last = tuple((sample.id, None) for sample in opened.samples.usable()[20:])
        opened.apply(SetLabels(labels=last), "Take away")
    return project


@pytest.fixture(scope="session")
def heard_sounds(spoken_sounds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a model that gives the text of the nearest known sound."""
    project = copy_of(spoken_sounds, tmp_path_factory.mktemp("heard"))
    arguments = WriteDown(project=project, mode="transcribe", way="nearest", minutes=1, device="cpu")
    events(write_down.job(arguments))
    return project
