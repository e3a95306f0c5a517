"""The six steps with their state, and the badges below them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from workbench.app import theme
from workbench.app.frame.device_badge import DeviceBadge
from workbench.app.frame.icon_button import IconButton
from workbench.app.frame.steps import StepState, state_of
from workbench.app.pages import PAGES, PageInfo
from workbench.app.session import Session
from workbench.app.words import tr

_WIDTH_PX = 208
_ICONS = {
    "open": ("circle-outline", "muted"),
    "working": ("progress-clock", "accent"),
    "waiting": ("alert-circle-outline", "bad"),
    "done": ("check-circle-outline", "good"),
    "locked": ("lock-outline", "muted"),
}


class StepButton(QPushButton):
    """A numbered step with its state as glyph and word."""

    def __init__(self, number: int, info: PageInfo) -> None:
        super().__init__()
        self._number = number
        self._info = info
        self._state = StepState(kind="open", word="")
        self.setObjectName(f"step_{info.name}")
        self.setProperty("role", "step")
        self.setCheckable(True)
        self._title = QLabel(f"{number}   {tr(info.title)}")
        self._word = QLabel()
        self._word.setProperty("role", "caption")
        self._glyph = QLabel()
        self._glyph.setFixedSize(16, 16)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(self._title)
        row.addStretch()
        row.addWidget(self._word)
        row.addWidget(self._glyph)
        for label in (self._title, self._word, self._glyph):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._draw)

    def show_state(self, state: StepState) -> None:
        """Draw another state."""
        self._state = state
        self._word.setText(state.word)
        title = tr(self._info.title)
        self.setAccessibleName(f"{self._number} {title}, {state.word}")
        keys = tr("Alt+{number}").format(number=self._number)
        self.setToolTip(state.reason or tr("Go to {title} ({keys})").format(title=title, keys=keys))
        self._draw()

    def _draw(self) -> None:
        name, role = _ICONS[self._state.kind]
        colour = getattr(theme.current(), role)
        self._glyph.setPixmap(theme.icon(name, colour).pixmap(QSize(16, 16)))
        locked = self._state.kind == "locked"
        self._title.setStyleSheet(f"color: {theme.current().muted}" if locked else "")


class Sidebar(QFrame):
    """Emits where the person wants to go; a locked step can be visited too and says why it is locked."""

    page_chosen = Signal(str)
    guide_toggled = Signal()
    settings_toggled = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("role", "sidebar")
        self.setFixedWidth(_WIDTH_PX)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._steps = {info.name: StepButton(i + 1, info) for i, info in enumerate(PAGES)}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(4)
        column.addWidget(self._home())
        column.addSpacing(theme.SPACE)
        for name, button in self._steps.items():
            button.clicked.connect(lambda _=False, name=name: self.page_chosen.emit(name))
            column.addWidget(button)
        column.addStretch()
        column.addWidget(DeviceBadge(session))
        column.addLayout(self._bottom())
        session.changed.connect(self.redraw)
        session.project_opened.connect(self.redraw)
        session.project_closed.connect(self.redraw)
        session.jobs.started.connect(self.redraw)
        session.jobs.ended.connect(self.redraw)
        session.jobs.questions_changed.connect(self.redraw)
        self.redraw()

    def mark_page(self, name: str) -> None:
        """Show which page is open."""
        for other, button in self._steps.items():
            button.setChecked(other == name)

    def redraw(self) -> None:
        """Draw every step's state anew."""
        running = self._session.jobs.running
        operations = tuple(job.job.operation for job in running)
        waiting = tuple(job.job.operation for job in running if job.question is not None)
        for info in PAGES:
            button = self._steps[info.name]
            state = state_of(info, self._session.facts, operations, waiting)
            if not self._session.has_project:
                state = StepState(kind="locked", word="", reason=tr("First open a folder or a project."))
            button.show_state(state)
            button.setEnabled(self._session.has_project)

    def _home(self) -> QPushButton:
        button = QPushButton("SSL Workbench")
        button.setObjectName("go_home")
        button.setProperty("role", "step")
        button.setStyleSheet("font-weight: 600; font-size: 16px")
        button.setAccessibleName(tr("SSL Workbench: go to the projects"))
        button.setToolTip(tr("Go to the projects (Alt+0)"))
        button.clicked.connect(lambda: self.page_chosen.emit("start"))
        return button

    def _bottom(self) -> QHBoxLayout:
        offline = QLabel(tr("offline"))
        offline.setObjectName("offline_badge")
        offline.setProperty("role", "badge")
        offline.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        offline.setToolTip(tr("Nothing leaves this computer: the program never uses the network."))
        row = QHBoxLayout()
        row.addWidget(offline)
        row.addStretch()
        guide = IconButton("help-circle-outline", "guide_button", tr("Guide (F1)"))
        guide.clicked.connect(self.guide_toggled)
        settings = IconButton("cog-outline", "settings_button", tr("Settings (Ctrl+,)"))
        settings.clicked.connect(self.settings_toggled)
        row.addWidget(guide)
        row.addWidget(settings)
        return row
