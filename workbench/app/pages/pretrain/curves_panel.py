"""The four live plots of a run."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.pretrain.metrics import CURVES, Curves
from workbench.app.pages.pretrain.sentences import Light, is_learning
from workbench.app.widgets.live_plot import LivePlot
from workbench.app.words import tr
from workbench.jobs import Measured

_COLUMNS = 2
_RECENT = 10


class CurvesPanel(QWidget):
    """Loss, learning rate, samples a second and spread, two by two."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("curves")
        plots = (
            LivePlot("loss", tr("Loss")),
            LivePlot("learning_rate", tr("Learning rate")),
            LivePlot("samples_per_second", tr("Speed"), unit=tr("samples/s")),
            LivePlot("spread", tr("Spread of the embeddings"), axis=tr("0 to 1"), value_range=(0.0, 1.0)),
        )
        self.plots = dict(zip(CURVES, plots, strict=True))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2 * theme.SPACE)
        for place, plot in enumerate(plots):
            grid.addWidget(_card(plot), place // _COLUMNS, place % _COLUMNS)

    @property
    def num_points(self) -> int:
        """How many steps are shown."""
        return len(self.plots["loss"].series)

    def clear(self) -> None:
        """Empty all plots."""
        for plot in self.plots.values():
            plot.clear()

    def show_curves(self, curves: Curves) -> None:
        """Show a whole run."""
        for name, plot in self.plots.items():
            plot.show_points(*curves.points[name])

    def put_before(self, curves: Curves) -> None:
        """Show what a run had done before it went on here."""
        for name, plot in self.plots.items():
            plot.put_before(*curves.points[name])

    def add(self, measured: Measured) -> None:
        """Add one step's numbers."""
        for name, plot in self.plots.items():
            if name in measured.values:
                plot.append(measured.step, measured.values[name])

    def light(self) -> Light:
        """Whether it is learning, in words."""
        spread, loss = self.plots["spread"].series, self.plots["loss"].series
        recent = float(spread.values[-_RECENT:].mean()) if len(spread) else 0.0
        return is_learning(len(loss), recent, loss.trend())


def _card(plot: LivePlot) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(*[2 * theme.SPACE] * 4)
    inside.addWidget(plot)
    return card
