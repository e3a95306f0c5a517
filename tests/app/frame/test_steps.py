"""What the sidebar says of a step."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.app.tiny_project import make_project
from workbench.app.frame.steps import state_of
from workbench.app.pages import PAGES
from workbench.app.session import Facts, Session
from workbench.project import Model, Project

_STEPS = {info.name: info for info in PAGES}
_PRETRAIN = _STEPS["pretrain"]
_OPERATION = "workbench.operations.pretrain"
_FACTS = Facts(samples=24)


def test_a_step_whose_job_asks_something_waits_for_the_person() -> None:
    assert state_of(_PRETRAIN, _FACTS, (_OPERATION,), (_OPERATION,)).word == "waits"


def test_a_step_whose_job_runs_is_working() -> None:
    assert state_of(_PRETRAIN, _FACTS, (_OPERATION,)).word == "working"


def test_fine_tune_counts_the_models_that_it_lists(qtbot: QtBot, tmp_path: Path) -> None:
    folder = make_project(tmp_path)
    with Project(folder, write=True) as project:
        for mode in ("combined", "answer", "answer"):
            name = project.models.next_name(mode)
            project.models.add(Model(name=name, run="", mode=mode, labels=3))
    session = Session()
    assert session.open_project(folder)
    facts = dataclasses.replace(session.facts, labels=3, classes=2)
    session.close_project()
    assert state_of(_STEPS["fine_tune"], facts, ()).word == "1 model"


def test_a_model_that_answers_can_be_used() -> None:
    facts = Facts(samples=24, answering=1)
    assert [state_of(_STEPS[name], facts, ()).word for name in ("inspect", "use")] == ["ready", "ready"]
