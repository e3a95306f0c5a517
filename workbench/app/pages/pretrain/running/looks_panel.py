"""What the last look at the network saw: samples with their nearest, and what the task answers by now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.pretrain.running.strip_view import StripView
from workbench.app.views.player import Player
from workbench.app.views.rows import RowsView
from workbench.app.widgets import figures
from workbench.app.widgets.help_mark import HelpMark
from workbench.app.words import tr
from workbench.engine.contracts import PicturePreview, RowsPreview, SoundPreview, TextPreview, VideoPreview
from workbench.engine.monitors.looked import Looked

_MOST_ROWS = {PicturePreview: 4, TextPreview: 2, SoundPreview: 4, VideoPreview: 4}
"""As high as the strip beside them: a text with what became of it takes several lines."""
_PADDING = 4 * theme.SPACE + 2
"""Left and right inside a card, with its border."""


class LooksPanel(QWidget):
    """Two cards; the second only for tasks that have something to show."""

    def __init__(self, title_of: Callable[[int], str], player: Player) -> None:
        super().__init__()
        self.setObjectName("looks")
        self.strip = StripView(title_of)
        self.preview = RowsView(player, "live_preview", tile_px=64)
        self._seen_at = self._label("strip_step", "caption")
        self._pointed = self._label("strip_file", "caption")
        self._answers = self._answers_card()
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(2 * theme.SPACE)
        self._cards.addWidget(self._strip_card(), 1)
        self._cards.addWidget(self._answers)
        self.strip.pointed_at.connect(self._on_pointed_at)
        self.clear()

    def open(self, thumbnails: Path) -> None:
        """Take the small pictures, or the beginnings of texts, from this store."""
        self.strip.open(thumbnails)

    def clear(self) -> None:
        """Nothing was seen yet."""
        self.strip.show_strip(())
        self._answers.hide()
        self.hide()

    def show_look(self, looked: Looked) -> None:
        """Show what a look saw."""
        self.strip.show_strip(looked.strip)
        self._on_pointed_at("")
        self._seen_at.setText(tr("at step {step}").format(step=figures.count(looked.step)))
        self._answers.setVisible(looked.preview is not None)
        if looked.preview is not None:
            # In a turn of its own: making what it shows takes nearly as long as a frame.
            rows = _some(looked.preview)
            QTimer.singleShot(0, self, lambda: self._show_rows(rows))
        self.setVisible(bool(looked.strip) or looked.preview is not None)

    def _show_rows(self, rows: RowsPreview) -> None:
        self.preview.show_rows(rows)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The answers beside the strip where both have room, else below it."""
        whole = self.width() - _PADDING
        beside = whole - _PADDING - 2 * theme.SPACE - self.strip.minimumSizeHint().width()
        has_room = self.preview.size_for(beside).width() <= beside
        direction = QBoxLayout.Direction.LeftToRight if has_room else QBoxLayout.Direction.TopToBottom
        self._cards.setDirection(direction)
        self.preview.fit(beside if has_room else whole)

    def _on_pointed_at(self, words: str) -> None:
        self._pointed.setText(words or self._hint())

    def _hint(self) -> str:
        return tr(self.strip.hint)

    def _strip_card(self) -> QFrame:
        heading = QLabel(f"<b>{tr('What it finds alike')}</b>", self)
        help_text = tr(
            "The same six samples at each look, each with the samples that are nearest to it for the network."
            " When it learns, like things come to stand together."
        )
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addWidget(HelpMark("strip_help", tr("What it finds alike"), help_text, self))
        top.addStretch()
        top.addWidget(self._seen_at)
        self._pointed.setText(self._hint())
        return _card(top, self.strip, self._pointed)

    def _answers_card(self) -> QFrame:
        heading = QLabel(f"<b>{tr('What it answers by now')}</b>", self)
        help_text = tr(
            "What the network makes of a few of your samples in this exercise, drawn anew at each look."
        )
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addWidget(HelpMark("live_preview_help", tr("What it answers by now"), help_text, self))
        top.addStretch()
        return _card(top, self.preview)

    def _label(self, name: str, role: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("role", role)
        label.setWordWrap(name == "strip_file")
        return label


def _some(preview: RowsPreview) -> RowsPreview:
    """The first rows, as many as there is room for."""
    most = min((_MOST_ROWS[type(cell)] for row in preview.rows for cell in row), default=0)
    return RowsPreview(rows=preview.rows[:most])


def _card(top: QHBoxLayout, *widgets: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(*[2 * theme.SPACE] * 4)
    column.setSpacing(theme.SPACE)
    column.addLayout(top)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch()
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    return card
