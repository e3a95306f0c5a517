"""The panel on the right: the guide or the settings, one at a time, and it folds away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.frame.icon_button import IconButton
from workbench.app.words import tr

_WIDTH_PX = 272


class SidePanel(QFrame):
    """Holds panels by name; `shown` is the open one's name, or "" when folded away."""

    folded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side_panel")
        self.setProperty("role", "panel")
        self.setFixedWidth(_WIDTH_PX)
        self._title = QLabel()
        self._title.setProperty("role", "section")
        self._stack = QStackedWidget()
        self._panels: dict[str, tuple[QWidget, str]] = {}
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        close = IconButton("chevron-right", "close_panel", tr("Fold this panel away (Esc)"))
        close.clicked.connect(self.fold)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 8)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.hide()

    def add(self, name: str, title: str, panel: QWidget) -> None:
        """Make a panel known."""
        self._panels[name] = (panel, title)
        self._stack.addWidget(panel)

    @property
    def shown(self) -> str:
        """The open panel's name; "" when folded away."""
        if self.isHidden():
            return ""
        return next(name for name, (panel, _) in self._panels.items() if panel is self._stack.currentWidget())

    def toggle(self, name: str) -> None:
        """Open a panel, or fold it away when it is the open one."""
        if self.shown == name:
            self.fold()
            return
        panel, title = self._panels[name]
        self._stack.setCurrentWidget(panel)
        self._title.setText(title)
        self.show()

    def fold(self) -> None:
        """Fold the panel away."""
        self.hide()
        self.folded.emit()
