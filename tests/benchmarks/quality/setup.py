"""What the command lines of the table and the multiplier share: where sets and results are."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.quality import sets
from tests.benchmarks.quality.ledger import Ledger, Score, Speed, Trained, Whole
from tests.benchmarks.quality.rows import LABELS_EACH, Plan
from tests.benchmarks.quality.sets import LabelledSet
from tests.benchmarks.quality.ways import Costs

_QUICK_MINUTES = 0.1
_QUICK_PLAN = Plan(each=(1, 5), draws=2, costs=Costs(steps=6, steps_from_pool=3, scratch_steps=6))
_SHORT_MINUTES = {"video": 5.0}
_USUAL_MINUTES = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What the command line says."""

    data: Path
    work: Path
    modality: str
    sets: tuple[str, ...]
    seeds: int
    quick: bool
    words: tuple[str, ...]
    """To repeat for a row of its own process."""

    @property
    def usual_minutes(self) -> float:
        return _QUICK_MINUTES if self.quick else _SHORT_MINUTES.get(self.modality, _USUAL_MINUTES)

    @property
    def scores(self) -> Ledger[Score]:
        return Ledger(self.work / "scores.jsonl", Score)

    @property
    def trained(self) -> Ledger[Trained]:
        return Ledger(self.work / "trained.jsonl", Trained)

    @property
    def speeds(self) -> Ledger[Speed]:
        return Ledger(self.work / "speeds.jsonl", Speed)

    @property
    def whole(self) -> Ledger[Whole]:
        return Ledger(self.work / "whole.jsonl", Whole)

    @property
    def plan(self) -> Plan:
        return _QUICK_PLAN if self.quick else Plan(each=LABELS_EACH[self.modality])

    def opened(self, name: str) -> LabelledSet:
        return sets.opened(name, self.data, self.work, quick=self.quick)


def parser(words: str) -> argparse.ArgumentParser:
    """The options that both have."""
    made = argparse.ArgumentParser(description=words, formatter_class=argparse.RawTextHelpFormatter)
    made.add_argument("--data", type=Path, required=True, help="the folder with the sets, as zips or folders")
    made.add_argument("--work", type=Path, required=True, help="a folder to work in")
    made.add_argument("--kind", default="image", choices=tuple(LABELS_EACH), help="of data")
    made.add_argument("--sets", default="", help="with commas; default: all of that kind")
    made.add_argument("--seeds", type=int, default=1)
    made.add_argument("--quick", action="store_true", help="tiny cuts, to see whether it works")
    return made


def made(given: argparse.Namespace) -> Setup:
    """What was given; the working folder exists then."""
    given.work.mkdir(parents=True, exist_ok=True)
    words = ["--kind", given.kind, "--data", str(given.data.resolve()), "--work", str(given.work.resolve())]
    return Setup(
        data=given.data.resolve(),
        work=given.work.resolve(),
        modality=given.kind,
        sets=tuple(given.sets.split(",")) if given.sets else sets.of_kind(given.kind),
        seeds=given.seeds,
        quick=given.quick,
        words=(*words, "--quick") if given.quick else tuple(words),
    )
