"""Step 2: what to practise, how long, and whether it is learning."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QLabel, QVBoxLayout

from workbench.app import theme
from workbench.app.job_runner import RunningJob
from workbench.app.pages import Page
from workbench.app.pages.pretrain import metrics, sentences
from workbench.app.pages.pretrain.advice import Advice
from workbench.app.pages.pretrain.curves_panel import CurvesPanel
from workbench.app.pages.pretrain.result_panel import ResultPanel
from workbench.app.pages.pretrain.run_panel import RunPanel
from workbench.app.pages.pretrain.runs_panel import RunsPanel
from workbench.app.pages.pretrain.setup_panel import SetupPanel
from workbench.app.session import Session
from workbench.app.widgets.background import in_background
from workbench.app.widgets.states import EmptyState, FailedCard
from workbench.app.words import tr
from workbench.jobs import Advanced, Event, Failed, Measured, Notice, PhaseStarted, Request
from workbench.operations import pretrain, tasks
from workbench.operations.pretrain import PretrainResult, RunStarted
from workbench.operations.run_files import METRICS
from workbench.operations.run_settings import Pretrain
from workbench.project import Changes


class PretrainPage(Page):
    """Empty, at work, failed or full, as the project and the running job say."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setObjectName("pretrain_page")
        self._running: RunningJob | None = None
        self._run = ""
        self._modality = session.project.description.modality if session.has_project else "image"
        self._result: PretrainResult | None = None
        self._make_widgets()
        self._lay_out()
        self._connect()
        self._attach_to_running()

    def concerns(self, changes: Changes) -> bool:
        """Labels change nothing here."""
        return changes.files or changes.runs

    def refresh(self) -> None:
        samples, modality = self.session.facts.samples, self.session.project.description.modality
        self._modality = modality
        self._title.setText(sentences.title(samples, modality))
        if not self._setup.cards.cards:
            self._setup.show_tasks(tasks.catalogue(modality), tasks.encoder_names(modality))
        self._runs.show_runs(self.session.project.runs.all(), self._run if self._running else "")
        self._draw_state()
        if not self._running:
            self._advice.recommend()
            self._advice.preview()

    def _make_widgets(self) -> None:
        self._title = QLabel(self)
        self._title.setObjectName("title")
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        sentence = tr("There is nothing to learn from yet: first add a folder.")
        self._empty = EmptyState("image-multiple-outline", sentence, tr("Go to Data"))
        self._failed = FailedCard()
        self._setup = SetupPanel()
        self._advice = Advice(self.session, self._setup)
        self._working = RunPanel()
        self._outcome = ResultPanel()
        self._runs = RunsPanel()
        self._curves = CurvesPanel()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*[3 * theme.SPACE] * 4)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(self._title)
        column.addWidget(self._empty, 1)
        for panel in (self._failed, self._setup, self._working, self._outcome, self._runs, self._curves):
            column.addWidget(panel)
        column.addStretch()

    def _connect(self) -> None:
        session = self.session
        session.jobs.started.connect(self._on_job_started)
        session.project_opened.connect(self._on_project_opened)
        self._empty.clicked.connect(lambda: session.page_wanted.emit("data"))
        self._setup.start_clicked.connect(self._on_start_clicked)
        self._working.pause_clicked.connect(self._on_pause_clicked)
        self._working.asked.connect(self._on_asked)
        self._working.label_clicked.connect(lambda: session.page_wanted.emit("label"))
        self._outcome.label_clicked.connect(lambda: session.page_wanted.emit("label"))
        self._outcome.again_clicked.connect(self._on_again_clicked)
        self._runs.run_chosen.connect(self._on_run_chosen)
        self._runs.resume_clicked.connect(self._on_resume_clicked)

    def _draw_state(self) -> None:
        """Show the panels that belong to the present state, and only those."""
        has_samples = self.session.facts.samples > 0
        working, over = self._running is not None, self._result is not None
        self._title.setVisible(has_samples)
        self._empty.setVisible(not has_samples)
        self._setup.setVisible(has_samples and not working and not over)
        self._working.setVisible(working)
        self._outcome.setVisible(over and not working)
        self._runs.setVisible(has_samples and not working and bool(self.session.project.runs.all()))
        self._curves.setVisible(working or (has_samples and bool(self._runs.chosen)))

    def _on_project_opened(self) -> None:
        self._result, self._run = None, ""
        self._advice.forget()
        self._failed.hide()
        self._runs.choose("")

    def _on_start_clicked(self) -> None:
        hand = self._setup.advanced.by_hand()
        arguments = Pretrain(
            project=self.session.project.folder,
            task=self._setup.cards.chosen,
            minutes=float(self._setup.budget.minutes),
            device=hand.device,
            seed=hand.seed,
            encoder=hand.encoder,
            size=hand.size,
            batch=hand.batch,
            settings=hand.settings,
        )
        self._watch(self.session.start(pretrain.job(arguments)))

    def _on_resume_clicked(self, run: str) -> None:
        arguments = Pretrain(project=self.session.project.folder, resume=run)
        self._watch(self.session.start(pretrain.job(arguments)))
        self._run = run
        self._read_curves(run)

    def _on_job_started(self, running: RunningJob) -> None:
        if running.job.operation == pretrain.__name__ and running is not self._running:
            self._watch(running)

    def _attach_to_running(self) -> None:
        """A run that started before this page was made goes on here, with what it wrote so far."""
        for running in self.session.jobs.running:
            if running.job.operation == pretrain.__name__:
                self._watch(running)
                name = next((r.name for r in self.session.project.runs.all() if r.state == "running"), "")
                self._run = name
                self._read_curves(name)

    def _watch(self, running: RunningJob) -> None:
        self._running, self._result, self._run = running, None, ""
        self._failed.hide()
        self._curves.clear()
        self._working.start()
        self._working.show_token(running.token)
        running.events_arrived.connect(self._on_events)
        running.finished.connect(self._on_finished)
        running.failed.connect(self._on_failed)
        running.ended.connect(self._on_ended)
        if self.session.has_project:
            self._draw_state()

    def _on_events(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Measured):
                self._curves.add(event)
            elif isinstance(event, RunStarted):
                self._run = event.run
                self._working.show_run(event)
            elif isinstance(event, Notice):
                self.session.noticed.emit(event)
        if self._curves.num_points:
            self._working.show_light(self._curves.light())
        running = self._running
        if running and isinstance(running.progress, PhaseStarted | Advanced):
            self._working.show_progress(running.progress, self._modality)
            self._working.show_token(running.token)

    def _on_pause_clicked(self) -> None:
        if self._running:
            token = self._running.token
            (token.resume if token.paused else token.pause)()
            self._working.show_token(token)

    def _on_asked(self, request: Request) -> None:
        if self._running:
            self._running.ask(request)
            self._working.show_token(self._running.token)

    def _on_finished(self, result: object) -> None:
        outcome = cast(PretrainResult, result)
        if outcome.run:
            self._result = outcome
            self._outcome.show_result(outcome, self._modality)
        else:
            self.session.noticed.emit(Notice(text=tr(outcome.sentence)))

    def _on_failed(self, failed: Failed) -> None:
        self._failed.tell(failed)

    def _on_ended(self) -> None:
        self._running = None
        if not self.session.has_project:
            return
        chosen = self._result.run if self._result else ""
        self.session.broadcast(Changes(runs=True))
        self._runs.show_runs(self.session.project.runs.all(), "")
        self._runs.choose(chosen)
        self._draw_state()

    def _on_again_clicked(self) -> None:
        self._result = None
        self._runs.choose("")
        self._draw_state()

    def _on_run_chosen(self, run: str) -> None:
        if self._running:
            return
        if run:
            self._read_curves(run)
        self._draw_state()

    def _read_curves(self, run: str) -> None:
        path = self.session.project.run_folder(run) / METRICS

        def show(curves: metrics.Curves) -> None:
            if self._running and run == self._run:
                self._curves.put_before(curves)
            elif not self._running and run == self._runs.chosen:
                self._curves.show_curves(curves)

        in_background(self, lambda: metrics.read(path), show)
