"""Torch is loaded after the first paint, beside the window, and the window says how far it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from tests.processes import LIMIT_SECONDS
from workbench.app.session import Session
from workbench.app.warm_up import GapMeter, WarmUp

_HEAVY = ("torch", "torchvision", "timm", "pyqtgraph", "sklearn", "scipy", "numpy")


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    code = f"""
import sys
from workbench.app import application
from workbench.app.session import Session
app = application.make_application()
window = application.make_window(Session(app))
window.warm_up.start = app.quit
window.show()
app.exec()
print(",".join(name for name in {_HEAVY!r} if name in sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=LIMIT_SECONDS
    )
    assert done.stdout.strip() in ("", "numpy"), done.stdout


def test_when_it_is_done_the_operations_are_there(qtbot: QtBot) -> None:
    session = Session()
    warm_up = WarmUp(session)
    with qtbot.waitSignal(session.engine_loaded, timeout=120_000):
        warm_up.start()
    assert session.engine_ready
    assert {"torch", "workbench.operations.pretrain", "workbench.engine.pretext.simclr"} <= set(sys.modules)


def test_it_says_what_is_loaded_and_how_far_it_is(qtbot: QtBot) -> None:
    session = Session()
    warm_up = WarmUp(session)
    told: list[tuple[int, int, str]] = []
    warm_up.advanced.connect(lambda done, total, what: told.append((done, total, what)))
    with qtbot.waitSignal(session.engine_loaded, timeout=120_000):
        warm_up.start()
    assert [done for done, _, _ in told] == list(range(told[0][1]))
    assert "pretrain" in [what for _, _, what in told]


def test_what_cannot_be_loaded_is_told_in_words(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.app.warm_up._library_steps", lambda: [("torch", _break)])
    session = Session()
    warm_up = WarmUp(session)
    with qtbot.waitSignal(session.failed, timeout=10_000) as told:
        warm_up.start()
    assert "could not be loaded" in told.args[0].what
    assert not session.engine_ready


def _break() -> None:
    raise OSError("libtorch is damaged")


def test_the_gap_meter_sees_a_busy_window(qtbot: QtBot) -> None:
    meter = GapMeter()
    meter.start()
    QTimer.singleShot(20, lambda: sum(range(6_000_000)))
    qtbot.waitUntil(lambda: meter.worst_seconds > 0.05)
    meter.stop()


def test_the_folder_given_on_the_command_line_must_be_a_folder(tmp_path: Path) -> None:
    code = "import sys; sys.argv = ['workbench', 'no-such-verb']; from workbench.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=LIMIT_SECONDS
    )
    assert done.returncode == 2
    assert "no-such-verb" in done.stderr
