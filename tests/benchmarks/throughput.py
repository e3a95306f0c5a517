"""Samples a second of SimCLR: our batched views, lightly's transform in a DataLoader, no data work at all.

python -m tests.benchmarks.throughput [--device cpu|cuda] [--threads N] [--workers N] [--repeats N]

The same network, step, batch, precision and threads; only where the batch comes from differs. The three take
turns, and the median of the repeats counts. lightly's pictures lie in memory already, so that it reads and
decodes nothing. "ready" is the same step with views that already lie on the device.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from lightly.transforms.simclr_transform import SimCLRTransform
from PIL import Image
from torch.utils.data import DataLoader, Dataset

from workbench.engine import device as devices
from workbench.engine.batches import BatchPlan, BatchSource
from workbench.engine.contracts import Batch, Layout, UInt8Array
from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.modalities import modalities
from workbench.engine.plan import Plan
from workbench.engine.pretext import pretext_tasks
from workbench.engine.trainer import Trainer
from workbench.jobs import CancelToken

_NUM_ROWS = 8192
_GOALS = {"cpu": 1.5, "cuda": 2.0}
_GOAL_SHARE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What is the same for all three."""

    device: torch.device
    encoder: str
    batch: int
    size: int
    workers: int
    steps: int
    repeats: int


class _Pictures(Dataset[list[torch.Tensor]]):
    """Rows as pictures with two views each by lightly's transform, as many as asked for."""

    def __init__(self, rows: UInt8Array, length: int) -> None:
        self._rows = rows
        self._length = length
        self._transform: Any = SimCLRTransform(
            rows.shape[1], cj_strength=0.5, min_scale=0.3, gaussian_blur=0.0, normalize=None
        )

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, place: int) -> list[torch.Tensor]:
        views: list[torch.Tensor] = self._transform(Image.fromarray(self._rows[place % len(self._rows)]))
        return views


class _LoaderSource:
    """Batches from a DataLoader, in place of our `BatchSource`."""

    def __init__(self, loader: Iterator[Any], device: torch.device) -> None:
        self._loader = loader
        self._device = device

    def batch(self, step: int) -> Batch:
        views = tuple(
            view.to(self._device, non_blocking=True, memory_format=torch.channels_last)
            for view in next(self._loader)
        )
        return Batch(samples=views[0], views=views, rows=torch.arange(len(views[0])))


class _ReadySource:
    """One batch that lies on the device, again and again."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    def batch(self, step: int) -> Batch:
        return self._batch


def main(argv: list[str] | None = None) -> None:
    """Measure and print the table."""
    setup = _setup(argv)
    rows = np.random.default_rng(0).integers(0, 256, (_NUM_ROWS, setup.size, setup.size, 3), np.uint8)
    ways: dict[str, Callable[[], float]] = {
        "ours": lambda: _rate(setup, _our_source(setup, rows), warm=3),
        "lightly": lambda: _lightly(setup, rows),
        "ready": lambda: _rate(setup, _ReadySource(_our_source(setup, rows).batch(0)), warm=3),
    }
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for repeat in range(setup.repeats):
        for name, measure in ways.items():
            rates[name].append(measure())
            print(f"repeat {repeat + 1}  {name:8} {rates[name][-1]:9,.0f} samples a second", flush=True)
    _print(setup, rates)


def _print(setup: Setup, rates: dict[str, list[float]]) -> None:
    middle = {name: statistics.median(values) for name, values in rates.items()}
    precision = str(devices.precision(setup.device)).removeprefix("torch.")
    print(
        f"\n{devices.describe(setup.device).name}: {setup.encoder}, {setup.size} px, batch {setup.batch},"
        f" {precision}, {torch.get_num_threads()} threads, {setup.workers} loader workers"
    )
    for name, values in rates.items():
        span = f"{min(values):,.0f} to {max(values):,.0f}"
        print(f"{name:8} {middle[name]:9,.0f} samples a second, median of {setup.repeats} ({span})")
    goal = _GOALS.get(setup.device.type, 1.0)
    print(f"ours / lightly   {middle['ours'] / middle['lightly']:.2f} (at least {goal})")
    print(f"ours / ready     {middle['ours'] / middle['ready']:.2f} (at least {_GOAL_SHARE})")


def _setup(argv: list[str] | None) -> Setup:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--encoder", help="small_residual on a CPU, resnet18 on a graphics card")
    parser.add_argument("--size", type=int, default=32, help="in pixels; up to 64, where nobody blurs")
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--threads", type=int, default=cores, help="of torch, for all three")
    parser.add_argument("--workers", type=int, help="of the DataLoader: the threads, or 16 on a card")
    parser.add_argument("--steps", type=int, help="in each repeat: 10, or 100 on a card")
    parser.add_argument("--repeats", type=int, default=5)
    given = parser.parse_args(argv)
    torch.set_num_threads(given.threads)
    device = devices.choose(given.device)
    on_cpu = device.type == "cpu"
    return Setup(
        device=device,
        encoder=given.encoder or ("small_residual" if on_cpu else "resnet18"),
        batch=given.batch,
        size=given.size,
        workers=given.workers if given.workers is not None else given.threads if on_cpu else 16,
        steps=given.steps or (10 if on_cpu else 100),
        repeats=given.repeats,
    )


def _our_source(setup: Setup, rows: UInt8Array) -> BatchSource:
    modality = modalities.get("image")
    return BatchSource(
        modality=modality,
        gather=lambda places: rows[places],
        rows=np.arange(len(rows)),
        plan=BatchPlan(batch=setup.batch, views=2, seed=0),
        view_settings=modality.default_views(Layout(shape=rows.shape[1:])),
        device=setup.device,
    )


def _lightly(setup: Setup, rows: UInt8Array) -> float:
    """Its workers live for this measurement only, so that they take nothing from the others."""
    # What waits in the queue before the clock starts was not made in the time that is measured.
    warm = 3 + 2 * setup.workers
    pictures = _Pictures(rows, setup.batch * (warm + setup.steps + 2 * setup.workers))
    loader = DataLoader(
        pictures,
        batch_size=setup.batch,
        shuffle=True,
        drop_last=True,
        num_workers=setup.workers,
        pin_memory=setup.device.type == "cuda",
    )
    return _rate(setup, _LoaderSource(iter(loader), setup.device), warm=warm)


def _rate(setup: Setup, source: Any, *, warm: int) -> float:
    """Samples a second of the real trainer on these batches, after `warm` steps that do not count."""
    task_class = pretext_tasks.get("simclr")
    torch.manual_seed(0)
    encoder = build(EncoderSpec(name=setup.encoder, channels=3, size=setup.size))
    precision = "bfloat16" if devices.precision(setup.device) is torch.bfloat16 else "float32"
    trainer = Trainer(
        task=task_class(encoder, task_class.Settings()),
        source=source,
        plan=Plan(batch=setup.batch, seed=0, learning_rate=1e-3, precision=precision),
        steps=warm,
        device=setup.device,
        token=CancelToken(),
    )
    for _ in trainer.run():
        pass
    trainer.extend(setup.steps)
    devices.synchronize(setup.device)
    start = time.perf_counter()
    for _ in trainer.run():
        pass
    devices.synchronize(setup.device)
    return setup.steps * setup.batch / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
