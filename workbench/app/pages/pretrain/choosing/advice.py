"""What is found out before a run: a recommendation for the time there is, and what a start is."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject

from workbench.app.pages.pretrain.choosing import recommending
from workbench.app.pages.pretrain.choosing.previews import Previews
from workbench.app.pages.pretrain.choosing.recommending import Recommend
from workbench.app.pages.pretrain.choosing.setup_panel import SetupPanel
from workbench.app.pages.pretrain.choosing.starting_point import Network
from workbench.app.pages.pretrain.choosing.trial import Trial
from workbench.app.session import Session
from workbench.app.widgets.background import in_background
from workbench.jobs import Failed, UserError
from workbench.operations import recommend, starting_points, tasks
from workbench.operations.import_folder import layout_of
from workbench.operations.recommend import Recommendation
from workbench.project import Project

_PAGE = "pretrain"


class Advice(QObject):
    """Fills the set-up panel, a little at a time, with what jobs find out."""

    def __init__(self, session: Session, setup: SetupPanel) -> None:
        super().__init__(setup)
        self._session = session
        self._setup = setup
        self._asked_minutes = 0.0
        self._answered: tuple[float, int] = (0.0, 0)
        self._by_hand = False
        self._previews = Previews(session, setup)
        self.trial = Trial(session, setup)
        setup.budget.minutes_changed.connect(self.recommend)
        setup.cards.chosen_by_hand.connect(self._on_chosen_by_hand)
        setup.cards.task_chosen.connect(self._on_task_chosen)
        setup.starting_point.changed.connect(self._on_start_changed)

    def forget(self) -> None:
        """Another project, or other samples."""
        self._asked_minutes, self._answered, self._by_hand = 0.0, (0.0, 0), False
        self._setup.cards.forget_section()
        self._previews.forget()
        self.trial.forget()

    def refresh(self, *, learning: bool = False) -> None:
        """Offer what there is now, and find out what is not known yet unless a run is learning."""
        project = self._session.project
        modality = project.description.modality
        if not self._setup.cards.cards:
            self._setup.show_tasks(
                tasks.catalogue(modality, layout_of(project)),
                tasks.encoder_names(modality),
                tasks.matters(modality),
                recommend.candidates(modality),
            )
        self._setup.advanced.limit_batch(self._session.facts.samples)
        shown = {run.name: run.shown_name for run in project.runs.all()}
        self._setup.starting_point.show_runs(
            [run for run in shown if (project.run_folder(run) / "encoder.safetensors").exists()], shown
        )
        if not learning:
            self.recommend()
            self._previews.show()

    def recommend(self) -> None:
        """Ask what the program would choose for the present time; one question at a time."""
        minutes = float(self._setup.budget.minutes)
        samples = self._session.facts.samples
        if self._asked_minutes or not samples or self._answered == (minutes, samples):
            return
        self._asked_minutes = minutes
        arguments = Recommend(project=self._session.project.folder, minutes=minutes)
        running = self._session.jobs.start(recommending.job(arguments))
        running.failed.connect(self._on_no_recommendation)
        running.finished.connect(self._on_recommended)
        running.ended.connect(self._on_recommendation_ended)

    def _on_recommended(self, result: object) -> None:
        found, cards = cast(Recommendation, result), self._setup.cards
        self._answered = (self._asked_minutes, self._session.facts.samples)
        self._setup.recommendation.setText(found.reason)
        # A card that a person chose here stays here, whatever is proposed beside it.
        kept = (cards.chosen,) if self._by_hand and cards.chosen in cards.proposed else ()
        cards.propose(tuple(dict.fromkeys((found.task, *found.alternatives, *kept))))
        if not self._by_hand:
            cards.suggest(found.task)

    def _on_no_recommendation(self, failed: Failed) -> None:
        self._setup.recommendation.setText(failed.why)

    def _on_recommendation_ended(self) -> None:
        asked, self._asked_minutes = self._asked_minutes, 0.0
        if self._session.has_project and asked and asked != self._setup.budget.minutes:
            self.recommend()

    def _on_chosen_by_hand(self) -> None:
        self._by_hand = True

    def _on_task_chosen(self, task: str) -> None:
        self._session.topic_shown.emit(_PAGE, f"tasks/{task}")

    def _on_start_changed(self) -> None:
        """Look which network the chosen start is, and whether it can be used."""
        value = self._setup.starting_point.value
        if not value or not self._session.has_project:
            return
        folder = self._session.project.folder

        def look() -> Network:
            try:
                with Project(folder) as project:
                    spec = starting_points.kind_of(project, value)
            except UserError as error:
                return Network(wrong=f"{error.what} {error.why}")
            return Network(encoder=spec.name, size=spec.size)

        in_background(self, look, lambda network: self._setup.starting_point.tell(value, network))
