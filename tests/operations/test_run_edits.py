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
from workbench.operations.run_settings import RunSettings
from workbench.project import Project, RunState

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
    with pytest.raises(UserError, match="learning at the moment"):
        run_edits.delete(project, _SECOND, learning=_SECOND)


def test_a_run_that_only_says_it_runs_since_its_program_was_killed_is_deleted(project: Project) -> None:
    project.runs.change(_SECOND, state="running")
    run_edits.delete(project, _SECOND)
    assert _names(project) == [_FIRST]


@pytest.mark.parametrize(("learning", "state"), [(_SECOND, "stopped"), ("", "running")])
def test_a_run_that_learns_keeps_its_files_though_a_redo_deleted_it(
    project: Project, learning: str, state: RunState
) -> None:
    run_edits.delete(project, _SECOND)
    project.undo()
    project.runs.change(_SECOND, state=state)
    project.redo()
    assert run_edits.purge(project, learning).runs == ()
    assert project.run_folder(_SECOND).exists()


def _imitate(project: Project, start: str, *, steps: int) -> str:
    """A run that started from another, with 10 steps planned."""
    run = project.runs.add("distil", "small_residual", 10).name
    project.runs.change(run, state="stopped", steps=steps)
    settings = RunSettings(
        task="distil", task_settings={}, view_settings={}, modality="image", encoder="small_residual",
        layout=(32, 32, 3), batch=8, learning_rate=1e-3, weight_decay=0.0, precision="float32", seed=0,
        steps=10, minutes=None, device="cpu", threads=1, num_samples=16, start=start,
    )  # fmt: skip
    project.run_folder(run).mkdir()
    settings.save(project.run_folder(run))
    return run


def test_a_run_that_another_needs_to_go_on_is_kept_and_it_says_so(project: Project) -> None:
    imitates = _imitate(project, _FIRST, steps=5)
    for run in (_FIRST, _SECOND):
        run_edits.delete(project, run)
    purged = run_edits.purge(project)
    assert purged.runs == (_SECOND,)
    assert purged.kept == (f"{_FIRST} is kept: {imitates} needs it to go on.",)


def test_a_run_that_only_a_finished_one_started_from_is_removed(project: Project) -> None:
    _imitate(project, _FIRST, steps=10)
    run_edits.delete(project, _FIRST)
    assert run_edits.purge(project).runs == (_FIRST,)


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
