"""The chosen sample at the side: large, with its name, its label and all that was ever said of it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.label.over_time import OverTime
from workbench.app.session import Session
from workbench.app.views.sample_content import Shown
from workbench.app.views.sample_preview import SamplePreview
from workbench.app.widgets.text_field import TextField, keys_sentence
from workbench.app.words import tr
from workbench.project import Label, LabelEvent

_MOST_EVENTS = 4


class SamplePanel(QFrame):
    """Shows one sample, or what several have in common: their number."""

    unlabel_wanted = Signal()
    unsure_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sample_panel")
        self.setProperty("role", "card")
        self.preview = SamplePreview(session.player)
        self.over_time = OverTime(session)
        self._file = _label("sample_file", "", selectable=True)
        self._label = _label("sample_label", "")
        self.text = TextField(
            "sample_text", tr("Text of this sample"), tr("What is said here, or what it means")
        )
        self._keys = _label("sample_text_keys", "caption")
        self._keys.setText(keys_sentence())
        self._history = _label("sample_history", "caption")
        self._unlabel = _button("unlabel", tr("No label"), tr("Take the label away (Delete)"))
        self._unsure = _button("unsure", tr("Unsure"), tr("Pass over it without a label (U)"))
        self._unlabel.clicked.connect(self.unlabel_wanted)
        self._unsure.clicked.connect(self.unsure_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addWidget(self._unsure)
        buttons.addWidget(self._unlabel)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.preview)
        column.addWidget(self.over_time)
        for widget in (self._file, self._label, self.text, self._keys, self._history):
            column.addWidget(widget)
        self.ask_for(texts=False)
        column.addLayout(buttons)

    def ask_for(self, *, texts: bool) -> None:
        """Offer the field for its text, or not."""
        if not texts:
            self.text.keep()
        self.text.setVisible(texts)
        self._keys.setVisible(texts)

    def show_sample(
        self, shown: Shown | None, given: Label | None, history: list[LabelEvent], num: int
    ) -> None:
        """Show a sample; `num` are chosen in all."""
        is_text = given is not None and given.kind == "text"
        label = given.name if given is not None else ""
        self.text.show_text(shown.sample.id if shown else None, label if is_text else "")
        self.preview.show_sample(shown)
        self._file.setText(shown.sample.title if shown else tr("Choose a sample"))
        words = label or tr("No label yet")
        if num > 1:
            words = tr("{words}. {n:,} are chosen.").format(words=words, n=num)
        self._label.setText(words if shown else "")
        self._label.setVisible(num > 1 or not (is_text and self.text.isVisibleTo(self)))
        self._history.setText("\n".join(_event_words(event) for event in history[-_MOST_EVENTS:][::-1]))
        self._history.setVisible(bool(history))
        self._unlabel.setEnabled(shown is not None and (bool(label) or num > 1))
        self._unsure.setEnabled(shown is not None)


def _event_words(event: LabelEvent) -> str:
    who = {
        "person": tr("by hand"),
        "file": tr("from a table"),
        "folder": tr("from a sub-folder"),
        "guess": tr("guess accepted"),
    }[event.source]
    what = ", ".join(event.label.value) if event.label else tr("label taken away")
    return tr("{time}: {what}, {who}").format(time=_time(event.time), what=what, who=who)


def _time(iso: str) -> str:
    try:
        return f"{datetime.fromisoformat(iso).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return iso


def _label(name: str, role: str, *, selectable: bool = False) -> QLabel:
    label = QLabel(wordWrap=True)
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _button(name: str, title: str, help_text: str) -> QPushButton:
    button = QPushButton(title)
    button.setObjectName(name)
    button.setAccessibleName(title)
    button.setToolTip(help_text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
