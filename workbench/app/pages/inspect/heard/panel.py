"""The view of texts: a list at the left, the chosen sound at the right; corrections become labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from superqt import QFlowLayout

from workbench.app import theme
from workbench.app.pages.inspect.heard.rows import HeardRows, TextFilter, TextOrder
from workbench.app.pages.inspect.heard.side import HeardSide
from workbench.app.pages.inspect.heard.table import HeardTable
from workbench.app.session import Session
from workbench.app.views.sample_content import shown
from workbench.app.widgets.background import in_background
from workbench.app.widgets.page_state import PageState
from workbench.app.words import tr
from workbench.operations import said_texts
from workbench.project import Changes, Label, Model, Project, SetLabels

_SIDE_PX = (296, 440)
_NO_KEYS = Qt.KeyboardModifier.NoModifier


class HeardPanel(QWidget):
    """Reads beside the window's thread; a label that changes is drawn at once."""

    counted = Signal()
    """How many there are, or how many are wrong, is another number."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rows: HeardRows | None = None
        self._question = 0
        self.models = QComboBox()
        _name(self.models, "heard_model", tr("Model"), tr("Whose texts are shown"))
        self._filter = _box("heard_filter", tr("Which"), _filters())
        self._order = _box("heard_order", tr("Order"), _orders())
        self.table = HeardTable()
        self._state = PageState("heard_state")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._state)
        self.side = HeardSide(session.player)
        self._keys: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Space: self.side.preview.toggle,
            Qt.Key.Key_A: lambda: self.table.step(-1),
            Qt.Key.Key_D: lambda: self.table.step(1),
            Qt.Key.Key_N: self._type,
        }
        self._lay_out()
        self._connect()

    @property
    def rows(self) -> HeardRows | None:
        """What the model wrote; None while it is read."""
        return self._rows

    def show_models(self, models: Sequence[Model]) -> None:
        """Offer these, oldest first; the latest is chosen when there is a new one."""
        names = [model.name for model in reversed(models)]
        if names != [self.models.itemData(i) for i in range(self.models.count())]:
            self.models.blockSignals(True)
            self.models.clear()
            for index, name in enumerate(names):
                self.models.addItem(tr("{model} (latest)").format(model=name) if index == 0 else name, name)
            self.models.blockSignals(False)
        self.models.setVisible(len(names) > 1)
        self.refresh()

    def refresh(self) -> None:
        """Read the chosen model's texts anew."""
        model = str(self.models.currentData() or "")
        self._question += 1
        if not model:
            self.forget()
            return
        if self._rows is None:
            self._say("timer-sand", tr("Reading the texts"))
        folder, question = self._session.project.folder, self._question
        in_background(self, partial(_read, folder, model), partial(self._on_read, question))

    def forget(self) -> None:
        """Another project: its texts are not these."""
        self._rows = None
        self.side.show_row(None, None)
        self._say("text-box-outline", tr("No model has written down these sounds yet."))

    def take_labels(self, changes: Changes) -> None:
        """Labels changed: their rows are drawn again where they stand."""
        if self._rows is None or not changes.labels:
            return
        for sample in changes.labels:
            label = self._session.project.labels.of(sample)
            self._rows.put_text(sample, label.name if label and label.kind == "text" else "")
        rows = self._rows
        self.table.draw_again([rows.row(sample) for sample in self.table.samples])
        self._draw_side()
        self.counted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get(Qt.Key(event.key()))
        if act is None or event.modifiers() != _NO_KEYS:
            super().keyPressEvent(event)
        else:
            act()

    def _on_read(self, question: int, rows: HeardRows) -> None:
        if question == self._question and self._session.has_project:
            is_first, self._rows = self._rows is None, rows
            self._draw_list()
            if is_first and self.isVisible():
                self.table.setFocus()
            self.counted.emit()

    def _draw_list(self) -> None:
        if self._rows is None:
            return
        which, order = TextFilter(self._filter.currentData()), TextOrder(self._order.currentData())
        listed = self._rows.listed(which, order)
        if listed:
            self._stack.setCurrentWidget(self.table)
        else:
            self._say("filter-outline", tr("No text is like that."))
        self.table.show_rows(listed)
        self._draw_side()

    def _on_order_changed(self) -> None:
        """Look at what comes first now."""
        self._draw_list()
        if self.table.samples:
            self.table.choose_row(0)

    def _draw_side(self) -> None:
        sample = self.table.current
        if sample is None or self._rows is None or not self._session.has_project:
            self.side.show_row(None, None)
            return
        self.side.show_row(shown(self._session.project, sample), self._rows.row(sample))

    def _say(self, icon: str, words: str) -> None:
        self._state.say(icon, words)
        self._stack.setCurrentWidget(self._state)

    def _connect(self) -> None:
        text = self.side.text
        self.models.currentIndexChanged.connect(self.refresh)
        for box in (self._filter, self._order):
            box.currentIndexChanged.connect(self._on_order_changed)
        self.table.sample_chosen.connect(lambda _: self._draw_side())
        self.table.activated_by_key.connect(self._type)
        self.side.accepted.connect(self._accept)
        text.given.connect(self._correct)
        text.entered.connect(lambda *_: self._accept())
        text.stepped.connect(self.table.step)
        text.play_wanted.connect(self.side.preview.toggle)
        text.left.connect(self.table.setFocus)

    def _type(self) -> None:
        self.side.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.side.text.selectAll()

    def _accept(self) -> None:
        """The text in the field is right: it is the label, and the next one is shown."""
        text, sample = self.side.text, self.table.current
        text.keep()
        if sample is not None and self._rows is not None and text.text:
            if text.text != self._rows.row(sample).said.wanted:
                self._set_label(sample, text.text, "guess")
            self.table.step(1)

    def _correct(self, sample: int, text: str) -> None:
        self._set_label(sample, text, "person")

    def _set_label(self, sample: int, text: str, source: Literal["person", "guess"]) -> None:
        label = Label(value=(text,), kind="text", source=source) if text else None
        self._session.apply(SetLabels(labels=((sample, label),)), tr("Correct one text"))

    def _lay_out(self) -> None:
        head = QFlowLayout()
        head.setHorizontalSpacing(theme.SPACE)
        head.setVerticalSpacing(theme.SPACE)
        for widget in (self._order, self._filter, self.models):
            head.addWidget(widget)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE)
        left.addLayout(head)
        left.addWidget(self._stack, 1)
        self.side.setMinimumWidth(_SIDE_PX[0])
        self.side.setMaximumWidth(_SIDE_PX[1])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.SPACE)
        row.addLayout(left, 3)
        row.addWidget(self.side, 2)


def _read(folder: Path, model: str) -> HeardRows:
    with Project(folder) as project:
        return HeardRows(said_texts.load(project, model))


def _name(widget: QWidget, name: str, title: str, help_text: str) -> None:
    widget.setObjectName(name)
    widget.setAccessibleName(title)
    widget.setToolTip(help_text)


def _box(name: str, title: str, items: Sequence[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    _name(box, name, title, title)
    for words, value in items:
        box.addItem(words, value)
    return box


def _orders() -> list[tuple[str, str]]:
    return [
        (tr("Least sure first"), TextOrder.LEAST_SURE.value),
        (tr("Most wrong first"), TextOrder.MOST_WRONG.value),
        (tr("By file name"), TextOrder.FILE.value),
    ]


def _filters() -> list[tuple[str, str]]:
    return [
        (tr("All sounds"), TextFilter.ANY.value),
        (tr("Texts kept aside to score"), TextFilter.UNSEEN.value),
        (tr("With a text"), TextFilter.WITH.value),
        (tr("Without a text"), TextFilter.WITHOUT.value),
    ]
