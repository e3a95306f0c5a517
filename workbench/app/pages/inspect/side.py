"""The chosen prediction at the side: large, with its confidence, its look-alikes, and how to correct it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget
from superqt import QFlowLayout

from workbench.app import theme
from workbench.app.pages.inspect.hear_both import HearBoth
from workbench.app.pages.inspect.table import percent
from workbench.app.session import Session
from workbench.app.views.sample_content import Shown
from workbench.app.views.sample_preview import SamplePreview
from workbench.app.widgets.class_badge import badge_icon
from workbench.app.widgets.sample_grid import Mark, SampleGrid
from workbench.app.words import tr
from workbench.engine.contracts import SoundPreview, VideoPreview
from workbench.operations.inspect import InspectRow
from workbench.operations.neighbours import Neighbour
from workbench.operations.why import ExplainResult

_ALIKE_PX = 48
_BUTTON_PX = 32


class PredictionPanel(QFrame):
    """Shows one prediction; emits what a person says of it."""

    accepted = Signal()
    corrected = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("prediction_panel")
        self.setProperty("role", "card")
        self.preview = SamplePreview(session.player)
        self.why = _label("prediction_why")
        self._file = _label("prediction_file")
        self._guess = _label("prediction_guess")
        self._sure = QProgressBar()
        self._sure.setObjectName("prediction_sure")
        self._sure.setRange(0, 100)
        self._sure.setTextVisible(False)
        self._label = _label("prediction_label", "muted")
        self._accept = QPushButton(tr("Right (Enter)"))
        self._accept.setObjectName("accept_guess")
        self._accept.setAccessibleName(tr("Right: take the guess as its label"))
        self._accept.setToolTip(tr("Take the guess as its label and go on (Enter)"))
        self._accept.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._accept.clicked.connect(self.accepted)
        self._classes = _ClassButtons()
        self._classes.class_chosen.connect(self.corrected)
        self.alike = _LookAlikeStrip()
        self._both = HearBoth(session, self)
        self._both.reached.connect(self.alike.mark_heard)
        self._both.ended.connect(lambda: self.alike.mark_heard(None))
        self.alike.hear_wanted.connect(self._on_hear_wanted)
        self._lay_out()

    def show_classes(self, names: Sequence[str]) -> None:
        """Offer these classes as corrections."""
        self._classes.show_classes(names)

    def show_row(self, shown: Shown | None, row: InspectRow | None, label: str) -> None:
        """Show a prediction, or nothing."""
        self._both.drop()
        self.preview.show_sample(shown)
        self.why.setVisible(self.preview.takes_marks)
        self._accept.setEnabled(row is not None)
        self._classes.setEnabled(row is not None)
        self._file.setText(row.file if row else tr("Choose a sample"))
        self._sure.setVisible(row is not None)
        if row is None:
            self._guess.setText("")
            self._label.setText("")
            return
        sure = percent(row.confidence)
        self._guess.setText(tr("{name}, {sure} % sure").format(name=row.predicted, sure=sure))
        self._sure.setValue(sure)
        self._sure.setAccessibleName(tr("{sure} % sure").format(sure=sure))
        self._label.setText(_label_words(row, label))

    def show_why(self, result: ExplainResult) -> None:
        """Mark what spoke for the guess and what against it, and say it in a sentence."""
        self.preview.mark(result.preview)
        words = [result.sentence]
        if isinstance(result.preview, SoundPreview | VideoPreview) and result.preview.stretches:
            words.append(tr("Blue with a full bar speaks for it, amber with a dotted bar against it."))
        self.why.setText(" ".join(words))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._both.drop()

    def _on_hear_wanted(self, sample: int) -> None:
        if self.preview.clip is not None:
            self._both.play(self.preview.clip, sample)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.preview, 1)
        for widget in (
            self.why,
            self._file,
            self._guess,
            self._sure,
            self._label,
            self._accept,
            self._classes,
            self.alike,
        ):
            column.addWidget(widget)


def _label_words(row: InspectRow, label: str) -> str:
    words = [tr("Label: {label}").format(label=label) if label else tr("No label yet.")]
    if row.held_out and row.held_out_from == "check":
        words.append(tr("In the check set: never trained on."))
    elif row.held_out:
        words.append(tr("Before the label was seen: {guess}").format(guess=row.held_out))
    return "\n".join(words)


class _ClassButtons(QScrollArea):
    """One button a class, with its number key; many classes are scrolled."""

    class_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._names: tuple[str, ...] = ()
        self._buttons: list[QPushButton] = []
        body = QWidget()
        self.setWidget(body)
        for ground in (body, self.viewport()):
            ground.setAutoFillBackground(False)
        self._flow = QFlowLayout(body)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setHorizontalSpacing(4)
        self._flow.setVerticalSpacing(4)
        theme.changed.connect(self._draw_badges)

    def show_classes(self, names: Sequence[str]) -> None:
        if tuple(names) == self._names:
            return
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()  # else its layout would still show it, as a window
            button.setParent(None)
            button.deleteLater()
        self._names = tuple(names)
        self._buttons = [self._button(index, name) for index, name in enumerate(names)]
        self._draw_badges()
        self._fit()

    def _button(self, index: int, name: str) -> QPushButton:
        button = QPushButton(" " + name.replace("&", "&&"))
        button.setObjectName(f"correct_{index + 1}")
        button.setStyleSheet("padding-left: 6px; padding-right: 8px")
        button.setFixedHeight(_BUTTON_PX)
        button.setIconSize(QSize(16, 16))
        words = tr("Label it {name} and go on").format(name=name)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.class_chosen.emit(name))
        self._flow.addWidget(button)
        button.show()
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as three rows at most."""
        needed = self._flow.heightForWidth(self.viewport().width())
        self.setFixedHeight(max(_BUTTON_PX, min(needed, 3 * (_BUTTON_PX + 4))))

    def _draw_badges(self) -> None:
        for index, button in enumerate(self._buttons):
            button.setIcon(badge_icon(index, 16, self.devicePixelRatioF()))


