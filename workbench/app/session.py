"""What the window is working on: the open project, its edits, and the jobs that run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.app.job_runner import JobRunner, RunningJob
from workbench.app.views.player import Player
from workbench.app.views.sound_card import SoundCard
from workbench.jobs import Failed, Job, Notice, UserError
from workbench.operations.writers import writers
from workbench.project import Changes, Edit, Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What decides which steps can be done; cheap to know."""

    samples: int = 0
    labels: int = 0
    texts: int = 0
    """Labels that are texts."""
    classes: int = 0
    encoders: int = 0
    """Runs that have a usable encoder."""
    models: int = 0
    """Models of classes, and those that write down what they hear: step 4 makes and lists them."""
    answering: int = 0
    """Models that answer questions in words."""
    writers: int = 0
    """Runs whose network can write on."""


class Session(QObject):
    """One for the program; every page is made with it. Pages emit intent, the session acts."""

    project_opened = Signal()
    project_closed = Signal()
    changed = Signal(object)
    """`Changes`: the one broadcast. A page marks itself stale and refreshes when it is visible."""
    edited = Signal(str, object)
    """(what was done, `Changes`) of an edit the person made; not of undo and redo."""
    engine_loaded = Signal()
    failed = Signal(object)
    """`Failed`: shown in the one place for errors."""
    failure_seen = Signal(object)
    """`Failed`: a page tells of it where it happened; the place for errors need not tell it again."""
    noticed = Signal(object)
    """`Notice`: a toast."""
    page_wanted = Signal(str)
    """Name of the page to go to, such as "pretrain"."""
    topic_shown = Signal(str, str)
    """(page, name of a text of the guide, such as "tasks/simclr"): what the page is about now."""

    def __init__(self, parent: QObject | None = None, *, card: SoundCard | None = None) -> None:
        super().__init__(parent)
        self.jobs = JobRunner(self)
        self.player = Player(self, card=card)
        self.player.muted.connect(lambda words: self.noticed.emit(Notice(text=words)))
        self.engine_ready = False
        self._project: Project | None = None
        self._facts = Facts()

    @property
    def project(self) -> Project:
        """The open project, on the window's thread; raises RuntimeError when none is open."""
        if self._project is None:
            raise RuntimeError("no project is open")
        return self._project

    @property
    def has_project(self) -> bool:
        """Whether a project is open."""
        return self._project is not None

    @property
    def facts(self) -> Facts:
        """What the open project holds; zeros when none is open."""
        return self._facts

    def open_project(self, folder: Path) -> bool:
        """Open a project for writing; False and a sentence in the place for errors when it cannot be."""
        try:
            project = Project(folder, write=True)
        except UserError as error:
            self.fail(error)
            return False
        self.close_project()
        self._project = project
        self._count()
        self.project_opened.emit()
        return True

    def close_project(self) -> None:
        """Close the project; what was done is already saved."""
        self.player.stop()
        if self._project is not None:
            self._project.close()
            self._project = None
            self._facts = Facts()
            self.project_closed.emit()

    def apply(self, edit: Edit, title: str, done: str = "") -> None:
        """Make an edit with undo, and tell everyone; `title` is for undo, `done` says that it was made."""
        changes = self.project.apply(edit, title).changes
        self.broadcast(changes)
        self.edited.emit(done or title, changes)

    def undo(self) -> None:
        """Take back the last edit, if there is one."""
        changes = self.project.undo()
        if changes is not None:
            self.broadcast(changes)

    def redo(self) -> None:
        """Make the last undone edit again, if there is one."""
        changes = self.project.redo()
        if changes is not None:
            self.broadcast(changes)

    def broadcast(self, changes: Changes) -> None:
        """Tell every page what is different now; jobs' results that wrote to the project call this too."""
        self._count()
        self.changed.emit(changes)

    def start(self, job: Job) -> RunningJob:
        """Run a job; when it fails the sentence is shown."""
        running = self.jobs.start(job)
        running.failed.connect(self.failed)
        return running

    def fail(self, error: UserError) -> None:
        """Show a sentence in the one place for errors."""
        self.failed.emit(Failed(what=error.what, why=error.why, todo=error.todo))

    def set_engine_ready(self) -> None:
        """Torch and the operations are loaded: pages that need them may be made now."""
        self.engine_ready = True
        self.engine_loaded.emit()

    def _count(self) -> None:
        if self._project is None:
            self._facts = Facts()
            return
        project = self._project
        runs, models = project.runs.all(), project.models.all()
        answering = sum(model.writes and not model.hears for model in models)
        self._facts = Facts(
            samples=project.samples.count(),
            labels=project.labels.count(),
            texts=project.labels.count_texts(),
            classes=len(project.labels.classes()),
            encoders=sum((project.run_folder(run.name) / "encoder.safetensors").exists() for run in runs),
            models=len(models) - answering,
            answering=answering,
            writers=len(writers(project)),
        )
