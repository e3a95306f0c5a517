"""Step 2: what to practise, how long, whether it is learning, and what earlier runs came to."""

from __future__ import annotations

import dataclasses
from typing import cast

from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout

from workbench.app import theme
from workbench.app.job_runner import RunningJob
from workbench.app.pages import Page
from workbench.app.pages.pretrain import sentences
from workbench.app.pages.pretrain.choosing.advice import Advice
from workbench.app.pages.pretrain.choosing.setup_panel import SetupPanel
from workbench.app.pages.pretrain.past.past_runs import PastRuns
from workbench.app.pages.pretrain.running.curves_panel import CurvesPanel
from workbench.app.pages.pretrain.running.live_run import LiveRun
from workbench.app.pages.pretrain.running.looks_panel import LooksPanel
from workbench.app.pages.pretrain.running.result_panel import ResultPanel
from workbench.app.session import Session
from workbench.app.widgets.background import in_background
from workbench.app.widgets.focus import holds_focus
from workbench.app.widgets.states import EmptyState, FailedCard
from workbench.app.words import tr
from workbench.jobs import Failed, Notice
from workbench.operations import pretrain, run_facts
from workbench.operations.pretrain import PretrainResult
from workbench.operations.run_copy import RunChoice
from workbench.operations.run_settings import Pretrain
from workbench.project import Changes


