"""What a run starts from: earlier runs by name, deleted ones only to go on, and paths from any folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import copied
from workbench.jobs import UserError
from workbench.operations import run_edits, starting_points
from workbench.project import Project

_RUN = "0001-simclr"


@pytest.fixture
def project(trained: Path, tmp_path: Path) -> Path:
    return copied(trained, tmp_path)


def test_a_deleted_run_is_no_start_for_a_new_run(project: Path) -> None:
    with Project(project, write=True) as opened:
        assert starting_points.kind_of(opened, _RUN).name == "small_residual"
        run_edits.delete(opened, _RUN)
        with pytest.raises(UserError):
            starting_points.kind_of(opened, _RUN)


def test_a_run_that_imitates_a_deleted_one_still_finds_it(project: Path) -> None:
    with Project(project, write=True) as opened:
        run_edits.delete(opened, _RUN)
        assert starting_points.teacher_from(opened, _RUN).spec.name == "small_residual"


def test_a_relative_path_is_found(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "runs")
    with Project(project) as opened:
        assert starting_points.kind_of(opened, f"./{_RUN}").name == "small_residual"
