"""Tokens a second: our trainer beside transformers' own model of the same configuration in a plain loop.

    python -m tests.benchmarks.tokens [--data FILE_OR_FOLDER] [--tasks missing_words,next_word] [--device cpu]

Ours: the real trainer, its batches and its task (missing words on ModernBERT, the next word on Llama).
Theirs: tests/benchmarks/speed/plain.py. Both read the very same texts in the same batches, in turns in one
run; only real tokens count, no padding; medians of the turns. Without --data the bundled notes are read.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from tests.benchmarks.quality.events import result
from tests.benchmarks.speed.plain import PlainLoop
from workbench.engine import device as devices
from workbench.engine.batches import BatchPlan, BatchSource, Order
from workbench.engine.contracts import Layout, UInt8Array
from workbench.engine.encoders import build
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.modalities import modalities
from workbench.engine.plan import Plan
from workbench.engine.pretext import pretext_tasks
from workbench.engine.trainer import Trainer
from workbench.jobs import CancelToken
from workbench.operations import import_folder, prepare, recommend, samples
from workbench.project import Project

_WARM = 3
_GOAL = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What is read: the cache's rows (N, L), and how many bytes of text they hold."""

    rows: UInt8Array
    num_bytes: int


class Race:
    """One task, ours and theirs, over the same texts; each goes on where its last turn ended."""

    def __init__(self, task: str, texts: Texts, given: argparse.Namespace, device: torch.device) -> None:
        self._task = pretext_tasks.get(task)
        self._texts = texts
        self._device = device
        share = modalities.get("text").batch_share(texts.num_bytes / len(texts.rows)) * self._task.batch_share
        self._batch = recommend.batch_size(given.batch, len(texts.rows), device, share)
        self.encoder = self._new_encoder(given.encoder)
        self._order = Order(len(texts.rows), self._plan)
        self._ids = self.encoder.cut(torch.from_numpy(texts.rows))
        self._ours = self._trainer()
        self._theirs = PlainLoop(self.encoder, self._ids, device, devices.precision(device))
        self._their_step = 0

    @property
    def words(self) -> str:
        """What is run, in words."""
        lengths = [len(ids) for ids in self._ids]
        return (
            f"{self.encoder.spec.name}, context {self.encoder.spec.size}, vocabulary"
            f" {len(self.encoder.vocabulary):,}, {self._batch} texts a step,"
            f" {statistics.mean(lengths):.0f} tokens a text (longest {max(lengths)})"
        )

    def ours(self, steps: int) -> float:
        """Tokens a second of so many steps of the real trainer."""
        room = self.encoder.spec.size - 2
        coming = self._places(self._ours.step, steps)
        tokens = sum(min(len(self._ids[i]), room) + 2 for batch in coming for i in batch)
        self._ours.extend(steps)
        devices.synchronize(self._device)
        start = time.perf_counter()
        for _ in self._ours.run():
            pass
        devices.synchronize(self._device)
        return tokens / (time.perf_counter() - start)

    def theirs(self, steps: int) -> float:
        """Tokens a second of so many steps of the plain loop."""
        batches = self._places(self._their_step, steps)
        self._their_step += steps
        devices.synchronize(self._device)
        start = time.perf_counter()
        tokens = self._theirs.run(batches)
        devices.synchronize(self._device)
        return tokens / (time.perf_counter() - start)

    def try_step(self) -> None:
        """One more step of ours, to be looked into."""
        self._ours.try_step()

    def their_step(self) -> None:
        """One more step of theirs, to be looked into."""
        self._theirs.run(self._places(self._their_step, 1))
        self._their_step += 1

    @property
    def _plan(self) -> BatchPlan:
        return BatchPlan(batch=self._batch, views=self._task.views_per_sample, seed=0)

    def _places(self, first: int, steps: int) -> list[list[int]]:
        return [self._order.places(step).tolist() for step in range(first, first + steps)]

    def _new_encoder(self, wanted: str) -> TextEncoder:
        modality = modalities.get("text")
        name = wanted or self._task.preferred_encoders[-1 if self._device.type == "cpu" else 0]
        layout = Layout(shape=self._texts.rows.shape[1:])
        torch.manual_seed(0)
        encoder = build(modality.spec(name, layout, self._texts.num_bytes))
        assert isinstance(encoder, TextEncoder)
        encoder.learn_input(lambda most: (torch.from_numpy(self._texts.rows[:most]),))
        return encoder

    def _trainer(self) -> Trainer:
        modality = modalities.get("text")
        rows = self._texts.rows
        is_short = devices.precision(self._device) is torch.bfloat16
        return Trainer(
            task=self._task(self.encoder, self._task.Settings()),
            source=BatchSource(
                modality=modality,
                gather=lambda places: rows[places],
                rows=np.arange(len(rows)),
                plan=self._plan,
                view_settings=modality.view_settings(),
                device=self._device,
            ),
            plan=Plan(
                batch=self._batch,
                seed=0,
                learning_rate=1e-3,
                precision="bfloat16" if is_short else "float32",
            ),
            steps=1,
            device=self._device,
            token=CancelToken(),
        )


