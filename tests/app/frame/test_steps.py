"""What the sidebar says of a step."""

from __future__ import annotations

from workbench.app.frame.steps import state_of
from workbench.app.pages import PAGES
from workbench.app.session import Facts

_PRETRAIN = next(info for info in PAGES if info.name == "pretrain")
_OPERATION = "workbench.operations.pretrain"
_FACTS = Facts(samples=24)


def test_a_step_whose_job_asks_something_waits_for_the_person() -> None:
    assert state_of(_PRETRAIN, _FACTS, (_OPERATION,), (_OPERATION,)).word == "waits"


def test_a_step_whose_job_runs_is_working() -> None:
    assert state_of(_PRETRAIN, _FACTS, (_OPERATION,)).word == "working"
