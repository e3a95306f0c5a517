"""The running job in the top bar: what it says, and that its buttons act."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text
from tests.app.frame.windows import open_window
from workbench.app.frame.job_chip import JobChip
from workbench.app.job_runner import RunningJob
from workbench.app.main_window import MainWindow
from workbench.jobs import Advanced, Asked, Job, Request


@pytest.fixture
def training(qtbot: QtBot) -> RunningJob:
    operation = "workbench.operations.pretrain"
    return RunningJob(Job(operation=operation, arguments=None, title="Pretrain", resource="accelerator"))


@pytest.fixture
def chip(qtbot: QtBot, training: RunningJob) -> JobChip:
    chip = JobChip(training)
    qtbot.addWidget(chip)
    chip.show()
    return chip


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with open_window(qtbot) as window:
        yield window


def test_it_says_the_phase_and_the_time_left(chip: JobChip, training: RunningJob) -> None:
    training.deliver([Advanced(phase="Learning", done=3, total=9, seconds_left=192)])
    assert text(chip, "job_text") == "Learning, 3 min 12 s left"


def test_without_a_time_it_says_how_far(chip: JobChip, training: RunningJob) -> None:
    training.deliver([Advanced(phase="Reading pictures", done=3200, total=12408)])
    assert text(chip, "job_text") == "Reading pictures: 3,200 of 12,408"


def test_pause_holds_the_job_and_resume_lets_it_go(chip: JobChip, training: RunningJob) -> None:
    click(chip, "job_pause")
    assert training.token.paused
    assert find(chip, QPushButton, "job_pause").text() == "Resume"
    click(chip, "job_pause")
    assert not training.token.paused


@pytest.mark.parametrize(("button", "asked"), [("job_stop", Request.STOP), ("job_finish", Request.FINISH)])
def test_a_button_asks_once(chip: JobChip, training: RunningJob, button: str, asked: Request) -> None:
    click(chip, button)
    assert training.token.request is asked
    assert not find(chip, QPushButton, button).isEnabled()


def test_a_job_that_only_reads_can_only_be_stopped(qtbot: QtBot) -> None:
    job = Job(operation="tests.app.waiting_operation", arguments=None, title="Scan", resource="disk")
    chip = JobChip(RunningJob(job))
    qtbot.addWidget(chip)
    chip.show()
    assert not find(chip, QPushButton, "job_pause").isVisible()
    assert find(chip, QPushButton, "job_stop").isVisible()


def test_the_chip_stands_on_every_page_and_stop_ends_the_job(qtbot: QtBot, window: MainWindow) -> None:
    job = Job(operation="tests.app.waiting_operation", arguments=None, title="Wait", resource="disk")
    running = window.session.start(job)
    qtbot.waitUntil(lambda: window.findChild(QWidget, "job_chip") is not None)
    qtbot.waitUntil(find(window, QWidget, "job_chip").isVisible)
    with qtbot.waitSignal(running.ended):
        click(window, "job_stop")
    qtbot.waitUntil(lambda: window.findChild(QWidget, "job_chip") is None)


def test_closing_with_a_running_job_stops_it_first(qtbot: QtBot, window: MainWindow) -> None:
    job = Job(operation="tests.app.waiting_operation", arguments=None, title="Wait", resource="disk")
    with qtbot.waitSignal(window.session.jobs.started):
        window.session.start(job)
    with qtbot.waitSignal(window.session.jobs.ended):
        window.close()
    assert not window.isVisible()
    assert not window.session.jobs.busy


def test_another_project_is_not_opened_while_a_job_runs(qtbot: QtBot, window: MainWindow) -> None:
    job = Job(operation="tests.app.waiting_operation", arguments=None, title="Wait", resource="disk")
    with qtbot.waitSignal(window.session.jobs.started):
        window.session.start(job)
    start = find(window, QWidget, "start_page")
    assert not start.open_project(window.session)  # type: ignore[attr-defined]
    assert text(window, "error_what") == "A job is still running."


def test_a_job_that_waits_for_an_answer_says_so_and_leads_there(
    qtbot: QtBot, chip: JobChip, training: RunningJob
) -> None:
    training.token.pause()
    training.deliver([Asked(sentence="Everything looks the same.", waits=True)])
    assert text(chip, "job_text") == "Pretrain: waits for your answer"
    assert not find(chip, QPushButton, "job_pause").isVisible()
    with qtbot.waitSignal(chip.answer_clicked):
        click(chip, "job_answer")


def test_an_answered_question_is_no_longer_said(chip: JobChip, training: RunningJob) -> None:
    training.token.pause()
    training.deliver([Asked(sentence="Everything looks the same.", waits=True)])
    training.reply("remedy")
    training.deliver([Advanced(phase="Learning", done=3, total=9)])
    assert text(chip, "job_text") == "Learning: 3 of 9"
    assert not find(chip, QPushButton, "job_answer").isVisible()
