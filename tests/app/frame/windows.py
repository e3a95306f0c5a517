"""A real main window for tests, with or without torch behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from workbench.app import theme
from workbench.app.main_window import MainWindow
from workbench.app.session import Session
from workbench.app.warm_up import WarmUp
from workbench.project import NewSample, Project, SourceFile


class LoadedByHand(WarmUp):
    """Does not load torch; `session.set_engine_ready()` is called by the test."""

    def start(self) -> None:
        """Leave it."""

    def wait(self) -> None:
        """Nothing runs."""


@contextmanager
def open_window(qtbot: QtBot) -> Iterator[MainWindow]:
    """A shown window, closed again with its jobs and its project."""
    session = Session()
    window = MainWindow(session, LoadedByHand(session))
    window.show()
    qtbot.waitExposed(window)
    try:
        yield window
    finally:
        session.jobs.stop_all()
        assert session.jobs.wait()
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents()
        theme.choose("system")


def bare_project(folder: Path, samples: int = 3) -> Path:
    """A project with samples that nobody reads, made without torch; it is closed again."""
    data = folder / "data"
    data.mkdir(parents=True)
    with Project.create(folder / "project", data=data, modality="image", name="My moths") as project:
        with project.transaction():
            for i in range(samples):
                project.samples.add_file(SourceFile(path=f"{i}.png", hash=str(i)), [NewSample()])
        return project.folder


def choose_folder(dialog: QFileDialog, folder: Path) -> None:
    """Choose a folder in Qt's own dialog."""
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setDirectory(str(folder.parent))
    dialog.selectFile(str(folder))
    dialog.accept()
