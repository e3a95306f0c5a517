"""Choosing how long something may take, with the time at which it will be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from workbench.app import theme
from workbench.app.widgets import figures
from workbench.app.widgets.spin_boxes import indented
from workbench.app.words import tr

OVERNIGHT_MINUTES = 480
_LONGEST_MINUTES = 7 * 24 * 60
_CLOCK_MS = 15_000
_OWN = 0


def _now() -> datetime:
    return datetime.now().astimezone()


class BudgetChooser(QWidget):
    """5 minutes, 30 minutes, overnight or a time of one's own."""

    minutes_changed = Signal(int)

    def __init__(
        self,
        name: str = "budget",
        *,
        minutes: int = 30,
        now: Callable[[], datetime] = _now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._now = now
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        for choice, text, tip in _choices():
            layout.addWidget(self._button(choice, text, tip))
        layout.addWidget(self._own_box())
        self.finish = QLabel(self)
        self.finish.setObjectName(f"{name}_finish")
        self.finish.setProperty("role", "muted")
        layout.addWidget(self.finish)
        layout.addStretch()
        self._clock = QTimer(self, interval=_CLOCK_MS)
        self._clock.timeout.connect(self._show_finish)
        self.set_minutes(minutes)
        self._group.idClicked.connect(self._on_chosen)

    @property
    def minutes(self) -> int:
        """The chosen time."""
        chosen = self._group.checkedId()
        return self.own.value() if chosen == _OWN else chosen

    def set_minutes(self, minutes: int) -> None:
        """Choose a time; one that has no button of its own goes into the box."""
        known = minutes in (self._group.id(button) for button in self._group.buttons())
        self._group.button(minutes if known else _OWN).setChecked(True)
        self.own.setValue(minutes)
        self.own.setEnabled(self._group.checkedId() == _OWN)
        self._show_finish()

    def showEvent(self, shown: object) -> None:
        super().showEvent(shown)  # type: ignore[arg-type]
        self._clock.start()
        self._show_finish()

    def hideEvent(self, hidden: object) -> None:
        super().hideEvent(hidden)  # type: ignore[arg-type]
        self._clock.stop()

    def _button(self, choice: int, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setCheckable(True)
        button.setObjectName(f"{self.objectName()}_{'own' if choice == _OWN else choice}")
        button.setAccessibleName(tip)
        button.setToolTip(tip)
        self._group.addButton(button, choice)
        return button

    def _own_box(self) -> QSpinBox:
        self.own = indented(QSpinBox(self))
        self.own.setObjectName(f"{self.objectName()}_minutes")
        self.own.setRange(1, _LONGEST_MINUTES)
        self.own.setSuffix(tr(" min"))
        self.own.setAccessibleName(tr("Minutes of your own choice"))
        self.own.setToolTip(tr("How many minutes it may take"))
        self.own.valueChanged.connect(self._on_chosen)
        return self.own

    def _on_chosen(self) -> None:
        self.own.setEnabled(self._group.checkedId() == _OWN)
        self._show_finish()
        self.minutes_changed.emit(self.minutes)

    def _show_finish(self) -> None:
        time = figures.clock(self._now(), self.minutes)
        self.finish.setText(tr("done at {time}").format(time=time))


def _choices() -> tuple[tuple[int, str, str], ...]:
    return (
        (5, tr("5 min"), tr("Five minutes: enough for a first look")),
        (30, tr("30 min"), tr("Half an hour: a good start for a few thousand samples")),
        (OVERNIGHT_MINUTES, tr("Overnight"), tr("Eight hours: for the best result on this computer")),
        (_OWN, tr("Own"), tr("Any number of minutes")),
    )
