"""Giving a widget another look through its dynamic properties."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def set_look(widget: QWidget, property_name: str, value: object) -> None:
    """Set a property that the style sheet looks at, such as tone "good", and draw accordingly."""
    if widget.property(property_name) == value:
        return
    widget.setProperty(property_name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
