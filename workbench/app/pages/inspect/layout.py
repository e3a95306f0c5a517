"""Where the parts of the page lie."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.app import theme
from workbench.app.pages.inspect.filters import FilterBar
from workbench.app.pages.inspect.heard import HeardPanel
from workbench.app.pages.inspect.matrix import ConfusionMatrix
from workbench.app.pages.inspect.over_time import OverTime
from workbench.app.pages.inspect.side import PredictionPanel
from workbench.app.pages.inspect.writing import AskPanel, WritePanel
from workbench.app.session import Session
from workbench.app.widgets.page_state import PageState
from workbench.app.widgets.sample_grid import SampleGrid
from workbench.app.words import tr

_SIDE_PX: dict[str, tuple[int, int]] = {
    "picture": (224, 288),
    "text": (288, 440),
    "sound": (288, 440),
    "video": (288, 440),
}
"""A picture is only recognised at the side, a text is read there, a sound or a video looked into."""


class ViewSwitch(QWidget):
    """Predictions or matrix; and what a network writes, where one can."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        for index, (name, title, help_text) in enumerate(_views()):
            button = QPushButton(title)
            button.setObjectName(name)
            button.setAccessibleName(title)
            button.setToolTip(help_text)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, index)
            row.addWidget(button)
        row.addStretch()
        self._group.idClicked.connect(self.chosen)

    def offer(self, index: int, is_there: bool) -> None:
        """Show or hide the way to a view."""
        self._group.button(index).setVisible(is_there)
        self.setVisible(sum(not button.isHidden() for button in self._group.buttons()) > 1)

    def mark(self, index: int) -> None:
        """Show which view is open."""
        self._group.button(index).setChecked(True)


def _views() -> tuple[tuple[str, str, str], ...]:
    return (
        ("view_list", tr("Predictions"), tr("Every sample with the model's guess")),
        ("view_matrix", tr("Confusion matrix"), tr("Which class was taken for which")),
        ("view_write", tr("Write on"), tr("Type a beginning, and see the network go on")),
        ("view_ask", tr("Ask"), tr("Teach the network to answer, and ask it")),
        ("view_heard", tr("Texts"), tr("What a model wrote of each sound, beside the wanted text")),
    )


class Parts:
    """The widgets of the page, laid out on it."""

    def __init__(self, page: QWidget, session: Session) -> None:
        self.title = _label("inspect_title", "title")
        self.hint = _label("inspect_hint", "muted")
        self.models = QComboBox()
        self.models.setObjectName("model_choice")
        self.models.setAccessibleName(tr("Model"))
        self.models.setToolTip(tr("Whose predictions are shown"))
        self.switch = ViewSwitch()
        self.filters = FilterBar()
        self.grid = SampleGrid()
        self.state = PageState("inspect_state")
        self.list = QStackedWidget()
        self.list.addWidget(self.grid)
        self.list.addWidget(self.state)
        self.over_time = OverTime(session)
        self.matrix = ConfusionMatrix()
        self.matrix_words = _label("matrix_words", "")
        self.views = QStackedWidget()
        self.panel = PredictionPanel(session)
        self.write = WritePanel(session)
        self.ask = AskPanel(session)
        self.heard = HeardPanel(session)
        self.train = QPushButton(tr("Train again with the corrections"))
        self.train.setObjectName("train_again")
        self.train.setProperty("role", "primary")
        self.train.setAccessibleName(self.train.text())
        self.train.setToolTip(tr("Go to step 4 with the labels as they are now"))
        self._lay_out(page)

    def _lay_out(self, page: QWidget) -> None:
        column = QVBoxLayout(page)
        column.setContentsMargins(*[3 * theme.SPACE] * 4)
        column.setSpacing(2 * theme.SPACE)
        head = QVBoxLayout()
        head.setSpacing(theme.SPACE // 2)
        head.addWidget(self.title)
        head.addWidget(self.hint)
        column.addLayout(head)
        line = QHBoxLayout()
        line.addWidget(self.switch, 1)
        line.addWidget(self.models)
        column.addLayout(line)
        self.views.addWidget(self._list_view())
        self.views.addWidget(self._matrix_view())
        self.views.addWidget(self.write)
        self.views.addWidget(self.ask)
        self.views.addWidget(self.heard)
        column.addWidget(self.views, 1)
        column.addWidget(self.train, 0, Qt.AlignmentFlag.AlignRight)

    def _list_view(self) -> QWidget:
        view = QWidget()
        row = QHBoxLayout(view)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.SPACE)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE)
        left.addWidget(self.filters)
        left.addWidget(self.over_time)
        left.addWidget(self.list, 1)
        self._make_room("picture")
        row.addLayout(left, 3)
        row.addWidget(self.panel, 1)
        self.panel.preview.kind_shown.connect(self._make_room)
        return view

    def _make_room(self, kind: str) -> None:
        least, most = _SIDE_PX[kind]
        self.panel.setMinimumWidth(least)
        self.panel.setMaximumWidth(most)

    def _matrix_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(self.matrix_words)
        scroller = QScrollArea()
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setWidget(self.matrix)
        column.addWidget(scroller, 1)
        return view


def _label(name: str, role: str) -> QLabel:
    label = QLabel(wordWrap=role != "title")
    label.setObjectName(name)
    label.setProperty("role", role)
    return label
