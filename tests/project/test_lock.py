"""One writer a project; the lock is the system's and ends with the process that held it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.processes import LIMIT_SECONDS, started
from workbench.jobs import UserError
from workbench.project import Project

_HOLD = """
import sys
from pathlib import Path
from workbench.project import Project
with Project(Path(sys.argv[1]), write=True):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that writes to a project until it is told a line, or killed."""
    with started([sys.executable, "-c", _HOLD, str(folder)]) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


@pytest.fixture
def closed(project: Project) -> Path:
    """A project that nobody has open."""
    project.close()
    return project.folder


def test_a_second_writer_is_told_which_process_holds_the_project(closed: Path) -> None:
    with holder(closed) as other, pytest.raises(UserError, match=f"Process {other.pid} on .* is writing"):
        Project(closed, write=True)


def test_a_locked_project_can_be_read(closed: Path) -> None:
    with holder(closed), Project(closed) as reader:
        assert reader.samples.count() == 6
        assert reader.being_written


def test_a_kill_releases_the_lock(closed: Path) -> None:
    with holder(closed) as other:
        other.kill()
        other.wait(LIMIT_SECONDS)
        with Project(closed, write=True) as project:
            assert project.being_written
            assert f'"process": {os.getpid()}' in (closed / "writer.json").read_text(encoding="utf-8")


def test_a_process_that_is_done_lets_others_in(closed: Path) -> None:
    with holder(closed) as other:
        other.communicate("\n", LIMIT_SECONDS)
        Project(closed, write=True).close()


def test_within_a_process_the_lock_is_held_until_the_last_one_is_done(closed: Path) -> None:
    first, second = Project(closed, write=True), Project(closed, write=True)
    first.close()
    with Project(closed) as reader:
        assert reader.being_written
        second.close()
        assert not reader.being_written


def test_asking_whether_somebody_writes_does_not_take_the_project(closed: Path) -> None:
    with Project(closed) as reader:
        assert not reader.being_written
        with holder(closed):
            assert reader.being_written


def test_closing_twice_gives_the_lock_back_once(closed: Path) -> None:
    outer, inner = Project(closed, write=True), Project(closed, write=True)
    inner.close()
    inner.close()
    with Project(closed) as reader:
        assert reader.being_written
    outer.close()
