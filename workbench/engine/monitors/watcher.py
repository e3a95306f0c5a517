"""Looks at a learning network every few seconds: on fixed samples, without touching the training."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from workbench.engine.batches import Gather
from workbench.engine.contracts import Layout, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.interrupting import watching
from workbench.engine.modalities import Modality
from workbench.engine.monitors.agreement import agreement, neighbours
from workbench.engine.monitors.alignment import alignment, uniformity
from workbench.engine.monitors.gallery import SMALLEST, Gallery
from workbench.engine.monitors.looked import Looked
from workbench.engine.monitors.pace import Pace
from workbench.engine.monitors.rank import rank
from workbench.engine.monitors.record import Record
from workbench.engine.monitors.spread import spread
from workbench.engine.pretext import PretextTask
from workbench.jobs import CancelToken, Measured

_STRIP = 6
_SHOWN = 4
_LONGEST_SECONDS = 0.6
"""A look that would take longer is made with fewer samples."""


class Watcher:
    """One run's looks and what was measured between them; decides when to look and says what it saw.

    All it sees is a function of the run's seed and weights, and nothing of the run depends on it: no
    buffer, mode or global random number is changed. Not thread-safe: for the training's thread.
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
        token: CancelToken,
        precision: str = "float32",
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """`rows` (N,) int64 are the sample ids that the run learns from, as `BatchSource` has them."""
        self._gallery = Gallery(
            modality=modality, gather=gather, rows=rows, layout=layout, view_settings=view_settings,
            seed=seed, device=device,
        )  # fmt: skip
        self._device = device
        self._token = token
        self._dtype = torch.bfloat16 if precision == "bfloat16" else torch.float32
        self._clock = clock
        self._pace = Pace()
        self._looked_at = 0
        self._fits = False
        self.record = Record()

    def note(self, measured: Measured) -> None:
        """Keep a step's loss, spread and the task's own measures for the verdict."""
        self.record.note(measured)

    def due(self, now_seconds: float, step: int) -> bool:
        """Whether it is time to look after `step` steps, by any clock in seconds, always the same one.

        At once; then after 2 seconds or 10 steps; then every 5 seconds, or less often where looking
        would take more than 3 % of the time.
        """
        return self._pace.due(now_seconds, step - self._looked_at)

    def restore(self, looks: Sequence[Looked], measured: Sequence[Measured] = ()) -> None:
        """Go on after these looks, with the same samples, and what was measured meanwhile; first to last."""
        self.record.restore(looks, measured)
        if looks:
            self._gallery.shrink(looks[-1].num_samples)
            self._fits = True

    def look(self, task: PretextTask, step: int, *, progress: float, ended: bool = False) -> Looked:
        """The encoder after `step` steps, seen through the fixed samples, and the verdict so far.

        `progress` is the share of the schedule that is over, `ended` whether all of it is. Raises
        `Stopped` within half a second when a stop is asked; the task is then as it was.
        """
        started = self._clock()
        with self._at_rest(task):
            plain, varied = self._embed(task.encoder)
            preview = self._preview(task, step) if task.answers else None
        sight = self.record.see(step, progress, measured_values(plain, varied))
        looked = Looked(
            step=step,
            values=sight.values,
            strip=self._strip(plain),
            verdict=self.record.verdict(task.measures, ended=ended, can_collapse=task.can_collapse),
            preview=preview,
            progress=progress,
            num_samples=len(plain),
            doubtful=self.record.is_doubtful(task.measures, can_collapse=task.can_collapse),
        )
        self._looked_at = step
        self._pace.looked(self._clock() - started)
        return looked

    def _preview(self, task: PretextTask, step: int) -> RowsPreview:
        """What the task answers by now. Tasks that compare views answer nothing that could be shown."""
        batch = self._gallery.batch(self._gallery.strip(_STRIP)[:_SHOWN], task.views_per_sample)
        with self._precision():
            return task.preview(batch, trained=step > 0)

    def _strip(self, plain: Tensor) -> tuple[tuple[int, ...], ...]:
        nearest = neighbours(plain)
        rows = self._gallery.rows
        return tuple(
            (int(rows[place]), *(int(rows[other]) for other in nearest[place].tolist()))
            for place in self._gallery.strip(_STRIP)
        )

    def _embed(self, encoder: Encoder) -> tuple[Tensor, Tensor]:
        """The gallery's samples and their variations through the encoder: two (N, D) float32 on the CPU."""
        if not self._fits:
            self._fit(encoder)
        halves = [self._pooled(encoder, pair).chunk(2) for pair in self._gallery.pairs(self._token)]
        return torch.cat([plain for plain, _ in halves]), torch.cat([varied for _, varied in halves])

    def _pooled(self, encoder: Encoder, pair: tuple[Tensor, Tensor]) -> Tensor:
        self._token.raise_if_stopping()
        with self._precision():
            samples = torch.cat(pair)
            pooled: Tensor = encoder(samples.float() if samples.is_floating_point() else samples).pooled
        return pooled.float().cpu()

    def _fit(self, encoder: Encoder) -> None:
        """Fewer samples where the network is too slow for all; the first time through it only warms up."""
        pairs = self._gallery.pairs(self._token)
        self._pooled(encoder, pairs[0])
        started = self._clock()
        self._pooled(encoder, pairs[0])
        seconds = self._clock() - started
        if seconds * len(pairs) > _LONGEST_SECONDS:
            self._gallery.shrink(max(SMALLEST, int(_LONGEST_SECONDS / seconds * len(pairs[0][0]))))
        self._fits = True

    def _precision(self) -> torch.autocast:
        return torch.autocast(self._device.type, self._dtype, enabled=self._dtype != torch.float32)

    @contextmanager
    def _at_rest(self, task: PretextTask) -> Iterator[None]:
        """The task in eval mode, without gradients, its layers looking at the token; then as before."""
        modes = [(module, module.training) for module in task.modules()]
        task.eval()
        try:
            with torch.no_grad(), watching(task, self._token):
                yield
        finally:
            for module, training in modes:
                module.training = training


def measured_values(plain: Tensor, varied: Tensor) -> dict[str, float]:
    """Every measure of embeddings of the same samples, as they are and varied: two (N, D) float32."""
    directions = float(rank(plain))
    return {
        "spread": float(spread(plain)),
        "rank": directions,
        "rank_share": directions / plain.shape[1],
        "alignment": float(alignment(plain, varied)),
        "uniformity": float(uniformity(plain)),
        "agreement": float(agreement(plain, varied)),
    }
