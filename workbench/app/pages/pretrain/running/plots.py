"""Which plots a run has, what each says and which way is good; the important ones first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.app.words import mark
from workbench.engine.pretext import Measure

Source = Literal["measured", "looked"]
Place = Literal["first", "second", "more"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotInfo:
    """One plot. `measured` numbers come with each step, `looked` ones with each look."""

    name: str
    title: str
    help: str
    source: Source
    place: Place
    unit: str = ""
    axis: str = ""
    short: str = ""
    """Its title where there is little room."""
    low: float | None = None
    high: float | None = None
    baseline: str = ""
    """Another number of the same source: what a network reaches that has learnt nothing."""

    @property
    def short_title(self) -> str:
        """A title of a word or two."""
        return self.short or self.title


PLOTS: tuple[PlotInfo, ...] = (
    PlotInfo(
        name="agreement",
        title=mark("Neighbours agree"),
        short=mark("Neighbours"),
        help=mark(
            "Whether a sample keeps its nearest neighbours when it is varied a little: 1 is always, 0 is"
            " chance. Higher is better."
        ),
        source="looked",
        place="first",
        axis=mark("0 to 1"),
        low=0.0,
        high=1.0,
    ),
    PlotInfo(
        name="loss",
        title=mark("Loss"),
        help=mark(
            "How wrong its answers are in this exercise. It should fall; losses of different tasks cannot be"
            " compared, and a low loss alone does not mean that it has learnt something useful."
        ),
        source="measured",
        place="first",
    ),
    PlotInfo(
        name="rank",
        title=mark("Effective rank (RankMe)"),
        short=mark("Rank"),
        help=mark(
            "In how many different ways it tells the samples apart. Higher is usually better; falling"
            " towards 1 is a collapse."
        ),
        source="looked",
        place="second",
        axis=mark("directions in use"),
        low=1.0,
    ),
    PlotInfo(
        name="spread",
        title=mark("Spread of the features"),
        short=mark("Feature spread"),
        help=mark(
            "How far apart the samples lie in the features, which are what is kept and used later: 1 is"
            " evenly spread, 0 is all the same, which is a collapse. It should stay well above 0."
        ),
        source="looked",
        place="more",
        axis=mark("0 to 1"),
        low=0.0,
        high=1.0,
    ),
    PlotInfo(
        name="head_spread",
        title=mark("Spread of its answers"),
        short=mark("Answer spread"),
        help=mark(
            "How far apart its answers in the exercise lie: 1 is evenly spread, 0 is the same answer for"
            " every sample. It falls in a collapse while the features behind the answers may still be spread."
        ),
        source="looked",
        place="more",
        axis=mark("0 to 1"),
        low=0.0,
        high=1.0,
    ),
    PlotInfo(
        name="alignment",
        title=mark("Distance of variations"),
        help=mark(
            "How far a sample moves when it is varied a little (alignment): from 0 to 4. Lower is better"
            " while the samples stay spread."
        ),
        source="looked",
        place="more",
        axis=mark("squared distance"),
        low=0.0,
    ),
    PlotInfo(
        name="uniformity",
        title=mark("Evenness"),
        help=mark(
            "How evenly all samples are spread out (uniformity): 0 is all in one place, -4 is perfectly even."
            " Lower is better."
        ),
        source="looked",
        place="more",
        axis=mark("0 to -4"),
        low=-4.0,
        high=0.0,
    ),
    PlotInfo(
        name="learning_rate",
        title=mark("Learning rate"),
        help=mark(
            "How large its steps are: it rises at the start and falls to nothing at the end, as planned."
        ),
        source="measured",
        place="more",
    ),
    PlotInfo(
        name="samples_per_second",
        title=mark("Speed"),
        help=mark("How many samples it learns from in a second. Higher only means that it is done earlier."),
        source="measured",
        place="more",
        unit=mark("samples/s"),
        low=0.0,
    ),
    PlotInfo(
        name="memory_mb",
        title=mark("Memory"),
        help=mark(
            "How much memory it uses. It should be level; when it runs out, the batch is made smaller."
        ),
        source="measured",
        place="more",
        unit="MB",
        low=0.0,
    ),
)


_TOLD = ("head_spread", "spread")
"""These two stand side by side as soon as a collapse is told."""


def placed(infos: Iterable[PlotInfo], *, collapsed: bool = False) -> dict[Place, list[str]]:
    """Which plots stand where, in their order; none stands alone on a line above those folded away."""
    places: dict[Place, list[str]] = {"first": [], "second": [], "more": []}
    for info in infos:
        places["first" if collapsed and info.name in _TOLD else info.place].append(info.name)
    if collapsed:
        places["first"].sort(key=lambda name: _TOLD.index(name) if name in _TOLD else -1)
    if len(places["second"]) % 2 and places["more"]:
        places["second"].append(places["more"].pop(0))
    return places


def own_plots(measures: Sequence[Measure]) -> tuple[PlotInfo, ...]:
    """The plots of a task's own measures."""
    return tuple(
        PlotInfo(
            name=measure.name,
            title=measure.label,
            help=measure.help,
            source="measured",
            place="second",
            low=measure.low,
            high=measure.high,
            baseline=measure.baseline,
        )
        for measure in measures
    )
