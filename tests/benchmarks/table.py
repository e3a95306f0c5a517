"""Every pretext task beside every control, by every way to use labels, on the sets in a folder.

    python -m tests.benchmarks.table --data FOLDER --work FOLDER             measure, then print
    python -m tests.benchmarks.table speeds --data FOLDER --work FOLDER      steps a budget is, measured once
    python -m tests.benchmarks.table best --seeds 3 --minutes 1,10 ...       the best two, more closely
    python -m tests.benchmarks.table print ...                               the table as far as it goes
    ... --kind text (or audio, video)                                        instead of pictures

Resumable: a line in --work is not measured again, and a pretraining that was cut off is taken up again.
Sets may run side by side (--sets NAME, one process each). With `speeds` measured, a budget in minutes is
that many steps, so that a busy machine changes how long it takes and not what comes out. Each row runs in
a process of its own: one that fails is reported, and the next goes on.

One pretraining feeds all read-outs: nearest neighbours (cosine), probe, combined with classic features, the
whole network fine-tuned, with and without the unlabelled pool; with 1, 5 and 20 labels a class (texts: 5, 20
and 100; sounds and videos: 5 and 20) at random (three draws, the same for every row) or as it suggests.
Balanced accuracy on the test split, whose labels nothing else ever sees. "program" is what it chooses by
itself among heads, by held-out labels. Fine-tuning takes 60 steps and one draw, with the pool 20 steps at 5
labels a class only; supervised from scratch takes 200.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.quality import pretraining, report, rows
from tests.benchmarks.quality import setup as setup_of
from tests.benchmarks.quality.ledger import Row, Whole
from tests.benchmarks.quality.rows import CONTROLS, measure
from tests.benchmarks.quality.setup import Setup


def main(argv: list[str] | None = None) -> int:
    """Do the sub-command; measuring is the usual one."""
    given = _parser().parse_args(argv)
    setup = setup_of.made(given)
    names = tuple(given.rows.split(",")) if given.rows else rows.names(setup.modality)
    minutes = tuple(float(word) for word in (given.minutes or str(setup.usual_minutes)).split(","))
    if given.verb == "speeds":
        return _speeds(setup, names, minutes)
    if given.verb == "row":
        return _measure_row(setup, Row(set=given.sets, name=given.rows, seed=given.seed, budget=given.budget))
    failed = 0
    if given.verb == "measure":
        failed = _measure(setup, names, minutes)
    elif given.verb == "best":
        budget = pretraining.budget_of(given.best_at or setup.usual_minutes)
        failed = _measure(setup, tuple(report.best_tasks(setup.scores, budget, given.best)), minutes)
    _print(setup)
    return int(failed > 0)


def _measure(setup: Setup, names: tuple[str, ...], budgets: tuple[float, ...]) -> int:
    """Each row in a process of its own; how many failed."""
    failed = 0
    for minutes in budgets:
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


def _speeds(setup: Setup, names: tuple[str, ...], budgets: tuple[float, ...]) -> int:
    speeds = setup.speeds
    known = speeds.keys()
    for name in setup.sets:
        pictures = setup.opened(name)
        for task in names:
            for budget in map(pretraining.budget_of, budgets):
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
    parser = setup_of.parser(__doc__ or "")
    verbs = ("measure", "speeds", "best", "print", "row")
    parser.add_argument("verb", nargs="?", default="measure", choices=verbs)
    parser.add_argument("--rows", default="", help="tasks and controls; default: all")
    parser.add_argument("--minutes", default="", help="of pretraining, with commas; default 3, of videos 5")
    parser.add_argument("--best", type=int, default=2, help="how many tasks `best` measures")
    parser.add_argument("--best-at", type=float, default=0.0, help="the budget in minutes that says which")
    parser.add_argument("--seed", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--budget", default="", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
