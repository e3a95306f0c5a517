"""What stands in a page's place: a scroller around it, the reason it is locked, or that torch still loads."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.widgets.focus import KeysKeeper
from workbench.app.words import tr


class PageHost(QScrollArea):
    """Lets a page be as small as the window, with scroll bars for the rest; keeps the keys there."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.page = page
        page.setProperty("role", "page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        KeysKeeper(page)


class _Centred(QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon_name = icon
        self._icon = QLabel()
        self.title = QLabel()
        self.title.setProperty("role", "section")
        self.text = QLabel()
        self.text.setProperty("role", "muted")
        self.text.setWordWrap(True)
        self.text.setFixedWidth(420)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(2 * theme.SPACE)
        self.column.addStretch()
        for label in (self._icon, self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self._icon.setPixmap(theme.icon(self._icon_name).pixmap(QSize(48, 48)))


class LockedPage(_Centred):
    """Says why a step cannot be done yet, and leads to the step that unlocks it."""

    step_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("lock-outline")
        self.setObjectName("locked_page")
        self.text.setObjectName("locked_reason")
        self._target = "data"
        self._button = QPushButton()
        self._button.setObjectName("go_unlock")
        self._button.setProperty("role", "primary")
        self._button.clicked.connect(lambda: self.step_wanted.emit(self._target))
        self.column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch()

    def explain(self, title: str, reason: str, target: str, target_title: str) -> None:
        """Say why, and where to go."""
        self._target = target
        self.title.setText(tr("{title} is not possible yet").format(title=title))
        self.text.setText(reason)
        words = tr("Go to {title}").format(title=target_title)
        self._button.setText(words)
        self._button.setAccessibleName(words)
        self._button.setToolTip(reason)


class LoadingPage(_Centred):
    """Stands in for every page until torch is loaded."""

    def __init__(self) -> None:
        super().__init__("progress-clock")
        self.setObjectName("loading_page")
        self.title.setText(tr("Getting the learning engine ready"))
        self.text.setText(tr("This takes a few seconds after each start."))
        self._bar = QProgressBar()
        self._bar.setObjectName("loading_bar")
        self._bar.setAccessibleName(tr("How far the learning engine is loaded"))
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(320)
        self.column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch()

    def show_progress(self, done: int, total: int, what: str) -> None:
        """Say which part is being loaded."""
        self._bar.setValue(100 * done // max(1, total))
        self.text.setText(tr("Loading {what}. This takes a few seconds after each start.").format(what=what))
