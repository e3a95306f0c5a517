"""Samples a second of one task: ours, with views that lie ready, and by lightly; in turns."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import cast

from tests.benchmarks.speed import theirs, work
from tests.benchmarks.speed.setup import Setup
from workbench.engine import device as devices
from workbench.engine.batches import BatchSource
from workbench.engine.contracts import Batch
from workbench.engine.trainer import Trainer

_WARM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """What was measured of one task: medians over repeats, and the ranges of what they are of."""

    setup: Setup
    ours: tuple[float, ...]
    ready: tuple[float, ...]
    lightly: tuple[float, ...]
    """None of them where lightly has no such method."""
    waiting: float
    """Share of the time that our steps waited for rows."""
    step_flops: int
    product_flops: float
    peak_megabytes: float

    @property
    def share(self) -> float:
        """Of the speed with ready views: the median of the shares of each turn."""
        return statistics.median(a / b for a, b in zip(self.ours, self.ready, strict=True))

    @property
    def times_lightly(self) -> float | None:
        """Ours over lightly's, the median of each turn's."""
        if not self.lightly:
            return None
        return statistics.median(a / b for a, b in zip(self.ours, self.lightly, strict=True))

    @property
    def utilisation(self) -> float:
        """Of the operations a second that a matrix product reaches."""
        steps = statistics.median(self.ours) / self.setup.batch
        return steps * self.step_flops / self.product_flops


class _ReadySource:
    """One batch that lies on the device, again and again."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self.waited_seconds = 0.0

    def batch(self, step: int) -> Batch:
        return self._batch


def measured(setup: Setup) -> Rates:
    """All of one task. What the machine does besides hits all three alike: they take turns."""
    rows = setup.rows()
    work.forget_peak(setup.device)
    source = setup.source(rows)
    ours = setup.trainer(setup.make(), source)
    _run(ours, _WARM)
    peak = work.peak_megabytes(setup.device)
    ready = setup.trainer(setup.make(), cast(BatchSource, _ReadySource(source.batch(0))))
    _run(ready, _WARM)
    flops = work.flops_of_step(ready)
    rates: dict[str, list[float]] = {"ours": [], "ready": [], "lightly": []}
    products = []
    waited, elapsed = 0.0, 0.0
    for _ in range(setup.repeats):
        products.append(work.product_flops(setup.device, setup.precision))
        before = source.waited_seconds
        rates["ours"].append(_rate(setup, ours))
        waited += source.waited_seconds - before
        elapsed += setup.steps * setup.batch / rates["ours"][-1]
        rates["ready"].append(_rate(setup, ready))
        if theirs.has(setup.task):
            rates["lightly"].append(_lightly(setup))
    return Rates(
        setup=setup,
        ours=tuple(rates["ours"]),
        ready=tuple(rates["ready"]),
        lightly=tuple(rates["lightly"]),
        waiting=waited / elapsed,
        step_flops=flops,
        product_flops=statistics.median(products),
        peak_megabytes=peak,
    )


def _lightly(setup: Setup) -> float:
    """Its workers live for this measurement only, so that they take nothing from the others."""
    # What waits in the queue before the clock starts was not made in the time that is measured.
    warm = _WARM + 2 * setup.workers
    source = theirs.source(setup, setup.rows(), warm + setup.steps + 2 * setup.workers)
    trainer = setup.trainer(theirs.method(setup.task, setup.make()), source)
    _run(trainer, warm)
    return _rate(setup, trainer)


def _rate(setup: Setup, trainer: Trainer) -> float:
    """Samples a second of the real trainer."""
    devices.synchronize(setup.device)
    start = time.perf_counter()
    _run(trainer, setup.steps)
    devices.synchronize(setup.device)
    return setup.steps * setup.batch / (time.perf_counter() - start)


def _run(trainer: Trainer, steps: int) -> None:
    trainer.extend(steps)
    for _ in trainer.run():
        pass
