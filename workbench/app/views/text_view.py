"""A sample that is a text, whole: to read, to scroll, to select from."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from workbench.app.views.spans import SpansView, plain, shortened
from workbench.app.widgets import figures
from workbench.app.words import tr
from workbench.engine.contracts import TextPreview

_MOST_LETTERS = 100_000
"""More would keep the window waiting while it is laid out."""
_LINE_PX = 680
"""A line of some ninety letters: longer ones are hard to read."""
_PADDING_PX = 16


class TextView(QWidget):
    """A sheet with the text on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("text_view")
        self.text = SpansView("text")
        sheet = QFrame()
        sheet.setProperty("role", "card")
        sheet.setMaximumWidth(_LINE_PX + 2 * _PADDING_PX)
        inside = QHBoxLayout(sheet)
        inside.setContentsMargins(_PADDING_PX, _PADDING_PX, _PADDING_PX // 2, _PADDING_PX)
        inside.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(sheet, 100)
        row.addStretch(1)
        self.setFocusProxy(self.text)

    def show_text(self, text: str) -> list[str]:
        """Show a text; says how long it is, in a few words each."""
        self.text.show_preview(readable(text))
        return about(text)


def readable(text: str) -> TextPreview:
    """A text as it is shown: a very long one is cut off."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    return shortened(plain(clean.strip("\n")), _MOST_LETTERS)


def about(text: str) -> list[str]:
    """How long a text is: words between spaces, and letters, for scripts without spaces."""
    said = [
        figures.counted(len(text.split()), tr("word"), tr("words")),
        figures.counted(len(text), tr("letter"), tr("letters")),
    ]
    if len(text) > _MOST_LETTERS:
        said.append(tr("the first {n:,} letters are shown").format(n=_MOST_LETTERS))
    return said
