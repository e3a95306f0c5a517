"""Where the keys go, so that a panel that hides does not send them somewhere surprising."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


def holds_focus(widget: QWidget) -> bool:
    """Whether the keys of its window go to a widget or to something inside of it."""
    focused = widget.window().focusWidget()  # None where nothing has them
    return focused is widget or focused in widget.findChildren(QWidget)


class KeysKeeper(QObject):
    """Gives the keys to a page when what had them on it hides or is disabled.

    Qt would hand them on to whatever comes next in the window, such as the way out of the project.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        page = self._page
        if old is not None and new is not None and page.isAncestorOf(old) and not page.isAncestorOf(new):
            # Only afterwards is it known whether a person left it, or it hid.
            QTimer.singleShot(0, self, partial(self._take_back, old, new))

    def _take_back(self, old: QWidget, new: QWidget) -> None:
        is_gone = not isValid(old) or not old.isVisibleTo(self._page) or not old.isEnabledTo(self._page)
        if is_gone and isValid(new) and new.hasFocus() and self._page.isVisible():
            self._page.setFocus()
