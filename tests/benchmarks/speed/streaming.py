"""Time that steps wait for rows which lie on the disk and not in memory.

A cache file of some gigabytes is written, dropped from the system's page cache, and learnt from with nothing
held in memory. How much really came from the disk is what the system counts (/proc/self/io): of a
file that the page cache could hold, later epochs would come from there.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np

from tests.benchmarks.speed.setup import Setup
from workbench.engine import device as devices
from workbench.engine.batches import BatchPlan, BatchSource
from workbench.engine.cache import SampleCache
from workbench.engine.contracts import Layout
from workbench.engine.modalities import modalities

_GOAL = 0.05
_IO = Path("/proc/self/io")


def measure(setup: Setup, folder: Path, gigabytes: float) -> None:
    """Write, drop, learn, print."""
    layout = Layout(shape=(setup.size, setup.size, 3))
    count = int(gigabytes * 1e9 / layout.bytes_per_sample)
    _written(folder, layout, count)
    dropped = _drop(folder)
    store = SampleCache.open(folder, layout, count)
    modality = modalities.get("image")
    source = BatchSource(
        modality=modality,
        gather=store.gather,
        rows=np.arange(count),
        plan=BatchPlan(batch=setup.batch, views=setup.task_class.views_per_sample, seed=0),
        view_settings=modality.default_views(layout, setup.task_class.view_strength),
        device=setup.device,
        hold=False,
    )
    trainer = setup.trainer(setup.make(), source)
    trainer.extend(setup.steps)
    before, start = _read_bytes(), time.perf_counter()
    first: float | None = None
    for _ in trainer.run():
        first = source.waited_seconds if first is None and trainer.step else first
    devices.synchronize(setup.device)
    seconds = time.perf_counter() - start
    source.close()
    asked = setup.steps * setup.batch * layout.bytes_per_sample
    wait = source.waited_seconds
    print(
        f"{setup.task}, {setup.encoder}, {setup.size} px, batch {setup.batch}: {count:,} rows,"
        f" {gigabytes:g} GB{'' if dropped else ' (NOT dropped from the page cache)'};"
        f" {setup.steps} steps in {seconds:.1f} s"
    )
    print(f"  {asked / 1e6:,.0f} MB asked for, {(_read_bytes() - before) / 1e6:,.0f} MB came from the disk")
    print(
        f"  waited {wait:.2f} s, {100 * wait / seconds:.1f} % (below {100 * _GOAL:g} %);"
        f" after the first step {100 * (wait - (first or 0.0)) / seconds:.1f} %",
        flush=True,
    )


def _written(folder: Path, layout: Layout, count: int) -> None:
    store = SampleCache.open(folder, layout, count)
    if store.is_filled(np.array([count - 1])).all():
        return
    random = np.random.default_rng(0)
    for row in range(count):
        store.write(row, random.integers(0, 256, layout.shape, np.uint8))
    store.flush()
    store.close()


def _drop(folder: Path) -> bool:
    """Ask the system to forget the files' content; pages that some program maps stay."""
    if not hasattr(os, "posix_fadvise"):
        return False
    for path in folder.iterdir():
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)
    return True


def _read_bytes() -> int:
    """What this program had read from a disk so far; 0 where the system does not say."""
    if not _IO.exists():
        return 0
    lines = dict(line.split(": ") for line in _IO.read_text().splitlines())
    return int(lines["read_bytes"])
