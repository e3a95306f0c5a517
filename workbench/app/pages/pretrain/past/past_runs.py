"""The runs there are: their table, their curves alone or side by side, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.app.pages.pretrain import metrics, sentences
from workbench.app.pages.pretrain.past.compare_panel import Compared, ComparePanel
from workbench.app.pages.pretrain.past.runs_panel import RunsPanel
from workbench.app.pages.pretrain.running.curves_panel import CurvesPanel
from workbench.app.pages.pretrain.running.looks_panel import LooksPanel
from workbench.app.session import Session
from workbench.app.widgets.background import in_background
from workbench.app.words import tr
from workbench.engine.pretext import Measure
from workbench.jobs import Notice, UserError
from workbench.operations import run_copy, run_edits, run_facts
from workbench.operations.prepare import thumbnails_path
from workbench.operations.run_copy import RunChoice
from workbench.operations.run_edits import Purged
from workbench.operations.run_facts import RunFacts
from workbench.operations.tasks import catalogue
from workbench.project import Changes, Edit, Project, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What the table shows beside the rows of the project."""

    facts: dict[str, RunFacts]
    num_deleted: int
    deleted_size: int


class PastRuns(QObject):
    """Owns the table and the comparison; draws a single chosen run into the plots it is given."""

    chosen = Signal()
    """Other runs are chosen, or none."""
    choice_wanted = Signal(object)
    """`RunChoice`: another run like that one is to be set up."""

    def __init__(self, session: Session, curves: CurvesPanel, looks: LooksPanel) -> None:
        super().__init__(curves)
        self._session = session
        self._curves = curves
        self._looks = looks
        self._facts: dict[str, RunFacts] = {}
        self._running = ""
        self.panel = RunsPanel()
        self.compare = ComparePanel()
        self.panel.runs_chosen.connect(self._on_runs_chosen)
        self.panel.renamed.connect(self._on_renamed)
        self.panel.tagged.connect(self._on_tagged)
        self.panel.delete_clicked.connect(self._on_delete_clicked)
        self.panel.purge_clicked.connect(self._on_purge_clicked)
        self.panel.duplicate_clicked.connect(self._on_duplicate_clicked)

    @property
    def has_any(self) -> bool:
        """Whether there is anything to show: runs, or deleted ones."""
        return bool(self._session.project.runs.all(deleted=True))

    def refresh(self, running: str) -> None:
        """Draw the runs there are, and read what their files tell; `running` learns at the moment."""
        self._running = running
        project = self._session.project
        modality = project.description.modality
        titles = {info.name: sentences.short_title(tr(info.title)) for info in catalogue(modality)}
        self.panel.name_tasks(titles, modality)
        self.panel.show_runs(project.runs.all(), self._facts, running)
        folder = project.folder
        in_background(self, lambda: _read(folder), self._on_read)

    def forget(self) -> None:
        """Another project."""
        self._facts.clear()
        self.panel.choose()

    def _on_read(self, read: _Read) -> None:
        if self._session.has_project:
            self._facts = read.facts
            self.panel.show_runs(self._session.project.runs.all(), self._facts, self._running)
            self.panel.deleted.show_deleted(read.num_deleted, read.deleted_size)

    def _on_runs_chosen(self) -> None:
        names = self.panel.chosen
        if len(names) == 1 and not self._running:
            self._read_one(names[0])
        elif len(names) > 1:
            self._read_several(names)
        self.chosen.emit()

    def _read_one(self, name: str) -> None:
        project = self._session.project
        run = project.runs.get(name)
        if run is None:
            return
        self._curves.show_measures(_measures(project.description.modality, run.task))
        self._looks.open(thumbnails_path(project))
        folder = project.run_folder(name)
        in_background(self, lambda: metrics.read(folder), lambda curves: self._show_one(name, curves))

    def _show_one(self, name: str, curves: metrics.Curves) -> None:
        if self._running or self.panel.chosen != (name,):
            return
        self._curves.show_curves(curves)
        if curves.last is None:
            self._looks.clear()
        else:
            self._looks.show_look(curves.last)

    def _read_several(self, names: Sequence[str]) -> None:
        project = self._session.project
        modality = project.description.modality
        runs = [run for name in names if (run := project.runs.get(name)) is not None]
        folders = [project.run_folder(run.name) for run in runs]

        def work() -> list[Compared]:
            return [
                Compared(
                    run=run,
                    curves=metrics.read(folder),
                    batch=run_facts.read(folder).batch,
                    measures=_measures(modality, run.task),
                )
                for run, folder in zip(runs, folders, strict=True)
            ]

        in_background(self, work, lambda compared: self._show_several(tuple(names), compared))

    def _show_several(self, names: tuple[str, ...], compared: list[Compared]) -> None:
        if self.panel.chosen == names:
            self.compare.show_runs(compared)

    def _on_renamed(self, run: str, title: str) -> None:
        project = self._session.project
        now = title.strip() or run
        self._apply(
            lambda: run_edits.renaming(project, run, title),
            tr("Rename {run}").format(run=run),
            tr("Renamed to \u201c{run}\u201d").format(run=now),
        )

    def _on_tagged(self, runs: tuple[str, ...], text: str) -> None:
        project = self._session.project
        title = tr("Tag {runs}").format(runs=self._named(runs))
        done = tr("Changed the tags of {runs}").format(runs=self._quoted(runs))
        self._apply(lambda: run_edits.tagging(project, runs, [text]), title, done)

    def _on_delete_clicked(self, runs: tuple[str, ...]) -> None:
        project = self._session.project
        title = tr("Delete {runs}").format(runs=self._named(runs))
        done = tr("Deleted {runs}").format(runs=self._quoted(runs))
        self.panel.choose()
        self._apply(lambda: run_edits.deletion(project, runs, self._running), title, done)

    def _apply(self, edit: Callable[[], Edit], title: str, done: str) -> None:
        try:
            self._session.apply(edit(), title, done)
        except UserError as error:
            self._session.fail(error)

    def _quoted(self, runs: Sequence[str]) -> str:
        named = self._named(runs)
        return named if len(runs) > 1 else tr("\u201c{run}\u201d").format(run=named)

    def _named(self, runs: Sequence[str]) -> str:
        if len(runs) > 1:
            return tr("{number} runs").format(number=len(runs))
        found = self._session.project.runs.get(runs[0])
        return found.shown_name if found is not None else runs[0]

    def _on_purge_clicked(self) -> None:
        arguments = run_edits.Purge(project=self._session.project.folder, learning=self._running)
        running = self._session.start(run_edits.purge_job(arguments))
        running.finished.connect(self._on_purged)

    def _on_purged(self, result: object) -> None:
        if isinstance(result, Purged) and self._session.has_project:
            self._session.broadcast(Changes(runs=True))
            words = [tr("Removed for good.")] if result.runs else []
            self._session.noticed.emit(Notice(text=" ".join([*words, *(tr(text) for text in result.kept)])))

    def _on_duplicate_clicked(self, run: str) -> None:
        folder = self._session.project.run_folder(run)

        def work() -> RunChoice | UserError:
            try:
                return run_copy.choice_of(folder)
            except UserError as error:
                return error

        in_background(self, work, self._on_choice_read)

    def _on_choice_read(self, read: RunChoice | UserError) -> None:
        if isinstance(read, UserError):
            self._session.fail(read)
        else:
            self.choice_wanted.emit(read)


def _read(folder: Path) -> _Read:
    with Project(folder) as project:
        runs: list[Run] = project.runs.all()
        return _Read(
            facts={run.name: run_facts.read(project.run_folder(run.name)) for run in runs},
            num_deleted=len(run_edits.deleted(project)),
            deleted_size=run_edits.deleted_size(project),
        )


def _measures(modality: str, task: str) -> tuple[Measure, ...]:
    return next((info.measures for info in catalogue(modality) if info.name == task), ())
