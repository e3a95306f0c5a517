"""Before a run: what to practise, from where, how long, and Start."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.pretrain.choosing.advanced import Advanced, Sizes
from workbench.app.pages.pretrain.choosing.matters import Matters
from workbench.app.pages.pretrain.choosing.starting_point import StartingPoint
from workbench.app.pages.pretrain.choosing.task_cards import TaskCards
from workbench.app.views.player import Player
from workbench.app.widgets.budget import BudgetChooser
from workbench.app.words import tr
from workbench.engine.contracts import Matter
from workbench.operations.run_copy import RunChoice
from workbench.operations.run_settings import Pretrain
from workbench.operations.tasks import TaskInfo

_MINUTES_WIDTH_PX = 96
_LABEL_HEIGHT_PX = 20
"""Enough for Qt to centre a label beside what it names, which it does from 4/7 of that height on."""


class SetupPanel(QWidget):
    """Task cards, what matters, the starting point, the budget, what is chosen by hand, and the button."""

    start_clicked = Signal()

    def __init__(self, player: Player) -> None:
        super().__init__()
        self.setObjectName("setup")
        self.cards = TaskCards(player)
        self.matters = Matters()
        self.starting_point = StartingPoint()
        self.budget = BudgetChooser()
        self.advanced = Advanced()
        self._tasks: dict[str, TaskInfo] = {}
        self._encoders: tuple[str, ...] = ()
        self._has_matters = False
        self._has_sizes = False
        self._held = ""
        self._make_buttons()
        self._lay_out()
        self.cards.task_chosen.connect(self._on_task_chosen)
        self.matters.changed.connect(self._draw_fields)
        self.starting_point.changed.connect(self._draw_start)
        self.starting_point.described.connect(self._draw_start)

    @property
    def recommendation(self) -> QLabel:
        """What the program would choose, in one sentence."""
        return self.cards.recommendation

    def show_tasks(
        self,
        tasks: tuple[TaskInfo, ...],
        encoders: tuple[str, ...],
        matters: tuple[Matter, ...] = (),
        proposed: Sequence[str] = (),
        sizes: Sizes | None = None,
    ) -> None:
        """Offer these, and recommend the first of the proposed tasks."""
        self._tasks, self._encoders = {info.name: info for info in tasks}, encoders
        self._has_matters = bool(matters)
        self._has_sizes = sizes is not None and bool(sizes.values)
        self.advanced.offer_sizes(sizes or Sizes())
        self.matters.show_matters(matters)
        self.cards.show_tasks(tasks, proposed or tuple(self._tasks))

    def show_settings(self, choice: RunChoice) -> None:
        """Fill in what an earlier run was made with; a task that is no longer there is left alone."""
        if choice.task in self._tasks:
            self.cards.choose(choice.task)
            self.cards.chosen_by_hand.emit()
        self.matters.choose(choice.matters)
        self.starting_point.choose(choice.start)
        if choice.minutes is not None:
            self.budget.set_minutes(max(1, round(choice.minutes)))
        self.advanced.show_choice(choice)

    def arguments(self, project: Path) -> Pretrain:
        """The run that is chosen here."""
        hand = self.advanced.by_hand()
        return Pretrain(
            project=project,
            task=self.cards.chosen,
            minutes=float(self.budget.minutes),
            device=hand.device,
            seed=hand.seed,
            start=self.starting_point.value,
            encoder=hand.encoder,
            size=hand.size or (self.starting_point.its_size if self._has_sizes else 0),
            batch=hand.batch,
            learning_rate=hand.learning_rate,
            matters=self.matters.chosen if self.uses_views(self.cards.chosen) else (),
            settings=hand.settings,
        )

    def uses_views(self, task: str) -> bool:
        """Whether a task varies its samples, so that what matters is left alone."""
        return self._has_matters and bool(self._tasks[task].view_fields)

    def hold(self, reason: str) -> None:
        """Start is not possible now, for this reason; "" when it is again."""
        self._held = reason
        self._draw_start()

    def _on_task_chosen(self, task: str) -> None:
        info = self._tasks[task]
        self._draw_fields()
        self.starting_point.ask_for(imitates=info.learns_from_teacher)
        self._start_from.setText(_bold(self.starting_point.title))
        for widget in (self._what_matters, self.matters):
            widget.setVisible(self.uses_views(task))
        self._draw_start()

    def _draw_fields(self) -> None:
        """Offer the chosen task's settings as they would be: what matters is left alone already."""
        info = self._tasks.get(self.cards.chosen)
        if info is None:
            return
        chosen = self.matters.settings if self.uses_views(info.name) else {}
        fields = tuple(
            dataclasses.replace(field, default=chosen.get(field.name, field.default))
            for field in info.view_fields
        )
        self.advanced.show_fields(info.name, info.encoders or self._encoders, (*info.own_fields, *fields))

    def _draw_start(self) -> None:
        reason = self._held or self.starting_point.missing
        self.start.setEnabled(not reason)
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        tip = tr("Learn from all samples, without labels, for the chosen time")
        self.start.setToolTip(reason or tip)
        self.start.setAccessibleDescription(reason)

    def _make_buttons(self) -> None:
        self.start = QPushButton(tr("Start"), self)
        self.start.setObjectName("start")
        self.start.setProperty("role", "primary")
        self.start.setAccessibleName(tr("Start learning"))
        self.start.clicked.connect(self.start_clicked)
        self.reason = QLabel(self, wordWrap=True)
        self.reason.setObjectName("start_reason")
        self.reason.setProperty("role", "muted")
        self.reason.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.others = QPushButton(tr("Other examples"), self)
        self.others.setObjectName("other_samples")
        self.others.setProperty("role", "link")
        self.others.setAccessibleName(tr("Show other examples on the cards"))
        self.others.setToolTip(tr("Show what it does to another of your samples"))
        self.others.clicked.connect(self.cards.show_other_sample)
        self._draw_start()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._heading(tr("What should it practise?")))
        head.addStretch()
        head.addWidget(self.others)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.SPACE)
        top = QVBoxLayout()
        top.setSpacing(theme.SPACE)
        top.addLayout(head)
        top.addWidget(self.cards)
        column.addLayout(top)
        column.addLayout(self._form())
        last = QHBoxLayout()
        last.setSpacing(2 * theme.SPACE)
        last.addWidget(self.advanced.fold)
        last.addWidget(self.reason, 1)
        last.addStretch()
        last.addWidget(self.start, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(last)
        column.addWidget(self.advanced)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(2 * theme.SPACE)
        form.setVerticalSpacing(theme.SPACE)
        self._what_matters = QLabel(_bold(tr("What matters?")), self)
        self._start_from = QLabel(_bold(self.starting_point.title), self)
        how_long = QLabel(_bold(tr("How long?")), self)
        for label, widget in (
            (self._what_matters, self.matters),
            (self._start_from, self.starting_point),
            (how_long, self.budget),
        ):
            label.setMinimumHeight(_LABEL_HEIGHT_PX)
            form.addRow(label, widget)
        self._start_from.setBuddy(self.starting_point.box)
        self.budget.own.setFixedWidth(_MINUTES_WIDTH_PX)
        return form

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", "section")
        return label


def _bold(text: str) -> str:
    return f"<b>{text}</b>"
