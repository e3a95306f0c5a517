"""The page shown while no project is open: from a folder to a project."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from workbench.app import preferences
from workbench.app.job_runner import RunningJob
from workbench.app.pages.start.home import Home
from workbench.app.pages.start.summary import Summary
from workbench.app.session import Session
from workbench.app.widgets.background import in_background
from workbench.app.widgets.one_file import may_hold_many
from workbench.app.widgets.progress_card import ProgressCard
from workbench.app.words import tr
from workbench.jobs import Job, UserError

_TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".txt")
_RECORDINGS = (".wav", ".flac", ".mp3", ".m4a", ".ogg", ".opus", ".aiff", ".wma")
_FILMS = (".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v")


class StartPage(QStackedWidget):
    """Three faces: where to begin, the folder being read, and what was found in it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("start_page")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._waiting: Path | None = None
        self._waiting_sample = ""
        self._face_before: QWidget | None = None
        self._home = Home()
        self._working = ProgressCard("start_progress")
        self._summary = Summary()
        self._working_face = _framed(self._working)
        for face in (self._home, self._working_face, self._summary):
            self.addWidget(face)
        self._home.folder_wanted.connect(self.ask_for_folder)
        self._home.file_wanted.connect(self.ask_for_file)
        self._home.folder_typed.connect(self._on_folder_typed)
        self._home.sample_wanted.connect(self._on_sample_wanted)
        self._home.project_wanted.connect(self.open_project)
        self._home.resume_wanted.connect(self._on_resume_wanted)
        self._summary.dropped.connect(self._go_home)
        self._summary.import_wanted.connect(self._on_import_wanted)
        self._summary.reading_changed.connect(self._on_reading_changed)
        self._summary.kind_wanted.connect(self._on_kind_wanted)
        session.engine_loaded.connect(self._on_engine_loaded)
        self.setFocusProxy(self._home.drop.open_button)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._home.redraw()

    def show_drag(self, *, over: bool) -> None:
        """Light up while a folder is held over the window."""
        self._home.drop.show_drag(over=over)

    def ask_for_folder(self) -> None:
        """Let the person choose a folder."""
        dialog = QFileDialog(self, tr("Open a folder or a project"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda folder: self.take_folder(Path(folder)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_for_file(self) -> None:
        """Let the person choose one large file."""
        dialog = QFileDialog(self, tr("Open one large file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [
                tr("Tables, texts, recordings and videos ({suffixes})").format(suffixes=_suffixes()),
                tr("All files (*)"),
            ]
        )
        dialog.fileSelected.connect(lambda file: self.take_folder(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_folder(self, folder: Path) -> None:
        """Open it when it is a project; else look through it. One large file will do as well."""
        if not folder.exists():
            self.session.fail(_no_folder(folder))
        elif (folder / "project.json").is_file():
            self.open_project(folder)
        elif self.session.engine_ready:
            self._scan(folder)
        else:
            self._waiting = folder
            self._wait_for_engine()

    def open_project(self, folder: Path) -> bool:
        """Open a project, unless a job still works on the present one."""
        if self.session.jobs.busy:
            self.session.fail(_still_working())
            return False
        self._go_home()
        return self.session.open_project(folder)

    def _scan(self, folder: Path) -> None:
        from workbench.operations import scan

        if folder.is_file() and not may_hold_many(folder):
            self._go_home()
            self.session.fail(_no_folder(folder))
            return
        self._run(scan.job(scan.Scan(folder=folder, asks=True)), self._on_scanned)

    def _on_kind_wanted(self, modality: str) -> None:
        from workbench.operations import scan

        found = self._summary.found
        assert found is not None
        self._run(scan.job(scan.Scan(folder=found.folder, modality=modality, asks=True)), self._on_scanned)

    def _on_reading_changed(self) -> None:
        from workbench.operations import scan

        found = self._summary.found
        assert found is not None
        again = scan.Scan(
            folder=found.folder, modality=found.wanted, reading=self._summary.reading, asks=True
        )
        self._run(scan.job(again), self._on_scanned)

    def _on_scanned(self, found: object) -> None:
        from workbench.operations.scan import ScanResult

        assert isinstance(found, ScanResult)
        self._summary.show_found(found)
        self.setCurrentWidget(self._summary)
        self._summary.setFocus()

    def _on_import_wanted(self) -> None:
        from workbench.operations import import_folder

        found = self._summary.found
        assert found is not None
        arguments = import_folder.NewProject(
            folder=self._summary.project_folder,
            data=found.folder,
            modality=found.wanted,
            name=self._summary.project_name,
            labels_from_folders=self._summary.labels_from_folders,
            labels_column=self._summary.labels_column,
            reading=self._summary.reading,
        )
        self._run(import_folder.new_job(arguments), self._on_imported)

    def _on_imported(self, result: object) -> None:
        from workbench.operations.import_folder import ImportResult

        assert isinstance(result, ImportResult)
        self._go_home()
        self.session.open_project(result.project)

    def _run(self, job: Job, on_finished: object) -> None:
        self._face_before = self.currentWidget()
        running = self.session.start(job)
        self._working.follow(running)
        self.setCurrentWidget(self._working_face)
        running.finished.connect(on_finished)
        running.ended.connect(lambda: self._on_ended(running))

    def _on_ended(self, running: RunningJob) -> None:
        if self.currentWidget() is not self._working_face or not running.is_over:
            return
        if self._face_before is self._summary:
            self._summary.show_again()
            self.setCurrentWidget(self._summary)
        else:
            self._go_home()

    def _go_home(self) -> None:
        self._home.redraw()
        self.setCurrentWidget(self._home)

    def _on_folder_typed(self, text: str) -> None:
        if text:
            self.take_folder(Path(text).expanduser())

    def _on_sample_wanted(self, modality: str) -> None:
        if not self.session.engine_ready:
            self._waiting_sample = modality
            self._wait_for_engine()
            return
        self._working.wait_for(tr("Writing the sample"), tr("It becomes an ordinary folder of files."))
        self.setCurrentWidget(self._working_face)
        in_background(self, partial(_write_sample, modality), self._on_sample_written)

    def _on_sample_written(self, written: Path | UserError) -> None:
        if isinstance(written, UserError):
            self._go_home()
            self.session.fail(written)
        else:
            self._scan(written)

    def _on_resume_wanted(self, folder: Path) -> None:
        if self.open_project(folder):
            self.session.page_wanted.emit("pretrain")

    def _wait_for_engine(self) -> None:
        self._working.wait_for(
            tr("Getting the learning engine ready"), tr("This takes a few seconds after each start.")
        )
        self.setCurrentWidget(self._working_face)

    def _on_engine_loaded(self) -> None:
        folder, self._waiting = self._waiting, None
        sample, self._waiting_sample = self._waiting_sample, ""
        if folder is not None:
            self._scan(folder)
        elif sample:
            self._on_sample_wanted(sample)


def _write_sample(modality: str) -> Path | UserError:
    """The folder with the sample's files; its labels lie beside it."""
    from workbench.operations import samples

    try:
        (folder,) = samples.write(preferences.samples_folder(), modality)
    except UserError as error:
        return error
    return next(path for path in sorted(folder.iterdir()) if path.is_dir())


def _suffixes() -> str:
    """Of the files that may hold many samples, as a file dialog wants them."""
    return " ".join(f"*{suffix}" for suffix in (*_TABLES, *_RECORDINGS, *_FILMS))


def _framed(card: QWidget) -> QWidget:
    face = QWidget()
    column = QVBoxLayout(face)
    column.setContentsMargins(24, 24, 24, 24)
    column.addStretch()
    column.addWidget(card)
    column.addStretch()
    return face


def _no_folder(path: Path) -> UserError:
    if path.exists():
        return UserError(
            tr("{name} is a single file.").format(name=path.name),
            tr("The program learns from whole folders, or from one large table, text, recording or video."),
            tr("Open the folder that it is in."),
        )
    return UserError(
        tr("There is no folder {path}.").format(path=path),
        tr("It may have been moved, or its disk is not connected."),
        tr("Look for a typing mistake, or choose it with Open folder."),
    )


def _still_working() -> UserError:
    return UserError(
        tr("A job is still running."),
        tr("It works on the project that is open."),
        tr("Wait until it is done, or stop it at the top of the window; then open the other project."),
    )
