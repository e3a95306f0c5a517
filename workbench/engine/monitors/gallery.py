"""The fixed samples that a learning network is looked at with: the same at every look of a run."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from workbench.engine.batches import Gather, mixed
from workbench.engine.contracts import Batch, Layout
from workbench.engine.modalities import Modality
from workbench.jobs import CancelToken

LARGEST = 512
SMALLEST = 96
_MOST_BYTES = 200_000_000
_MAKING = 32
"""Samples varied at once: a stop is looked for in between."""


class Gallery:
    """Up to 512 samples, each as it is and once varied gently; some of them to be shown.

    The variation is gentle (pictures: moved, mirrored), so that it means the same thing for every task;
    a task that learns colours must not be blamed for telling colours apart. What the person said
    matters is left alone here too.
    """

    def __init__(
        self,
        *,
        modality: Modality,
        gather: Gather,
        rows: NDArray[np.int64],
        layout: Layout,
        view_settings: Any,
        seed: int,
        device: torch.device,
    ) -> None:
        self._modality = modality
        self._gather = gather
        self._view_settings = view_settings
        self._seed = seed
        self._device = device
        fitting = max(SMALLEST, _MOST_BYTES // (4 * layout.bytes_per_sample))
        size = min(LARGEST, len(rows), fitting)
        places = np.random.default_rng([seed, 0]).permutation(len(rows))[:size]
        self.rows: NDArray[np.int64] = np.sort(rows[places])
        self._gentle = _gentle(modality, layout, view_settings)
        self._pairs: list[tuple[Tensor, Tensor]] = []

    def shrink(self, size: int) -> None:
        """Keep so many, spread over all, because the network is too slow for more."""
        self.rows = self.rows[_spread_over(len(self.rows), size)]
        self._pairs.clear()

    def pairs(self, token: CancelToken) -> list[tuple[Tensor, Tensor]]:
        """Chunks of samples (B, ...) and the same ones varied, floats as float16; made at the first call.

        Raises `Stopped` when a stop was asked.
        """
        if not self._pairs:
            generator = torch.Generator(device=self._device)
            made = []
            for first in range(0, len(self.rows), _MAKING):
                token.raise_if_stopping()
                samples = self._samples(self.rows[first : first + _MAKING])
                generator.manual_seed(mixed(self._seed, first))
                varied = self._modality.views(samples, generator, self._gentle)
                made.append((_compact(samples), _compact(varied)))
            self._pairs = made
        return self._pairs

    def strip(self, count: int) -> NDArray[np.int64]:
        """Places in the gallery of so many samples spread over it, (count,) int64."""
        return _spread_over(len(self.rows), count)

    def batch(self, places: NDArray[np.int64], num_views: int) -> Batch:
        """Those samples with views as strong as training's, the same ones every time."""
        rows = self.rows[places]
        samples = self._samples(rows)
        generator = torch.Generator(device=self._device)
        generator.manual_seed(mixed(self._seed, LARGEST))
        views = tuple(self._modality.views(samples, generator, self._view_settings) for _ in range(num_views))
        return Batch(
            samples=samples,
            views=views,
            rows=torch.from_numpy(rows).to(self._device),
            generator=generator,
        )

    def _samples(self, rows: NDArray[np.int64]) -> Tensor:
        return self._modality.samples(torch.from_numpy(self._gather(rows)).to(self._device))


def _compact(samples: Tensor) -> Tensor:
    return samples.half() if samples.is_floating_point() else samples


def _spread_over(number: int, count: int) -> NDArray[np.int64]:
    """`count` places of `number`, evenly spaced: samples of a folder are often in order."""
    count = min(number, count)
    return ((np.arange(count) + 0.5) * number / max(1, count)).astype(np.int64)


def _gentle(modality: Modality, layout: Layout, view_settings: Any) -> Any:
    """The modality's gentle views, without what this run's own views leave alone."""
    gentle = modality.default_views(layout, "gentle")
    for matter in modality.matters:
        if all(getattr(view_settings, name) == value for name, value in matter.settings.items()):
            gentle = dataclasses.replace(gentle, **matter.settings)
    return gentle
