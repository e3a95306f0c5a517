"""Curves of several runs in one plot: told apart by colour and by the kind of line, named beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.pretrain.metrics import Curve
from workbench.app.widgets import figures
from workbench.app.widgets.plot_saving import PlotSaveButton
from workbench.app.widgets.series import Floats, Series
from workbench.app.words import tr

_HEIGHT = 220
_AXIS_WIDTH = 64
_LEGEND_WIDTH = 208
_COLOURS = (4, 5, 2, 6, 0, 1)
"""Okabe and Ito's, those first that can be seen on a light and on a dark ground."""
_STYLES = (
    (Qt.PenStyle.SolidLine, "\u2500\u2500\u2500"),
    (Qt.PenStyle.DashLine, "\u2500 \u2500"),
    (Qt.PenStyle.DotLine, "\u00b7\u00b7\u00b7\u00b7"),
    (Qt.PenStyle.DashDotLine, "\u2500 \u00b7"),
)
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One run's curve; `curve.steps` are whatever the horizontal axis counts."""

    name: str
    curve: Curve


class OverlayPlot(QWidget):
    """At most a dozen lines over a common axis; pointing at it tells every line's value there."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.title = ""
        self.horizontal = ""
        self.axis = ""
        self._low: float | None = None
        self._high: float | None = None
        self._lines: tuple[Line, ...] = ()
        self._series: list[Series] = []
        self._items: list[pg.PlotDataItem] = []
        self._log = False
        self._make(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(tr("Point at the plot, or use the left and right arrow keys, to read values."))
        theme.changed.connect(self.restyle)
        self.restyle()

    def show_lines(
        self,
        lines: Sequence[Line],
        *,
        title: str,
        axis: str,
        horizontal: str,
        low: float | None = None,
        high: float | None = None,
    ) -> None:
        """Show these lines instead of what is there; `low` and `high` are in sight whatever the values."""
        self._low, self._high = low, high
        self.title, self.axis, self.horizontal = title, axis, horizontal
        self._lines = tuple(lines)
        self._series = [_series(line.curve) for line in lines]
        self.setAccessibleName(title)
        self._title.setText(f"<b>{title}</b>")
        self._draw()
        self.restyle()

    @property
    def csv_heading(self) -> Sequence[str]:
        """The names of the columns when the plot is saved as a table."""
        return (tr("run"), self.horizontal, self.title)

    def csv_rows(self) -> Iterable[Sequence[str]]:
        """Every point of every line, as text."""
        for line in self._lines:
            for step, value in zip(line.curve.steps, line.curve.values, strict=True):
                yield line.name, f"{step:.10g}", f"{value:.10g}"

    @property
    def line_names(self) -> list[str]:
        """The runs that are drawn."""
        return [line.name for line in self._lines]

    def restyle(self) -> None:
        """Take the colours of the present theme."""
        palette = theme.current()
        self.plot.setBackground(palette.surface)
        for number, item in enumerate(self._items):
            item.setPen(pg.mkPen(QColor(_colour(number)), width=2, style=_STYLES[number % len(_STYLES)][0]))
        self._cross.setPen(pg.mkPen(palette.muted, width=1, style=Qt.PenStyle.DashLine))
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setPen(pg.mkPen(palette.border))
            axis.setTextPen(pg.mkPen(palette.muted))
        self.plot.setLabel("left", self.axis, color=palette.muted)
        self.plot.setLabel("bottom", self.horizontal, color=palette.muted)

    def keyPressEvent(self, pressed: QKeyEvent) -> None:
        move = _ARROWS.get(Qt.Key(pressed.key()))
        steps = self._all_steps()
        if move is None or not len(steps):
            super().keyPressEvent(pressed)
            return
        place = int(np.searchsorted(steps, self._cross.value())) if self._cross.isVisible() else len(steps)
        self._point_at(float(steps[min(max(place + move, 0), len(steps) - 1)]))

    def leaveEvent(self, left: QEvent) -> None:
        super().leaveEvent(left)
        self._hide_cross()

    def _draw(self) -> None:
        for item in self._items:
            self.plot.removeItem(item)
        self._items = []
        for series in self._series:
            drawn = series.drawn(positive_only=self._log)
            item = pg.PlotDataItem(drawn.smooth_x, drawn.smooth_y, antialias=True)
            self.plot.addItem(item)
            self._items.append(item)
        self._fit()
        self._hide_cross()

    def _fit(self) -> None:
        """Leave the axes to themselves, but for the ends that are given."""
        self.plot.enableAutoRange()
        values = np.concatenate([np.zeros(0), *(series.values for series in self._series)])
        if (self._low is None and self._high is None) or self._log or not len(values):
            return
        low, high = float(values.min()), float(values.max())
        low = low if self._low is None else min(low, self._low)
        high = high if self._high is None else max(high, self._high)
        self.plot.setYRange(low, high if high > low else low + 1)

    def _make(self, name: str) -> None:
        self._title = QLabel(self)
        self._title.setObjectName(f"{name}_title")
        self.readout = QLabel(self)
        self.readout.setObjectName(f"{name}_readout")
        self.readout.setProperty("role", "mono")
        self._legend = QLabel(self)
        self._legend.setObjectName(f"{name}_legend")
        self._legend.setWordWrap(True)
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._legend.setFixedWidth(_LEGEND_WIDTH)
        self._legend.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.plot = pg.PlotWidget(self)
        self.plot.setObjectName(f"{name}_plot")
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setFixedHeight(_HEIGHT)
        for side in ("left", "bottom"):
            self.plot.getAxis(side).enableAutoSIPrefix(False)
        self.plot.getAxis("left").setWidth(_AXIS_WIDTH)
        self.plot.getPlotItem().setContentsMargins(0, theme.SPACE, theme.SPACE, 0)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setMouseEnabled(x=False, y=False)
        self._cross = pg.InfiniteLine(angle=90)
        self.plot.addItem(self._cross, ignoreBounds=True)
        self._cross.hide()
        self.plot.scene().sigMouseMoved.connect(self._on_mouse_moved)
        self._lay_out(name)

    def _lay_out(self, name: str) -> None:
        log = QToolButton(self)
        log.setText(tr("log"))
        log.setCheckable(True)
        log.setProperty("role", "flat")
        log.setObjectName(f"{name}_log")
        log.setAccessibleName(tr("Logarithmic axis"))
        log.setToolTip(tr("Show the values on a logarithmic axis"))
        log.toggled.connect(self._on_log_toggled)
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch()
        top.addWidget(self.readout)
        middle = QHBoxLayout()
        middle.setSpacing(2 * theme.SPACE)
        middle.addWidget(self.plot, 1)
        middle.addWidget(self._legend)
        bottom = QHBoxLayout()
        bottom.addStretch()
        bottom.addWidget(log)
        bottom.addWidget(PlotSaveButton(self, name, self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE // 2)
        for row in (top, middle, bottom):
            column.addLayout(row)

    def _on_log_toggled(self, log: bool) -> None:
        self._log = log
        self.plot.setLogMode(x=False, y=log)
        self._draw()
        self.restyle()

    def _on_mouse_moved(self, place: QPointF) -> None:
        box = self.plot.getViewBox()
        if box.sceneBoundingRect().contains(place) and len(self._all_steps()):
            self._point_at(box.mapSceneToView(place).x())
        else:
            self._hide_cross()

    def _point_at(self, step: float) -> None:
        self._cross.setValue(step)
        self._cross.show()
        words = tr("{axis} {step}")
        self.readout.setText(words.format(axis=self.horizontal, step=figures.short(step)))
        self._write_legend(step)

    def _hide_cross(self) -> None:
        self._cross.hide()
        self.readout.setText("")
        self._write_legend(None)

    def _write_legend(self, step: float | None) -> None:
        """Each line with its value at a step, or its last one."""
        rows = []
        for number, (line, series) in enumerate(zip(self._lines, self._series, strict=True)):
            dashes = _STYLES[number % len(_STYLES)][1]
            value = _value_at(series, step)
            colour = _colour(number)
            rows.append(f'<p><span style="color:{colour}"><b>{dashes}</b></span> {line.name}<br>{value}</p>')
        self._legend.setText("".join(rows))
        self.setAccessibleDescription(
            "; ".join(
                f"{line.name}: {_value_at(series, step)}"
                for line, series in zip(self._lines, self._series, strict=True)
            )
        )

    def _all_steps(self) -> Floats:
        steps: Floats = np.unique(np.concatenate([np.zeros(0), *(s.steps for s in self._series)]))
        return steps


def _colour(number: int) -> str:
    return theme.class_colour(_COLOURS[number % len(_COLOURS)])


def _series(curve: Curve) -> Series:
    series = Series(max(1, len(curve.steps)))
    series.replace(curve.steps, curve.values)
    return series


def _value_at(series: Series, step: float | None) -> str:
    if not len(series):
        return tr("no values")
    place = len(series) - 1 if step is None else series.nearest(step)
    assert place is not None
    return figures.short(float(series.values[place]))
