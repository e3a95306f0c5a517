"""Where the parts of the page lie."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from superqt import QFlowLayout

from workbench.app import theme
from workbench.app.pages.label.check_card import CheckCard
from workbench.app.pages.label.class_bar import ClassBar
from workbench.app.pages.label.side import SamplePanel
from workbench.app.pages.label.source_bar import SizeSlider, SourceBar
from workbench.app.pages.label.tables import LabelReport, TableButtons
from workbench.app.session import Session
from workbench.app.widgets.job_strip import JobStrip
from workbench.app.widgets.kind_switch import KindSwitch
from workbench.app.widgets.page_state import PageState
from workbench.app.widgets.sample_grid import SampleGrid
from workbench.app.words import tr

_SIDE_PX: dict[str, tuple[int, int]] = {
    "picture": (208, 264),
    "text": (288, 440),
    "sound": (288, 440),
    "video": (288, 440),
}
"""A picture is only recognised at the side, a text is read there, a sound or a video looked into."""


class Parts:
    """The widgets of the page, laid out on it."""

    def __init__(self, session: Session, page: QWidget) -> None:
        self.title = _label("label_title", "title")
        self.hint = _label("label_hint", "muted")
        self.sources = SourceBar()
        self.kinds = KindSwitch("label_kind")
        self.size = SizeSlider()
        self.classes = ClassBar()
        self.grid = SampleGrid()
        self.state = PageState("label_state")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self.state)
        self.strip = JobStrip(session, "suggest_progress")
        self.more = _button("suggest_again", tr("Suggest more"), tr("Choose the next ones to label"))
        self.panel = SamplePanel(session)
        self.check = CheckCard()
        self.tables = TableButtons(session, page)
        self.report = LabelReport()
        self.model = _button("make_model", tr("Make a model"), "")
        self.model.setProperty("role", "primary")
        self._lay_out(page)

    def _lay_out(self, page: QWidget) -> None:
        column = QVBoxLayout(page)
        column.setContentsMargins(*[3 * theme.SPACE] * 4)
        column.setSpacing(2 * theme.SPACE)
        head = QVBoxLayout()
        head.setSpacing(theme.SPACE // 2)
        line = QHBoxLayout()
        line.addWidget(self.title, 1)
        line.addWidget(self.size)
        head.addLayout(line)
        below = QHBoxLayout()
        below.setSpacing(2 * theme.SPACE)
        below.addWidget(self.hint, 1)
        below.addWidget(self.kinds)
        head.addLayout(below)
        column.addLayout(head)
        column.addWidget(self.sources)
        column.addWidget(self.classes)
        column.addWidget(self.report)
        middle = QHBoxLayout()
        middle.setSpacing(2 * theme.SPACE)
        middle.addLayout(self._left(), 3)
        side = self._side()
        middle.addWidget(side, 1)
        column.addLayout(middle, 1)
        self.panel.preview.kind_shown.connect(lambda kind: _make_room(middle, side, kind))

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE)
        left.addWidget(self.strip)
        left.addWidget(self.stack, 1)
        foot = QFlowLayout()
        foot.setHorizontalSpacing(theme.SPACE)
        foot.setVerticalSpacing(theme.SPACE)
        for widget in (*self.tables.buttons, self.more):
            foot.addWidget(widget)
        left.addLayout(foot)
        return left

    def _side(self) -> QWidget:
        side = QWidget()
        side.setMinimumWidth(_SIDE_PX["picture"][0])
        side.setMaximumWidth(_SIDE_PX["picture"][1])
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(self.panel, 1)
        column.addWidget(self.check)
        column.addWidget(self.model, 0, Qt.AlignmentFlag.AlignRight)
        return side


def _make_room(middle: QHBoxLayout, side: QWidget, kind: str) -> None:
    least, most = _SIDE_PX[kind]
    side.setMinimumWidth(least)
    side.setMaximumWidth(most)
    middle.setStretch(0, 3 if kind == "picture" else 2)


def _label(name: str, role: str) -> QLabel:
    label = QLabel(wordWrap=True)
    label.setObjectName(name)
    label.setProperty("role", role)
    return label


def _button(name: str, title: str, help_text: str) -> QPushButton:
    button = QPushButton(title)
    button.setObjectName(name)
    button.setAccessibleName(title)
    button.setToolTip(help_text or title)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
