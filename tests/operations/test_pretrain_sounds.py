"""Learning from sounds: their cache rows are read as they were written, 16-bit numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.app.tiny_sounds import make_sound_project
from tests.running import result
from workbench.engine import checkpoint
from workbench.operations import prepare, pretrain
from workbench.operations.import_folder import layout_of
from workbench.operations.run_settings import Pretrain, RunSettings
from workbench.project import Project


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_sound_project(tmp_path_factory.mktemp("sounds"), 8)
    result(pretrain.job(Pretrain(project=project, steps=1, batch=4, device="cpu")), pretrain.PretrainResult)
    return project


def test_a_run_learns_from_the_rows_that_were_imported(trained: Path) -> None:
    with Project(trained) as project:
        settings = RunSettings.load(project.run_folder(project.runs.all()[0].name))
        assert settings.cache_layout == layout_of(project)


def test_the_network_knows_that_its_rows_are_16_bit_numbers(trained: Path) -> None:
    with Project(trained) as project:
        saved = checkpoint.load_encoder(project.run_folder(project.runs.all()[0].name))
        rows = prepare.open_cache(project, saved.layout).gather(np.array([1]))
    assert rows.dtype == np.int16
    assert np.abs(rows).max() > 1000
