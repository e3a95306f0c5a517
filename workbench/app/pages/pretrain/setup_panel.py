"""Before a run: which task, how long, and Start."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.pretrain.advanced import Advanced
from workbench.app.pages.pretrain.task_cards import TaskCards
from workbench.app.widgets.budget import BudgetChooser
from workbench.app.words import tr
from workbench.operations.tasks import TaskInfo


class SetupPanel(QWidget):
    """Task cards, the budget, the recommendation, what is chosen by hand, and the button."""

    start_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("setup")
        self.cards = TaskCards()
        self.budget = BudgetChooser()
        self.advanced = Advanced()
        self.recommendation = QLabel(tr("Looking at this device and your samples"), self)
        self.recommendation.setObjectName("recommendation")
        self.recommendation.setProperty("role", "muted")
        self.recommendation.setWordWrap(True)
        self.start = QPushButton(tr("Start"), self)
        self.start.setObjectName("start")
        self.start.setProperty("role", "primary")
        self.start.setAccessibleName(tr("Start learning"))
        self.start.setToolTip(tr("Learn from all samples, without labels, for the chosen time"))
        self.start.clicked.connect(self.start_clicked)
        self.cards.task_chosen.connect(self._on_task_chosen)
        self._tasks: dict[str, TaskInfo] = {}
        self._encoders: tuple[str, ...] = ()
        self._lay_out()

    def show_tasks(self, tasks: tuple[TaskInfo, ...], encoders: tuple[str, ...]) -> None:
        """Offer these tasks and encoders."""
        self._tasks, self._encoders = {info.name: info for info in tasks}, encoders
        self.cards.show_tasks(tasks)

    def _on_task_chosen(self, task: str) -> None:
        self.advanced.show_fields(self._encoders, self._tasks[task].fields)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(self._heading(tr("What should it practise?")))
        column.addWidget(self.cards)
        column.addWidget(self._heading(tr("How long?")))
        column.addWidget(self.budget)
        column.addWidget(self.recommendation)
        column.addWidget(self.advanced)
        last = QHBoxLayout()
        last.addStretch()
        last.addWidget(self.start, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(last)

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", "section")
        return label