class PretrainPage(Page):
    """Empty, at work, failed or full, as the project and the running job say."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setObjectName("pretrain_page")
        self._result: PretrainResult | None = None
        self._make_widgets()
        self._lay_out()
        self._connect()
        self._attach_to_running()

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """The keys of this page, for the panel of all keys."""
        return (
            (tr("Space"), tr("In the table of runs: choose this one too, or no longer")),
            ("F2", tr("Rename the chosen run")),
            (tr("Del"), tr("Delete the chosen runs")),
            ("\u2190 \u2192", tr("In a plot: read its values; among samples: go to the next")),
        )

    def concerns(self, changes: Changes) -> bool:
        """Labels change nothing here."""
        return changes.files or changes.runs

    def refresh(self) -> None:
        samples, modality = self.session.facts.samples, self.session.project.description.modality
        self._live.modality = modality
        self._title.setText(sentences.title(samples, modality))
        self._past.refresh(self._live.name if self._live.running else "")
        self._draw_state()
        self._advice.refresh(learning=self._live.running is not None)

    def _make_widgets(self) -> None:
        self._title = QLabel(self)
        self._title.setObjectName("title")
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        sentence = tr("There is nothing to learn from yet: first add a folder.")
        self._empty = EmptyState("image-multiple-outline", sentence, tr("Go to Data"))
        self._failed = FailedCard()
        self._failed.seen.connect(self.session.failure_seen)
        self._setup = SetupPanel(self.session.player)
        self._advice = Advice(self.session, self._setup)
        self._looks = LooksPanel(self._title_of, self.session.player)
        self._curves = CurvesPanel(self._looks)
        self._outcome = ResultPanel()
        self._live = LiveRun(self.session, self._curves, self._looks)
        self._past = PastRuns(self.session, self._curves, self._looks)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*[3 * theme.SPACE] * 4)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(self._title)
        column.addWidget(self._empty, 1)
        for panel in (
            self._failed,
            self._live.collapse,
            self._setup,
            self._live.panel,
            self._outcome,
            self._live.happened,
            self._past.panel,
            self._past.compare,
            self._curves,
        ):
            column.addWidget(panel)
        column.addStretch()

    def _connect(self) -> None:
        session = self.session
        session.jobs.started.connect(self._on_job_started)
        session.project_opened.connect(self._on_project_opened)
        self._empty.clicked.connect(lambda: session.page_wanted.emit("data"))
        self._setup.start_clicked.connect(self._on_start_clicked)
        self._live.panel.label_clicked.connect(lambda: session.page_wanted.emit("label"))
        self._live.over.connect(self._on_over)
        self._outcome.label_clicked.connect(lambda: session.page_wanted.emit("label"))
        self._outcome.again_clicked.connect(self._on_again_clicked)
        self._past.chosen.connect(self._draw_state)
        self._past.panel.resume_clicked.connect(self._on_resume_clicked)
        self._past.choice_wanted.connect(self._on_choice_wanted)

    def _draw_state(self) -> None:
        """Show the panels that belong to the present state, and only those."""
        has_samples = self.session.facts.samples > 0
        working, over = self._live.running is not None, self._result is not None
        chosen = len(self._past.panel.chosen)
        self._title.setVisible(has_samples)
        self._empty.setVisible(not has_samples)
        self._setup.setVisible(has_samples and not working and not over)
        self._live.panel.setVisible(working)
        self._live.happened.setVisible((working or over) and bool(self._live.happened.texts))
        self._outcome.setVisible(over and not working)
        self._past.panel.setVisible(has_samples and not working and self._past.has_any)
        self._past.compare.setVisible(not working and chosen > 1)
        self._curves.setVisible(working or (has_samples and chosen == 1))

    def _title_of(self, sample: int) -> str:
        try:
            return self.session.project.samples.get(sample).title
        except KeyError:
            return ""

    def _on_project_opened(self) -> None:
        self._result = None
        self._advice.forget()
        self._failed.hide()
        self._live.happened.clear()
        self._past.forget()

    def _on_start_clicked(self) -> None:
        chosen = self._setup.arguments(self.session.project.folder)
        self._watch(self.session.start(pretrain.job(dataclasses.replace(chosen, asks=True))))
        self._give_live_panel_the_keys()

    def _on_resume_clicked(self, run: str) -> None:
        arguments = Pretrain(project=self.session.project.folder, resume=run, asks=True)
        self._watch(self.session.start(pretrain.job(arguments)))
        self._live.go_on_with(run)
        self._give_live_panel_the_keys()

    def _give_live_panel_the_keys(self) -> None:
        """And show it: the button that began the run stood further down, on a longer page."""
        self._live.panel.pause.setFocus()
        view = self.parentWidget()
        host = view.parentWidget() if view is not None else None
        if isinstance(host, QScrollArea):
            host.verticalScrollBar().setValue(0)

    def _on_job_started(self, running: RunningJob) -> None:
        if running.job.operation == pretrain.__name__ and running is not self._live.running:
            self._watch(running)

    def _attach_to_running(self) -> None:
        """A run that started before this page was made goes on here, with what it wrote so far."""
        for running in self.session.jobs.running:
            if running.job.operation == pretrain.__name__:
                self._watch(running)
                runs = self.session.project.runs.all()
                self._live.go_on_with(next((r.name for r in runs if r.state == "running"), ""))

    def _watch(self, running: RunningJob) -> None:
        self._result = None
        self._failed.hide()
        self._past.panel.choose()
        running.finished.connect(self._on_finished)
        running.failed.connect(self._on_failed)
        self._live.watch(running)
        if self.session.has_project:
            self._draw_state()

    def _on_finished(self, result: object) -> None:
        outcome = cast(PretrainResult, result)
        if not outcome.run:
            self.session.noticed.emit(Notice(text=tr(outcome.sentence)))
            return
        self._result = outcome
        self._outcome.show_result(outcome, self._live.modality)
        folder = self.session.project.run_folder(outcome.run)
        in_background(self, lambda: run_facts.read(folder), self._on_facts_read)

    def _on_facts_read(self, facts: run_facts.RunFacts) -> None:
        if self._result is not None:
            self._outcome.show_facts(facts)

    def _on_failed(self, failed: Failed) -> None:
        self._failed.tell(failed)

    def _on_over(self) -> None:
        if not self.session.has_project:
            return
        had_keys = holds_focus(self._live.panel)
        self.session.broadcast(Changes(runs=True))
        if self.session.facts.samples:
            self._past.refresh("")
        if self._result is not None:
            self._past.panel.choose(self._result.run)
        self._draw_state()
        if had_keys:
            (self._setup.start if self._result is None else self._outcome.primary).setFocus()

    def _on_again_clicked(self) -> None:
        self._result = None
        self._past.panel.choose()
        self.session.topic_shown.emit("pretrain", f"tasks/{self._setup.cards.chosen}")
        self._draw_state()
        self._setup.start.setFocus()

    def _on_choice_wanted(self, choice: RunChoice) -> None:
        self._result = None
        self._past.panel.choose()
        self._setup.show_settings(choice)
        self._draw_state()
        self._setup.start.setFocus()
