"""The plots of a run: the important ones at once, what was seen between them, the others folded away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.pretrain.metrics import Curve, Curves
from workbench.app.pages.pretrain.running.plots import PLOTS, Place, PlotInfo, own_plots, placed
from workbench.app.widgets.live_plot import LivePlot
from workbench.app.widgets.series import Series
from workbench.app.words import tr
from workbench.engine.monitors.looked import Looked
from workbench.engine.pretext import Measure
from workbench.jobs import Measured

_COLUMNS = 2
_PLACES: tuple[Place, ...] = ("first", "second", "more")
_NOTHING = Curve()


class CurvesPanel(QWidget):
    """Neighbours and loss; below them what was seen; then rank and the task's own; the rest on demand."""

    def __init__(self, seen: QWidget) -> None:
        super().__init__()
        self.setObjectName("curves")
        self._plots: dict[str, LivePlot] = {}
        """Those that were made: a plot takes 10 ms to make, so each of a task's own has a turn of its own,
        and those that are folded away wait until they are wanted."""
        self._series: dict[str, Series] = {}
        self._infos: dict[str, PlotInfo] = {}
        self._cards: dict[str, QFrame] = {}
        self._levels: dict[str, float] = {}
        """What a network reaches that has learnt nothing, also of plots that are still to be made."""
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._make_next)
        self._measures: tuple[Measure, ...] = ()
        self._own: tuple[PlotInfo, ...] = ()
        self._collapsed = False
        self._grids = {place: _grid() for place in _PLACES}
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
        for name in self._shown_always():
            self._make_plot(self._infos[name])
        self._place()
        self._on_fold_toggled(False)

    @property
    def num_points(self) -> int:
        """How many steps are shown."""
        return len(self._series["loss"])

    def show_measures(self, measures: Sequence[Measure]) -> None:
        """Show a task's own measures instead of another task's."""
        if tuple(measures) == self._measures:
            return
        for info in self._own:
            self._remove(info.name)
        self._measures = tuple(measures)
        self._own = tuple(info for info in own_plots(measures) if info.name not in self._infos)
        for info in self._own:
            self._add(info)
        self._place()
        self._turn.start()

    def clear(self) -> None:
        """Empty all plots."""
        self.tell_collapse(collapsed=False)
        self._levels.clear()
        for name, series in self._series.items():
            if name in self._plots:
                self._plots[name].clear()
            else:
                series.clear()

    def show_curves(self, curves: Curves) -> None:
        """Show a whole run."""
        self.tell_collapse(collapsed=curves.last is not None and curves.last.verdict.word == "collapsed")
        for name in self._infos:
            curve = self._curve(name, curves)
            self._series[name].replace(curve.steps, curve.values)
            level = curves.measured.get(self._infos[name].baseline)
            if level is not None and len(level.values):
                self._show_level(name, float(level.values[-1]))
        self._draw_soon()

    def tell_collapse(self, *, collapsed: bool) -> None:
        """Show among the first plots what the words about a collapse speak of, or no longer."""
        if collapsed != self._collapsed:
            self._collapsed = collapsed
            self._place()
            self._turn.start()

    def put_before(self, curves: Curves) -> None:
        """Show what a run had done before it went on here."""
        for name in self._infos:
            curve = self._curve(name, curves)
            self._series[name].put_before(curve.steps, curve.values)
        self._draw_soon()

    def add(self, measured: Measured) -> None:
        """Add one step's numbers."""
        for name, info in self._infos.items():
            if info.source == "measured" and name in measured.values:
                self._append(name, measured.step, measured.values[name])
            if info.baseline in measured.values:
                self._show_level(name, measured.values[info.baseline])

    def add_look(self, looked: Looked) -> None:
        """Add what one look saw."""
        for name, info in self._infos.items():
            if info.source == "looked" and name in looked.values:
                self._append(name, looked.step, looked.values[name])

    def _append(self, name: str, step: int, value: float) -> None:
        if name in self._plots:
            self._plots[name].append(step, value)
        else:
            self._series[name].append(step, value)

    def _draw_soon(self) -> None:
        for plot in self._plots.values():
            plot.draw_soon()

    def _show_level(self, name: str, value: float) -> None:
        self._levels[name] = value
        if name in self._plots:
            self._plots[name].show_level(value)

    def _curve(self, name: str, curves: Curves) -> Curve:
        """Runs of earlier versions have no looks, but measured the spread of the answers."""
        if self._infos[name].source == "measured":
            return curves.measured.get(name, _NOTHING)
        found = curves.looked.get(name)
        if found is None and name == "head_spread":
            found = curves.measured.get("spread")
        return found or _NOTHING

    def _add(self, info: PlotInfo) -> None:
        self._infos[info.name], self._series[info.name] = info, Series()

    def _make_plot(self, info: PlotInfo) -> None:
        plot = LivePlot(
            info.name,
            tr(info.title),
            unit=tr(info.unit) if info.unit else "",
            axis=tr(info.axis) if info.axis else "",
            low=info.low,
            high=info.high,
            help_text=tr(info.help),
            level_words=tr("learnt nothing").replace(" ", "\u00a0") if info.baseline else "",
            series=self._series[info.name],
        )
        if info.name in self._levels:
            plot.show_level(self._levels[info.name])
        self._plots[info.name], self._cards[info.name] = plot, _card(plot)

    def _make_next(self) -> None:
        """One more of the plots that are wanted, and the next one in a turn of its own."""
        wanted = self._infos if self._fold.isChecked() else self._shown_always()
        for name in wanted:
            if name not in self._plots:
                self._make_plot(self._infos[name])
                self._place()
                self._turn.start()
                return

    def _remove(self, name: str) -> None:
        card = self._cards.pop(name, None)
        if card is not None:
            card.hide()
            card.deleteLater()
        self._plots.pop(name, None)
        self._levels.pop(name, None)
        del self._infos[name], self._series[name]

    def _place(self) -> None:
        for place, names in placed(self._infos.values(), collapsed=self._collapsed).items():
            for number, name in enumerate(names):
                if name in self._cards:
                    row, column = divmod(number, _COLUMNS)
                    self._grids[place].addWidget(self._cards[name], row, column)

    def _shown_always(self) -> list[str]:
        """The plots that are not folded away."""
        places = placed(self._infos.values(), collapsed=self._collapsed)
        return [*places["first"], *places["second"]]

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
        self._make_next()
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
