"""What happened on the way of a run, so that a notice that went by is not lost."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from workbench.app import theme
from workbench.app.words import tr
from workbench.jobs.events import Level

_MOST = 8
_GLYPHS: dict[Level, str] = {"info": "\u2022", "care": "\u25b2", "bad": "\u25a0"}


class HappenedPanel(QFrame):
    """A short list, oldest first; hidden while nothing happened."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("happened")
        self.setProperty("role", "card")
        self._lines: list[tuple[Level, str]] = []
        heading = QLabel(f"<b>{tr('What happened')}</b>", self)
        self._words = QLabel(self)
        self._words.setObjectName("happened_words")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        column.setSpacing(theme.SPACE // 2)
        column.addWidget(heading)
        column.addWidget(self._words)
        theme.changed.connect(self._draw)
        self._draw()

    @property
    def texts(self) -> list[str]:
        """What is listed."""
        return [text for _, text in self._lines]

    def clear(self) -> None:
        """Forget what happened."""
        self._lines.clear()
        self._draw()

    def add(self, level: Level, text: str) -> None:
        """Something happened now."""
        self._lines.append((level, text))
        self._draw()

    def put_before(self, texts: Sequence[str]) -> None:
        """What the run's settings tell of earlier; what is listed already is not told twice."""
        here = " ".join(self.texts)
        earlier: list[tuple[Level, str]] = [("care", text) for text in texts if text not in here]
        self._lines = [*earlier, *self._lines]
        self._draw()

    def _draw(self) -> None:
        self.setVisible(bool(self._lines))
        palette = theme.current()
        colours: dict[Level, str] = {"info": palette.muted, "care": palette.care, "bad": palette.bad}
        shown = self._lines[-_MOST:]
        lines = [
            f'<span style="color:{colours[level]}">{_GLYPHS[level]}</span>&nbsp; {escape(tr(text))}'
            for level, text in shown
        ]
        if len(self._lines) > len(shown):
            earlier = tr("{number} earlier").format(number=len(self._lines) - len(shown))
            lines.insert(0, f'<span style="color:{palette.muted}">{earlier}</span>')
        self._words.setText("<br>".join(lines))
        self.setAccessibleName(tr("What happened"))
        self.setAccessibleDescription(" ".join(tr(text) for text in self.texts))
