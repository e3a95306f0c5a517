"""What every test stands on: its own home folders, one thread for torch, and nothing left running."""

from __future__ import annotations

import faulthandler
import gc
import os
import sys
import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from xdist import is_xdist_controller

_T = TypeVar("_T")

# Before Qt and torch are imported: no screen unless one was asked for, and one thread a worker, so that
# two workers on two cores do not fight. Processes that a test starts inherit both.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for _variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[_variable] = "1"

# A slow moment of a shared machine says nothing about the code.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

_HOME_VARIABLES = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
_JOIN_SECONDS = 10
_REST_SECONDS = 180
"""For collecting, and for ending after the last test; a test itself has `faulthandler_timeout`."""
_stderr = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    """Keep the stream that no capturing redirects, to say there where a process stands still."""
    config.stash[_stderr] = os.dup(2)


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """End a process that stands still in an import: nothing else would."""
    faulthandler.dump_traceback_later(_REST_SECONDS, exit=True, file=session.config.stash[_stderr])
    try:
        return (yield)
    finally:
        faulthandler.cancel_dump_traceback_later()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """End a process that waits for ever after its last test, be it for a thread of its own."""
    if is_xdist_controller(session):
        return  # It waits ten seconds for its workers, and has yet to say what failed.
    faulthandler.dump_traceback_later(_REST_SECONDS, exit=True, file=session.config.stash[_stderr])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in tests/journeys as a journey."""
    journeys = Path(__file__).parent / "journeys"
    for item in items:
        if item.path.is_relative_to(journeys):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, recent projects and caches of a test never touch the person's own, nor another test's."""
    home = tmp_path_factory.mktemp("home")
    for variable in _HOME_VARIABLES:
        monkeypatch.setenv(variable, str(home / variable.lower()))


@pytest.fixture(autouse=True)
def _one_torch_thread() -> None:
    """A test that changed the number of torch's threads does not slow the next one."""
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(1)


@pytest.fixture(autouse=True)
def _no_leaked_threads() -> Iterator[None]:
    """A thread that outlives its test would be killed half-way through something when the program ends."""
    before = set(threading.enumerate())
    yield
    started = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    for thread in started:
        thread.join(_JOIN_SECONDS)
    leaked = [thread.name for thread in started if thread.is_alive()]
    assert not leaked, f"threads still running after the test: {leaked}"


@pytest.fixture(autouse=True)
def _nothing_left_in_the_window(request: pytest.FixtureRequest) -> Iterator[None]:
    """Windows, running timers and QThreads that outlive a test act on the next one."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.freeze()  # So that the search looks only through what the test made: 1 ms instead of 600 beside torch.
    gc.disable()  # On a job's thread a collection would destroy widgets there; see workbench.app.collector.
    yield
    leaks = _qt_leaks()
    gc.collect()
    gc.enable()
    gc.unfreeze()
    assert not leaks, f"left behind by the test: {leaks}"


def _qt_leaks() -> list[str]:
    """Name what Qt still runs, and stop it, so that only the test that left it fails."""
    from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
    from PySide6.QtWidgets import QApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    leaks = []
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            leaks.append(f"window {type(window).__name__} {window.objectName()!r}")
            window.close()
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    for timer in _living(QTimer):
        if timer.isActive():
            leaks.append(f"timer {type(timer).__name__} {timer.objectName()!r} of {timer.parent()!r}")
            timer.stop()
    own = QThread.currentThread()
    for thread in _living(QThread):
        if thread != own and thread.isRunning() and not thread.wait(_JOIN_SECONDS * 1000):
            leaks.append(f"QThread {thread.objectName()!r}")
    return leaks


def _living(kind: type[_T]) -> list[_T]:
    """Every object of a Qt class that the test made, that Python still knows and Qt has not deleted."""
    from shiboken6 import isValid

    # By `type`, not `isinstance`: the latter asks proxies for `__class__`, and some answer with a warning.
    return [thing for thing in gc.get_objects() if issubclass(type(thing), kind) and isValid(thing)]
