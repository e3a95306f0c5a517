"""From cache rows to batches on the device: an order fixed by the seed, views fixed by the step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import psutil
import torch
from numpy.typing import NDArray

from workbench.engine.contracts import Batch, UInt8Array
from workbench.engine.modalities import Modality

Gather = Callable[[NDArray[np.int64]], UInt8Array]
_SHARE_OF_MEMORY = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPlan:
    """What decides every batch of a run."""

    batch: int
    views: int
    seed: int


class BatchSource:
    """Batch number `step` of a run, the same whenever it is asked for.

    Rows that fit a quarter of the free memory are read once and stay on the device.
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
    ) -> None:
        self._modality = modality
        self._gather = gather
        self._rows = rows
        self._plan = plan
        self._view_settings = view_settings
        self._device = device
        self._generator = torch.Generator(device=device)
        self._order: NDArray[np.int64] = np.empty(0, np.int64)
        self._epoch = -1
        self._held = self._hold()

    @property
    def steps_an_epoch(self) -> int:
        """Whole batches in one pass over the rows."""
        return max(1, len(self._rows) // self._plan.batch)

    def batch(self, step: int) -> Batch:
        """Batch of `step`: samples (B, C, H, W) and their views, all random numbers from seed and step."""
        places = self._places(step)
        samples = self._modality.samples(self._read(places))
        self._generator.manual_seed(mixed(self._plan.seed, step))
        views = tuple(
            self._modality.views(samples, self._generator, self._view_settings)
            for _ in range(self._plan.views)
        )
        rows = torch.from_numpy(self._rows[places]).to(self._device)
        return Batch(samples=samples, views=views, rows=rows)

    def _places(self, step: int) -> NDArray[np.int64]:
        epoch, number = divmod(step, self.steps_an_epoch)
        if epoch != self._epoch:
            self._order = np.random.default_rng([self._plan.seed, epoch]).permutation(len(self._rows))
            self._epoch = epoch
        start = number * self._plan.batch
        return self._order[start : start + self._plan.batch]

    def _read(self, places: NDArray[np.int64]) -> torch.Tensor:
        if self._held is not None:
            return self._held[torch.from_numpy(places).to(self._held.device)]
        return torch.from_numpy(self._gather(self._rows[places])).to(self._device, non_blocking=True)

    def _hold(self) -> torch.Tensor | None:
        sample = self._gather(self._rows[:1])
        free = psutil.virtual_memory().available
        if self._device.type == "cuda":
            free = min(free, torch.cuda.mem_get_info(self._device)[0])
        if sample.nbytes * len(self._rows) > free * _SHARE_OF_MEMORY:
            return None
        return torch.from_numpy(self._gather(self._rows)).to(self._device)


def mixed(seed: int, step: int) -> int:
    """One 63-bit seed from a run's seed and a step (numpy's SeedSequence)."""
    return int(np.random.SeedSequence([seed, step]).generate_state(1, np.uint64)[0] >> np.uint64(1))
