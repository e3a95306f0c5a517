"""The table as Markdown, the interval of the recommended default against the best row, and where it loses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from tests.benchmarks.quality.intervals import Difference, Predicted, paired
from tests.benchmarks.quality.ledger import Score, Trained, unpacked
from tests.benchmarks.quality.rows import CONTROLS
from tests.benchmarks.quality.sets import LabelledSet
from tests.benchmarks.quality.ways import COMBINED, KNN, PROGRAM, WAYS

_CHOSEN = ("random", "suggested")
_CLOSE = 0.02
Cells = Sequence[tuple[int, str]]
"""Labels a class, and how they were chosen."""


class Report:
    """One set at one budget, as lines of Markdown."""

    def __init__(
        self,
        pictures: LabelledSet,
        budget: str,
        scores: Iterable[Score],
        trained: Iterable[Trained],
        default: str,
    ) -> None:
        self._pictures = pictures
        self._budget = budget
        self._default = default
        self._trained = [t for t in trained if t.row.set == pictures.name and t.row.budget == budget]
        self._tasks = list(dict.fromkeys(t.row.name for t in self._trained))
        rows = {*self._tasks, *CONTROLS}
        self._scores = [
            s for s in scores
            if s.row.set == pictures.name and s.row.budget in ("", budget) and s.row.name in rows
        ]  # fmt: skip
        present = {(s.cell.each, s.cell.chosen) for s in self._scores}
        self.cells: Cells = sorted(present, key=lambda cell: (cell[0], _CHOSEN.index(cell[1])))

    def lines(self) -> Iterator[str]:
        """All of it; rows best first."""
        yield f"### {self._pictures.name}, {self._budget}"
        yield ""
        yield from self._runs()
        yield "What the program makes of it (controls: their own best way), by labels a class:"
        yield ""
        yield from self._by_labels()
        for each in sorted({each for each, _ in self.cells}):
            yield f"Every way at {each} label{'s' if each > 1 else ''} a class (random / suggested):"
            yield ""
            yield from self._by_way(each)
        yield from self._default_against_best()
        yield from self._against_controls()

    def _runs(self) -> Iterator[str]:
        yield from _head("task", "encoder", "steps", "verdict", "seconds", "seeds", "what happened")
        for name in self._tasks:
            runs = [t for t in self._trained if t.row.name == name]
            yield _row(
                name, runs[0].encoder, *(f"{np.mean([t.steps for t in runs]):.0f}",),
                "/".join(dict.fromkeys(t.verdict for t in runs)),
                f"{np.mean([t.seconds for t in runs]):.0f}", str(len(runs)),
                " ".join(dict.fromkeys(t.happened for t in runs)),
            )  # fmt: skip
        yield ""

    def _by_labels(self) -> Iterator[str]:
        yield from _head("row", *(f"{each} {chosen}" for each, chosen in self.cells), "mean")
        rows = {
            name: [self._values(name, self._way(name), cell) for cell in self.cells] for name in self._names()
        }
        order = sorted(rows, key=lambda name: -np.nan_to_num(_mean([_mean(v) for v in rows[name]])))
        for name in order:
            label = f"**{name}**" if name == self._default else name
            label += f" ({self._way(name)})" if name in CONTROLS else ""
            yield _row(label, *(_cell(v) for v in rows[name]), f"{_mean([_mean(v) for v in rows[name]]):.3f}")
        yield ""

    def _by_way(self, each: int) -> Iterator[str]:
        yield from _head("row", *WAYS)
        for name in self._names():
            pairs = [
                " / ".join(_cell(self._values(name, way, (each, chosen))) for chosen in _CHOSEN)
                for way in WAYS
            ]
            yield _row(name, *pairs)
        yield ""

    def _default_against_best(self) -> Iterator[str]:
        """The row that is best on average is the best only as measured here: the interval favours it."""
        if self._default not in self._complete():
            yield f"The default ({self._default}) is not wholly measured yet."
            yield ""
            return
        best = max(self._complete(), key=lambda name: self._average(name, PROGRAM))
        whole = self._difference(self._default, PROGRAM, best, PROGRAM, self.cells)
        held = whole.high >= 0 or whole.value >= -_CLOSE
        yield (
            f"Default ({self._default}) minus the best row ({best}), {PROGRAM}, all cells:"
            f" {whole.words} points; {'within' if held else 'NOT within'} the interval or 2 points."
        )
        yield ""
        for cell in self.cells:
            best = max(self._complete(), key=lambda name: _mean(self._values(name, PROGRAM, cell)))
            found = self._difference(self._default, PROGRAM, best, PROGRAM, [cell])
            yield f"- {cell[0]} {cell[1]}: best is {best}; {found.words}"
        yield ""

    def _against_controls(self) -> Iterator[str]:
        """Every cell in which the best of a control's ways is above the default's usual way."""
        if self._default not in self._complete():
            return
        yield f"Where {self._default} ({PROGRAM}) is not above a control, by cell:"
        yield ""
        clear = True
        for cell in self.cells:
            for name in CONTROLS:
                ways = [way for way in WAYS if self._values(name, way, cell)]
                if not ways:
                    continue
                way = max(ways, key=lambda way: _mean(self._values(name, way, cell)))
                found = self._difference(self._default, PROGRAM, name, way, [cell])
                if found.value <= 0:
                    clear = False
                    yield f"- {cell[0]} {cell[1]}: {name} by {way}; {found.words}"
        if clear:
            yield "- nowhere"
        yield ""

    def _complete(self) -> list[str]:
        """Tasks measured in every cell; others have no average to compare."""
        return [n for n in self._tasks if all(self._values(n, PROGRAM, cell) for cell in self.cells)]

    def _names(self) -> list[str]:
        return [*self._tasks, *(c for c in CONTROLS if any(s.row.name == c for s in self._scores))]

    def _way(self, name: str) -> str:
        """The usual way of a task; of a control the one that serves it best on average."""
        if name not in CONTROLS:
            return PROGRAM
        ways = [way for way in WAYS if any(s.row.name == name and s.way == way for s in self._scores)]
        return max(ways, key=lambda way: self._average(name, way), default=KNN)

    def _average(self, name: str, way: str) -> float:
        return _mean([_mean(self._values(name, way, cell)) for cell in self.cells])

    def _values(self, name: str, way: str, cell: tuple[int, str]) -> list[float]:
        return [s.balanced_accuracy for s in self._of(name, way, cell)]

    def _of(self, name: str, way: str, cell: tuple[int, str]) -> list[Score]:
        return [
            s for s in self._scores
            if s.row.name == name and s.way == way and (s.cell.each, s.cell.chosen) == cell
        ]  # fmt: skip

    def _difference(self, one: str, way: str, other: str, other_way: str, cells: Cells) -> Difference:
        return paired(
            [self._predicted(one, way, cell) for cell in cells],
            [self._predicted(other, other_way, cell) for cell in cells],
            self._pictures.answers,
        )

    def _predicted(self, name: str, way: str, cell: tuple[int, str]) -> Predicted:
        return {(s.row.seed, s.cell.draw): unpacked(s.predicted) for s in self._of(name, way, cell)}


def best_tasks(scores: Iterable[Score], budget: str, count: int) -> list[str]:
    """The tasks with the best mean over sets, cells and ways with learnt features, best first."""
    found: dict[str, dict[tuple[object, ...], list[float]]] = {}
    for score in scores:
        if score.row.budget == budget and score.way.startswith(COMBINED):
            place = (score.row.set, score.cell.each, score.cell.chosen, score.way)
            found.setdefault(score.row.name, {}).setdefault(place, []).append(score.balanced_accuracy)
    means = {name: _mean([_mean(v) for v in cells.values()]) for name, cells in found.items()}
    return sorted(means, key=lambda name: -means[name])[:count]


def _mean(values: Sequence[float]) -> float:
    known = [value for value in values if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")


def _cell(values: Sequence[float]) -> str:
    if not values:
        return "-"
    spread = f" ±{np.std(values, ddof=1):.3f}".replace("0.", ".") if len(values) > 1 else ""
    return f"{np.mean(values):.3f}".replace("0.", ".") + spread


def _head(*names: str) -> Iterator[str]:
    yield _row(*names)
    yield _row(*("---" for _ in names))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
