"""Try for a minute each: several tasks learn a little, and what was seen chooses between them."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from workbench.app.pages.pretrain.choosing.setup_panel import SetupPanel
from workbench.app.pages.pretrain.choosing.trial_card import TrialCard
from workbench.app.session import Session
from workbench.app.widgets import figures
from workbench.app.widgets.job_strip import JobStrip
from workbench.app.words import tr
from workbench.jobs import Advanced, Event, PhaseStarted
from workbench.operations import pilot
from workbench.operations.pilot import Pilot, PilotResult

_MINUTES = 1.0


class Trial(QObject):
    """Starts the trial, shows how far it is, and what came of it."""

    def __init__(self, session: Session, setup: SetupPanel) -> None:
        super().__init__(setup)
        self._session = session
        self._setup = setup
        self.strip = JobStrip(session, "trial_progress")
        self.card = TrialCard()
        self.left = QLabel(wordWrap=True)
        self.left.setObjectName("trial_left")
        self.left.setProperty("role", "caption")
        self.left.hide()
        self._tasks = 0
        self._seen: list[str] = []
        for widget in (self.strip, self.left, self.card):
            setup.cards.room.addWidget(widget)
        setup.cards.try_each.clicked.connect(self.start)

    def forget(self) -> None:
        """Another project: what was seen says nothing about it."""
        self.card.hide()

    def start(self) -> None:
        """Let the recommended task and those beside it learn for a minute each."""
        setup = self._setup
        arguments = Pilot(
            project=self._session.project.folder,
            tasks=setup.cards.proposed[: pilot.MOST_CANDIDATES],
            minutes=_MINUTES,
            planned_minutes=float(setup.budget.minutes),
            matters=setup.matters.chosen,
        )
        running = self._session.start(pilot.job(arguments))
        running.events_arrived.connect(self._on_events)
        running.finished.connect(self._on_finished)
        running.ended.connect(self._on_ended)
        self.card.hide()
        self.strip.watch(running)
        self._tasks, self._seen = len(arguments.tasks), []
        self._show_left(60 * _MINUTES * self._tasks)
        setup.cards.try_each.setEnabled(False)
        setup.hold(tr("Several tasks are tried just now. Start when that is done, or stop it."))

    def _on_events(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, PhaseStarted) and event.unit == "steps":
                self._seen.append(event.phase)
            elif isinstance(event, Advanced) and event.phase in self._seen and event.seconds_left is not None:
                self._show_left(event.seconds_left + 60 * _MINUTES * (self._tasks - len(self._seen)))

    def _show_left(self, seconds: float) -> None:
        words = tr("Task {place} of {number}, about {time} left for all of them. Nothing of this is kept.")
        place, time = max(1, len(self._seen)), figures.duration(seconds)
        self.left.setText(words.format(place=place, number=self._tasks, time=time))
        self.left.show()

    def _on_finished(self, result: object) -> None:
        found = cast(PilotResult, result)
        self.card.show_result(found)
        if found.chosen in self._setup.cards.cards:
            self._setup.cards.choose(found.chosen)
            self._setup.cards.chosen_by_hand.emit()

    def _on_ended(self) -> None:
        self.left.hide()
        self._setup.cards.try_each.setEnabled(True)
        self._setup.hold("")
