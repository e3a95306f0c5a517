"""A job on its page: what it says while it waits and runs, and Stop."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from workbench.app.session import Session
from workbench.app.widgets.job_strip import JobStrip
from workbench.jobs import Advanced, Asked, CancelToken, Event, Finished, Job

go_on = threading.Event()


def run(arguments: str, token: CancelToken) -> Iterator[Event]:
    """The body of this test's jobs: says how far it is, and waits."""
    yield Advanced(phase="Counting", done=3, total=1200, unit="sheep", rate=30.0, seconds_left=40.0)
    while not go_on.wait(0.01):
        token.raise_if_stopping()
    yield Finished(result=arguments)


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    go_on.clear()
    session = Session()
    yield session
    go_on.set()
    session.jobs.stop_all()
    assert session.jobs.wait()


@pytest.fixture
def strip(qtbot: QtBot, session: Session) -> JobStrip:
    strip = JobStrip(session, "strip")
    qtbot.addWidget(strip)
    return strip


def job(title: str = "Count sheep") -> Job:
    return Job(operation=__name__, arguments=title, title=title, resource="disk")


def test_it_says_phase_rate_and_time_left(qtbot: QtBot, session: Session, strip: JobStrip) -> None:
    strip.watch(session.start(job()))
    qtbot.waitUntil(lambda: "3 of 1,200" in text(strip, "strip_text"))
    assert "30" in text(strip, "strip_text")
    assert "40 s left" in text(strip, "strip_text")


def test_it_names_what_it_waits_for(qtbot: QtBot, session: Session, strip: JobStrip) -> None:
    session.start(job("Import"))
    strip.watch(session.start(job()))
    qtbot.waitUntil(lambda: text(strip, "strip_text") == "Waits until this is done: Import")
    assert not find(strip, QWidget, "strip_stop").isEnabled()


def test_it_says_that_what_it_waits_for_waits_for_an_answer(
    qtbot: QtBot, session: Session, strip: JobStrip
) -> None:
    first = session.start(job("Pretrain"))
    strip.watch(session.start(job()))
    qtbot.waitUntil(lambda: text(strip, "strip_text") == "Waits until this is done: Pretrain")
    first.token.pause()
    first.deliver([Asked(sentence="Everything looks the same.", waits=True)])
    assert text(strip, "strip_text") == "Pretrain waits for your answer first"
    first.reply("ignore")
    assert text(strip, "strip_text") == "Waits until this is done: Pretrain"


def test_stop_ends_the_job_and_the_strip_goes(qtbot: QtBot, session: Session, strip: JobStrip) -> None:
    strip.watch(session.start(job()))
    qtbot.waitUntil(find(strip, QWidget, "strip_stop").isEnabled)
    click(strip, "strip_stop")
    qtbot.waitUntil(lambda: not strip.is_busy)
    assert not strip.isVisible()


def test_it_goes_when_the_job_is_done(qtbot: QtBot, session: Session, strip: JobStrip) -> None:
    strip.watch(session.start(job()))
    go_on.set()
    qtbot.waitUntil(lambda: not strip.is_busy)
    assert not strip.isVisible()