class _LookAlikeStrip(QWidget):
    """The nearest labelled samples: why the model may think so. Sounds can be heard beside the chosen one."""

    hear_wanted = Signal(int)
    """Sample that a person wants to hear after the chosen one."""

    def __init__(self) -> None:
        super().__init__()
        self._words = _label("alike_words", "caption")
        self._names: dict[int, str] = {}
        self._hear = QPushButton()
        self._hear.setObjectName("hear_both")
        self._hear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._hear.clicked.connect(self._on_hear_clicked)
        self._has_sounds = False
        theme.changed.connect(self._draw_hear)
        self.grid = SampleGrid()
        self.grid.setObjectName("alike_grid")
        self.grid.set_cell_px(_ALIKE_PX)
        self.grid.set_on_card(True)
        self.grid.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addWidget(self.grid)
        column.addWidget(self._hear, 0, Qt.AlignmentFlag.AlignLeft)
        self.grid.sample_activated.connect(self._on_activated)
        self.grid.current_changed_to.connect(lambda _: self._draw_hear())
        self.say("")

    def say(self, words: str) -> None:
        """Show a sentence instead of samples."""
        self._words.setText(words)
        self._names = {}
        self.grid.hide()
        self._draw_hear()

    def offer_hearing(self, has_sounds: bool) -> None:
        """Whether the samples are sounds, which can be heard one after the other."""
        self._has_sounds = has_sounds
        self._draw_hear()

    def mark_heard(self, sample: int | None) -> None:
        """Say that this look-alike is heard now; None: none is."""
        self._words.setText(self._usual_words())
        if sample is not None:
            self.grid.set_current(sample)
            self._words.setText(tr("You hear {file} now").format(file=self._names.get(sample, "")))

    def _usual_words(self) -> str:
        return tr("Most alike among the labelled (1 is the same):") if self._names else self._words.text()

    def _on_activated(self, sample: int) -> None:
        if self._has_sounds:
            self.hear_wanted.emit(sample)

    def _on_hear_clicked(self) -> None:
        sample = self.grid.current
        if sample is None and len(self.grid.ids):
            sample = int(self.grid.ids[0])
        if sample is not None:
            self.hear_wanted.emit(sample)

    def _draw_hear(self) -> None:
        current = self.grid.current
        self._hear.setVisible(self._has_sounds and bool(self._names))
        self._hear.setText(tr("Hear both"))
        self._hear.setIcon(theme.icon("play", theme.current().text))
        other = self._names.get(current, "") if current is not None else ""
        words = tr("Play this sound, then the one most like it; choose another among those above")
        if other:
            words = tr("Play this sound, then {file}").format(file=other)
        self._hear.setToolTip(words)
        self._hear.setAccessibleName(words)

    def show_found(self, items: Sequence[Neighbour], badges: Mapping[str, int], thumbnails: Path) -> None:
        """Show look-alikes, most alike first."""
        if not items:
            self.say(tr("No labelled sample to compare with."))
            return
        self._names = {item.sample: item.file for item in items}
        self._words.setText(self._usual_words())
        self.grid.set_captions(lambda sample: self._names.get(sample, ""))
        self.grid.set_marks(
            {
                item.sample: Mark(text=f"{item.similarity:.2f}", class_index=badges.get(item.label, -1))
                for item in items
            }
        )
        self.grid.set_source(np.array([item.sample for item in items], dtype=np.int64), thumbnails)
        self.grid.setFixedHeight(self.grid.line_px)
        self.grid.show()
        self._draw_hear()


def _label(name: str, role: str = "") -> QLabel:
    label = QLabel(wordWrap=True)
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
