"""What a trial of several tasks showed: what was seen of each, which are out, which is chosen, and why."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.frame.icon_button import IconButton
from workbench.app.pages.pretrain.choosing import trial_words
from workbench.app.words import tr
from workbench.operations.pilot import PilotResult, PilotRow

_GLYPH_PX = 16


class TrialCard(QFrame):
    """One line a candidate below the sentence that says which is chosen; hidden until there is a result."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trial")
        self.setProperty("role", "card")
        self._sentence = QLabel(self, wordWrap=True)
        self._sentence.setObjectName("trial_sentence")
        self._close = IconButton("close", "trial_close", tr("Put this away"))
        self._close.clicked.connect(self.hide)
        self._lines: list[QWidget] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.SPACE)
        self._grid.setVerticalSpacing(theme.SPACE)
        self._grid.setColumnStretch(2, 1)
        head = QHBoxLayout()
        head.addWidget(self._sentence, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addLayout(self._grid)
        self._result: PilotResult | None = None
        theme.changed.connect(self._draw)
        self.hide()

    def show_result(self, result: PilotResult) -> None:
        """Draw what came of a trial."""
        self._result = result
        self._draw()
        self.show()

    def _draw(self) -> None:
        result = self._result
        if result is None:
            return
        for widget in self._lines:
            widget.hide()
            widget.deleteLater()
        self._lines = []
        self._sentence.setText(f"<b>{html.escape(tr(result.sentence))}</b>")
        self._sentence.setAccessibleName(tr(result.sentence))
        for line, row in enumerate(result.rows):
            self._put_line(line, row, chosen=row.task == result.chosen)

    def _put_line(self, line: int, row: PilotRow, *, chosen: bool) -> None:
        state = trial_words.state_of(row, chosen=chosen)
        glyph = QLabel(self)
        colour = getattr(theme.current(), state.tone)
        glyph.setPixmap(theme.icon(state.icon, colour).pixmap(QSize(_GLYPH_PX, _GLYPH_PX)))
        word = QLabel(state.word, self)
        word.setObjectName(f"trial_state_{row.task}")
        word.setProperty("tone", state.tone)
        title, words = html.escape(tr(row.title)), html.escape(trial_words.seen(row))
        seen = QLabel(f"<b>{title}</b><br>{words}", self, wordWrap=True)
        seen.setObjectName(f"trial_seen_{row.task}")
        seen.setToolTip(trial_words.explained())
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(glyph, line, 0, top)
        self._grid.addWidget(word, line, 1, top)
        self._grid.addWidget(seen, line, 2, top)
        self._lines += [glyph, word, seen]
