"""Opens the window: what must be there before the first paint, and nothing else."""

from __future__ import annotations

import logging
import sys
from importlib.resources import as_file, files
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from workbench.app import preferences, theme
from workbench.app.collector import Collector
from workbench.app.errors import catch_everything
from workbench.app.frame.settings_panel import use_threads
from workbench.app.main_window import MainWindow
from workbench.app.session import Session
from workbench.app.wake import Wake
from workbench.app.warm_up import WarmUp

SWITCH_SECONDS = 0.0005
"""How long a working thread may hold the interpreter while the window waits."""


def open_window(folder: Path | None = None) -> int:
    """Open the window, on a folder if one is given, and stay until it is closed; the exit status."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    sys.setswitchinterval(SWITCH_SECONDS)
    application = make_application()
    session = Session(application)
    catch_everything(session)
    window = make_window(session)
    # A window that was hidden until its jobs had ended is not the last one closed, as Qt sees it.
    window.ended.connect(application.quit)
    window.show()
    if folder is not None:
        window.open_path(folder)
    return application.exec()


def make_application() -> QApplication:
    """The Qt application with its name, style, colours and language."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName(preferences.PROGRAM)
    application.setStyle("Fusion")
    theme.start()
    _translate(application)
    return application


def make_window(session: Session) -> MainWindow:
    """The window with what works behind it; torch is loaded after its first paint."""
    collector = Collector(session)
    session.engine_loaded.connect(collector.settle)
    warm_up = WarmUp(session)
    wake = Wake(session.jobs)
    session.destroyed.connect(wake.release)
    session.engine_loaded.connect(_use_chosen_threads)
    return MainWindow(session, warm_up)


def _use_chosen_threads() -> None:
    count = preferences.torch_threads()
    if count:
        use_threads(count)


def _translate(application: QApplication) -> None:
    locale = QLocale.system()
    own = QTranslator(application)
    with as_file(files("workbench").joinpath("resources", "translations")) as folder:
        if own.load(locale, "workbench", "_", str(folder)):
            application.installTranslator(own)
    qts = QTranslator(application)
    if own.language() and qts.load(
        locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        application.installTranslator(qts)
