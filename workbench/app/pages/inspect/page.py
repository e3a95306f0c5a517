"""The page of step 5: what the model says, where it is wrong, and corrections that become labels."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent

from workbench.app.pages import Page
from workbench.app.pages.inspect.heard.rows import HeardRows
from workbench.app.pages.inspect.layout import Parts
from workbench.app.pages.inspect.look_alikes import LookAlikes
from workbench.app.pages.inspect.reasons import Reasons
from workbench.app.pages.inspect.table import PredictionTable
from workbench.app.session import Session
from workbench.app.views.sample_content import shown
from workbench.app.widgets.background import in_background
from workbench.app.words import tr
from workbench.jobs import UserError
from workbench.operations import inspect
from workbench.operations.inspect import Inspection
from workbench.operations.neighbours import Neighbour
from workbench.operations.prepare import thumbnails_path
from workbench.operations.writers import writers
from workbench.project import Changes, Label, Project, SetLabels

_NO_KEYS = Qt.KeyboardModifier.NoModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_LIST, _MATRIX, _WRITE, _ASK, _HEARD = range(5)
_FEW = 30


class InspectPage(Page):
    """Sorted by confidence, least sure first: there a correction is worth most."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._table: PredictionTable | None = None
        self._folder = Path()
        self._has_classes = False
        self._parts = Parts(self, session)
        self._alike = LookAlikes(session, self)
        self._reasons = Reasons(session, self)
        self._keys = self._key_table()
        self._parts.switch.mark(_LIST)
        self._connect()

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """The keys of this page, for the panel of all keys."""
        return (
            (tr("Enter"), tr("The guess is right: take it as the label, go on")),
            ("1 - 9", tr("It is this class: label it, go on")),
            ("A, D", tr("Back, on")),
            ("U, X", tr("Pass over it")),
            (tr("Space"), tr("Play the sound or the video, or pause it")),
            (tr("Left, right"), tr("In the video or the file over time: back, on")),
            (tr("Ctrl+Enter"), tr("Write on from the beginning")),
            (tr("Esc"), tr("Stop what is being written")),
        )

    # Drawing

    def refresh(self) -> None:
        folder = self.session.project.folder
        if folder != self._folder:
            self._folder = folder
            self._table = None
            self._alike.forget()
            self._reasons.forget()
            self._draw_state("timer-sand", tr("Reading the predictions"))
            self._parts.ask.forget()
            self._parts.heard.forget()
            self._parts.over_time.forget()
            self._show_view(_LIST)
        self._draw_views()
        self._draw_models()
        model = str(self._parts.models.currentData() or "")
        in_background(self, partial(_read, folder, model), self._on_read)

    def _on_changed(self, changes: Changes) -> None:
        table = self._table
        is_unread = table is None and self._has_classes
        if is_unread or changes.models or changes.files or changes.roles:
            self.mark_stale()
            return
        self._parts.heard.take_labels(changes)
        if table is None:
            return
        if changes.runs or changes.labels:
            self._alike.forget()
        if changes.runs:
            self._draw_views()
        project = self.session.project
        for sample in changes.labels:
            label = project.labels.of(sample)
            table.put_label(sample, label.name if label else "")
        if changes.labels or changes.classes:
            table.set_classes(project.labels.classes())
            self._parts.over_time.draw()
            self._draw_labels()

    def _on_read(self, read: tuple[Path, Inspection | UserError]) -> None:
        folder, found = read
        if folder != self._folder or not self.session.has_project:
            return
        if isinstance(found, UserError):
            self._draw_state("alert-circle-outline", str(found), tr("Go to step 4"))
            return
        is_first = self._table is None
        self._table = PredictionTable(found, self.session.project.labels.classes())
        self._parts.filters.show_classes(found.classes)
        self._draw_matrix()
        self._draw_labels()
        self._draw_list()
        if is_first and self.isVisible():
            self._focus_view()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)
        self._focus_view()
        self._ask_why()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._reasons.drop()

    def _focus_view(self) -> None:
        """Give the keys to what is shown."""
        parts = self._parts
        inputs = (parts.grid, parts.matrix, parts.write.beginning, parts.ask.question, parts.heard.table)
        inputs[parts.views.currentIndex()].setFocus()

    def _draw_models(self) -> None:
        box = self._parts.models
        names = [model.name for model in self.session.project.models.all() if not model.writes][::-1]
        if names == [box.itemData(i) for i in range(box.count())]:
            return
        box.blockSignals(True)
        box.clear()
        for index, name in enumerate(names):
            box.addItem(tr("{model} (latest)").format(model=name) if index == 0 else name, name)
        box.blockSignals(False)

    def _draw_views(self) -> None:
        """Offer what there is to look at; where that is not the open view, open another."""
        parts, project = self._parts, self.session.project
        names, models = writers(project), project.models.all()
        answering = [model for model in models if model.writes and not model.hears]
        hearing = [model for model in models if model.hears]
        self._has_classes = any(not model.writes for model in models)
        parts.write.show_runs([run for run in project.runs.all() if run.name in names])
        parts.ask.show_models(answering, can_teach=bool(names))
        parts.heard.show_models(hearing)
        there = {
            _HEARD: bool(hearing), _WRITE: bool(names), _ASK: bool(names or answering),
        }  # fmt: skip
        others = [view for view, is_there in there.items() if is_there]
        there |= dict.fromkeys((_LIST, _MATRIX), self._has_classes or not hearing)
        for view, is_there in there.items():
            parts.switch.offer(view, is_there)
        view = parts.views.currentIndex()
        if view in (_LIST, _MATRIX) and not self._has_classes and others:
            self._show_view(others[0])
        elif not there[view]:
            self._show_view(_LIST)

    def _draw_head(self) -> None:
        """Say what the open view is for."""
        parts, table = self._parts, self._table
        view = parts.views.currentIndex()
        is_writing = view in (_WRITE, _ASK)
        parts.models.setVisible(not is_writing and view != _HEARD)
        parts.train.setVisible(not is_writing)
        topics = {_WRITE: "writing", _ASK: "writing", _HEARD: "instead/inspect_texts"}
        self.session.topic_shown.emit("inspect", topics.get(view, ""))
        if view == _WRITE:
            parts.title.setText(tr("See how the network goes on"))
            parts.hint.setText(tr("Type the beginning of a text: it goes on word by word, as it has learnt."))
        elif view == _ASK:
            parts.title.setText(tr("Ask the network"))
            parts.hint.setText(tr("Teach it questions and answers from a table, then talk to it."))
        elif view == _HEARD:
            parts.title.setText(tr("See what the model wrote"))
            parts.hint.setText(_heard_hint(parts.heard.rows))
        elif table is not None:
            parts.title.setText(tr("See where the model is unsure or wrong"))
            words = tr("{n:,} predictions, {wrong:,} of them not as labelled. A correction becomes a label.")
            parts.hint.setText(words.format(n=len(table), wrong=table.num_disagreeing))
        else:
            parts.title.setText(tr("See where the model is unsure or wrong"))
            parts.hint.setText("")

    def _draw_matrix(self) -> None:
        table, parts = self._table, self._parts
        assert table is not None
        parts.matrix.show_counts(table.classes, table.counts, [table.badge(name) for name in table.classes])
        parts.matrix_words.setText(_made_of(table))

    def _draw_labels(self) -> None:
        """All that depends on labels, but not which samples are listed."""
        table, parts = self._table, self._parts
        assert table is not None
        parts.grid.set_marks(table)
        parts.panel.show_classes(self.session.project.labels.classes())
        self._draw_head()
        self._draw_sample()

    def _draw_list(self) -> None:
        table, parts = self._table, self._parts
        if table is None:
            return
        ids = table.listed(parts.filters.wanted)
        parts.grid.set_source(ids, thumbnails_path(self.session.project))
        parts.list.setCurrentWidget(parts.grid if len(ids) else parts.state)
        if not len(ids):
            parts.state.say("filter-outline", tr("No prediction is like that."))
        elif parts.grid.current is None:
            parts.grid.move_current(0)
        self._draw_sample()

    def _draw_state(self, icon: str, text: str, button: str = "") -> None:
        self._parts.state.say(icon, text, button)
        self._parts.list.setCurrentWidget(self._parts.state)

    def _draw_sample(self) -> None:
        table, parts = self._table, self._parts
        current = parts.grid.current
        if table is None or current is None or not self.session.has_project:
            parts.panel.show_row(None, None, "")
            parts.over_time.show_sample(None, table)
            return
        sample = shown(self.session.project, current)
        parts.panel.show_row(sample, table.row(current), table.label(current))
        parts.over_time.show_sample(sample.sample, table)
        if self.session.facts.encoders:
            self._alike.want(current)
        self._ask_why()

    def _ask_why(self) -> None:
        """Find what moved the decision, of a text or a sound that is looked at."""
        table, parts = self._table, self._parts
        current = parts.grid.current
        if table is None or current is None or not parts.panel.preview.takes_marks:
            self._reasons.drop()
            parts.panel.why.hide()
            return
        parts.panel.why.show()
        if parts.panel.isVisible():
            self._reasons.want(current, table.model)

    def _caption(self, sample: int) -> str:
        return self._table.row(sample).file.rsplit("/", 1)[-1] if self._table is not None else ""

    # Intents

    def _connect(self) -> None:
        parts = self._parts
        parts.grid.set_captions(self._caption)
        parts.grid.current_changed_to.connect(lambda _: self._draw_sample())
        parts.over_time.clip_wanted.connect(self._go_to)
        parts.filters.wanted_changed.connect(self._draw_list)
        parts.models.currentIndexChanged.connect(self.mark_stale)
        parts.switch.chosen.connect(self._show_view)
        parts.heard.counted.connect(self._draw_head)
        parts.matrix.cell_activated.connect(self._on_cell_activated)
        parts.panel.accepted.connect(self._accept)
        parts.panel.corrected.connect(self._correct)
        parts.grid.sample_activated.connect(lambda _: self._accept())
        parts.state.acted.connect(lambda: self.session.page_wanted.emit("fine_tune"))
        parts.train.clicked.connect(lambda: self.session.page_wanted.emit("fine_tune"))
        self._alike.found.connect(self._on_found)
        self._alike.started.connect(lambda: parts.panel.alike.say(tr("Looking for the most alike")))
        self._alike.failed.connect(parts.panel.alike.say)
        parts.panel.preview.kind_shown.connect(self._on_kind_shown)
        self._reasons.found.connect(parts.panel.show_why)
        self._reasons.started.connect(lambda: parts.panel.why.setText(tr("Looking for what moved it")))
        self._reasons.failed.connect(parts.panel.why.setText)

    def _on_kind_shown(self, kind: str) -> None:
        self._parts.panel.alike.offer_hearing(kind == "sound")
        self._ask_why()

    def _key_table(self) -> dict[Qt.Key, Callable[[], object]]:
        grid = self._parts.grid
        table: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_A: lambda: grid.move_current(-1),
            Qt.Key.Key_D: lambda: grid.move_current(1),
            Qt.Key.Key_U: lambda: grid.move_current(1),
            Qt.Key.Key_X: lambda: grid.move_current(1),
            Qt.Key.Key_Space: self._parts.panel.preview.toggle,
        }
        for index in range(9):
            table[Qt.Key(Qt.Key.Key_1 + index)] = partial(self._correct_by_key, index)
        return table

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get(Qt.Key(event.key()))
        is_plain = event.modifiers() & ~_KEYPAD == _NO_KEYS
        if act is None or not is_plain or self._parts.views.currentIndex() != _LIST:
            super().keyPressEvent(event)
        else:
            act()

    def _show_view(self, index: int) -> None:
        self._parts.switch.mark(index)
        self._parts.views.setCurrentIndex(index)
        self._draw_head()
        self._focus_view()
        self._ask_why()

    def _go_to(self, sample: int) -> None:
        """Look at a sample, also where the list leaves it out: it is limited no longer then."""
        if self._parts.grid.row_of(sample) < 0:
            self._parts.filters.show_all()
        self._parts.grid.set_current(sample)

    def _on_cell_activated(self, row: int, column: int) -> None:
        if self._table is not None:
            names = self._table.classes
            self._parts.filters.show_cell((names[row], names[column]))
            self._show_view(_LIST)

    def _correct_by_key(self, index: int) -> None:
        names = self.session.project.labels.classes()
        if index < len(names):
            self._correct(names[index])

    def _correct(self, name: str) -> None:
        self._set_label(Label(value=(name,)), tr("Correct to {name}").format(name=name))

    def _accept(self) -> None:
        current = self._parts.grid.current
        if self._table is not None and current is not None:
            guess = self._table.row(current).predicted
            self._set_label(
                Label(value=(guess,), source="guess"), tr("Accept the guess {name}").format(name=guess)
            )

    def _set_label(self, label: Label, title: str) -> None:
        current = self._parts.grid.current
        if current is not None:
            self.session.apply(SetLabels(labels=((current, label),)), title)
            self._parts.grid.move_current(1)

    def _on_found(self, sample: int, items: tuple[Neighbour, ...]) -> None:
        if sample == self._parts.grid.current and self.session.has_project:
            badges = {name: i for i, name in enumerate(self.session.project.labels.classes())}
            self._parts.panel.alike.show_found(items, badges, thumbnails_path(self.session.project))


