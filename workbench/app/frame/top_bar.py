"""Where am I, undo and redo, and the running job."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from workbench.app import theme
from workbench.app.frame.icon_button import IconButton
from workbench.app.frame.job_chip import JobChips
from workbench.app.session import Session
from workbench.app.words import tr


class TopBar(QFrame):
    """Emits undo and redo; reads their titles from the project's history."""

    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("role", "topbar")
        self.setFixedHeight(48)
        self._place = QLabel()
        self._place.setObjectName("place")
        self._undo = IconButton("undo", "undo_button", tr("Undo"))
        self._redo = IconButton("redo", "redo_button", tr("Redo"))
        self._undo.clicked.connect(self.undo_wanted)
        self._redo.clicked.connect(self.redo_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 12, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(self._place, 1)
        row.addWidget(JobChips(session), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        for signal in (session.changed, session.project_opened, session.project_closed):
            signal.connect(self.redraw)
        self.redraw()

    def show_place(self, page: str) -> None:
        """Name the open page, after the project's name."""
        name = self._session.project.description.name if self._session.has_project else ""
        self._place.setText(tr("{project}  ›  {page}").format(project=name, page=page) if name else page)

    def redraw(self) -> None:
        """Say what undo and redo would do."""
        history = self._session.project.history if self._session.has_project else None
        undo = history.undo_title if history else None
        redo = history.redo_title if history else None
        _say(self._undo, undo, tr("Undo: {title} (Ctrl+Z)"), tr("Nothing to undo"))
        _say(self._redo, redo, tr("Redo: {title} (Ctrl+Y)"), tr("Nothing to redo"))


def _say(button: IconButton, title: str | None, words: str, nothing: str) -> None:
    text = words.format(title=title) if title else nothing
    button.setEnabled(title is not None)
    button.say(text)
