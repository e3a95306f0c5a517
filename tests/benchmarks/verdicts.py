"""Whether "Is it learning?" is right: runs that deserve each verdict, watched as the program watches them.

    python -m tests.benchmarks.verdicts [SET] [--only collapsed] [--steps 120] [--out verdicts.jsonl]

SET is a folder or zip of pictures; without it the clothes that come with the program. Three kinds of runs:

  collapsed  settings known to collapse: a temperature of 0.001, no slow copy, no variance term
  slow       a learning rate of a millionth
  healthy    every task at its defaults, over seeds, until there are --healthy runs. Left out: a task that
             warns of these pictures, and those for transformers (MAE), which on a CPU learn nothing in
             this time, so that "slow" is what they deserve

Looks are made every tenth of a run, not by the clock, so that a busy machine gives the same table. A line
with all its looks is written for each run; a run whose line is there is judged again, but not made again.
An alarm is a look that says "collapsed" or "slow"; among 20 healthy runs there may be one.
"""

from __future__ import annotations

import argparse
import itertools
import json
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import torch

from tests.engine import tiny
from workbench.engine.batches import BatchPlan, BatchSource
from workbench.engine.contracts import Layout, UInt8Array
from workbench.engine.modalities import modalities
from workbench.engine.monitors.looked import Looked
from workbench.engine.monitors.sight import Sight
from workbench.engine.monitors.verdict import judge
from workbench.engine.monitors.watcher import Watcher
from workbench.engine.plan import Plan, scaled_rate
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.engine.trainer import Trainer
from workbench.jobs import CancelToken

MODALITY = modalities.get("image")
CPU = torch.device("cpu")
LOOKS = 10
MOST_PICTURES = 2000
SHOWN = ("head_spread", "skill", "loss", "agreement", "rank", "spread")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One run, and the verdict it deserves."""

    deserves: str
    task: str
    settings: dict[str, Any] = field(default_factory=dict)
    rate: float = 0.0
    """0: the task's own."""
    seed: int = 0

    @property
    def name(self) -> str:
        told = "".join(f" {key}={value:g}" for key, value in self.settings.items())
        rate = f" rate={self.rate:g}" if self.rate else ""
        return f"{self.task}{told}{rate} #{self.seed}"


COLLAPSING: tuple[tuple[str, dict[str, Any]], ...] = (
    ("simclr", {"temperature": 0.001}),
    ("byol", {"stop_gradient": False}),
    ("vicreg", {"variance": 0.01}),
)
SLOW = ("simclr", "byol", "autoencoder")
SLOW_RATE = 1e-6


