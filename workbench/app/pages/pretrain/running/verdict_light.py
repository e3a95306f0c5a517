"""The light "Is it learning?": a glyph, a colour, a word and a sentence."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from workbench.app import theme
from workbench.app.pages.pretrain.sentences import Tone, verdict_text, verdict_tone
from workbench.app.widgets.tone import set_look

_GLYPH_PX = 20
_GLYPHS = {
    "learning": "trending-up",
    "slow": "trending-neutral",
    "collapsed": "alert-circle-outline",
    "done": "check-circle-outline",
}
_NO_GLYPH = "progress-clock"


class VerdictLight(QWidget):
    """Says one thing; its colour never speaks alone. `name` is the object name of the sentence."""

    def __init__(self, name: str, role: str = "section") -> None:
        super().__init__()
        self._word = ""
        self._glyph = QLabel(self)
        self.words = QLabel(self)
        self.words.setObjectName(name)
        self.words.setProperty("role", role)
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        theme.changed.connect(self._draw)

    @property
    def text(self) -> str:
        """What it says."""
        return self.words.text()

    def show_words(self, word: str, sentence: str) -> None:
        """Say a verdict: `word` is "learning", "slow", "collapsed", "done", or "" while there is none."""
        self._word = word
        self.words.setText(verdict_text(word, sentence))
        set_look(self.words, "tone", verdict_tone(word))
        self._draw()

    def _draw(self) -> None:
        palette = theme.current()
        colours: dict[Tone, str] = {
            "good": palette.good, "care": palette.care, "bad": palette.bad, "muted": palette.muted,
        }  # fmt: skip
        icon = theme.icon(_GLYPHS.get(self._word, _NO_GLYPH), colours[verdict_tone(self._word)])
        self._glyph.setPixmap(icon.pixmap(QSize(_GLYPH_PX, _GLYPH_PX)))
