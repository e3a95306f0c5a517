"""The program as a process: it opens, and it ends when its window is closed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.processes import LIMIT_SECONDS

_OPEN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from workbench.app import application, main_window
from workbench.jobs import Job

sys.argv = ["workbench"]
JOB = Job(operation="tests.app.waiting_operation", arguments=None, title="Wait", resource="disk")

def look():
    (window,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, main_window.MainWindow)]
    window.session.jobs.started.connect(window.close)
    if {with_job}:
        window.session.start(JOB)
    else:
        window.close()

real = application.make_window
def make(session):
    window = real(session)
    window.warm_up.start = lambda: QTimer.singleShot(0, window, look)
    return window
application.make_window = make
sys.exit(application.open_window())
"""


@pytest.mark.parametrize("with_job", [False, True], ids=["idle", "while a job runs"])
def test_the_program_ends_when_its_window_is_closed(with_job: bool) -> None:
    code = _OPEN.format(with_job=with_job)
    done = subprocess.run(
        [sys.executable, "-c", code], timeout=LIMIT_SECONDS, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
