"""Cards to choose a pretext task by: what it does in one sentence, and on the person's own samples."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.app import theme
from workbench.app.views.rows import RowsView
from workbench.app.words import tr
from workbench.engine.contracts import RowsPreview
from workbench.operations.tasks import TaskInfo

_COLUMNS = 2
_TEXT_WIDTH = 200


class TaskCard(QPushButton):
    """A button as large as a card; chosen with the mouse, the space bar or the arrow keys."""

    def __init__(self, info: TaskInfo) -> None:
        super().__init__()
        self.info = info
        self.setCheckable(True)
        self.setObjectName(f"task_{info.name}")
        self.setAccessibleName(tr(info.title))
        self.setAccessibleDescription(tr(info.summary))
        self.setToolTip(tr(info.summary))
        title = QLabel(f"<b>{tr(info.title)}</b>", self)
        summary = QLabel(tr(info.summary), self)
        self.preview = RowsView(f"preview_{info.name}")
        self._waiting = QLabel(tr("Preparing a look at your own pictures"), self)
        self._waiting.setProperty("role", "caption")
        text = QVBoxLayout()
        for label in (title, summary):
            label.setWordWrap(True)
            label.setMinimumWidth(_TEXT_WIDTH)
            text.addWidget(label)
        text.addWidget(self._waiting)
        text.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(*[2 * theme.SPACE] * 4)
        row.setSpacing(2 * theme.SPACE)
        row.addLayout(text, 1)
        row.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_waiting(self, text: str) -> None:
        """Say why there is no preview."""
        self._waiting.setText(text)

    def show_preview(self, preview: RowsPreview) -> None:
        """Draw what the task does to samples."""
        self._waiting.hide()
        self.preview.show_rows(preview)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout else super().minimumSizeHint()


class TaskCards(QWidget):
    """All tasks for the kind of data; exactly one is chosen."""

    task_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tasks")
        self.cards: dict[str, TaskCard] = {}
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2 * theme.SPACE)
        self._group.buttonToggled.connect(self._on_toggled)

    def show_tasks(self, tasks: tuple[TaskInfo, ...]) -> None:
        """Make the cards, the first one chosen."""
        for card in self.cards.values():
            self._group.removeButton(card)
            card.deleteLater()
        self.cards = {info.name: TaskCard(info) for info in tasks}
        for place, card in enumerate(self.cards.values()):
            self._group.addButton(card)
            self._grid.addWidget(card, place // _COLUMNS, place % _COLUMNS)
        self.choose(tasks[0].name)

    @property
    def chosen(self) -> str:
        """Name of the chosen task; "" before there are cards."""
        return next((name for name, card in self.cards.items() if card.isChecked()), "")

    def choose(self, task: str) -> None:
        """Choose a task."""
        self.cards[task].setChecked(True)

    def _on_toggled(self, card: object, checked: bool) -> None:
        if checked and isinstance(card, TaskCard):
            self.task_chosen.emit(card.info.name)
