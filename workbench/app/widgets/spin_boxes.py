"""Boxes for numbers whose text begins where that of other fields does."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QAbstractSpinBox

B = TypeVar("B", bound=QAbstractSpinBox)

_INDENT_PX = 9
"""Border and padding of a field in workbench.qss."""


def indented(box: B) -> B:
    """The box, with room left of its text.

    With a style sheet that has rules for the buttons, Qt (6.11) lets the text begin at the very border,
    whatever the padding, and passes by rules for the line edit inside.
    """
    box.lineEdit().setTextMargins(_INDENT_PX, 0, 0, 0)
    return box
