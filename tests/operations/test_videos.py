"""The whole way of videos through the operations: import, learn, label, model, predict clip by clip."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from tests.projects import label
from tests.running import result
from tests.videos import make_many, names
from workbench.engine import checkpoint
from workbench.operations import fine_tune, import_folder, predict, prepare, pretrain
from workbench.operations.import_folder import ImportResult, NewProject
from workbench.operations.run_settings import Pretrain
from workbench.project import Project

_NUMBER = 10


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_many(tmp_path_factory.mktemp("videos"), _NUMBER, frames=24)


@pytest.fixture(scope="module")
def modelled(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Path:
    """Of videos cut into clips of a second, a network of one step, and a model."""
    folder = tmp_path_factory.mktemp("project") / "project"
    arguments = NewProject(folder=folder, data=data, reading=(("seconds", "1"),))
    project = result(import_folder.new_job(arguments), ImportResult).project
    result(pretrain.job(Pretrain(project=project, steps=1, batch=4, device="cpu")), pretrain.PretrainResult)
    label(project, {name: name[:-6] for name in names(_NUMBER)})
    tune = fine_tune.FineTune(project=project, mode="probe", minutes=0.1, device="cpu")
    result(fine_tune.job(tune), fine_tune.FineTuneResult)
    return project


def _predicted(source: Path, data: Path, out: Path, *, parts: bool) -> Sequence[Mapping[str, str]]:
    arguments = predict.Predict(source=source, folder=data, out=out, parts=parts)
    result(predict.job(arguments), predict.PredictResult)
    with out.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_each_clip_is_a_sample_named_by_its_place(modelled: Path) -> None:
    with Project(modelled) as project:
        parts = [sample.part for sample in project.samples.of_file("right00.mp4")]
    assert parts == ["0.0-1.0", "1.0-2.0"]


def test_rows_hold_frames_that_differ(modelled: Path) -> None:
    with Project(modelled) as project:
        saved = checkpoint.load_encoder(project.run_folder(project.runs.all()[0].name))
        (row,) = prepare.open_cache(project, saved.layout).gather(np.array([1]))
    assert row.shape == saved.layout.shape
    assert len(np.unique(row.reshape(len(row), -1), axis=0)) > 1


def test_a_file_is_predicted_as_a_whole(modelled: Path, data: Path, tmp_path: Path) -> None:
    rows = _predicted(modelled, data, tmp_path / "files.csv", parts=False)
    assert [row["file"] for row in rows] == sorted(names(_NUMBER))
    assert {row["label"] for row in rows} <= {"right", "left"}


def test_or_clip_by_clip(modelled: Path, data: Path, tmp_path: Path) -> None:
    rows = _predicted(modelled, data, tmp_path / "clips.csv", parts=True)
    assert len(rows) == 2 * _NUMBER
