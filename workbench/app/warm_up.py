"""Loads torch and the operations after the first paint, on a thread, with the window alive meanwhile."""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import logging
import pkgutil
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from workbench.app.pages import PAGES
from workbench.app.session import Session
from workbench.app.words import tr
from workbench.jobs import Failed

_log = logging.getLogger(__name__)

_LIBRARIES = (
    "libtorch_global_deps.so", "libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so",
    "libtorch.so", "libtorch_python.so",
)  # fmt: skip
_PACKAGES = ("workbench.engine.encoders", "workbench.engine.pretext", "workbench.operations")
"""Encoders and tasks are found when first asked for, which would be on the window's thread."""
_BEAT_MS = 10


class WarmUp(QObject):
    """One for the program. `start` after the first paint; `session.engine_loaded` says that it is done."""

    started = Signal()
    """The window has been painted; loading begins."""
    advanced = Signal(int, int, str)
    """(done, total, what is loaded now)."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._thread = _Loader()
        self._thread.advanced.connect(self.advanced)
        self._thread.finished.connect(self._on_finished)
        self._meter = GapMeter(self)

    @property
    def worst_gap_seconds(self) -> float:
        """The longest time the window could not move while loading."""
        return self._meter.worst_seconds

    def start(self) -> None:
        """Begin to load."""
        self.started.emit()
        self._meter.start()
        self._thread.start(QThread.Priority.LowPriority)

    def wait(self) -> None:
        """Block until loading is over; for closing the program only."""
        self._thread.wait()

    def _on_finished(self) -> None:
        self._meter.stop()
        if self._thread.problem is not None:
            self._session.failed.emit(_cannot_load(self._thread.problem))
            return
        _log.info("loaded the engine; the window's worst gap was %.0f ms", 1000 * self.worst_gap_seconds)
        self._session.set_engine_ready()


class _Loader(QThread):
    advanced = Signal(int, int, str)

    def __init__(self) -> None:
        super().__init__()
        self.problem: Exception | None = None

    def run(self) -> None:
        try:
            steps = [*_library_steps(), *_module_steps()]
            for i, (what, load) in enumerate(steps):
                self.advanced.emit(i, len(steps), what)
                load()
        except (ImportError, OSError, RuntimeError) as error:
            self.problem = error


class GapMeter(QObject):
    """Measures the longest time between two beats of a short timer on this thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worst_seconds = 0.0
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to measure."""
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Measure up to now and end."""
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.worst_seconds = max(self.worst_seconds, now - self._last)
        self._last = now


Step = tuple[str, Callable[[], object]]


def _library_steps() -> list[Step]:
    """The shared libraries through ctypes, which gives the interpreter's lock away while it loads."""
    found = importlib.util.find_spec("torch")
    folder = Path(found.origin).parent / "lib" if found and found.origin else Path()
    return [("torch", _loading(folder / name)) for name in _LIBRARIES if (folder / name).exists()]


def _loading(path: Path) -> Callable[[], object]:
    # As torch itself does: only this one is for all to see.
    mode = ctypes.RTLD_GLOBAL if path.stem == "libtorch_global_deps" else ctypes.DEFAULT_MODE
    return lambda: ctypes.CDLL(str(path), mode=mode)


def _module_steps() -> list[Step]:
    names = ["torch", "pyqtgraph"]
    for package in _PACKAGES:
        names += [f"{package}.{found.name}" for found in pkgutil.iter_modules(_paths_of(package))]
    names += [info.module for info in PAGES]
    return [(name.rpartition(".")[2].replace("_", " "), _importing(name)) for name in names]


def _paths_of(package: str) -> list[str]:
    found = importlib.util.find_spec(package)
    return list(found.submodule_search_locations or ()) if found else []


def _importing(name: str) -> Callable[[], object]:
    return lambda: importlib.import_module(name)


def _cannot_load(problem: Exception) -> Failed:
    return Failed(
        what=tr("The learning engine could not be loaded."),
        why=f"{type(problem).__name__}: {problem}",
        todo=tr("Install the program again; your projects are not touched by this."),
    )
