"""How many random labels a network from scratch needs to equal the program with five suggested ones a class.

    python -m tests.benchmarks.multiplier --data FOLDER --work FOLDER [--seeds 3] [--minutes 3]

The program: pretrained for so long without labels, it says which samples to label, five a class in all, and
makes its model of them (the table's "program"; what the table measured in --work is not measured again).
From scratch: the same kind of network, supervised, varied as the program varies samples, at random labels of
each class, 600 steps. Where it crosses the program's balanced accuracy is interpolated in the logarithm of
the number of labels. Resumable, as the table is.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np

from tests.benchmarks.quality import labels, pretraining, subject, ways
from tests.benchmarks.quality import setup as setup_of
from tests.benchmarks.quality.ledger import Cell, Row, Score
from tests.benchmarks.quality.rows import Plan, measure
from tests.benchmarks.quality.sets import LabelledSet
from tests.benchmarks.quality.setup import Setup
from tests.benchmarks.quality.subject import Subject
from tests.benchmarks.quality.ways import FULL, PROGRAM, Costs

EACH = 5
_CURVE = (5, 10, 20, 40, 80)
_GOAL = 4
_SCRATCH = "scratch, 600 steps"
"""Three times what the program gives it: the stronger of what was tried for this control."""


def main(argv: list[str] | None = None) -> int:
    """Measure what is not there, and print it set by set."""
    parser = setup_of.parser(__doc__ or "")
    parser.add_argument("--minutes", type=float, help="of pretraining; default 3")
    parser.add_argument("--task", default="", help="default: what the program recommends")
    given = parser.parse_args(argv)
    setup = setup_of.made(given)
    for name in setup.sets:
        pictures = setup.opened(name)
        minutes = given.minutes or setup.usual_minutes
        pretraining.ensure_project(pictures)
        task = given.task or pretraining.default_task(pictures, minutes)
        found = [_seed(setup, pictures, task, minutes, seed) for seed in range(setup.seeds)]
        _print(pictures, f"{task}, {pretraining.budget_of(minutes)}", found)
    return 0


def _seed(
    setup: Setup, pictures: LabelledSet, task: str, minutes: float, seed: int
) -> tuple[Score, list[Score]]:
    """The program's score and the curve from scratch, of one seed."""
    row = Row(set=pictures.name, name=task, seed=seed, budget=pretraining.budget_of(minutes))
    cell = Cell(each=EACH, chosen="suggested")
    if setup.scores.find(row, cell, PROGRAM) is None:
        speed = setup.speeds.find(row.set, row.name, row.budget)
        plan = Plan(each=(EACH,), draws=0, costs=Costs(draws=0))
        for score in measure(pictures, row, plan, setup.trained, speed, setup.scores.keys()):
            setup.scores.add(score)
    ours = setup.scores.find(row, cell, PROGRAM)
    assert ours is not None
    return ours, _curve(setup, pictures, seed)


def _curve(setup: Setup, pictures: LabelledSet, seed: int) -> list[Score]:
    row = Row(set=pictures.name, name=_SCRATCH, seed=seed, budget="")
    steps = 6 if setup.quick else 600
    costs = Costs(scratch_steps=steps, each_from_pool=())
    found: list[Score] = []
    seen: Subject | None = None
    for each in _CURVE:
        cell = Cell(each=each, chosen="random")
        known = setup.scores.find(row, cell, FULL)
        if known is None:
            seen = seen or subject.classic(pictures)
            draw = labels.at_random(seen.classes, cell, seed)
            if found and len(draw.places) == found[-1].labels:
                break  # no class has more
            for known in ways.measured(row, seen, draw, costs, set()):
                setup.scores.add(known)
                print(f"  {each} a class from scratch: {known.balanced_accuracy:.3f}", flush=True)
        assert known is not None
        found.append(known)
    return found


def _print(pictures: LabelledSet, words: str, found: list[tuple[Score, list[Score]]]) -> None:
    print(f"\n### {pictures.name}: {words}, {len(found)} seeds\n")
    print("| labels from scratch | balanced accuracy |\n| --- | --- |")
    for scores in zip(*(curve for _, curve in found), strict=True):
        print(f"| {scores[0].labels} ({scores[0].cell.each} a class) | {_words(scores)} |")
    ours = [score for score, _ in found]
    print(f"| **the program, {ours[0].labels} suggested** | **{_words(ours)}** |\n")
    curve = [
        float(np.mean([s.balanced_accuracy for s in at])) for at in zip(*(c for _, c in found), strict=True)
    ]
    counts = [score.labels for score in found[0][1]]
    goal = float(np.mean([score.balanced_accuracy for score in ours]))
    print(f"Label multiplier: {crossing(counts, curve, goal, ours[0].labels)} (goal: {_GOAL})")
    each = [
        crossing([s.labels for s in c], [s.balanced_accuracy for s in c], o.balanced_accuracy, o.labels)
        for o, c in found
    ]
    print(f"Seed by seed: {'; '.join(each)}", flush=True)


def crossing(counts: Sequence[int], curve: Sequence[float], goal: float, ours: int) -> str:
    """Where a curve over label counts first reaches `goal`, as a multiple of `ours`, in words."""
    if curve[0] >= goal:
        return f"at most {counts[0] / ours:.1f}"
    for place in range(1, len(curve)):
        if curve[place] >= goal:
            share = (goal - curve[place - 1]) / (curve[place] - curve[place - 1])
            low, high = np.log(counts[place - 1]), np.log(counts[place])
            return f"{np.exp(low + share * (high - low)) / ours:.1f}"
    return f"more than {counts[-1] / ours:.1f}"


def _words(scores: Sequence[Score]) -> str:
    values = [score.balanced_accuracy for score in scores]
    spread = f" ±{np.std(values, ddof=1):.3f}" if len(values) > 1 else ""
    return f"{np.mean(values):.3f}{spread}"


if __name__ == "__main__":
    sys.exit(main())
