"""What is known of a run so far: its looks, and its measures between them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean

from workbench.engine.monitors.collapse import signs
from workbench.engine.monitors.looked import Looked
from workbench.engine.monitors.sight import Sight
from workbench.engine.monitors.verdict import Verdict, judge
from workbench.engine.pretext import Measure
from workbench.jobs import Measured

_FIRST = "first_head_spread"
_LATE = 4
"""Of what was measured since the last look, the last fourth counts."""
_PASSED_OVER = frozenset({"learning_rate", "samples_per_second", "memory_mb"})


class Record:
    """Grows by one measurement a step and one look every few seconds."""

    def __init__(self) -> None:
        self.sights: list[Sight] = []
        self._since: dict[str, list[float]] = defaultdict(list)
        """By name, what was measured since the last look."""
        self._first: float | None = None

    def note(self, measured: Measured) -> None:
        """One step's numbers."""
        for name, value in measured.values.items():
            if name not in _PASSED_OVER:
                self._since["head_spread" if name == "spread" else name].append(value)
        if self._first is None:
            self._first = measured.values.get("spread")

    def see(self, step: int, progress: float, values: Mapping[str, float]) -> Sight:
        """Add a look at the encoder, with the means of what was measured lately, since the one before."""
        sight = Sight(step=step, progress=progress, values={**self._means(), **values})
        if self.sights and self.sights[-1].step == step:
            self.sights.pop()  # seen twice is no more evidence than once
        self.sights.append(sight)
        self._since.clear()
        return sight

    def restore(self, looks: Sequence[Looked], measured: Sequence[Measured]) -> None:
        """Go on after these looks and measurements, each oldest first."""
        last = looks[-1].step if looks else 0
        for event in measured:
            if event.step > last or self._first is None:
                self.note(event)
            if event.step <= last:
                self._since.clear()
        for looked in looks:
            if self.sights and self.sights[-1].step == looked.step:
                self.sights.pop()  # looked at twice, before and after it was taken up again
            self.sights.append(Sight(step=looked.step, progress=looked.progress, values=looked.values))
            self._first = looked.values.get(_FIRST, self._first)

    def verdict(self, measures: Sequence[Measure], *, ended: bool, can_collapse: bool = True) -> Verdict:
        """What all looks come to, for a task with these measures of its own."""
        return judge(self.sights, measures, ended=ended, can_collapse=can_collapse)

    def is_doubtful(self, measures: Sequence[Measure], *, can_collapse: bool = True) -> bool:
        """Whether the last look saw any sign of a collapse."""
        if len(self.sights) < 2:
            return False
        return bool(signs(self.sights[-1], self.sights[0], measures, can=can_collapse))

    def _means(self) -> dict[str, float]:
        # The last of them, so that a long while between looks does not hide what is now behind what was.
        means = {name: fmean(values[-max(1, len(values) // _LATE) :]) for name, values in self._since.items()}
        if not means and self.sights:  # nothing happened since the last look
            means = {name: v for name, v in self.sights[-1].values.items() if name != _FIRST}
        return means if self._first is None else means | {_FIRST: self._first}


def as_line(looked: Looked) -> str:
    """A look as one line of JSON, without its preview."""
    return json.dumps(
        {
            "step": looked.step,
            "progress": looked.progress,
            "num_samples": looked.num_samples,
            "values": dict(looked.values),
            "strip": looked.strip,
            "word": looked.verdict.word,
            "sentence": looked.verdict.sentence,
        }
    )


def from_line(line: str) -> Looked:
    """A look from its line; raises ValueError, KeyError or TypeError for another line."""
    read = json.loads(line)
    return Looked(
        step=read["step"],
        progress=read["progress"],
        num_samples=read["num_samples"],
        values=read["values"],
        strip=tuple(tuple(row) for row in read["strip"]),
        verdict=Verdict(word=read["word"], sentence=read["sentence"]),
    )
