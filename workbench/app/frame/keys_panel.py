"""All keys at a glance, over the window; any key or click closes it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.actions import ACTIONS
from workbench.app.words import tr

Keys = tuple[tuple[str, str], ...]
"""(key, what it does) pairs that a page may offer as its attribute `keys`."""


class KeysPanel(QFrame):
    """Centred over its parent; shows the keys of everywhere and those of the open page."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("keys_panel")
        self.setProperty("role", "card")
        self.setAccessibleName(tr("All keys"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 24, 24, 24)
        self._body: QWidget | None = None
        self.hide()

    def open(self, page_title: str, page_keys: Keys) -> None:
        """Show the keys, those of the page first."""
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.deleteLater()
        everywhere = tuple((_native(info.keys), tr(info.title)) for info in ACTIONS)
        everywhere += ((tr("Esc"), tr("Close a panel")),)
        sections = ((tr("On this page: {page}").format(page=page_title), page_keys),) if page_keys else ()
        self._body = _table((*sections, (tr("Everywhere"), everywhere)))
        self._column.addWidget(self._body)
        self.adjustSize()
        parent = self._over
        self.move((parent.width() - self.width()) // 2, max(0, (parent.height() - self.height()) // 2))
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.close_panel()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close_panel()
        event.accept()

    def close_panel(self) -> None:
        """Go away."""
        self.hide()
        self.closed.emit()


def _native(keys: tuple[str, ...]) -> str:
    return tr(" or ").join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)


def _table(sections: tuple[tuple[str, Keys], ...]) -> QWidget:
    body = QWidget()
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(3 * theme.SPACE)
    row = 0
    for title, keys in sections:
        head = QLabel(title)
        head.setProperty("role", "section")
        grid.addWidget(head, row, 0, 1, 2)
        row += 1
        for key, what in keys:
            label = QLabel(key)
            label.setProperty("role", "mono")
            grid.addWidget(label, row, 0)
            grid.addWidget(QLabel(what), row, 1)
            row += 1
    return body
