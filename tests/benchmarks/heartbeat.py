"""Does the window stay alive while it trains? A 16 ms timer in the real window, idle and training.

python -m tests.benchmarks.heartbeat [seconds]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton

from tests import shots
from tests.app.driving import find
from workbench.app import application, preferences
from workbench.app.job_runner import RunningJob
from workbench.app.main_window import MainWindow
from workbench.app.session import Session
from workbench.jobs import CancelToken, Job, Measured, Request

_BEAT_MS = 16
_WARM_SECONDS = 5.0
_BATCH = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """Times between two beats, in milliseconds."""

    p99: float
    longest: float


def main() -> None:
    """Print p99 and the longest gap, samples per processor second in the window and without, stop latency."""
    seconds = float(sys.argv[1]) if sys.argv[1:] else 30.0
    with tempfile.TemporaryDirectory() as home:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            os.environ[name] = f"{home}/{name.lower()}"
        project = _project(Path(home))
        headless = _headless(project, seconds)
        sys.setswitchinterval(application.SWITCH_SECONDS)
        app = application.make_application()
        session = Session(app)
        window = application.make_window(session)
        window.show()
        shots.wait(window, lambda: session.engine_ready)
        session.open_project(project)
        window.go("pretrain")
        shots.settle(window)
        _measure(window, project, seconds, headless)
        window.close()


def _measure(window: MainWindow, project: Path, seconds: float, headless: float) -> None:
    idle = _beat(seconds)
    running = window.session.start(_training(project))
    counted = _Counted(running)
    _live(_WARM_SECONDS)
    counted.begin()
    training = _beat(seconds)
    in_window = counted.per_cpu_second()
    stopped = _stop(window, running)
    ratio = training.p99 / idle.p99
    print(f"heartbeat, idle       p99 {idle.p99:6.1f} ms   longest {idle.longest:6.1f} ms")
    print(f"heartbeat, training   p99 {training.p99:6.1f} ms   longest {training.longest:6.1f} ms")
    print(f"training / idle       p99 {ratio:6.2f} times (at most 1.5), longest at most 150 ms")
    print(f"samples a processor second: {in_window:,.0f} in the window, {headless:,.0f} without,")
    print(f"                      share {in_window / headless:.2f} (at least 0.95)")
    print(f"Stop to stopped       {stopped:.2f} s (at most 0.5)")


def _project(home: Path) -> Path:
    from workbench.operations import import_folder, samples

    preferences.set_projects_folder(home / "projects")
    (source,) = samples.write(home / "samples", "image")
    project = home / "projects" / "clothes"
    shots.do(import_folder.new_job(import_folder.NewProject(folder=project, data=source / "pictures")))
    return project


def _training(project: Path) -> Job:
    from workbench.operations import pretrain

    arguments = pretrain.Pretrain(project=project, steps=100_000, batch=_BATCH, device="cpu")
    return pretrain.job(arguments)


def _headless(project: Path, seconds: float) -> float:
    """Samples a processor second of the same job without a window."""
    token = CancelToken()
    first: tuple[int, float] | None = None
    last = (0, 0.0)
    begun = 0.0
    for event in _training(project).body(token):
        if not isinstance(event, Measured):
            continue
        now = time.monotonic()
        begun = begun or now
        last = (event.step, time.process_time())
        if first is None and now - begun > _WARM_SECONDS:
            first = last
        if now - begun > _WARM_SECONDS + seconds:
            token.ask(Request.STOP)
    assert first is not None
    return (last[0] - first[0]) * _BATCH / (last[1] - first[1])


class _Counted(QObject):
    """Counts the steps of a running job and the processor time spent meanwhile."""

    def __init__(self, running: RunningJob) -> None:
        super().__init__()
        self._step = 0
        self._first = (0, 0.0)
        running.events_arrived.connect(self._on_events)

    def begin(self) -> None:
        self._first = (self._step, time.process_time())

    def per_cpu_second(self) -> float:
        return (self._step - self._first[0]) * _BATCH / (time.process_time() - self._first[1])

    def _on_events(self, events: list[object]) -> None:
        for event in events:
            if isinstance(event, Measured):
                self._step = event.step


def _beat(seconds: float) -> Beat:
    gaps: list[float] = []
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(1000 * (now - last))
        last = now

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(beat)
    timer.start(_BEAT_MS)
    _live(seconds)
    timer.stop()
    return Beat(p99=float(np.percentile(gaps, 99)), longest=max(gaps))


def _live(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def _stop(window: MainWindow, running: RunningJob) -> float:
    """Seconds from the click on Stop to the end of the job as the window sees it."""
    loop = QEventLoop()
    running.ended.connect(loop.quit)
    asked = time.perf_counter()
    find(window, QAbstractButton, "job_stop").click()
    loop.exec()
    return time.perf_counter() - asked


if __name__ == "__main__":
    main()
