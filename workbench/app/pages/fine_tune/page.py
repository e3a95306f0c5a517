"""Step 4: from labels to a model, and an honest word on what it is worth."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.job_runner import RunningJob
from workbench.app.pages import Page
from workbench.app.pages.fine_tune import sentences
from workbench.app.pages.fine_tune.counts import ClassCount, count_labels, usable_runs
from workbench.app.pages.fine_tune.result_card import ResultCard
from workbench.app.pages.fine_tune.setup_panel import SetupPanel
from workbench.app.pages.fine_tune.working_card import WorkingCard
from workbench.app.session import Session
from workbench.app.widgets.background import in_background
from workbench.app.widgets.plain_table import PlainTable
from workbench.app.widgets.states import EmptyState, FailedCard
from workbench.app.words import tr
from workbench.jobs import Event, Failed, Notice, Request
from workbench.operations import fine_tune
from workbench.operations.fine_tune import FineTune, FineTuneResult, Mode
from workbench.project import Changes, Model

_LABELS_COLUMN = 2


class FineTunePage(Page):
    """Empty, at work, failed or full, as the project and the running job say."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setObjectName("fine_tune_page")
        self._running: RunningJob | None = None
        self._made = ""
        self._models: list[Model] = []
        self._question = 0
        self._make_widgets()
        self._lay_out()
        self._connect()
        for running in session.jobs.running:
            self._on_job_started(running)

    def refresh(self) -> None:
        self._title.setText(sentences.title(self.session.facts.labels))
        self._count()
        self._show_models()
        self._draw_state()

    def _count(self) -> None:
        """Read what there is to learn from; of two answers under way only the later one is shown."""
        self._question += 1
        question, folder = self._question, self.session.project.folder

        def show(counts: tuple[ClassCount, ...], runs: tuple[str, ...]) -> None:
            if question == self._question:
                self._setup.show_counts(counts)
                self._setup.show_runs(runs)

        in_background(self, lambda: (count_labels(folder), usable_runs(folder)), lambda both: show(*both))

    def _make_widgets(self) -> None:
        self._title = QLabel(self)
        self._title.setObjectName("title")
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        sentence = tr("Label a few samples of at least two classes: a model is made of them here.")
        self._empty = EmptyState("tag-multiple-outline", sentence, tr("Go to Label"))
        self._failed = FailedCard()
        self._failed.seen.connect(self.session.failure_seen)
        self._setup = SetupPanel()
        self._working = WorkingCard()
        self._result = ResultCard()
        self._heading = QLabel(tr("Models so far"), self)
        self._heading.setProperty("role", "section")
        headings = (tr("Model"), tr("Way"), tr("Labels"), tr("Score"), tr("From run"))
        title = tr("Models so far: choose one to see what it is worth")
        self._table = PlainTable("models", title, headings, numbers={_LABELS_COLUMN}, parent=self)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*[3 * theme.SPACE] * 4)
        self._column.setSpacing(2 * theme.SPACE)
        self._column.addWidget(self._title)
        self._column.addWidget(self._empty, 1)
        panels: tuple[QWidget, ...] = (
            self._failed, self._working, self._setup, self._heading, self._table, self._result,
        )  # fmt: skip
        for panel in panels:
            self._column.addWidget(panel)
        self._column.addStretch()

    def _connect(self) -> None:
        session = self.session
        session.jobs.started.connect(self._on_job_started)
        session.project_opened.connect(self._on_project_opened)
        self._empty.clicked.connect(lambda: session.page_wanted.emit("label"))
        self._setup.start_clicked.connect(self._on_start_clicked)
        self._working.stop_clicked.connect(self._on_stop_clicked)
        self._table.itemSelectionChanged.connect(self._on_model_chosen)
        self._result.look_clicked.connect(lambda: session.page_wanted.emit("inspect"))
        self._result.check_clicked.connect(lambda: session.page_wanted.emit("label"))
        self._result.again_clicked.connect(self._on_again_clicked)

    def _draw_state(self) -> None:
        """Show the panels that belong to the present state, and only those."""
        facts = self.session.facts
        possible = facts.classes > 1 and facts.labels > 0
        working, new = self._running is not None, bool(self._made)
        self._title.setVisible(possible)
        self._empty.setVisible(not possible)
        self._working.setVisible(possible and working)
        self._setup.setVisible(possible and not working and not new)
        for widget in (self._heading, self._table):
            widget.setVisible(possible and bool(self._models))
        chosen = self._chosen
        self._result.setVisible(possible and not working and chosen is not None)
        if chosen is not None:
            self._result.show_report(chosen.name, sentences.report(chosen), is_new=chosen.name == self._made)
        self._column.removeWidget(self._result)
        place = self._column.indexOf(self._heading if new else self._table)
        self._column.insertWidget(place if new else place + 1, self._result)

    @property
    def _chosen(self) -> Model | None:
        row = self._table.currentRow()
        return self._models[row] if 0 <= row < len(self._models) else None

    def _show_models(self) -> None:
        name = self._made or (self._chosen.name if self._chosen else "")
        self._models = [model for model in self.session.project.models.all() if not model.writes]
        self._table.blockSignals(True)
        self._table.show_rows([sentences.model_texts(model) for model in self._models])
        self._choose(name)
        self._table.blockSignals(False)

    def _choose(self, name: str) -> None:
        row = next((row for row, model in enumerate(self._models) if model.name == name), -1)
        self._table.clearSelection()
        self._table.setCurrentCell(row, 0 if row >= 0 else -1)

    def _on_project_opened(self) -> None:
        self._made = ""
        self._choose("")
        self._failed.hide()

    def _on_start_clicked(self) -> None:
        minutes = self._setup.minutes.value()
        arguments = FineTune(
            project=self.session.project.folder,
            run=str(self._setup.run.currentData() or ""),
            mode=cast(Mode, self._setup.mode),
            minutes=float(minutes) if minutes else None,
        )
        self._on_job_started(self.session.start(fine_tune.job(arguments)))

    def _on_job_started(self, running: RunningJob) -> None:
        if running.job.operation != fine_tune.__name__ or running is self._running:
            return
        self._running, self._made = running, ""
        self._failed.hide()
        self._working.start()
        running.events_arrived.connect(self._on_events)
        running.finished.connect(self._on_finished)
        running.failed.connect(self._on_failed)
        running.ended.connect(self._on_ended)
        if self.session.has_project:
            self._draw_state()

    def _on_events(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Notice):
                self.session.noticed.emit(event)
        if self._running:
            self._working.show_job(self._running)

    def _on_stop_clicked(self) -> None:
        if self._running:
            self._running.ask(Request.STOP)
            self._working.show_job(self._running)

    def _on_finished(self, result: object) -> None:
        self._made = cast(FineTuneResult, result).model

    def _on_failed(self, failed: Failed) -> None:
        self._failed.tell(failed)

    def _on_ended(self) -> None:
        self._running = None
        if not self.session.has_project:
            return
        if self._made:
            self.session.broadcast(Changes(models=True))
        self._show_models()
        self._draw_state()

    def _on_again_clicked(self) -> None:
        self._made = ""
        self._choose("")
        self._draw_state()

    def _on_model_chosen(self) -> None:
        if self._chosen is not None and self._chosen.name != self._made:
            self._made = ""
        self._draw_state()
