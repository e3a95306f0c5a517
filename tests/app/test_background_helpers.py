"""Keeping the computer awake, telling that a long job is done, and errors nobody caught."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workbench.app.errors import catch_everything
from workbench.app.job_runner import RunningJob
from workbench.app.notices import DoneNotices
from workbench.app.session import Session
from workbench.app.wake import Wake
from workbench.jobs import Asked, Failed, Finished, Job, Notice, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    verdict: str


_JOB = Job(operation="tests.app.waiting_operation", arguments=None, title="Wait", resource="disk")


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    session = Session()
    yield session
    session.jobs.stop_all()
    assert session.jobs.wait()


def test_the_computer_is_kept_awake_exactly_while_a_job_runs(qtbot: QtBot, session: Session) -> None:
    wake = Wake(session.jobs)
    assert not wake.held
    with qtbot.waitSignal(session.jobs.started):
        running = session.start(_JOB)
    assert wake.held
    with qtbot.waitSignal(session.jobs.ended):
        running.ask(Request.STOP)
    assert not wake.held


@pytest.mark.parametrize(("seconds", "told"), [(31.0, ["Wait was stopped"]), (29.0, [])])
def test_only_a_long_job_is_told_to_be_done(
    qtbot: QtBot, session: Session, seconds: float, told: list[str]
) -> None:
    now = 0.0
    heard: list[str] = []
    window = QWidget()
    qtbot.addWidget(window)
    session.noticed.connect(lambda notice: heard.append(notice.text))
    notices = DoneNotices(session, window, clock=lambda: now)
    with qtbot.waitSignal(session.jobs.started):
        running = session.start(_JOB)
    now = seconds
    with qtbot.waitSignal(session.jobs.ended):
        running.ask(Request.STOP)
    assert heard == told
    assert notices is not None


@pytest.mark.parametrize(
    ("verdict", "text"), [("collapsed", "Wait has ended: it collapsed"), ("done", "Wait is done")]
)
def test_a_long_job_is_told_as_what_it_came_to(
    qtbot: QtBot, session: Session, verdict: str, text: str
) -> None:
    times = iter((0.0, 31.0))
    window = QWidget()
    qtbot.addWidget(window)
    notices = DoneNotices(session, window, clock=lambda: next(times))
    running = RunningJob(_JOB, session)
    session.jobs.started.emit(running)
    running.deliver([Finished(result=_Result(verdict=verdict))])
    with qtbot.waitSignal(session.noticed) as told:
        session.jobs.ended.emit(running)
    assert told.args is not None
    assert told.args[0].text == text
    assert notices is not None


def test_a_question_is_told_wherever_the_person_is(qtbot: QtBot, session: Session) -> None:
    heard: list[Notice] = []
    window = QWidget()
    qtbot.addWidget(window)
    session.noticed.connect(heard.append)
    notices = DoneNotices(session, window)
    with qtbot.waitSignal(session.jobs.started):
        running = session.start(_JOB)
    running.deliver([Asked(sentence="Collapsing.", waits=True), Asked(sentence="Tried.", waits=False)])
    with qtbot.waitSignal(session.jobs.ended):
        running.ask(Request.STOP)
    assert heard == [Notice(level="bad", text="Collapsing.")]
    assert notices is not None


@pytest.fixture
def _hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


@pytest.mark.usefixtures("_hooks")
def test_what_nobody_caught_comes_to_the_place_for_errors(qtbot: QtBot, session: Session) -> None:
    catch_everything(session)
    error = ValueError("seven")
    with qtbot.waitSignal(session.failed) as told:
        sys.excepthook(ValueError, error, None)
    failed = told.args[0]
    assert isinstance(failed, Failed)
    assert failed.why == "ValueError: seven"
    assert "ValueError: seven" in failed.details


@pytest.mark.usefixtures("_hooks")
def test_what_breaks_on_another_thread_comes_there_too(qtbot: QtBot, session: Session) -> None:
    catch_everything(session)
    with qtbot.waitSignal(session.failed) as told:
        thread = threading.Thread(target=lambda: int("nothing"))
        thread.start()
        thread.join(10)
    assert told.args[0].why.startswith("ValueError")


def test_a_job_ended_by_its_failure_says_so(qtbot: QtBot, session: Session) -> None:
    broken = Job(operation="no.such.operation", arguments=None, title="Break", resource="disk")
    with qtbot.waitSignal(session.failed) as told:
        running: RunningJob = session.start(broken)
    assert told.args[0].what.startswith("Something in the program went wrong.")
    assert running.is_over
    assert Notice(text="x").level == "info"
