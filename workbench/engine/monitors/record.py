"""What is known of a run so far: its looks, and its measures by step."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from workbench.engine.monitors.looked import Looked
from workbench.engine.monitors.verdict import Track, Verdict, judge
from workbench.engine.pretext import Measure
from workbench.jobs import Measured

_PLAIN = frozenset({"learning_rate", "samples_per_second", "memory_mb"})


class Record:
    """Grows by one measurement a step and one look every few seconds."""

    def __init__(self) -> None:
        self.looks: list[Mapping[str, float]] = []
        self.columns: dict[str, list[float]] = defaultdict(list)

    def note(self, measured: Measured) -> None:
        """One step's numbers."""
        for name, value in measured.values.items():
            if name not in _PLAIN:
                self.columns[name].append(value)

    def verdict(self, measures: Sequence[Measure], *, ended: bool) -> Verdict:
        """What all of it comes to, for a task with these measures of its own."""
        own = [
            Track(
                measure=measure,
                values=self.columns.get(measure.name, []),
                baseline=self.columns.get(measure.baseline, []) if measure.baseline else [],
            )
            for measure in measures
        ]
        return judge(
            self.columns.get("loss", []), self.columns.get("spread", []),
            looks=self.looks, own=own, ended=ended,
        )  # fmt: skip


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
    """A look from its line; raises ValueError or KeyError for a line that is none."""
    read = json.loads(line)
    return Looked(
        step=read["step"],
        progress=read["progress"],
        num_samples=read["num_samples"],
        values=read["values"],
        strip=tuple(tuple(row) for row in read["strip"]),
        verdict=Verdict(word=read["word"], sentence=read["sentence"]),
    )
