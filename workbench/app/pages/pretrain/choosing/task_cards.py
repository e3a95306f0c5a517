"""Choosing a pretext task: the recommended few first, then family by family, two cards side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.pretrain.choosing import families
from workbench.app.pages.pretrain.choosing.families import RECOMMENDED
from workbench.app.pages.pretrain.choosing.segments import SegmentRow
from workbench.app.pages.pretrain.choosing.task_card import TaskCard
from workbench.app.views.player import Player
from workbench.app.words import tr
from workbench.operations.tasks import TaskInfo

_COLUMNS = 2
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_COLUMNS,
    Qt.Key.Key_Down: _COLUMNS,
}


class TaskCards(QWidget):
    """All tasks for the kind of data, a section at a time; exactly one is chosen, seen or not."""

    task_chosen = Signal(str)
    chosen_by_hand = Signal()
    """A person chose a card; comes after `task_chosen`."""
    section_shown = Signal()
    """Other cards can be seen."""

    def __init__(self, player: Player) -> None:
        super().__init__()
        self._player = player
        self.setObjectName("tasks")
        self.cards: dict[str, TaskCard] = {}
        self._tasks: tuple[TaskInfo, ...] = ()
        self._proposed: tuple[str, ...] = ()
        self._chosen = ""
        self._sample = 0
        self._section_by_hand = False
        self.sections = SegmentRow("family", tr("Kinds of practice"))
        self.sections.chosen_by_hand.connect(self._on_section_chosen)
        self.sentence = QLabel(self, wordWrap=True)
        self.sentence.setObjectName("family_sentence")
        self.sentence.setProperty("role", "muted")
        self.recommendation = QLabel(tr("Looking at this device and your samples"), self, wordWrap=True)
        self.recommendation.setObjectName("recommendation")
        self.recommendation.setProperty("role", "muted")
        self.try_each = self._make_try_each()
        self.elsewhere = self._make_elsewhere()
        self.room = QVBoxLayout()
        """Between the sections and the cards: for what is found out about them."""
        self._grid = QGridLayout()
        self._grid.setSpacing(2 * theme.SPACE)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self._lay_out()

    @property
    def chosen(self) -> str:
        """Name of the chosen task; "" before there are cards."""
        return self._chosen

    @property
    def shown(self) -> tuple[str, ...]:
        """Names of the tasks whose cards can be seen, in their order."""
        if self.sections.chosen == RECOMMENDED:
            return self._proposed
        return tuple(info.name for info in self._tasks if info.family == self.sections.chosen)

    def show_tasks(self, tasks: Sequence[TaskInfo], proposed: Sequence[str]) -> None:
        """Make the cards; of those proposed, the first is recommended and chosen."""
        for card in self.cards.values():
            card.hide()
            card.deleteLater()
        self._tasks, self._chosen = tuple(tasks), ""
        self.cards = {info.name: self._make_card(info) for info in tasks}
        segments = [(RECOMMENDED, tr("Recommended"), tr("What suits your samples and your time, and others"))]
        segments += [
            (family.name, tr(family.title), tr(family.tip)) for family in families.present(tasks, proposed)
        ]
        self.sections.show_segments(segments)
        self.propose(proposed)
        self.choose(proposed[0])

    @property
    def proposed(self) -> tuple[str, ...]:
        """The recommended task, and those beside it that are worth a look too."""
        return self._proposed

    def propose(self, tasks: Sequence[str]) -> None:
        """Recommend the first of these, and show the others beside it."""
        self._proposed = tuple(name for name in tasks if name in self.cards)
        for name, card in self.cards.items():
            card.recommend(name == self._proposed[0])
        self._show_cards()

    def choose(self, task: str) -> None:
        """Choose a task, and show the section it is in when it cannot be seen."""
        if task not in self.shown:
            self.show_section(RECOMMENDED if task in self._proposed else self.cards[task].info.family)
        self._choose(task)

    def suggest(self, task: str) -> None:
        """Choose a task, but leave the section that a person went to."""
        if self._section_by_hand:
            self._choose(task)
        else:
            self.choose(task)

    def forget_section(self) -> None:
        """The section that is shown is nobody's choice any more."""
        self._section_by_hand = False

    def show_section(self, name: str) -> None:
        """Show the recommended tasks, or those of a family."""
        self.sections.choose(name)
        self._show_cards()

    def show_other_sample(self) -> None:
        """Show what the tasks do to another of the samples."""
        self._sample += 1
        for card in self.cards.values():
            card.show_sample(self._sample)

    def _choose(self, task: str) -> None:
        changed, self._chosen = task != self._chosen, task
        for name, card in self.cards.items():
            card.setChecked(name == task)
        self._draw_chosen()
        if changed:
            self.task_chosen.emit(task)

    def _show_cards(self) -> None:
        """Lay the cards of the section out, and only those."""
        shown = self.shown
        for name, card in self.cards.items():
            self._grid.removeWidget(card)
            card.setVisible(name in shown)
        for place, name in enumerate(shown):
            self._grid.addWidget(self.cards[name], place // _COLUMNS, place % _COLUMNS)
        family = next((f for f in families.FAMILIES if f.name == self.sections.chosen), None)
        self.sentence.setText(tr(family.sentence) if family else "")
        self.sentence.setVisible(family is not None)
        self.recommendation.setVisible(family is None)
        self.try_each.setVisible(family is None and len(shown) > 1)
        self._draw_chosen()
        self.section_shown.emit()

    def _draw_chosen(self) -> None:
        """Say what is chosen when its card is elsewhere, and let Tab reach one card of the section."""
        info = self.cards[self._chosen].info if self._chosen else None
        shown = self.shown
        self.elsewhere.setVisible(info is not None and info.name not in shown)
        if info is not None:
            self.elsewhere.setText(tr("Chosen: {task}").format(task=tr(info.title)))
            self.elsewhere.setAccessibleName(self.elsewhere.text())
            self.sections.mark({info.family})
        reached = self._chosen if self._chosen in shown else next(iter(shown), "")
        for name, card in self.cards.items():
            tab = Qt.FocusPolicy.StrongFocus if name == reached else Qt.FocusPolicy.ClickFocus
            card.setFocusPolicy(tab)

    def _make_card(self, info: TaskInfo) -> TaskCard:
        card = TaskCard(info, self._player)
        card.setParent(self)
        card.clicked.connect(lambda: self._on_card_chosen(info.name))
        card.arrow_pressed.connect(lambda key: self._on_arrow(info.name, Qt.Key(key)))
        return card

    def _make_try_each(self) -> QPushButton:
        button = QPushButton(tr("Try for a minute each"), self)
        button.setObjectName("try_each")
        button.setAccessibleName(tr("Try the tasks shown here for a minute each"))
        button.setToolTip(tr("Learn with each of these for a minute, then choose from what was seen"))
        return button

    def _make_elsewhere(self) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName("chosen_elsewhere")
        button.setProperty("role", "link")
        button.setToolTip(tr("Show the chosen card"))
        button.clicked.connect(lambda: self.choose(self._chosen))
        button.hide()
        return button

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(2 * theme.SPACE)
        line.addWidget(self.sentence, 1)
        line.addWidget(self.recommendation, 1)
        line.addWidget(self.try_each, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        line.addWidget(self.elsewhere, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.sections)
        column.addLayout(line)
        column.addLayout(self.room)
        column.addLayout(self._grid)

    def _on_section_chosen(self, _name: str) -> None:
        self._section_by_hand = True
        self._show_cards()

    def _on_card_chosen(self, task: str) -> None:
        self._choose(task)
        self.chosen_by_hand.emit()

    def _on_arrow(self, task: str, key: Qt.Key) -> None:
        shown = self.shown
        place = shown.index(task) + _STEPS[key]
        if not 0 <= place < len(shown):
            return
        self._on_card_chosen(shown[place])
        card = self.cards[shown[place]]
        card.setFocus(Qt.FocusReason.TabFocusReason)
        _bring_into_view(card)


def _bring_into_view(card: TaskCard) -> None:
    parent = card.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(card)
            return
        parent = parent.parentWidget()
