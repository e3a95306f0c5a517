"""Naming, tagging, deleting and bringing back runs; deleted ones are gone for everybody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import result
from workbench.jobs import UserError
from workbench.operations import pretrain, run_edits
from workbench.operations.embed import run_with_encoder
from workbench.operations.info import info
from workbench.operations.run_edits import Purge, Purged
from workbench.project import Project

_FIRST, _SECOND = "0001-simclr", "0002-mae"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two stopped runs with 1,000 bytes of weights each."""
    (tmp_path / "data").mkdir()
    with Project.create(tmp_path / "project", data=tmp_path / "data", modality="image") as made:
        for task in ("simclr", "mae"):
            run = made.runs.add(task, "small_residual", 10)
            made.runs.change(run.name, state="stopped", steps=5)
            folder = made.run_folder(run.name)
            folder.mkdir()
            for name in ("encoder.safetensors", "state.pt"):
                (folder / name).write_bytes(bytes(500))
        yield made


def _names(project: Project) -> list[str]:
    return [run.name for run in project.runs.all()]


def test_a_run_gets_a_title_on_one_line(project: Project) -> None:
    run_edits.rename(project, _FIRST, "  the \n good one ")
    assert [run.shown_name for run in project.runs.all()] == ["the good one", _SECOND]


def test_tags_are_separated_by_commas_and_kept_once(project: Project) -> None:
    run_edits.tag(project, _FIRST, ["moths, night", "moths", " "])
    assert project.runs.all()[0].tags == ("moths", "night")


def test_a_deleted_run_is_gone_for_all_that_use_runs(project: Project) -> None:
    run_edits.delete(project, _SECOND)
    assert run_with_encoder(project) == _FIRST
    assert pretrain.unfinished(project) == _FIRST
    assert [run.run for run in info(project.folder).runs] == [_FIRST]
    with pytest.raises(UserError, match="no such run"):
        run_with_encoder(project, _SECOND)


def test_a_deleted_run_can_be_brought_back_by_undo_and_by_name(project: Project) -> None:
    run_edits.delete(project, _SECOND)
    project.undo()
    assert _names(project) == [_FIRST, _SECOND]
    project.redo()
    run_edits.restore(project, _SECOND)
    assert _names(project) == [_FIRST, _SECOND]


def test_what_was_deleted_stays_deleted_and_undoable_after_a_restart(project: Project) -> None:
    run_edits.delete(project, _SECOND)
    project.close()
    with Project(project.folder, write=True) as again:
        assert _names(again) == [_FIRST]
        again.undo()
        assert _names(again) == [_FIRST, _SECOND]


def test_a_run_that_learns_cannot_be_deleted(project: Project) -> None:
    project.runs.change(_SECOND, state="running")
    with pytest.raises(UserError, match="learning at the moment"):
        run_edits.delete(project, _SECOND)


def test_a_run_that_is_not_there_is_refused_with_the_names_there_are(project: Project) -> None:
    with pytest.raises(UserError, match="There are: 0001-simclr, 0002-mae"):
        run_edits.rename(project, "0009-simclr", "x")
    with pytest.raises(UserError, match="no deleted run"):
        run_edits.restore(project, _FIRST)


def test_files_stay_until_they_are_removed_for_good(project: Project) -> None:
    run_edits.delete(project, _SECOND)
    assert run_edits.deleted_size(project) == 1000
    purged = result(run_edits.purge_job(Purge(project=project.folder)), Purged)
    assert purged == Purged(runs=(_SECOND,), size=1000)
    assert not project.run_folder(_SECOND).exists()
    assert project.run_folder(_FIRST).exists()


def test_after_that_there_is_nothing_to_undo_and_the_number_is_not_given_again(project: Project) -> None:
    run_edits.delete(project, _SECOND)
    run_edits.purge(project)
    assert project.history.undo_title is None
    assert project.runs.add("mae", "small_residual").name == "0003-mae"
