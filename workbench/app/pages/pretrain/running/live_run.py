"""Keeps the panels of the running job up to date: what it says, what it asks, what it is asked."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workbench.app.job_runner import RunningJob
from workbench.app.pages.pretrain import metrics, sentences
from workbench.app.pages.pretrain.running.collapse_panel import CollapsePanel
from workbench.app.pages.pretrain.running.curves_panel import CurvesPanel
from workbench.app.pages.pretrain.running.happened_panel import HappenedPanel
from workbench.app.pages.pretrain.running.looks_panel import LooksPanel
from workbench.app.pages.pretrain.running.run_panel import RunPanel
from workbench.app.session import Session
from workbench.app.widgets.background import in_background
from workbench.app.widgets.focus import holds_focus
from workbench.app.words import tr
from workbench.engine.monitors.looked import Collapsing, Looked
from workbench.jobs import Advanced, Event, Measured, Notice, PhaseStarted, Request
from workbench.operations import run_facts
from workbench.operations.prepare import thumbnails_path
from workbench.operations.pretrain import RunStarted
from workbench.operations.tasks import catalogue


class LiveRun(QObject):
    """Watches one job at a time; `name` is its run's, "" until it has one."""

    over = Signal()
    """It ended, whatever came of it."""

    def __init__(self, session: Session, curves: CurvesPanel, looks: LooksPanel) -> None:
        super().__init__(curves)
        self._session = session
        self._curves = curves
        self._looks = looks
        self.panel = RunPanel()
        self.collapse = CollapsePanel()
        self.happened = HappenedPanel()
        self.running: RunningJob | None = None
        self.name = ""
        self.modality = "image"
        self.panel.pause_clicked.connect(self._on_pause_clicked)
        self.panel.asked.connect(self._on_asked)
        self.collapse.answered.connect(self._on_answered)

    def watch(self, running: RunningJob) -> None:
        """A run begins."""
        self.running, self.name = running, ""
        self._curves.clear()
        self._looks.clear()
        self._looks.open(thumbnails_path(self._session.project))
        self.happened.clear()
        self.collapse.hide()
        self.panel.start()
        self._draw_token()
        running.events_arrived.connect(self._on_events)
        running.ended.connect(self._on_ended)

    def go_on_with(self, run: str) -> None:
        """The run has a past: show it before what comes."""
        if not run:
            return
        self.name = run
        folder = self._session.project.run_folder(run)
        found = self._session.project.runs.get(run)
        if found is not None:
            self.show_task(found.task)
        in_background(
            self,
            lambda: (metrics.read(folder), run_facts.read(folder)),
            lambda read: self._on_read(run, *read),
        )
        running = self.running
        if running is not None and isinstance(running.question, Collapsing):
            self._curves.tell_collapse(collapsed=True)
            self._ask(running.question)

    def show_task(self, name: str) -> None:
        """Show the plots of a task's own measures."""
        found = [info.measures for info in catalogue(self.modality) if info.name == name]
        self._curves.show_measures(found[0] if found else ())

    def _title_of(self, task: str) -> str:
        found = [info.title for info in catalogue(self.modality) if info.name == task]
        return sentences.short_title(tr(found[0])) if found else task

    def _on_read(self, run: str, curves: metrics.Curves, facts: run_facts.RunFacts) -> None:
        if self.running is None or run != self.name:
            return
        self._curves.put_before(curves)
        self.happened.put_before(facts.happened)
        if curves.last is not None and not self._looks.strip.strip:
            self._looks.show_look(curves.last)
            self.panel.show_look(curves.last)

    def _on_events(self, events: list[Event]) -> None:
        looks = [event for event in events if isinstance(event, Looked)]
        for event in events:
            if isinstance(event, Measured):
                self._curves.add(event)
            elif isinstance(event, Looked):
                self._curves.add_look(event)
            elif isinstance(event, RunStarted):
                self.name = event.run
                self.show_task(event.task)
                self._session.topic_shown.emit("pretrain", f"tasks/{event.task}")
                self.panel.show_run(event, self.modality, self._title_of(event.task))
            elif isinstance(event, Collapsing):
                self._on_collapsing(event)
            elif isinstance(event, Notice):
                self.happened.add(event.level, event.text)
                self._session.noticed.emit(event)
        if looks:
            self.panel.show_look(looks[-1])
            self._looks.show_look(looks[-1])
        self._draw_progress()

    def _draw_progress(self) -> None:
        running = self.running
        if running is None:
            return
        if isinstance(running.progress, PhaseStarted | Advanced):
            self.panel.show_progress(running.progress, self.modality)
        if running.question is None:
            self._hide_collapse()
        self._draw_token()

    def _draw_token(self) -> None:
        if self.running is not None:
            self.panel.show_token(self.running.token, waits=self.running.question is not None)

    def _hide_collapse(self) -> None:
        """It goes; the keys that it had stay on the page."""
        if holds_focus(self.collapse):
            self.panel.take_focus()
        self.collapse.hide()

    def _on_collapsing(self, collapsing: Collapsing) -> None:
        self.happened.add("bad", collapsing.sentence)
        self._curves.tell_collapse(collapsed=True)
        if collapsing.waits:
            self._ask(collapsing)

    def _ask(self, collapsing: Collapsing) -> None:
        self.collapse.ask(collapsing)
        self._draw_token()

    def _on_answered(self, word: str) -> None:
        if self.running is None:
            return
        said = {
            "remedy": tr("You chose to try the remedy."),
            "ignore": tr("You chose to go on anyway."),
            "stop": tr("You chose to stop."),
        }
        self.happened.add("info", said[word])
        self.running.reply(word)
        self._draw_token()
        self.panel.take_focus()

    def _on_pause_clicked(self) -> None:
        if self.running is not None:
            token = self.running.token
            (token.resume if token.paused else token.pause)()
            self._draw_token()

    def _on_asked(self, request: Request) -> None:
        if self.running is not None:
            self.running.ask(request)
            self._hide_collapse()
            self.panel.take_focus()
            self._draw_token()

    def _on_ended(self) -> None:
        self.running = None
        self._hide_collapse()
        self.over.emit()
