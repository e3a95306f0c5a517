"""A session for the test of one page, which goes in good order: jobs, page, project."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from tests.app.sink import Sink
from workbench.app.session import Session

_JOB_MS = 60_000
_pages: dict[Session, list[QWidget]] = {}
_sinks: dict[Session, Sink] = {}


@pytest.fixture
def page_session(qapp: object) -> Iterator[Session]:
    """A session whose pages are held to the end and then deleted on the window's thread.

    A page that nobody holds is deleted by Python's garbage collector, which runs on any thread, also on
    that of a job: Qt does not bear that.
    """
    sink = Sink()
    session = Session(card=sink)
    _pages[session] = []
    _sinks[session] = sink
    yield session
    session.jobs.stop_all()
    assert session.jobs.wait(_JOB_MS)
    for page in _pages.pop(session):
        page.close()
        page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    session.close_project()
    del _sinks[session]


def sink_of(session: Session) -> Sink:
    """Where the session's sounds go."""
    return _sinks[session]


def keep(session: Session, page: QWidget) -> None:
    """Hold a page until the session goes."""
    _pages[session].append(page)
