"""Every pretext task beside every control, by every way to use labels, on the sets in a folder.

    python -m tests.benchmarks.table --data FOLDER --work FOLDER             measure, then print
    python -m tests.benchmarks.table speeds --data FOLDER --work FOLDER      steps a budget is, measured once
    python -m tests.benchmarks.table best --seeds 3 --minutes 1,10 ...       the best two, more closely
    python -m tests.benchmarks.table print ...                               the table as far as it goes

Resumable: a line in --work is not measured again, and a pretraining that was cut off is taken up again.
Sets may run side by side (--sets NAME, one process each). With `speeds` measured, a budget in minutes is
that many steps, so that a busy machine changes how long it takes and not what comes out. Each row runs in
a process of its own: one that fails is reported, and the next goes on.

One pretraining feeds all read-outs: nearest neighbours (cosine), probe, combined with classic features, the
whole network fine-tuned, with and without the unlabelled pool; with 1, 5 and 20 labels a class at random
(three draws, the same for every row) or as the program suggests. Balanced accuracy on the test split, whose
labels nothing else ever sees. "program" is what it chooses by itself among heads, by held-out labels.
Fine-tuning takes 60 steps and one draw, with the pool 20 steps at 5 labels a class only; supervised from
scratch takes 200.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.quality import pretraining, report, sets
from tests.benchmarks.quality.ledger import Ledger, Row, Score, Speed, Trained, Whole
from tests.benchmarks.quality.rows import CONTROLS, Plan, measure, tasks
from tests.benchmarks.quality.sets import PictureSet
from tests.benchmarks.quality.ways import Costs

_QUICK_MINUTES = 0.1
_QUICK_PLAN = Plan(each=(1, 5), draws=2, costs=Costs(steps=6, steps_from_pool=3, scratch_steps=6))


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What the command line says."""

    data: Path
    work: Path
    sets: tuple[str, ...]
    rows: tuple[str, ...]
    seeds: int
    minutes: tuple[float, ...]
    best: int
    quick: bool
    words: tuple[str, ...]
    """To repeat for a row of its own process."""

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
        return _QUICK_PLAN if self.quick else Plan()

    def opened(self, name: str) -> PictureSet:
        return sets.opened(name, self.data, self.work, quick=self.quick)


def main(argv: list[str] | None = None) -> int:
    """Do the sub-command; measuring is the usual one."""
    parser = _parser()
    given = parser.parse_args(argv)
    setup = _setup(given)
    setup.work.mkdir(parents=True, exist_ok=True)
    if given.verb == "speeds":
        return _speeds(setup)
    if given.verb == "row":
        return _measure_row(setup, Row(set=given.sets, name=given.rows, seed=given.seed, budget=given.budget))
    failed = 0
    if given.verb == "measure":
        failed = _measure(setup, setup.rows)
    elif given.verb == "best":
        budget = pretraining.budget_of(given.best_at)
        failed = _measure(setup, tuple(report.best_tasks(setup.scores, budget, setup.best)))
    _print(setup)
    return int(failed > 0)


def _measure(setup: Setup, names: tuple[str, ...]) -> int:
    """Each row in a process of its own; how many failed."""
    failed = 0
    for minutes in setup.minutes:
        for seed in range(setup.seeds):
            for name in names:
                for each in setup.sets:
                    budget = "" if name in CONTROLS else pretraining.budget_of(minutes)
                    failed += _row_process(setup, Row(set=each, name=name, seed=seed, budget=budget))
    return failed


def _row_process(setup: Setup, row: Row) -> int:
    if setup.whole.find(row, str(setup.plan)):
        return 0
    print(f"{row.set}: {row.name} {row.budget}, seed {row.seed}", flush=True)
    command = [
        sys.executable, "-m", "tests.benchmarks.table", "row", *setup.words,
        "--sets", row.set, "--rows", row.name, "--seed", str(row.seed), "--budget", row.budget,
    ]  # fmt: skip
    status = subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode
    if status:
        print(f"  failed ({status}); going on", flush=True)
    return int(status != 0)


def _measure_row(setup: Setup, row: Row) -> int:
    pictures = setup.opened(row.set)
    speed = setup.speeds.find(row.set, row.name, row.budget)
    scores = setup.scores
    for score in measure(pictures, row, setup.plan, setup.trained, speed, scores.keys()):
        scores.add(score)
        cell = score.cell
        print(
            f"  {cell.each:2} {cell.chosen:9} {cell.draw} {score.way:17}"
            f" {score.balanced_accuracy:.3f} {score.seconds:5.1f} s",
            flush=True,
        )
    setup.whole.add(Whole(row=row, plan=str(setup.plan)))
    return 0


def _speeds(setup: Setup) -> int:
    speeds = setup.speeds
    known = speeds.keys()
    for name in setup.sets:
        pictures = setup.opened(name)
        for task in setup.rows:
            for budget in map(pretraining.budget_of, setup.minutes):
                if task not in CONTROLS and (name, task, budget) not in known:
                    speeds.add(found := pretraining.measured_speed(pictures, task, budget))
                    print(found, flush=True)
    return 0


def _print(setup: Setup) -> None:
    trained = list(setup.trained)
    for name in setup.sets:
        pictures = setup.opened(name)
        for budget in dict.fromkeys(t.row.budget for t in trained if t.row.set == name):
            default = pretraining.default_task(pictures, pretraining.minutes_of(budget))
            found = report.Report(pictures, budget, setup.scores, trained, default)
            print("\n".join(found.lines()), flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    verbs = ("measure", "speeds", "best", "print", "row")
    parser.add_argument("verb", nargs="?", default="measure", choices=verbs)
    parser.add_argument(
        "--data", type=Path, required=True, help="the folder with the sets, as zips or folders"
    )
    parser.add_argument("--work", type=Path, required=True, help="a folder to work in")
    parser.add_argument("--sets", default=",".join(sets.SETS))
    parser.add_argument("--rows", default="", help="tasks and controls; default: all")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--minutes", default="", help="of pretraining, with commas; default 3")
    parser.add_argument("--best", type=int, default=2, help="how many tasks `best` measures")
    parser.add_argument("--best-at", type=float, default=3.0, help="the budget in minutes that says which")
    parser.add_argument("--quick", action="store_true", help="tiny cuts, to see whether it works")
    parser.add_argument("--seed", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--budget", default="", help=argparse.SUPPRESS)
    return parser


def _setup(given: argparse.Namespace) -> Setup:
    usual = str(_QUICK_MINUTES) if given.quick else "3"
    words = ["--data", str(given.data.resolve()), "--work", str(given.work.resolve())]
    return Setup(
        data=given.data.resolve(),
        work=given.work.resolve(),
        sets=tuple(given.sets.split(",")),
        rows=tuple(given.rows.split(",")) if given.rows else (*CONTROLS, *tasks()),
        seeds=given.seeds,
        minutes=tuple(float(word) for word in (given.minutes or usual).split(",")),
        best=given.best,
        quick=given.quick,
        words=(*words, "--quick") if given.quick else tuple(words),
    )


if __name__ == "__main__":
    sys.exit(main())
