"""What is found out before a run: a recommendation for the time there is, and what a start is."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject

from workbench.app.pages.pretrain import sentences
from workbench.app.pages.pretrain.choosing import recommending
from workbench.app.pages.pretrain.choosing.advanced import Sizes
from workbench.app.pages.pretrain.choosing.previews import Previews
from workbench.app.pages.pretrain.choosing.recommending import Recommend
from workbench.app.pages.pretrain.choosing.setup_panel import SetupPanel
from workbench.app.pages.pretrain.choosing.starting_point import Network
from workbench.app.pages.pretrain.choosing.trial import Trial
from workbench.app.session import Session
from workbench.app.widgets.background import in_background
from workbench.engine import device as devices
from workbench.engine.contracts import Layout
from workbench.engine.modalities import modalities
from workbench.jobs import Failed, UserError
from workbench.operations import recommend, run_choices, starting_points, tasks
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
        self._looked_for = ""
        """The device for which the start was looked at."""
        self._shown_for: tuple[str, Layout] | None = None
        self._previews = Previews(session, setup)
        self.trial = Trial(session, setup)
        setup.budget.minutes_changed.connect(self.recommend)
        setup.cards.chosen_by_hand.connect(self._on_chosen_by_hand)
        setup.cards.task_chosen.connect(self._on_task_chosen)
        setup.starting_point.changed.connect(self._on_start_changed)
        setup.advanced.changed.connect(self._on_advanced_changed)

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
        layout = layout_of(project)
        if self._shown_for != (modality, layout):
            self._shown_for = (modality, layout)
            self._previews.forget()
            kind = modalities.get(modality)
            self._setup.show_tasks(
                tasks.catalogue(modality, layout),
                tasks.encoder_names(modality),
                tasks.matters(modality),
                recommend.candidates(modality),
                Sizes(values=kind.sizes, noun=kind.noun, unit=kind.size_unit),
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
        self._on_start_changed()

    def _on_start_changed(self) -> None:
        """Look which network the chosen start is, and whether the chosen task can go on from it."""
        value, task = self._setup.starting_point.value, self._setup.cards.chosen
        if not value or not self._session.has_project:
            return
        folder = self._session.project.folder
        device = self._looked_for = self._setup.advanced.by_hand().device

        def tell(network: Network) -> None:
            if (task, device) == (self._setup.cards.chosen, self._looked_for):
                self._setup.starting_point.tell(value, network)

        in_background(self, lambda: _network(folder, value, task, device), tell)

    def _on_advanced_changed(self) -> None:
        """A start that is too large for one device may fit another."""
        if self._setup.advanced.by_hand().device != self._looked_for:
            self._on_start_changed()


def _network(folder: Path, start: str, task: str, device: str) -> Network:
    """Which network a start is, and what speaks against it."""
    try:
        with Project(folder) as project:
            starting_points.check_room(project, start, task, devices.choose(device))
            spec = starting_points.kind_of(project, start)
            modality = project.description.modality
    except UserError as error:
        return Network(wrong=f"{error.what} {error.why}")
    return Network(
        encoder=starting_points.called(spec),
        size=spec.size,
        size_words=sentences.size_words(spec.size, modality),
        unfit=run_choices.refusal(task, spec),
    )
