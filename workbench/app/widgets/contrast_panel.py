"""The contrast of each channel: its histogram, which value is black, which is full, and Auto."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.widgets import figures
from workbench.app.words import tr
from workbench.engine.modalities.image import tone

_STEPS = 1000


class Histogram(QWidget):
    """How often each value occurs, with the two limits as lines; logarithmic, so that rare values show."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._counts: NDArray[np.float64] = np.zeros(1)
        self._limits = (0.0, 1.0)
        self.setFixedHeight(48)
        self.setAccessibleName(title)
        self.setToolTip(title)
        theme.changed.connect(self.update)

    def show_counts(self, counts: NDArray[np.int64]) -> None:
        """Show another histogram."""
        self._counts = np.log1p(counts.astype(np.float64))
        self.update()

    def show_limits(self, low: float, high: float) -> None:
        """Draw the limits, as shares of the width."""
        self._limits = (low, high)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().border))
        painter.drawPolygon(self._outline())
        painter.setBrush(QColor(theme.current().accent))
        for share in self._limits:
            painter.drawRect(QRectF(share * (self.width() - 2), 0, 2, self.height()))
        painter.end()

    def _outline(self) -> QPolygonF:
        width, height = self.width(), self.height()
        most = max(float(self._counts.max()), 1e-9)
        step = width / len(self._counts)
        points = [QPointF(0, height)]
        points += [QPointF((i + 0.5) * step, height * (1 - n / most)) for i, n in enumerate(self._counts)]
        return QPolygonF([*points, QPointF(width, height)])


class ChannelContrast(QWidget):
    """One channel's histogram and its two sliders."""

    limits_moved = Signal()

    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self._low, self._high = 0.0, 1.0
        self._show = QCheckBox(title)
        self._show.setObjectName(f"channel_{number}_shown")
        self._show.setChecked(True)
        self._show.setAccessibleName(tr("Show {channel}").format(channel=title))
        self._show.setToolTip(tr("Show or hide this channel"))
        self._show.toggled.connect(self.limits_moved)
        self._values = QLabel()
        self._values.setProperty("role", "caption")
        self._histogram = Histogram(tr("How often each value of {channel} occurs").format(channel=title))
        self._black = self._slider(f"channel_{number}_low", tr("Value shown as black"))
        self._full = self._slider(f"channel_{number}_high", tr("Value shown as full"))
        head = QHBoxLayout()
        head.addWidget(self._show, 1)
        head.addWidget(self._values)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.SPACE)
        column.setSpacing(4)
        column.addLayout(head)
        for widget in (self._histogram, self._black, self._full):
            column.addWidget(widget)

    def show_channel(self, array: NDArray[Any], channel: int, limits: tuple[float, float]) -> None:
        """Take another picture's channel and its first limits."""
        counts, edges = tone.histogram(array, channel)
        self._low, self._high = float(edges[0]), float(edges[-1])
        self._histogram.show_counts(counts)
        self.move_to(*limits)

    @property
    def limits(self) -> tuple[float, float]:
        """The values shown as black and as full; a hidden channel is black throughout."""
        if not self._show.isChecked():
            return self._high + 1, self._high + 2
        low, high = self._value(self._black), self._value(self._full)
        return (low, high) if high > low else (low, low + (self._high - self._low) / _STEPS)

    def move_to(self, low: float, high: float) -> None:
        """Put both sliders to values."""
        for slider, value in ((self._black, low), (self._full, high)):
            share = (value - self._low) / max(self._high - self._low, 1e-30)
            slider.blockSignals(True)
            slider.setValue(round(share * _STEPS))
            slider.blockSignals(False)
        self._say()

    def _value(self, slider: QSlider) -> float:
        return self._low + (self._high - self._low) * slider.value() / _STEPS

    def _slider(self, name: str, title: str) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setObjectName(name)
        slider.setAccessibleName(title)
        slider.setToolTip(title)
        slider.setRange(0, _STEPS)
        slider.valueChanged.connect(self._on_moved)
        return slider

    def _on_moved(self) -> None:
        self._say()
        self.limits_moved.emit()

    def _say(self) -> None:
        self._histogram.show_limits(self._black.value() / _STEPS, self._full.value() / _STEPS)
        words = tr("{low} to {high}")
        low, high = self._value(self._black), self._value(self._full)
        self._values.setText(words.format(low=figures.short(low), high=figures.short(high)))


class ContrastPanel(QWidget):
    """All channels of a picture; tells the limits whenever one is moved."""

    limits_changed = Signal(object)
    """`tone.Limits`, (C, 2)."""

    def __init__(self) -> None:
        super().__init__()
        self._array: NDArray[Any] | None = None
        self._channels: list[ChannelContrast] = []
        self._auto = QPushButton(tr("Auto"))
        self._auto.setObjectName("auto_contrast")
        self._auto.setAccessibleName(tr("Automatic contrast"))
        self._auto.setToolTip(tr("Use the whole range from black to full for what the picture holds"))
        self._auto.clicked.connect(self._on_auto_clicked)
        self._reset = QPushButton(tr("As stored"))
        self._reset.setObjectName("reset_contrast")
        self._reset.setAccessibleName(tr("Contrast as stored"))
        self._reset.setToolTip(tr("Go back to the contrast that the picture was opened with"))
        self._reset.clicked.connect(self._on_reset_clicked)
        row = QHBoxLayout()
        row.addWidget(self._auto)
        row.addWidget(self._reset)
        row.addStretch()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.addLayout(row)
        self._column.addStretch()

    def show_picture(self, array: NDArray[Any], limits: tone.Limits) -> None:
        """Take another picture, (H, W, C), and its first limits."""
        self._array = array
        if len(self._channels) != array.shape[2]:
            self._make_channels(array.shape[2])
        for i, channel in enumerate(self._channels):
            channel.show_channel(array, i, (float(limits[i, 0]), float(limits[i, 1])))

    @property
    def limits(self) -> tone.Limits:
        """(C, 2)."""
        return np.array([channel.limits for channel in self._channels], np.float64)

    def _make_channels(self, number: int) -> None:
        for channel in self._channels:
            channel.hide()  # else its layout would still show it, as a window
            channel.setParent(None)
            channel.deleteLater()
        self._channels = [ChannelContrast(i, title) for i, title in enumerate(_titles(number))]
        for i, channel in enumerate(self._channels):
            channel.limits_moved.connect(self._tell)
            self._column.insertWidget(1 + i, channel)

    def _on_auto_clicked(self) -> None:
        if self._array is not None:
            self._move_to(tone.auto_limits(self._array))

    def _on_reset_clicked(self) -> None:
        if self._array is not None:
            self._move_to(tone.first_limits(self._array))

    def _move_to(self, limits: tone.Limits) -> None:
        for channel, (low, high) in zip(self._channels, limits, strict=True):
            channel.move_to(float(low), float(high))
        self._tell()

    def _tell(self) -> None:
        self.limits_changed.emit(self.limits)


def _titles(number: int) -> list[str]:
    if number == 1:
        return [tr("Grey")]
    if number == 3:
        return [tr("Red"), tr("Green"), tr("Blue")]
    return [tr("Channel {n}").format(n=i + 1) for i in range(number)]
