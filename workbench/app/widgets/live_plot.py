"""A plot that grows while a job runs: smoothed line over faint points, cross-hair, log switch, saving."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Iterable, Sequence

import pyqtgraph as pg
from numpy.typing import ArrayLike
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.widgets import figures
from workbench.app.widgets.help_mark import HelpMark
from workbench.app.widgets.plot_saving import PlotSaveButton
from workbench.app.widgets.series import Series
from workbench.app.words import tr

_REDRAW_MS = 2_000
"""How often a plot is painted at most. Painting one takes 10 to 20 ms, so each has a turn of its own."""
_TURNS = 8
_turns = itertools.count()
_HEIGHT = 168
_AXIS_WIDTH = 64
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class _StepAxis(pg.AxisItem):  # type: ignore[misc]
    """Whole steps with thousands separators."""

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        return [level for level in super().tickSpacing(low, high, size) if level[0] >= 1] or [(1, 0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        del scale, spacing
        return [figures.count(round(value)) for value in values]


class LivePlot(QWidget):
    """One measured value against the step. `append` is cheap: it is drawn when it is this plot's turn."""

    def __init__(
        self,
        name: str,
        title: str,
        *,
        unit: str = "",
        axis: str = "",
        horizontal: str = "",
        low: float | None = None,
        high: float | None = None,
        help_text: str = "",
        level_words: str = "",
        series: Series | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`low` and `high` are in sight whatever the values. `help_text` is behind a "?"; `level_words` name
        the dashed line that `show_level` draws. `series` are points there were before the plot.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self.title = title
        self.unit = unit
        self.axis = axis or (f"{title.lower()} ({unit})" if unit else title.lower())
        self.horizontal = horizontal or tr("step")
        self.series = series if series is not None else Series()
        self._low, self._high = low, high
        self._level_words = level_words
        self._level_at = math.nan
        self._log = False
        self._turn = next(_turns) % _TURNS
        self._is_blank = self._drawn_blank = True
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.redraw)
        self._make_plot(name)
        self._make_nothing()
        self._make_header(name)
        self._lay_out(HelpMark(f"{name}_help", title, help_text, self) if help_text else None)
        theme.changed.connect(self.restyle)
        self.restyle()

    def append(self, step: float, value: float) -> None:
        """Add a point; it is drawn within two seconds."""
        self.series.append(step, value)
        self.draw_soon()

    def show_points(self, steps: ArrayLike, values: ArrayLike) -> None:
        """Show a whole curve instead of what is there."""
        self.series.replace(steps, values)
        self.draw_soon()

    def put_before(self, steps: ArrayLike, values: ArrayLike) -> None:
        """Show an earlier part of the curve before what is there."""
        self.series.put_before(steps, values)
        self.draw_soon()

    def show_level(self, value: float) -> None:
        """Draw a dashed line across, such as what a network reaches that has learnt nothing."""
        self._level_at = value
        self.draw_soon()

    def clear(self) -> None:
        """Empty the plot."""
        self.series.clear()
        self._level_at = math.nan
        self.draw_soon()

    @property
    def csv_heading(self) -> Sequence[str]:
        """The names of the two columns when the plot is saved as a table."""
        return (self.horizontal, f"{self.title} ({self.unit})" if self.unit else self.title)

    @property
    def legend_text(self) -> str:
        """What the legend says, as rich text."""
        return self._legend.text()

    def csv_rows(self) -> Iterable[Sequence[str]]:
        """Every point, as text."""
        return (
            (f"{s:.10g}", f"{v:.10g}") for s, v in zip(self.series.steps, self.series.values, strict=True)
        )

    def redraw(self) -> None:
        """Paint the present points now."""
        self._timer.stop()
        self._is_blank = len(self.series) == 0
        drawn = self.series.drawn(positive_only=self._log)
        self._raw.setData(drawn.raw_x, drawn.raw_y)
        self._smooth.setData(drawn.smooth_x, drawn.smooth_y)
        self._draw_level()
        self._fit()
        self._draw_blank()
        self._describe()
        if not self._cross.isVisible():
            self._show_latest()

    def restyle(self) -> None:
        """Take the colours of the present theme."""
        palette = theme.current()
        line, faint = QColor(palette.accent), QColor(palette.accent)
        faint.setAlpha(80)
        self.plot.setBackground(palette.surface)
        self._smooth.setPen(pg.mkPen(line, width=2))
        self._raw.setSymbolBrush(pg.mkBrush(faint))
        self._cross.setPen(pg.mkPen(palette.muted, width=1, style=Qt.PenStyle.DashLine))
        self._level.setPen(pg.mkPen(palette.care, width=1, style=Qt.PenStyle.DashLine))
        self._marker.setPen(pg.mkPen(palette.text, width=1))
        self._marker.setBrush(pg.mkBrush(line))
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setPen(pg.mkPen(palette.border))
            # Without a value there are no numbers to write at the axes.
            axis.setTextPen(pg.mkPen(palette.surface if self._is_blank else palette.muted))
        self._label_axes(palette.muted)
        level = f'<span style="color:{palette.care}">&#8209;&nbsp;&#8209;</span>&nbsp;{self._level_words}'
        self._legend.setText(
            f'<span style="color:{palette.accent}"><b>&#8212;</b></span>&nbsp;{tr("smoothed")} &nbsp; '
            f'<span style="color:{palette.accent}">&#8226;</span>&nbsp;{tr("measured")}'
            + (f" &nbsp; {level}" if self._level_words else "")
        )

    def showEvent(self, shown: QShowEvent) -> None:
        super().showEvent(shown)
        self.redraw()

    def keyPressEvent(self, pressed: QKeyEvent) -> None:
        move = _ARROWS.get(Qt.Key(pressed.key()))
        if move is None or not len(self.series):
            super().keyPressEvent(pressed)
            return
        last = len(self.series) - 1
        here = self.series.nearest(self._cross.value()) if self._cross.isVisible() else None
        self._point_at(last if here is None else min(max(here + move, 0), last))

    def leaveEvent(self, left: QEvent) -> None:
        super().leaveEvent(left)
        self._hide_cross()

    def _make_plot(self, name: str) -> None:
        self.plot = pg.PlotWidget(self, axisItems={"bottom": _StepAxis("bottom")})
        for side in ("left", "bottom"):
            self.plot.getAxis(side).enableAutoSIPrefix(False)
        self.plot.setObjectName(f"{name}_plot")
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setFixedHeight(_HEIGHT)
        self.plot.getAxis("left").setWidth(_AXIS_WIDTH)
        self.plot.getPlotItem().setContentsMargins(0, theme.SPACE, theme.SPACE, 0)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setMouseEnabled(x=False, y=False)
        self._raw = pg.PlotDataItem(pen=None, symbol="o", symbolSize=3, symbolPen=None)
        self._smooth = pg.PlotDataItem(antialias=True)
        self._cross = pg.InfiniteLine(angle=90)
        self._marker = pg.ScatterPlotItem(size=8)
        self._level = pg.InfiniteLine(angle=0)
        self.plot.addItem(self._level)
        self._level.hide()
        for item in (self._raw, self._smooth):
            self.plot.addItem(item)
        for item in (self._cross, self._marker):
            self.plot.addItem(item, ignoreBounds=True)
            item.hide()
        self.plot.scene().sigMouseMoved.connect(self._on_mouse_moved)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.title)
        self.setToolTip(tr("Point at the plot, or use the left and right arrow keys, to read values."))

    def _make_nothing(self) -> None:
        """What stands in the plot until there is a value."""
        self._nothing = QLabel(tr("no value yet"), self.plot)
        self._nothing.setProperty("role", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QVBoxLayout(self.plot)
        inside.setContentsMargins(_AXIS_WIDTH, 0, 0, 0)
        inside.addWidget(self._nothing)

    def _draw_blank(self) -> None:
        self._nothing.setVisible(self._is_blank)
        if self._is_blank != self._drawn_blank:
            self._drawn_blank = self._is_blank
            self.restyle()

    def _make_header(self, name: str) -> None:
        self._title = QLabel(f"<b>{self.title}</b>", self)
        self._title.setObjectName(f"{name}_title")
        self.readout = QLabel(self)
        self.readout.setObjectName(f"{name}_readout")
        self.readout.setProperty("role", "mono")
        self._legend = QLabel(self)
        self._legend.setProperty("role", "caption")
        self._legend.setWordWrap(True)
        self.log_switch = QToolButton(self)
        self.log_switch.setText(tr("log"))
        self.log_switch.setCheckable(True)
        self.log_switch.setProperty("role", "flat")
        self.log_switch.setObjectName(f"{name}_log")
        self.log_switch.setAccessibleName(tr("{plot}: logarithmic axis").format(plot=self.title))
        self.log_switch.setToolTip(tr("Show the values on a logarithmic axis"))
        self.log_switch.toggled.connect(self._on_log_toggled)
        self.save_button = PlotSaveButton(self, name, self)

    def _lay_out(self, mark: HelpMark | None) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title)
        if mark is not None:
            top.addWidget(mark)
        top.addStretch()
        top.addWidget(self.readout)
        bottom = QHBoxLayout()
        bottom.setSpacing(0)
        bottom.addWidget(self._legend, 1)
        bottom.addWidget(self.log_switch)
        bottom.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE // 2)
        layout.addLayout(top)
        layout.addWidget(self.plot)
        layout.addLayout(bottom)

    def _label_axes(self, colour: str) -> None:
        self.plot.setLabel("left", self.axis, color=colour)
        self.plot.setLabel("bottom", self.horizontal, color=colour)

    def draw_soon(self) -> None:
        """Draw the series as it is by then, when it is this plot's turn."""
        if self.isVisible() and not self._timer.isActive():
            now_ms = time.monotonic_ns() // 1_000_000
            until_turn_ms = (self._turn * _REDRAW_MS // _TURNS - now_ms) % _REDRAW_MS
            self._timer.start(0 if self._is_blank else until_turn_ms)

    def _on_log_toggled(self, log: bool) -> None:
        self._log = log
        self.plot.setLogMode(x=False, y=log)
        self._hide_cross()
        self.redraw()

    def _on_mouse_moved(self, place: QPointF) -> None:
        box = self.plot.getViewBox()
        inside = box.sceneBoundingRect().contains(place)
        index = self.series.nearest(box.mapSceneToView(place).x()) if inside else None
        if index is None:
            self._hide_cross()
        else:
            self._point_at(index)

    def _point_at(self, index: int) -> None:
        step, value = float(self.series.steps[index]), float(self.series.values[index])
        self._cross.setValue(step)
        height = value if not self._log else math.log10(value) if value > 0 else math.nan
        self._marker.setData(
            [step] if math.isfinite(height) else [], [height] if math.isfinite(height) else []
        )
        self._cross.show()
        self._marker.show()
        self.readout.setText(self._reading(step, value))

    def _fit(self) -> None:
        """Leave the axis to itself, but for the ends that are given."""
        if (self._low is None and self._high is None) or self._log:
            self.plot.enableAutoRange(y=True)
            return
        values = self.series.values
        low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
        if math.isfinite(self._level_at):
            low, high = min(low, self._level_at), max(high, self._level_at)
        low = low if self._low is None else min(low, self._low)
        high = high if self._high is None else max(high, self._high)
        self.plot.setYRange(low, high if high > low else low + 1)

    def _draw_level(self) -> None:
        value = self._level_at
        shown = math.isfinite(value) and (value > 0 or not self._log)
        self._level.setVisible(shown)
        if shown:
            self._level.setValue(math.log10(value) if self._log else value)

    def _hide_cross(self) -> None:
        self._cross.hide()
        self._marker.hide()
        self._show_latest()

    def _show_latest(self) -> None:
        if len(self.series):
            self.readout.setText(self._with_unit(float(self.series.values[-1])))
        else:
            self.readout.setText("")

    def _reading(self, step: float, value: float) -> str:
        text = tr("{axis} {step}: {value}")
        return text.format(
            axis=self.horizontal, step=figures.count(round(step)), value=self._with_unit(value)
        )

    def _with_unit(self, value: float) -> str:
        return f"{figures.short(value)} {self.unit}".strip()

    def _describe(self) -> None:
        if not len(self.series):
            self.setAccessibleDescription(tr("No values yet."))
            return
        trend = {-1: tr("falling"), 0: tr("level"), 1: tr("rising")}[self.series.trend()]
        text = tr("{reading}, {trend}, {number} points.")
        reading = self._reading(float(self.series.steps[-1]), float(self.series.values[-1]))
        number = figures.count(len(self.series))
        self.setAccessibleDescription(text.format(reading=reading, trend=trend, number=number))
