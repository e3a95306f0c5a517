"""Jobs and their ends."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.app.page_session import page_session
from workbench.app.session import Session
from workbench.jobs import Job

_JOB = Job(operation="tests.app.waiting_operation", arguments=None, title="Wait", resource="disk")
_NEXT = Job(operation="tests.app.ending_operation", arguments=None, title="End", resource="disk")

session = page_session


def test_who_waits_for_the_end_waits_for_what_an_end_begins_too(qapp: QApplication, session: Session) -> None:
    jobs = session.jobs
    told: list[str] = []

    def go_on() -> None:
        jobs.start(_NEXT)

    first = jobs.start(_JOB)
    first.ended.connect(go_on)
    jobs.ended.connect(lambda job: told.append(job.job.title))
    qapp.processEvents()
    jobs.stop_all()
    assert jobs.wait()
    assert told == ["Wait", "End"]
    assert not jobs.busy