def main(argv: list[str] | None = None) -> int:
    """Task by task, and the table."""
    given = _given(argv)
    torch.set_num_threads(given.threads)
    device = devices.choose(given.device)
    with tempfile.TemporaryDirectory() as folder:
        texts = _read(given.data, Path(folder))
    print(
        f"{devices.describe(device).name}, {given.threads} threads,"
        f" {str(devices.precision(device)).removeprefix('torch.')};"
        f" {len(texts.rows):,} texts of {texts.num_bytes / 1e6:.2f} MB"
        f" ({given.data.name if given.data else 'the bundled notes'}); load {_load()}"
    )
    lines = []
    for task in given.tasks.split(","):
        race = Race(task, texts, given, device)
        print(f"{task}: {race.words}", flush=True)
        lines.append(_measured(task, race, given))
    print(f"\nMedians of {given.repeats} turns of {given.steps} steps each; load {_load()}\n")
    print(
        "| task | ours, tokens/s | plain loop, tokens/s | times the plain loop |\n| --- | --- | --- | --- |"
    )
    print("\n".join(lines))
    print(f"\nGoal: at least {_GOAL:g}. Below it: !.")
    return 0


def _measured(task: str, race: Race, given: argparse.Namespace) -> str:
    """A line of the table. What the machine does besides hits both alike: they take turns."""
    race.ours(_WARM)
    race.theirs(_WARM)
    ours, theirs = [], []
    for _ in range(given.repeats):
        ours.append(race.ours(given.steps))
        theirs.append(race.theirs(given.steps))
    times = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    return (
        f"| {task} | {_span(ours)} | {_span(theirs)}"
        f" | {times:.2f}{'' if round(times, 2) >= _GOAL else ' !'} |"
    )


def _span(values: list[float]) -> str:
    return f"{statistics.median(values):,.0f} ({min(values):,.0f} to {max(values):,.0f})"


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _read(data: Path | None, folder: Path) -> Texts:
    """The texts as the program imports them; without `data` the bundled notes."""
    if data is None:
        (data,) = samples.write(folder / "sample", "text")
        data = data / "texts"
    new = import_folder.NewProject(folder=folder / "project", data=data, modality="text")
    result(import_folder.run(new, CancelToken()))
    with Project(folder / "project") as project:
        store = prepare.open_cache(project, import_folder.layout_of(project))
        rows = store.gather(np.array(project.samples.usable_ids(), np.int64))
        return Texts(rows=np.array(rows), num_bytes=recommend.amount(project))


def _given(argv: list[str] | None) -> argparse.Namespace:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, help="texts, as a file or a folder; default: the bundled notes")
    parser.add_argument("--tasks", default="missing_words,next_word", help="with commas")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--encoder", default="", help="the smallest on a CPU, the largest on a graphics card")
    parser.add_argument("--batch", type=int, default=0, help="texts a step; 0: as the program chooses")
    parser.add_argument("--threads", type=int, default=cores, help="of torch, for both")
    parser.add_argument("--steps", type=int, default=10, help="in each turn")
    parser.add_argument("--repeats", type=int, default=5)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