def main() -> None:
    """Make the runs that are not made yet, then print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("set", type=Path, nargs="?", help="a folder or zip of pictures")
    parser.add_argument("--only", choices=["collapsed", "slow", "healthy"])
    parser.add_argument("--task", help="only runs of this task")
    parser.add_argument("--steps", type=int, default=120, help="of each run")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--healthy", type=int, default=20, help="how many healthy runs")
    parser.add_argument("--seeds", type=int, default=2, help="of each run that is not healthy")
    parser.add_argument("--size", type=int, default=32, help="side of the pictures in pixels")
    parser.add_argument("--out", type=Path, default=Path("verdicts.jsonl"))
    given = parser.parse_args()
    torch.set_num_threads(1)
    rows = pictures(given.set, given.size)
    for case in cases(rows, given.healthy, given.seeds):
        wanted = given.only in (None, case.deserves) and given.task in (None, case.task)
        if wanted and case.name not in {line["name"] for line in _lines(given.out)}:
            line = {"name": case.name, **asdict(case), **watched(case, rows, given.steps, given.batch)}
            with given.out.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(line) + "\n")
            print(_row(judged(line)), flush=True)
    table([judged(line) for line in _lines(given.out)])


def pictures(source: Path | None, size: int) -> UInt8Array:
    """(N, H, W, C) uint8, at most 2,000 of them, spread over the set."""
    if source is None:
        with as_file(files("workbench") / "resources" / "samples" / "clothes") as folder:
            return _decoded(folder, size)
    if source.suffix == ".zip":
        with tempfile.TemporaryDirectory() as unzipped, zipfile.ZipFile(source) as archive:
            archive.extractall(unzipped)
            return _decoded(Path(unzipped), size)
    return _decoded(source, size)


def _decoded(folder: Path, size: int) -> UInt8Array:
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in MODALITY.suffixes)
    paths = paths[:: max(1, len(paths) // MOST_PICTURES)][:MOST_PICTURES]
    layout = MODALITY.layout(
        [part for path in paths for part in MODALITY.probe(path, MODALITY.reading()).parts], size
    )
    return np.stack([tiny.decoded(MODALITY, path, layout).row for path in paths])


def cases(rows: UInt8Array, healthy: int, seeds: int) -> Iterator[Case]:
    """All runs: those that deserve an alarm, then as many healthy ones as asked, seed by seed."""
    for seed, (task, settings) in itertools.product(range(seeds), COLLAPSING):
        if task in pretext_tasks.names():
            yield Case(deserves="collapsed", task=task, settings=settings, seed=seed)
    for seed, task in itertools.product(range(seeds), SLOW):
        if task in pretext_tasks.names():
            yield Case(deserves="slow", task=task, rate=SLOW_RATE, seed=seed)
    tasks = [name for name in pretext_tasks.names() if _suits(pretext_tasks.get(name), rows)]
    runs = (Case(deserves="healthy", task=task, seed=s) for s, task in itertools.product(range(99), tasks))
    yield from itertools.islice(runs, healthy)


def _suits(task: type[PretextTask], rows: UInt8Array) -> bool:
    if "image" not in task.modalities or task.learns_from_teacher or task.preferred_encoders:
        return False
    some = MODALITY.samples(torch.from_numpy(rows[:: max(1, len(rows) // 256)]))
    return task.caution(some) == "" and task.refusal(_encoder(task, rows), task.Settings()) == ""


def _encoder(task: type[PretextTask], rows: UInt8Array) -> Any:
    name = task.preferred_encoders[-1] if task.preferred_encoders else "small_residual"
    encoder = tiny.picture_encoder(name, size=rows.shape[1], channels=rows.shape[3])
    samples = MODALITY.samples(torch.from_numpy(rows[:256]))
    encoder.set_statistics(samples.mean((0, 2, 3)), samples.std((0, 2, 3)))
    return encoder


class ByStep(Watcher):
    """Looks before the first step and then every so many, whatever the time."""

    every = 1

    def due(self, now_seconds: float, step: int) -> bool:
        return step % self.every == 0


def watched(case: Case, rows: UInt8Array, steps: int, batch: int) -> dict[str, Any]:
    """What the watcher said of one run: its looks' words, the first alarm, the end."""
    trainer = _trainer(case, rows, batch, max(1, steps // LOOKS))
    trainer.extend(steps)
    started = time.monotonic()
    looks = [event for event in trainer.run() if isinstance(event, Looked)]
    return {
        "steps": steps,
        "seconds": time.monotonic() - started,
        "looks": [{"step": look.step, "word": look.verdict.word, **look.values} for look in looks],
    }


def judged(line: dict[str, Any]) -> dict[str, Any]:
    """A line with its verdict, by the rules of today: so they can be changed without new runs."""
    looks = [
        Sight(step=look["step"], progress=look["step"] / line["steps"], values=look)
        for look in {look["step"]: look for look in line["looks"]}.values()
    ]
    measures = pretext_tasks.get(line["task"]).measures
    words = [judge(looks[: i + 1], measures, ended=False).word for i in range(len(looks))]
    alarms = [look.step for look, word in zip(looks, words, strict=True) if word in ("collapsed", "slow")]
    last = judge(looks, measures, ended=True)
    return line | {
        "verdict": last.word, "sentence": last.sentence, "first_alarm": alarms[0] if alarms else None,
    }  # fmt: skip


def _trainer(case: Case, rows: UInt8Array, batch: int, every: int) -> Trainer:
    task_class = pretext_tasks.get(case.task)
    torch.manual_seed(case.seed)
    task = task_class(_encoder(task_class, rows), task_class.Settings(**case.settings))
    layout = Layout(shape=rows.shape[1:])
    shared: dict[str, Any] = {
        "modality": MODALITY,
        "gather": lambda places: rows[places],
        "rows": np.arange(len(rows)),
        "view_settings": MODALITY.default_views(layout, task_class.view_strength),
        "device": CPU,
    }
    token = CancelToken()
    watcher = ByStep(**shared, layout=layout, seed=case.seed, token=token)
    watcher.every = every
    return Trainer(
        task=task,
        source=BatchSource(
            **shared, plan=BatchPlan(batch=batch, views=task.views_per_sample, seed=case.seed)
        ),
        plan=Plan(
            batch=batch,
            seed=case.seed,
            learning_rate=case.rate or scaled_rate(task_class.base_rate, batch),
        ),
        steps=1,
        device=CPU,
        token=token,
        watch=watcher,
    )


def table(lines: list[dict[str, Any]]) -> None:
    """Print each run, then how often each verdict was right."""
    print()
    for line in lines:
        print(_row(line))
        print(f"             {line['sentence']}")
    for deserves in ("collapsed", "slow", "healthy"):
        of_kind = [line for line in lines if line["deserves"] == deserves]
        right = [line for line in of_kind if _is_right(line)]
        print(f"{deserves}: {len(right)} of {len(of_kind)} right")


def _is_right(line: dict[str, Any]) -> bool:
    if line["deserves"] == "healthy":
        return line["first_alarm"] is None and line["verdict"] == "done"
    return bool(line["verdict"] == line["deserves"])


def _row(line: dict[str, Any]) -> str:
    columns = {name: [look[name] for look in line["looks"] if name in look] for name in SHOWN}
    numbers = "  ".join(f"{name} {c[0]:.3g} > {c[-1]:.3g}" for name, c in columns.items() if c)
    mark = "  " if _is_right(line) else "! "
    alarm = "-" if line["first_alarm"] is None else str(line["first_alarm"])
    return (
        f"{mark}{line['deserves']:9s} {line['name']:32s} {line['verdict']:9s} alarm {alarm:>4s}"
        f" of {line['steps']:4d}  looks {len(line['looks']):2d}  {numbers}"
    )


def _lines(out: Path) -> list[dict[str, Any]]:
    if not out.exists():
        return []
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
