"""Where the keys go, so that a panel that hides does not send them somewhere surprising."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def holds_focus(widget: QWidget) -> bool:
    """Whether the keys of its window go to a widget or to something inside of it."""
    focused = widget.window().focusWidget()  # None where nothing has them
    return focused is widget or focused in widget.findChildren(QWidget)
