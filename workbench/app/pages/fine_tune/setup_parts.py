"""What both setups of the page are made of: modes to choose from, and the last line with the button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from workbench.app import theme
from workbench.app.widgets.spin_boxes import indented
from workbench.app.words import tr

_CAPTION_INDENT = 24
_LONGEST_MINUTES = 24 * 60


class ModeCard(QFrame):
    """One of several ways, each with a sentence; the first is chosen."""

    def __init__(self, name: str, modes: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._names = [mode for mode, _, _ in modes]
        self._group = QButtonGroup(self)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*[2 * theme.SPACE] * 4)
        inside.setSpacing(2)
        for place, (mode, title, words) in enumerate(modes):
            button = QRadioButton(tr(title), self)
            button.setObjectName(f"{name}_{mode}")
            button.setAccessibleName(tr(title))
            button.setAccessibleDescription(tr(words))
            button.setToolTip(tr(words))
            button.setChecked(place == 0)
            self._group.addButton(button, place)
            caption = QLabel(tr(words), self)
            caption.setProperty("role", "caption")
            caption.setWordWrap(True)
            caption.setIndent(_CAPTION_INDENT)
            inside.addWidget(button)
            inside.addWidget(caption)

    @property
    def mode(self) -> str:
        """The chosen way."""
        return self._names[self._group.checkedId()]


class LastLine(QWidget):
    """The run to start from, the time limit, and the button that starts; `prefix` is for their names."""

    def __init__(self, prefix: str, title: str, tip: str) -> None:
        super().__init__()
        self.run = QComboBox(self)
        self.run.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.minutes = indented(QSpinBox(self))
        self.minutes.setRange(0, _LONGEST_MINUTES)
        self.minutes.setSuffix(tr(" min"))
        self.minutes.setSpecialValueText(tr("automatic"))
        self.start = QPushButton(title, self)
        self.start.setProperty("role", "primary")
        _name(
            self.run, f"{prefix}run", tr("Start from"),
            tr("The pretraining run whose encoder is used; the newest stands first"),
        )  # fmt: skip
        _name(
            self.minutes, f"{prefix}minutes", tr("Time limit"), tr("Automatic: at most about three minutes")
        )
        _name(self.start, f"{prefix}start", title, tip)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        for words, widget in ((tr("Start from"), self.run), (tr("Time limit"), self.minutes)):
            label = QLabel(words, self)
            label.setBuddy(widget)
            row.addWidget(label)
            row.addWidget(widget)
            row.addSpacing(theme.SPACE)
        row.addStretch()
        row.addWidget(self.start)

    def show_runs(self, runs: Sequence[str]) -> None:
        """Offer these runs, the newest first; the chosen one stays chosen."""
        chosen = self.run.currentData()
        self.run.clear()
        for run in runs:
            self.run.addItem(run, run)
        if not runs:
            self.run.addItem(tr("none yet: from the labels alone"), "")
        self.run.setCurrentIndex(max(0, self.run.findData(chosen)))


def heading(text: str) -> QLabel:
    """Above a column."""
    label = QLabel(text)
    label.setProperty("role", "section")
    return label


def line_label(name: str) -> QLabel:
    """A line below a table."""
    label = QLabel(wordWrap=True)
    label.setObjectName(name)
    label.setProperty("role", "muted")
    return label


def side_by_side(left: QVBoxLayout, right: QVBoxLayout) -> QHBoxLayout:
    """Two columns, the right one as wide as there is room."""
    columns = QHBoxLayout()
    columns.setSpacing(2 * theme.SPACE)
    columns.addLayout(left)
    columns.addLayout(right, 1)
    return columns


def _name(widget: QWidget, name: str, title: str, tip: str) -> None:
    widget.setObjectName(name)
    widget.setAccessibleName(title)
    widget.setToolTip(tip)
