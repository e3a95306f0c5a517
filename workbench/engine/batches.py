"""From cache rows to batches on the device: an order fixed by the seed, views fixed by the step."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import psutil
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from workbench.engine.contracts import Batch, Rows
from workbench.engine.encoders import ReadSamples
from workbench.engine.modalities import Modality
from workbench.engine.prefetch import Places, Prefetch

Gather = Callable[[NDArray[np.int64]], Rows]
_SHARE_OF_MEMORY = 0.25
_READ_AT_ONCE = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPlan:
    """What decides every batch of a run."""

    batch: int
    views: int
    seed: int


class Order:
    """Which rows each step learns from: every epoch a permutation of its own, cut into whole batches."""

    def __init__(self, num_rows: int, plan: BatchPlan) -> None:
        self._num_rows = num_rows
        self._plan = plan
        self._order: Places = np.empty(0, np.int64)
        self._epoch = -1

    @property
    def steps_an_epoch(self) -> int:
        """Whole batches in one pass over the rows."""
        return max(1, self._num_rows // self._plan.batch)

    def places(self, step: int) -> Places:
        """Of a step: (B,) int64 in [0, rows)."""
        epoch, number = divmod(step, self.steps_an_epoch)
        if epoch != self._epoch:
            self._order = np.random.default_rng([self._plan.seed, epoch]).permutation(self._num_rows)
            self._epoch = epoch
        start = number * self._plan.batch
        return self._order[start : start + self._plan.batch]


class BatchSource:
    """Batch number `step` of a run, the same whenever it is asked for.

    Rows that fit a quarter of the free memory are read once and stay on the device (`hold` decides it
    otherwise). Others are read from the disk while the step before computes; `close` ends that.
    """

    def __init__(
        self,
        *,
        modality: Modality,
        gather: Gather,
        rows: NDArray[np.int64],
        plan: BatchPlan,
        view_settings: Any,
        device: torch.device,
        hold: bool | None = None,
    ) -> None:
        self.waited_seconds = 0.0
        """How long steps waited for rows, making views not counted."""
        self._modality = modality
        self._rows = rows
        self._plan = plan
        self._view_settings = view_settings
        self._device = device
        self._generator = torch.Generator(device=device)
        self._order = Order(len(rows), plan)
        held = _fit(gather, rows, device) if hold is None else hold
        self._held = torch.from_numpy(gather(rows)).to(device) if held else None
        self._ahead = Prefetch(places=self._order.places, read=lambda places: gather(rows[places]))

    @property
    def steps_an_epoch(self) -> int:
        """Whole batches in one pass over the rows."""
        return self._order.steps_an_epoch

    @property
    def streams(self) -> bool:
        """Whether rows are read from the disk step by step."""
        return self._held is None

    def batch(self, step: int) -> Batch:
        """Batch of `step`: samples (B, C, H, W) and their views, all random numbers from seed and step."""
        start = time.perf_counter()
        places, content = self._read(step)
        self.waited_seconds += time.perf_counter() - start
        samples = self._modality.samples(content)
        self._generator.manual_seed(mixed(self._plan.seed, step))
        views = tuple(
            self._modality.views(samples, self._generator, self._view_settings)
            for _ in range(self._plan.views)
        )
        rows = torch.from_numpy(self._rows[places]).to(self._device)
        drawing = torch.Generator(device=self._device).manual_seed(mixed(self._plan.seed + 1, step))
        return Batch(samples=samples, views=views, rows=rows, generator=drawing)

    def close(self) -> None:
        """Stop reading ahead. The source can still be used; then reading starts again."""
        self._ahead.close()

    def _read(self, step: int) -> tuple[Places, torch.Tensor]:
        if self._held is not None:
            places = self._order.places(step)
            return places, self._held[torch.from_numpy(places).to(self._device)]
        fetched = self._ahead.get(step)
        return fetched.places, torch.from_numpy(fetched.content).to(self._device, non_blocking=True)


def reader(modality: Modality, gather: Gather, rows: NDArray[np.int64]) -> ReadSamples:
    """Samples from all over these rows, as `Encoder.learn_input` asks for them.

    They come in any fair order, since neighbours are often of one file or kind: who stops early has seen
    some of each.
    """

    def read(most: int) -> Iterator[torch.Tensor]:
        some = rows[:: max(1, -(-len(rows) // most))]
        order = np.random.default_rng(0).permutation(len(some))
        for first in range(0, len(some), _READ_AT_ONCE):
            chosen = some[np.sort(order[first : first + _READ_AT_ONCE])]
            yield modality.samples(torch.from_numpy(gather(chosen)))

    return read


def joined(parts: Sequence[torch.Tensor]) -> torch.Tensor:
    """Samples below one another, (b, ...) each; texts (b, l) get zeros behind up to the longest."""
    if parts[0].ndim == 2:
        longest = max(part.shape[1] for part in parts)
        parts = [F.pad(part, (0, longest - part.shape[1])) for part in parts]
    return torch.cat(list(parts))


def _fit(gather: Gather, rows: NDArray[np.int64], device: torch.device) -> bool:
    """Whether rows fit a quarter of the memory that is free."""
    free = psutil.virtual_memory().available
    if device.type == "cuda":
        free = min(free, torch.cuda.mem_get_info(device)[0])
    return bool(gather(rows[:1]).nbytes * len(rows) <= free * _SHARE_OF_MEMORY)


def mixed(seed: int, step: int) -> int:
    """One 63-bit seed from a run's seed and a step (numpy's SeedSequence)."""
    return int(np.random.SeedSequence([seed, step]).generate_state(1, np.uint64)[0] >> np.uint64(1))
