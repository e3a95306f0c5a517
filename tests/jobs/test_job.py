"""A job is plain data until it runs, and so is all that it says."""

from __future__ import annotations

import dataclasses
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import LIMIT_SECONDS
from workbench.jobs import (
    Advanced,
    CancelToken,
    Event,
    Failed,
    Finished,
    Job,
    Measured,
    Notice,
    PhaseStarted,
    Request,
    Saved,
    UserError,
    WordsError,
)

_EVENTS = [
    PhaseStarted(phase="Reading", total=3, unit="pictures"),
    Advanced(phase="Reading", done=1, total=3, rate=2.5, seconds_left=0.8),
    Measured(step=4, values={"loss": 0.5}),
    Notice(text="One is missing.", level="care"),
    Saved(path="runs/0001", step=4),
    Finished(result=Path("out.csv")),
    Failed(what="It broke.", why="No disk.", todo="Make room."),
]


def run(arguments: object, token: CancelToken) -> Iterator[Event]:
    """An operation: it says what it was given."""
    yield PhaseStarted(phase=token.request.name)
    yield Finished(result=arguments)


@pytest.fixture
def job() -> Job:
    return Job(operation=__name__, arguments=("a", 1), title="Say it", resource="disk")


def test_a_job_survives_pickling(job: Job) -> None:
    assert pickle.loads(pickle.dumps(job)) == job


def test_a_job_runs_the_operation_that_it_names(job: Job) -> None:
    token = CancelToken()
    token.ask(Request.FINISH)
    assert list(job.body(token)) == [PhaseStarted(phase="FINISH"), Finished(result=("a", 1))]


def test_a_job_cannot_be_changed(job: Job) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        job.title = "Another"  # type: ignore[misc]


@pytest.mark.parametrize("event", _EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_survives_pickling(event: Event) -> None:
    assert pickle.loads(pickle.dumps(event)) == event


def test_making_a_job_imports_nothing_of_the_operation() -> None:
    program = (
        "import sys; from workbench.jobs import Job;"
        "Job(operation='workbench.operations.pretrain', arguments=None, title='', resource='accelerator');"
        "sys.exit('workbench.operations' in sys.modules or 'torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=LIMIT_SECONDS).returncode == 0


def test_an_error_reads_as_what_why_and_what_to_do() -> None:
    assert str(UserError("It failed.", "The disk is full.", "Make room.")) == (
        "It failed. The disk is full. Make room."
    )


def test_an_error_without_advice_has_no_gap() -> None:
    assert str(UserError("It failed.", "", "Make room.")) == "It failed. Make room."


@pytest.mark.parametrize("kind", [UserError, WordsError])
def test_an_error_survives_pickling_with_its_three_parts(kind: type[UserError]) -> None:
    error = pickle.loads(pickle.dumps(kind("what", "why", "todo")))
    assert (type(error), error.what, error.why, error.todo) == (kind, "what", "why", "todo")
