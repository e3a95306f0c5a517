"""Step 4: from labels to a model, and an honest word on what it is worth."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.job_runner import RunningJob
from workbench.app.pages import Page
from workbench.app.pages.fine_tune import sentences
from workbench.app.pages.fine_tune.counts import Counts, read_counts
from workbench.app.pages.fine_tune.hearing import HeardCard, TextSetupPanel
from workbench.app.pages.fine_tune.hearing import words as heard_words
from workbench.app.pages.fine_tune.result_card import ResultCard
from workbench.app.pages.fine_tune.setup_panel import SetupPanel
from workbench.app.pages.fine_tune.working_card import WorkingCard
from workbench.app.session import Session
from workbench.app.widgets.background import in_background
from workbench.app.widgets.kind_switch import KindSwitch, LabelKind, kind_of
from workbench.app.widgets.plain_table import PlainTable
from workbench.app.widgets.states import EmptyState, FailedCard
from workbench.app.words import tr
from workbench.jobs import Event, Failed, Notice, Request
from workbench.operations import fine_tune, said_texts, write_down
from workbench.operations.fine_tune import FineTune, FineTuneResult, Mode
from workbench.operations.said_texts import SaidRow
from workbench.operations.write_down import WriteDown, WriteDownResult, WriteMode
from workbench.project import Changes, Model, Project

_TEACHING = (fine_tune.__name__, write_down.__name__)
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
        self._hears: bool | None = None
        self._by_hand: LabelKind | None = None
        self._examples_of = ""
        self._make_widgets()
        self._lay_out()
        self._connect()
        for running in session.jobs.running:
            self._on_job_started(running)

    def refresh(self) -> None:
        self._count()
        self._show_models()
        self._draw_state()

    def _count(self) -> None:
        """Read what there is to learn from; of two answers under way only the later one is shown."""
        self._question += 1
        question, folder = self._question, self.session.project.folder

        def show(counts: Counts) -> None:
            if question == self._question and self.session.has_project:
                self._setup.show_counts(counts.classes)
                self._text_setup.show_count(counts.texts)
                for setup in (self._setup, self._text_setup):
                    setup.show_runs(counts.runs)
                self._hears = counts.hears
                self._draw_state()

        in_background(self, lambda: read_counts(folder), show)

    def _make_widgets(self) -> None:
        self._title = QLabel(self)
        self._title.setObjectName("title")
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        self._empty = EmptyState("tag-multiple-outline", _first_label(), tr("Go to Label"))
        self._failed = FailedCard()
        self._failed.seen.connect(self.session.failure_seen)
        self._kinds = KindSwitch("teach_kind")
        self._setup = SetupPanel()
        self._text_setup = TextSetupPanel()
        self._working = WorkingCard()
        self._result = ResultCard()
        self._heard = HeardCard()
        self._cards: tuple[QWidget, ...] = (self._result, self._heard)
        self._heading = QLabel(tr("Models so far"), self)
        self._heading.setProperty("role", "section")
        headings = (tr("Model"), tr("Way"), tr("Labels"), tr("Score"), tr("From run"))
        title = tr("Models so far: choose one to see what it is worth")
        self._table = PlainTable("models", title, headings, numbers={_LABELS_COLUMN}, parent=self)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*[3 * theme.SPACE] * 4)
        self._column.setSpacing(2 * theme.SPACE)
        line = QHBoxLayout()
        line.addWidget(self._title, 1)
        line.addWidget(self._kinds)
        self._column.addLayout(line)
        self._column.addWidget(self._empty, 1)
        panels: tuple[QWidget, ...] = (
            self._failed, self._working, self._setup, self._text_setup, self._heading, self._table,
            *self._cards,
        )  # fmt: skip
        for panel in panels:
            self._column.addWidget(panel)
        self._column.addStretch()

    def _connect(self) -> None:
        session = self.session
        session.jobs.started.connect(self._on_job_started)
        session.project_opened.connect(self._on_project_opened)
        self._empty.clicked.connect(self._on_empty_clicked)
        self._setup.start_clicked.connect(self._on_start_clicked)
        self._text_setup.start_clicked.connect(self._on_teach_clicked)
        self._kinds.chosen_by_hand.connect(self._on_kind_chosen)
        self._working.stop_clicked.connect(self._on_stop_clicked)
        self._table.itemSelectionChanged.connect(self._on_model_chosen)
        self._result.check_clicked.connect(lambda: session.page_wanted.emit("label"))
        for card in (self._result, self._heard):
            card.look_clicked.connect(lambda: session.page_wanted.emit("inspect"))
            card.again_clicked.connect(self._on_again_clicked)

    def _draw_state(self) -> None:
        """Show the panels that belong to the present state, and only those."""
        possible, working, new = bool(self._possible), self._running is not None, bool(self._made)
        self._draw_head()
        is_known = self._hears is not None or not self.session.facts.texts
        self._empty.setVisible(not possible and is_known)
        self._working.setVisible(possible and working)
        is_setting_up = possible and not working and not new
        self._setup.setVisible(is_setting_up and self._kinds.kind == "classes")
        self._text_setup.setVisible(is_setting_up and self._kinds.kind == "texts")
        for widget in (self._heading, self._table):
            widget.setVisible(possible and bool(self._models))
        self._draw_result(is_shown=possible and not working)

    @property
    def _possible(self) -> set[LabelKind]:
        """What there are enough labels of."""
        facts, found = self.session.facts, set[LabelKind]()
        if facts.classes > 1 and facts.labels > facts.texts:
            found.add("classes")
        if facts.texts and self._hears:
            found.add("texts")
        return found

    def _draw_head(self) -> None:
        """The title, and the choice where there is one."""
        facts, possible = self.session.facts, self._possible
        usual = kind_of(facts.texts if self._hears else 0, facts.labels)
        wanted = (self._by_hand, usual, "classes", "texts")
        self._kinds.show_kind(next((kind for kind in wanted if kind in possible), "classes"))
        are_texts = self._kinds.kind == "texts"
        is_busy = self._running is not None or bool(self._made)
        self._kinds.setVisible(len(possible) > 1 and not is_busy)
        labels = facts.labels - facts.texts
        self._title.setText(heard_words.title(facts.texts) if are_texts else sentences.title(labels))
        self._title.setVisible(bool(possible))
        self.session.topic_shown.emit("fine_tune", "instead/fine_tune_texts" if are_texts else "")
        self._say_empty()

    def _say_empty(self) -> None:
        """Texts of samples from which none can be written are for another place."""
        if self.session.facts.texts:
            sentence = tr("These labels are texts. A network can learn to answer with them, in step 5.")
            self._empty.say(sentence, tr("Go to Inspect"))
        else:
            self._empty.say(_first_label(), tr("Go to Label"))

    def _draw_result(self, *, is_shown: bool) -> None:
        """The chosen model's report: above the list where it is new."""
        chosen, new = self._chosen, bool(self._made)
        hears = chosen is not None and chosen.hears
        self._result.setVisible(is_shown and chosen is not None and not hears)
        self._heard.setVisible(is_shown and hears)
        if chosen is not None and hears:
            self._heard.show_report(chosen.name, heard_words.report(chosen), is_new=chosen.name == self._made)
            self._read_examples(chosen.name)
        elif chosen is not None:
            self._result.show_report(chosen.name, sentences.report(chosen), is_new=chosen.name == self._made)
        for card in self._cards:
            self._column.removeWidget(card)
        place = self._column.indexOf(self._heading if new else self._table)
        for card in self._cards:
            self._column.insertWidget(place if new else place + 1, card)

    def _read_examples(self, model: str) -> None:
        """What the model wrote of sounds whose texts it had not seen."""
        if model == self._examples_of:
            return
        self._examples_of = model
        self._heard.show_examples(())
        folder = self.session.project.folder

        def show(rows: tuple[SaidRow, ...]) -> None:
            if model == self._examples_of:
                self._heard.show_examples(rows)

        in_background(self, lambda: _scored(folder, model), show)

    @property
    def _chosen(self) -> Model | None:
        row = self._table.currentRow()
        return self._models[row] if 0 <= row < len(self._models) else None

    def _show_models(self) -> None:
        name = self._made or (self._chosen.name if self._chosen else "")
        self._models = [
            model for model in self.session.project.models.all() if model.hears or not model.writes
        ]
        self._table.blockSignals(True)
        self._table.show_rows([_model_texts(model) for model in self._models])
        self._choose(name)
        self._table.blockSignals(False)

    def _choose(self, name: str) -> None:
        row = next((row for row, model in enumerate(self._models) if model.name == name), -1)
        self._table.clearSelection()
        self._table.setCurrentCell(row, 0 if row >= 0 else -1)

    def _on_project_opened(self) -> None:
        self._made, self._hears, self._by_hand, self._examples_of = "", None, None, ""
        self._choose("")
        self._failed.hide()

    def _on_empty_clicked(self) -> None:
        self.session.page_wanted.emit("inspect" if self.session.facts.texts else "label")

    def _on_kind_chosen(self, kind: LabelKind) -> None:
        self._by_hand = kind
        self._draw_state()

    def _on_teach_clicked(self) -> None:
        last = self._text_setup.last
        arguments = WriteDown(
            project=self.session.project.folder,
            run=str(last.run.currentData() or ""),
            mode=cast(WriteMode, self._text_setup.mode),
            minutes=float(last.minutes.value()) or None,
        )
        self._on_job_started(self.session.start(write_down.job(arguments)))

    def _on_start_clicked(self) -> None:
        last = self._setup.last
        arguments = FineTune(
            project=self.session.project.folder,
            run=str(last.run.currentData() or ""),
            mode=cast(Mode, self._setup.mode),
            minutes=float(last.minutes.value()) or None,
        )
        self._on_job_started(self.session.start(fine_tune.job(arguments)))

    def _on_job_started(self, running: RunningJob) -> None:
        if running.job.operation not in _TEACHING or running is self._running:
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
        self._made = cast(FineTuneResult | WriteDownResult, result).model

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


def _first_label() -> str:
    return tr("Label a few samples of at least two classes: a model is made of them here.")


def _model_texts(model: Model) -> tuple[str, ...]:
    return heard_words.model_texts(model) if model.hears else sentences.model_texts(model)


def _scored(folder: Path, model: str) -> tuple[SaidRow, ...]:
    with Project(folder) as project:
        return said_texts.load(project, model).scored
