"""The states that every page draws beside its full one: nothing there yet, at work, did not work."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from workbench.app import surprises, theme
from workbench.app.widgets import figures
from workbench.app.words import tr
from workbench.jobs import Advanced, Failed, PhaseStarted

_ICON_PX = 48


class EmptyState(QWidget):
    """One picture, one sentence, one button."""

    clicked = Signal()

    def __init__(self, icon: str, sentence: str, button: str, *, name: str = "empty") -> None:
        super().__init__()
        self.setObjectName(name)
        self._icon_name = icon
        self._icon = QLabel(self)
        self.sentence = QLabel(sentence, self)
        self.sentence.setObjectName(f"{name}_sentence")
        self.sentence.setProperty("role", "muted")
        self.button = QPushButton(button, self)
        self.button.setObjectName(f"{name}_button")
        self.button.setProperty("role", "primary")
        self.button.setAccessibleName(button)
        self.button.setToolTip(sentence)
        self.button.clicked.connect(self.clicked)
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.SPACE)
        column.addStretch()
        for widget in (self._icon, self.sentence, self.button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        theme.changed.connect(self._draw)
        self._draw()

    def say(self, sentence: str, button: str) -> None:
        """Another sentence and another button."""
        self.sentence.setText(sentence)
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.button.setToolTip(sentence)

    def _draw(self) -> None:
        self._icon.setPixmap(theme.icon(self._icon_name).pixmap(QSize(_ICON_PX, _ICON_PX)))


class FailedCard(QFrame):
    """What happened, why, and what to do; hidden until `tell`."""

    seen = Signal(object)
    """`Failed`: it is told here now, before the person's eyes."""

    def __init__(self, name: str = "failed") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "card")
        self._what = QLabel(self, wordWrap=True)
        self._what.setObjectName(f"{name}_what")
        self._what.setProperty("tone", "bad")
        self._rest = QLabel(self, wordWrap=True)
        self._rest.setObjectName(f"{name}_rest")
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        self._failed: Failed | None = None
        self._copy = QPushButton(tr("Copy details"), self)
        self._copy.setObjectName(f"{name}_copy")
        self._copy.setProperty("role", "link")
        self._copy.setAccessibleName(tr("Copy details"))
        self._copy.setToolTip(tr("Copy everything for a report"))
        self._copy.clicked.connect(self._on_copy_clicked)
        column.addWidget(self._what)
        column.addWidget(self._rest)
        column.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def tell(self, failed: Failed) -> None:
        """Show a failure."""
        self._failed = failed
        self._copy.setVisible(bool(failed.details))
        self._what.setText(failed.what)
        self._rest.setText(" ".join(part for part in (failed.why, failed.todo) if part))
        self.setAccessibleName(failed.what)
        if self.isVisible():
            self.seen.emit(failed)
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._failed is not None:
            self.seen.emit(self._failed)

    def _on_copy_clicked(self) -> None:
        if self._failed is not None:
            surprises.copy_details(self._failed)


class ProgressLine(QWidget):
    """A bar and a line in words: phase, how far, how fast, how long yet."""

    def __init__(self, name: str = "progress") -> None:
        super().__init__()
        self.setObjectName(name)
        self.bar = QProgressBar(self)
        self.bar.setObjectName(f"{name}_bar")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("How far it is"))
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setObjectName(f"{name}_words")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)
        column.addWidget(self.bar)

    def start(self) -> None:
        """Nothing is known yet."""
        self.bar.setRange(0, 0)
        self.words.setText(tr("Waiting for its turn"))

    def show_progress(self, progress: PhaseStarted | Advanced, rate_unit: str = "") -> None:
        """Draw how far a job is; `rate_unit` names what is counted a second where it is not the unit."""
        done = progress.done if isinstance(progress, Advanced) else 0
        self.bar.setRange(0, progress.total or 0)
        self.bar.setValue(min(done, progress.total or done))
        self.words.setText(progress_words(progress, rate_unit))


def progress_words(progress: PhaseStarted | Advanced, rate_unit: str = "") -> str:
    """Such as "Reading pictures: 3,200 of 12,408 files, 900 files a second, 10 s left"."""
    if not isinstance(progress, Advanced):
        return progress.phase
    parts = [_how_far(progress)]
    if progress.rate:
        unit = rate_unit or progress.unit
        parts.append(tr("{rate} {unit} a second").format(rate=figures.rate(progress.rate), unit=tr(unit)))
    if progress.seconds_left is not None:
        parts.append(tr("{time} left").format(time=figures.duration(progress.seconds_left)))
    return tr("{phase}: {details}").format(phase=tr(progress.phase), details=", ".join(parts))


def _how_far(progress: Advanced) -> str:
    unit = f" {tr(progress.unit)}" if progress.unit else ""
    if not progress.total:
        return figures.count(progress.done) + unit
    words = tr("{done} of {total}{unit}")
    done, total = figures.count(progress.done), figures.count(progress.total)
    return words.format(done=done, total=total, unit=unit)
