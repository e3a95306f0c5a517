"""A person before a window whose sounds go into a sink."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.app.sink import Sink
from tests.journeys.test_first_model import Person, close
from workbench.app import preferences, theme
from workbench.app.frame.settings_panel import use_threads
from workbench.app.main_window import MainWindow
from workbench.app.session import Session
from workbench.app.wake import Wake
from workbench.app.warm_up import WarmUp


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path, sink: Sink) -> Iterator[Person]:
    """Sits before the window; what is played goes into the sink."""
    preferences.set_projects_folder(tmp_path / "projects")
    session = Session(card=sink)
    wake = Wake(session.jobs)
    session.destroyed.connect(wake.release)
    window = MainWindow(session, WarmUp(session))
    session.engine_loaded.connect(lambda: use_threads(1))
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    yield Person(qtbot, window)
    if isValid(window):
        close(qtbot, window)
    theme.choose("system")
