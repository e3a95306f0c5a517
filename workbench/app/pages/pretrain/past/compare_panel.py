"""Several runs side by side: one measure at a time, over steps or over minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from workbench.app import theme
from workbench.app.pages.pretrain.choosing.segments import SegmentRow
from workbench.app.pages.pretrain.metrics import Curve, Curves
from workbench.app.pages.pretrain.past.overlay_plot import Line, OverlayPlot
from workbench.app.pages.pretrain.running.plots import PLOTS, PlotInfo, own_plots
from workbench.app.widgets import figures
from workbench.app.widgets.series import Floats
from workbench.app.words import tr
from workbench.engine.pretext import Measure
from workbench.project import Run

_ACROSS = ("agreement", "rank", "spread")
_SKILL = "skill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One run with its curves; `measures` are those of its task."""

    run: Run
    curves: Curves
    batch: int
    measures: tuple[Measure, ...] = ()


class ComparePanel(QFrame):
    """Hidden until two runs are chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("compare")
        self.setProperty("role", "card")
        self._runs: tuple[Compared, ...] = ()
        self._offered: dict[str, PlotInfo] = {}
        self.what = SegmentRow("compare_what", tr("What to compare"))
        self.against = SegmentRow("compare_against", tr("Compare against"))
        self.against.show_segments(
            (
                ("steps", tr("by steps"), tr("How many batches it has learnt from")),
                ("minutes", tr("by minutes"), tr("How long it has learnt")),
            )
        )
        self.against.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.words = QLabel(self)
        self.words.setObjectName("compare_words")
        self.words.setProperty("role", "muted")
        self.words.setWordWrap(True)
        self.plot = OverlayPlot("compare_plot")
        self.what.chosen_by_hand.connect(self._draw)
        self.against.chosen_by_hand.connect(self._draw)
        heading = QLabel(tr("Compare runs"), self)
        heading.setProperty("role", "section")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addStretch()
        top.addWidget(self.against)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        column.setSpacing(theme.SPACE)
        column.addLayout(top)
        column.addWidget(self.words)
        column.addWidget(self.what)
        column.addWidget(self.plot)

    def show_runs(self, runs: Sequence[Compared]) -> None:
        """Show these runs, the measure that was looked at last where they have it."""
        self._runs = tuple(runs)
        offered = {info.name: info for info in comparable(runs)}
        if offered != self._offered:
            self._offer(offered)
        self._draw()

    def _offer(self, offered: dict[str, PlotInfo]) -> None:
        before, self._offered = self.what.chosen, offered
        self.what.show_segments(
            tuple((name, tr(info.short_title), tr(info.help)) for name, info in offered.items())
        )
        if before in offered:
            self.what.choose(before)

    def _draw(self) -> None:
        info = self._offered[self.what.chosen]
        by_minutes = self.against.chosen == "minutes"
        lines = []
        for compared in self._runs:
            curve = curve_of(compared.curves, info)
            steps = in_minutes(curve.steps, compared) if by_minutes else curve.steps
            lines.append(Line(name=compared.run.shown_name, curve=Curve(steps=steps, values=curve.values)))
        self.plot.show_lines(
            lines,
            title=tr(info.title),
            axis=tr(info.axis) if info.axis else tr(info.title).lower(),
            horizontal=tr("minutes") if by_minutes else tr("step"),
            low=info.low,
            high=info.high,
        )
        self.words.setText(comparison_words(self._runs, info))


def comparable(runs: Sequence[Compared]) -> tuple[PlotInfo, ...]:
    """What can be compared: the loss and a task's own measures only where all have the same task.

    The skill is the share of an error that is gone, and can be compared between all that have one.
    """
    known = {info.name: info for info in PLOTS}
    offered = [known[name] for name in _ACROSS]
    own = [{info.name: info for info in own_plots(compared.measures)} for compared in runs]
    if len({compared.run.task for compared in runs}) == 1:
        offered += [known["loss"], *(own[0].values() if own else ())]
    elif own and all(_SKILL in measures for measures in own):
        offered.append(own[0][_SKILL])
    return tuple(offered)


def curve_of(curves: Curves, info: PlotInfo) -> Curve:
    """A run's curve of one measure; an empty one where it has none."""
    source: Mapping[str, Curve] = curves.looked if info.source == "looked" else curves.measured
    return source.get(info.name) or curves.measured.get(info.name) or Curve()


def in_minutes(steps: Floats, compared: Compared) -> Floats:
    """(N,) steps -> (N,) minutes of training, from the speed of the whole run that each step tells."""
    speed = compared.curves.measured.get("samples_per_second")
    if speed is None or not len(speed.steps):
        return steps * 0.0
    minutes = speed.steps * compared.batch / np.maximum(speed.values, 1e-9) / 60
    found: Floats = np.interp(steps, np.append(0.0, speed.steps), np.append(0.0, minutes))
    return found


def comparison_words(runs: Sequence[Compared], info: PlotInfo) -> str:
    """What the curves say and what they do not, in a sentence or two."""
    last = {
        compared.run.shown_name: float(curve.values[-1])
        for compared in runs
        if len((curve := curve_of(compared.curves, info)).values)
    }
    if not last:
        return tr("These runs have no such numbers.")
    best = max(last, key=lambda name: last[name])
    if info.name in _ACROSS and len({compared.run.task for compared in runs}) > 1:
        return tr(
            "These runs had different tasks: the curves tell whether each went well, not which is better."
            " Only labels tell that, in step 4."
        )
    if info.name == "agreement":
        words = tr("Neighbours agree best in {run} ({value}).")
    elif info.name == "loss":
        best = min(last, key=lambda name: last[name])
        words = tr("The loss is lowest in {run} ({value}). With another batch size it means little.")
    elif info.baseline:
        best = min(last, key=lambda name: last[name])
        words = tr("It ended lowest in {run} ({value}), which is better.")
    else:
        words = tr("It ended highest in {run} ({value}).")
    return words.format(run=best, value=figures.short(round(last[best], 3)))
