"""What is found out before a run: a recommendation, and what each task does to the person's own samples."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject

from workbench.app.pages.pretrain import recommending
from workbench.app.pages.pretrain.recommending import Recommend
from workbench.app.pages.pretrain.setup_panel import SetupPanel
from workbench.app.session import Session
from workbench.app.widgets.background import in_background
from workbench.jobs import Failed
from workbench.operations import tasks
from workbench.operations.pretrain import Recommendation
from workbench.project import Project

_PREVIEW_SAMPLES = 2


class Advice(QObject):
    """Fills the set-up panel, a little at a time, with what jobs find out."""

    def __init__(self, session: Session, setup: SetupPanel) -> None:
        super().__init__(setup)
        self._session = session
        self._setup = setup
        self._asked_minutes = 0.0
        self._answered: tuple[float, int] = (0.0, 0)
        self._previewed: set[str] = set()
        setup.budget.minutes_changed.connect(self.recommend)
        setup.cards.task_chosen.connect(self.preview)

    def forget(self) -> None:
        """Another project, or other samples."""
        self._asked_minutes, self._answered = 0.0, (0.0, 0)
        self._previewed.clear()

    def recommend(self) -> None:
        """Ask what the program would choose for the present time; one question at a time."""
        minutes = float(self._setup.budget.minutes)
        samples = self._session.facts.samples
        if self._asked_minutes or not samples or self._answered == (minutes, samples):
            return
        self._asked_minutes = minutes
        arguments = Recommend(project=self._session.project.folder, minutes=minutes)
        running = self._session.jobs.start(recommending.job(arguments))
        running.failed.connect(lambda failed: self._setup.recommendation.setText(failed.why))
        running.finished.connect(self._on_recommended)
        running.ended.connect(self._on_recommendation_ended)

    def preview(self) -> None:
        """Show what the chosen task does to the person's own samples, once for each task."""
        task = self._setup.cards.chosen
        if not task or task in self._previewed or not self._session.facts.samples:
            return
        self._previewed.add(task)
        folder = self._session.project.folder

        def some() -> tuple[int, ...]:
            with Project(folder) as project:
                usable = project.samples.usable()
                every = max(1, len(usable) // _PREVIEW_SAMPLES)
                return tuple(sample.id for sample in usable[::every][:_PREVIEW_SAMPLES])

        in_background(self, some, lambda samples: self._start_preview(task, samples))

    def _on_recommended(self, result: object) -> None:
        self._setup.recommendation.setText(cast(Recommendation, result).reason)
        self._answered = (self._asked_minutes, self._session.facts.samples)

    def _on_recommendation_ended(self) -> None:
        asked, self._asked_minutes = self._asked_minutes, 0.0
        if self._session.has_project and asked and asked != self._setup.budget.minutes:
            self.recommend()

    def _start_preview(self, task: str, samples: tuple[int, ...]) -> None:
        if not samples or not self._session.has_project:
            return
        folder = self._session.project.folder
        arguments = tasks.Preview(project=folder, task=task, samples=samples, settings=())
        # Without `session.start`: a preview that is not possible yet is no error to tell of.
        running = self._session.jobs.start(tasks.preview_job(arguments))
        running.failed.connect(lambda failed: self._show_reason(task, failed))
        running.finished.connect(lambda result: self._show_preview(task, result))

    def _show_reason(self, task: str, failed: Failed) -> None:
        card = self._setup.cards.cards.get(task)
        if card is not None:
            card.show_waiting(failed.what)

    def _show_preview(self, task: str, result: object) -> None:
        card = self._setup.cards.cards.get(task)
        if card is not None:
            card.show_preview(cast(tasks.PreviewResult, result).preview)
