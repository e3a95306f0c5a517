"""The plots of a run: the important ones at once, what was seen between them, the others folded away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.pretrain.metrics import Curve, Curves
from workbench.app.pages.pretrain.plots import PLOTS, PlotInfo, own_plots
from workbench.app.widgets.live_plot import LivePlot
from workbench.app.words import tr
from workbench.engine.monitors.looked import Looked
from workbench.engine.pretext import Measure
from workbench.jobs import Measured

_COLUMNS = 2
_NOTHING = Curve()


class CurvesPanel(QWidget):
    """Neighbours and loss; below them what was seen; then rank and the task's own; the rest on demand."""

    def __init__(self, seen: QWidget) -> None:
        super().__init__()
        self.setObjectName("curves")
        self.plots: dict[str, LivePlot] = {}
        self._infos: dict[str, PlotInfo] = {}
        self._cards: dict[str, QFrame] = {}
        self._measures: tuple[Measure, ...] = ()
        self._own: tuple[PlotInfo, ...] = ()
        self._grids = {place: _grid() for place in ("first", "second", "more")}
        self._more = QWidget(self)
        self._more.setLayout(self._grids["more"])
        self._fold = self._make_fold()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.SPACE)
        column.addLayout(self._grids["first"])
        column.addWidget(seen)
        column.addLayout(self._grids["second"])
        column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._more)
        for info in PLOTS:
            self._add(info)
        self._place()
        self._on_fold_toggled(False)

    @property
    def num_points(self) -> int:
        """How many steps are shown."""
        return len(self.plots["loss"].series)

    def show_measures(self, measures: Sequence[Measure]) -> None:
        """Show a task's own measures instead of another task's."""
        if tuple(measures) == self._measures:
            return
        for info in self._own:
            self._remove(info.name)
        self._measures = tuple(measures)
        self._own = tuple(info for info in own_plots(measures) if info.name not in self.plots)
        for info in self._own:
            self._add(info)
        self._place()

    def clear(self) -> None:
        """Empty all plots."""
        for plot in self.plots.values():
            plot.clear()

    def show_curves(self, curves: Curves) -> None:
        """Show a whole run."""
        for name, plot in self.plots.items():
            curve = self._curve(name, curves)
            plot.show_points(curve.steps, curve.values)
            self._show_level(name, curves)

    def put_before(self, curves: Curves) -> None:
        """Show what a run had done before it went on here."""
        for name, plot in self.plots.items():
            curve = self._curve(name, curves)
            plot.put_before(curve.steps, curve.values)

    def add(self, measured: Measured) -> None:
        """Add one step's numbers."""
        for name, info in self._infos.items():
            if info.source == "measured" and name in measured.values:
                self.plots[name].append(measured.step, measured.values[name])
            if info.baseline in measured.values:
                self.plots[name].show_level(measured.values[info.baseline])

    def add_look(self, looked: Looked) -> None:
        """Add what one look saw."""
        for name, info in self._infos.items():
            if info.source == "looked" and name in looked.values:
                self.plots[name].append(looked.step, looked.values[name])

    def _curve(self, name: str, curves: Curves) -> Curve:
        """Runs of earlier versions have no looks, but measured the spread."""
        if self._infos[name].source == "looked":
            found = curves.looked.get(name)
            if found is not None or name != "spread":
                return found or _NOTHING
        return curves.measured.get(name, _NOTHING)

    def _show_level(self, name: str, curves: Curves) -> None:
        level = curves.measured.get(self._infos[name].baseline)
        if level is not None and len(level.values):
            self.plots[name].show_level(float(level.values[-1]))

    def _add(self, info: PlotInfo) -> None:
        plot = LivePlot(
            info.name,
            tr(info.title),
            unit=tr(info.unit) if info.unit else "",
            axis=tr(info.axis) if info.axis else "",
            low=info.low,
            high=info.high,
            help_text=tr(info.help),
            level_words=tr("learnt nothing") if info.baseline else "",
        )
        self._infos[info.name], self.plots[info.name] = info, plot
        self._cards[info.name] = _card(plot)

    def _remove(self, name: str) -> None:
        card = self._cards.pop(name)
        card.hide()
        card.deleteLater()
        del self._infos[name], self.plots[name]

    def _place(self) -> None:
        for place, grid in self._grids.items():
            names = [name for name, info in self._infos.items() if info.place == place]
            for number, name in enumerate(names):
                alone = len(names) % _COLUMNS and number == len(names) - 1
                span = _COLUMNS if alone else 1
                grid.addWidget(self._cards[name], number // _COLUMNS, number % _COLUMNS, 1, span)

    def _make_fold(self) -> QToolButton:
        fold = QToolButton(self)
        fold.setObjectName("more_plots")
        fold.setText(tr("More plots"))
        fold.setProperty("role", "flat")
        fold.setCheckable(True)
        fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        fold.setAccessibleName(tr("More plots"))
        fold.setToolTip(tr("Spread, distance of variations, evenness, learning rate, speed and memory"))
        fold.toggled.connect(self._on_fold_toggled)
        return fold

    def _on_fold_toggled(self, unfolded: bool) -> None:
        self._more.setVisible(unfolded)
        self._fold.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(2 * theme.SPACE)
    for column in range(_COLUMNS):
        grid.setColumnStretch(column, 1)
    return grid


def _card(plot: LivePlot) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(*[2 * theme.SPACE] * 4)
    inside.addWidget(plot)
    return card
