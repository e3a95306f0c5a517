"""The chosen sound at the side: to play, with what was wanted and what was written, and to correct."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from workbench.app import theme
from workbench.app.pages.inspect.heard.differences import compared
from workbench.app.pages.inspect.heard.rows import HeardRow, said_words
from workbench.app.views.player import Player
from workbench.app.views.sample_content import Shown
from workbench.app.views.sample_preview import SamplePreview
from workbench.app.views.spans import SpansView, plain
from workbench.app.widgets import figures
from workbench.app.widgets.text_field import TextField, keys_sentence
from workbench.app.words import tr
from workbench.engine.contracts import TextPreview
from workbench.operations.said_texts import SaidRow

_MOST_PX = 224
"""Of the sound: its texts need the room."""


class HeardSide(QFrame):
    """Shows one sound and its texts. The field holds its label, or else what the model wrote."""

    accepted = Signal()
    """The text in the field is right: it becomes the label."""

    def __init__(self, player: Player) -> None:
        super().__init__()
        self.setObjectName("heard_side")
        self.setProperty("role", "card")
        self.preview = SamplePreview(player)
        self.preview.setMaximumHeight(_MOST_PX)
        self._file = _label("heard_file", "")
        self._wanted_head = _label("heard_wanted_head", "caption")
        self._wanted = SpansView("heard_wanted", scrolls=False)
        self._said_head = _label("heard_said_head", "caption")
        self._said = SpansView("heard_said", scrolls=False)
        self._legend = _label("heard_legend", "caption")
        self._legend.setText(tr("Underlined: right. Struck out: wrong. Wavy: missed."))
        self._sure = QProgressBar()
        self._sure.setObjectName("heard_sure")
        self._sure.setRange(0, 100)
        self._sure.setTextVisible(False)
        self._notes = _label("heard_notes", "muted")
        self.text = TextField("heard_text", tr("Right text"), tr("Correct it: it becomes the label"))
        self._right = QPushButton(tr("Right (Enter)"))
        self._right.setObjectName("heard_right")
        words = tr("Right: take the text in the field as its label and go on (Enter)")
        self._right.setAccessibleName(words)
        self._right.setToolTip(words)
        self._right.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._right.clicked.connect(self.accepted)
        self._keys = _label("heard_keys", "caption")
        self._keys.setText(keys_sentence())
        self._lay_out()

    def show_row(self, shown: Shown | None, row: HeardRow | None) -> None:
        """Show a sound, or nothing."""
        self.preview.show_sample(shown)
        said = row.said if row is not None else None
        self.text.show_text(said.sample if said else None, (said.wanted or said.said) if said else "")
        self._right.setEnabled(said is not None)
        self._file.setText(said.file if said else tr("Choose a sound"))
        for part in (self._wanted, self._wanted_head, self._said, self._said_head, self._sure, self._notes):
            part.setVisible(said is not None)
        self._legend.setVisible(bool(row is not None and row.wrong))
        if row is not None:
            self._draw(row)

    def _draw(self, row: HeardRow) -> None:
        said = row.said
        has_both = bool(said.wanted and said.said)
        wanted, own = compared(said.wanted, said.said) if has_both else ((), ())
        self._wanted_head.setText(tr("Wanted"))
        words = said.wanted or tr("(no text yet)")
        self._wanted.show_preview(
            TextPreview(spans=wanted, caption=tr("Wanted")) if has_both else plain(words, tr("Wanted"))
        )
        sure = round(100 * said.confidence)
        head = tr("It wrote, {sure} % sure").format(sure=sure) if said.is_written else tr("It wrote")
        self._said_head.setText(head)
        self._said.show_preview(
            TextPreview(spans=own, caption=head) if has_both else plain(said_words(said), head)
        )
        self._sure.setValue(sure)
        self._sure.setAccessibleName(tr("{sure} % sure").format(sure=sure))
        self._notes.setText(" ".join(_notes(row)))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = max(40, self.width() - 4 * theme.SPACE)
        for view in (self._wanted, self._said):
            view.setFixedHeight(view.height_for(width))

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._keys, 1)
        foot.addWidget(self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.preview, 1)
        for widget in (
            self._file, self._wanted_head, self._wanted, self._said_head, self._said, self._sure,
            self._legend, self._notes, self.text,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addLayout(foot)


def _notes(row: HeardRow) -> list[str]:
    lines = []
    if row.wrong is not None:
        lines.append(
            tr("{share} of the letters are wrong.").format(share=figures.percent(min(1.0, row.wrong)))
        )
    lines.append(_seen(row.said))
    if row.said.nearest and row.said.nearest != row.said.said:
        lines.append(tr("The most similar known sound says: {text}").format(text=row.said.nearest))
    return lines


def _seen(said: SaidRow) -> str:
    if said.held_out == "check":
        return tr("In the check set: never trained on.")
    if said.held_out:
        return tr("It had not seen this text: it was kept aside to score.")
    return tr("It learnt from this text.") if said.wanted else tr("It has no text yet.")


def _label(name: str, role: str) -> QLabel:
    label = QLabel(wordWrap=True)
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
