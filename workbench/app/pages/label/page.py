"""The page of step 3: intents of keys, grid and bars become edits; it draws what is so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from workbench.app.job_runner import RunningJob
from workbench.app.pages import Page
from workbench.app.pages.label import acts, labelling
from workbench.app.pages.label.acts import Acts
from workbench.app.pages.label.kinds import Kinds
from workbench.app.pages.label.labelling import Source
from workbench.app.pages.label.layout import Parts
from workbench.app.pages.label.sentences import hint, nothing_to_show, text_hint
from workbench.app.pages.label.suggestions import Suggestions
from workbench.app.session import Session
from workbench.app.views.sample_content import shown
from workbench.app.widgets import sample_words, text_field
from workbench.app.widgets.background import in_background
from workbench.app.widgets.label_marks import LabelMarks, Listing, read_listing
from workbench.app.words import tr
from workbench.operations.prepare import thumbnails_path
from workbench.project import Changes, Project

_NO_KEYS = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class LabelPage(Page):
    """Works while training runs, and before any run."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._folder = Path()
        self._listing: Listing | None = None
        self._marks = LabelMarks()
        self._unsure: set[int] = set()
        self._captions: dict[int, str] = {}
        self._source = Source.SUGGESTED
        self._suggestions = Suggestions(session, self)
        self._acts = Acts(session, self)
        self._parts = Parts(session, self)
        self._kinds = Kinds(session, self._parts.kinds, self)
        self._keys = self._key_table()
        self._connect()

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """The keys of this page, for the panel of all keys."""
        return (
            ("1 - 9", tr("Label the chosen samples and go on")),
            ("N", tr("Type a class's name, or a text")),
            ("A, D", tr("Back, on")),
            ("Ctrl+D", tr("Next unlabelled")),
            (tr("Space"), tr("Play the sound or the video, or pause it")),
            (tr("Shift+arrows"), tr("Choose several, such as neighbouring clips of a file")),
            (tr("Left, right"), tr("In the video or the file over time: back, on")),
            ("U", tr("Unsure: pass over it")),
            (tr("Delete"), tr("Take the label away")),
            ("Ctrl+A", tr("Choose all")),
            *text_field.keys(),
        )

    # Drawing

    def refresh(self) -> None:
        folder = self.session.project.folder
        if folder != self._folder:
            self._forget(folder)
        self._draw_head()
        in_background(self, partial(_read, folder), self._on_listing_read)

    def _forget(self, folder: Path) -> None:
        self._folder = folder
        self._listing = None
        self._unsure.clear()
        self._suggestions.forget()
        self._kinds.look(folder)
        self._parts.panel.over_time.forget()
        self._source = Source.SUGGESTED if self._suggestions.are_possible else Source.UNLABELLED
        self._parts.stack.setCurrentWidget(self._parts.state)
        self._parts.state.say("timer-sand", tr("Reading the list of samples"))

    def _on_listing_read(self, read: tuple[Path, Listing]) -> None:
        folder, listing = read
        if folder != self._folder or not self.session.has_project:
            return
        is_first = self._listing is None
        self._listing = listing
        self._captions.clear()
        self._marks.take(listing)
        self._parts.panel.over_time.take_marks(self._marks)
        self._draw_labels()
        self._show_source(self._source)
        if is_first and self.isVisible():
            self._focus_grid()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)
        self._focus_grid()

    def _on_changed(self, changes: Changes) -> None:
        if self._listing is None or changes.files or changes.roles or len(changes.labels) > acts.AT_ONCE:
            self.mark_stale()
            return
        for sample in changes.labels:
            self._marks.put(sample, self.session.project.labels.of(sample))
        if changes.labels or changes.classes:
            self._draw_labels()
        if changes.runs and self._source is Source.SUGGESTED:
            self._show_source(self._source)

    def _draw_labels(self) -> None:
        """Everything that depends on labels and classes, but not which samples are listed."""
        parts, names = self._parts, self.session.project.labels.classes()
        self._marks.set_classes(names)
        parts.classes.show_classes(names, self._marks.counts)
        parts.sources.show_classes(names)
        parts.grid.set_marks(self._marks)
        self._draw_head()
        self._draw_counts()
        self._draw_sample()
        parts.panel.over_time.draw_labels()

    def _draw_head(self) -> None:
        self._kinds.draw()
        facts, parts, are_texts = self.session.facts, self._parts, self._kinds.are_texts
        words = tr("Say what a few of your {n:,} {things} are")
        if are_texts:
            words = tr("Write down a few of your {n:,} {things}")
        plural = sample_words.many(self.session.project)
        parts.title.setText(words.format(n=facts.samples, things=plural))
        parts.hint.setText(text_hint(facts) if are_texts else hint(facts))
        is_ready = facts.texts > 0 or (facts.labels > 0 and facts.classes > 1)
        parts.model.setEnabled(is_ready)
        first = tr("First write down some of them") if are_texts else _two_classes()
        parts.model.setToolTip(tr("Go on to step 4 with these labels") if is_ready else first)

    def _draw_kind(self) -> None:
        """Classes with their keys, or a field for a text."""
        parts, are_texts = self._parts, self._kinds.are_texts
        parts.classes.setVisible(not are_texts)
        parts.sources.offer_classes(not are_texts)
        parts.panel.ask_for(texts=are_texts)
        self.session.topic_shown.emit("label", "instead/label_texts" if are_texts else "")
        if self.session.has_project:
            self._draw_head()
            self._show_source(self._source)

    def _draw_counts(self) -> None:
        listing = self._listing
        if listing is None:
            return
        labelled = len(self._marks)
        check = sum(self._marks.label_of(sample) is not None for sample in listing.check.tolist())
        self._parts.check.show_progress(check, len(listing.check))
        suggested = len(self._suggestions.samples) or None
        self._parts.sources.show_counts(
            {
                Source.SUGGESTED: suggested,
                Source.UNLABELLED: len(listing.pool) - (labelled - check),
                Source.LABELLED: labelled,
                Source.CHECK: len(listing.check),
                Source.EVERY: len(listing.every),
            }
        )

    def _show_source(self, source: Source) -> None:
        parts, listing = self._parts, self._listing
        self._source = source
        parts.sources.mark_source(source)
        parts.more.setVisible(source is Source.SUGGESTED)
        if listing is None:
            return
        if source is Source.SUGGESTED and not self._suggestions.samples and not self._suggestions.reason:
            self._suggestions.ask()
        ids = labelling.listed(
            source, listing, self._marks, self._suggestions.samples, parts.sources.class_name
        )
        parts.grid.set_source(ids, thumbnails_path(self.session.project))
        parts.more.setEnabled(self._suggestions.are_possible and not self._suggestions.is_busy)
        parts.stack.setCurrentWidget(parts.grid if len(ids) else parts.state)
        if self.hasFocus():  # it took the keys while there was no grid to give them to
            self._focus_grid()
        if not len(ids):
            words = nothing_to_show(source, self._suggestions, are_texts=self._kinds.are_texts)
            parts.state.say(*words)
        elif parts.grid.current is None:
            self._go_to_next(-1)
        self._draw_sample()

    def _draw_sample(self) -> None:
        grid = self._parts.grid
        current = grid.current
        if current is None or not self.session.has_project:
            self._parts.panel.show_sample(None, None, [], 0)
            self._parts.panel.over_time.show_sample(None, grid.selected_ids)
            return
        project = self.session.project
        label, history = self._marks.label_of(current), project.labels.history(current)
        of = shown(project, current)
        self._parts.panel.show_sample(of, label, history, grid.num_selected)
        self._parts.panel.over_time.show_sample(of.sample, grid.selected_ids)

    def _caption(self, sample: int) -> str:
        if sample not in self._captions and self.session.has_project:
            title = self.session.project.samples.get(sample).title
            self._captions[sample] = title.rsplit("/", 1)[-1]
        return self._captions.get(sample, "")

    # Intents

    def _connect(self) -> None:
        parts = self._parts
        parts.grid.set_captions(self._caption)
        parts.grid.selection_changed_to.connect(lambda _: self._draw_sample())
        parts.sources.source_chosen.connect(self._on_source_chosen)
        parts.sources.class_filtered.connect(lambda _: self._show_source(self._source))
        parts.size.size_chosen.connect(parts.grid.set_cell_px)
        parts.classes.class_chosen.connect(self._label)
        parts.classes.class_typed.connect(self._on_class_typed)
        parts.classes.rename_wanted.connect(
            lambda old, new: self._acts.rename_class(old, new, self._marks.counts[old])
        )
        parts.classes.remove_wanted.connect(
            lambda name: self._acts.remove_class(name, self._marks.counts[name])
        )
        parts.classes.left.connect(self._focus_grid)
        parts.panel.over_time.clip_wanted.connect(lambda sample: self._choose((sample,), sample))
        parts.panel.over_time.range_wanted.connect(self._choose)
        parts.panel.unlabel_wanted.connect(self._unlabel)
        parts.panel.unsure_wanted.connect(self._pass_over)
        parts.check.draw_wanted.connect(self._on_draw_wanted)
        parts.check.open_wanted.connect(lambda: self._show_source(Source.CHECK))
        parts.tables.reported.connect(parts.report.tell)
        parts.tables.reported.connect(lambda _: self._kinds.follow_labels())
        self._kinds.changed.connect(self._draw_kind)
        parts.panel.text.given.connect(self._acts.write)
        parts.panel.text.entered.connect(lambda sample, _: self._go_on(besides=[sample]))
        parts.panel.text.stepped.connect(parts.grid.move_current)
        parts.panel.text.play_wanted.connect(parts.panel.preview.toggle)
        parts.panel.text.left.connect(self._focus_grid)
        parts.state.acted.connect(self._on_state_acted)
        parts.more.clicked.connect(self._suggestions.ask)
        parts.model.clicked.connect(lambda: self.session.page_wanted.emit("fine_tune"))
        self._suggestions.started.connect(self._on_suggestions_started)
        self._suggestions.arrived.connect(self._on_suggestions_arrived)

    def _key_table(self) -> dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]]:
        grid = self._parts.grid
        table: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]] = {
            (Qt.Key.Key_A, _NO_KEYS): lambda: grid.move_current(-1),
            (Qt.Key.Key_D, _NO_KEYS): lambda: grid.move_current(1),
            (Qt.Key.Key_D, _CTRL): self._go_on,
            (Qt.Key.Key_Space, _NO_KEYS): self._parts.panel.preview.toggle,
            (Qt.Key.Key_N, _NO_KEYS): self._start_typing,
            (Qt.Key.Key_U, _NO_KEYS): self._pass_over,
            (Qt.Key.Key_Delete, _NO_KEYS): self._unlabel,
            (Qt.Key.Key_Backspace, _NO_KEYS): self._unlabel,
        }
        for index in range(9):
            table[Qt.Key(Qt.Key.Key_1 + index), _NO_KEYS] = partial(self._label_by_key, index)
        return table

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get((Qt.Key(event.key()), event.modifiers() & ~_KEYPAD))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _start_typing(self) -> None:
        """A text, or the name of a new class."""
        if self._kinds.are_texts:
            self._parts.panel.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._parts.panel.text.selectAll()
        else:
            self._parts.classes.start_typing()

    def _label_by_key(self, index: int) -> None:
        names = self.session.project.labels.classes()
        if index < len(names) and not self._kinds.are_texts:
            self._label(names[index])

    def _label(self, name: str) -> None:
        samples = self._chosen()
        if samples:
            self._acts.label(samples, name)
            self._go_on(besides=samples)

    def _unlabel(self) -> None:
        samples = [s for s in self._chosen() if self._marks.label_of(s) is not None]
        if samples:
            self._acts.unlabel(samples)

    def _pass_over(self) -> None:
        self._unsure.update(self._chosen())
        self._marks.set_unsure(self._unsure)
        self._parts.grid.set_marks(self._marks)
        self._go_on()

    def _chosen(self) -> Sequence[int]:
        current = self._parts.grid.current
        return self._parts.grid.selection or (() if current is None else (current,))

    def _choose(self, samples: Sequence[int], current: int) -> None:
        """Choose these in the grid; where it does not show them all, let it show every sample."""
        parts = self._parts
        if not np.isin(samples, parts.grid.ids).all():
            parts.sources.show_all_classes()
            self._show_source(Source.EVERY)
        parts.grid.choose(samples, current)

    def _go_on(self, besides: Sequence[int] = ()) -> None:
        """To the next sample without a label after those chosen; one further where all have one."""
        grid = self._parts.grid
        chosen = self._chosen()
        if not chosen:
            return
        row = grid.row_of(chosen[-1])
        if not self._go_to_next(row, frozenset(besides)):
            grid.set_current(chosen[-1])
            grid.move_current(1)

    def _go_to_next(self, row: int, besides: frozenset[int] = frozenset()) -> bool:
        def is_open(sample: int) -> bool:
            done = sample in besides or sample in self._unsure
            return not done and self._marks.label_of(sample) is None

        grid = self._parts.grid
        sample = labelling.next_open(grid.ids, row, is_open)
        if sample is not None:
            grid.set_current(sample)
        elif row < 0:
            grid.move_current(0)
        return sample is not None

    def _on_source_chosen(self, source: Source) -> None:
        self._show_source(source)
        self._focus_grid()

    def _focus_grid(self) -> None:
        """Give the keys to the grid; to the page where it is hidden."""
        grid = self._parts.grid
        (grid if grid.isVisible() else self).setFocus()

    def _on_class_typed(self, name: str) -> None:
        if name in self.session.project.labels.classes():
            self._label(name)
        else:
            self._acts.add_class(name)

    def _on_draw_wanted(self) -> None:
        self._source = Source.CHECK
        self._acts.draw_check_set()

    def _on_state_acted(self) -> None:
        if self._suggestions.reason:
            self._suggestions.ask()
        else:
            self._on_source_chosen(Source.UNLABELLED)

    def _on_suggestions_started(self, running: RunningJob) -> None:
        self._parts.strip.watch(running)
        self._parts.more.setEnabled(False)

    def _on_suggestions_arrived(self) -> None:
        if not self.session.has_project:
            return
        self._draw_counts()
        if self._source is Source.SUGGESTED:
            self._show_source(Source.SUGGESTED)


def _two_classes() -> str:
    return tr("First label samples of at least two classes")


def _read(folder: Path) -> tuple[Path, Listing]:
    with Project(folder) as project:
        return folder, read_listing(project)