def _heard_hint(rows: HeardRows | None) -> str:
    if rows is None:
        return ""
    words = tr(
        "{n:,} texts, {wrong:,} of them not word for word as wanted. A corrected text becomes a label."
    )
    return words.format(n=len(rows), wrong=rows.num_different)


def _made_of(table: PredictionTable) -> str:
    """What the matrix counts, and how far it can be trusted."""
    num, right = table.num_scored, int(table.counts.trace())
    if not num:
        return tr("No label was held out from this model, so nothing can be said of its errors yet.")
    words = [tr("{right:,} of {n:,} were right.").format(right=right, n=num)]
    if table.scored_from == "check":
        words.append(tr("Counted on the check set: drawn at random, never trained on."))
    else:
        words.append(
            tr("Counted by cross-validation: each label was guessed by a model that had not seen it. "
               "Labels that were suggested, not drawn at random, make this look better than it is.")
        )  # fmt: skip
    if num < _FEW:
        words.append(tr("These are few: the true shares may be quite different."))
    words.append(tr("Rows are the labels, columns the guesses, at the end of a row the share that was right. "
                    "A click opens the samples."))  # fmt: skip
    return " ".join(words)


def _read(folder: Path, model: str) -> tuple[Path, Inspection | UserError]:
    try:
        with Project(folder) as project:
            return folder, inspect.load(project, model)
    except UserError as error:
        return folder, error
