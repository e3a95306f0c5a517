"""A large edit made as a job is one edit, and undone as one."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from workbench.jobs import CancelToken, Finished, Request, Stopped
from workbench.operations import apply_edit
from workbench.operations.apply_edit import ApplyEdit
from workbench.project import AddClasses, Changes, Project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    Project.create(tmp_path / "project", data=tmp_path / "data", modality="image").close()
    return tmp_path / "project"


def test_the_edit_is_made_and_can_be_undone(project: Path) -> None:
    arguments = ApplyEdit(project=project, edit=AddClasses(names=("bee",)), title="Add bee")
    job = pickle.loads(pickle.dumps(apply_edit.job(arguments)))
    last = list(job.body(CancelToken()))[-1]
    assert last == Finished(result=Changes(classes=True))
    with Project(project, write=True) as opened:
        assert opened.labels.classes() == ("bee",)
        assert opened.history.undo_title == "Add bee"
        opened.undo()
        assert opened.labels.classes() == ()


def test_stopped_before_it_began_nothing_is_changed(project: Path) -> None:
    token = CancelToken()
    token.ask(Request.STOP)
    job = apply_edit.job(ApplyEdit(project=project, edit=AddClasses(names=("bee",)), title="Add bee"))
    with pytest.raises(Stopped):
        list(job.body(token))
    with Project(project) as opened:
        assert opened.labels.classes() == ()
