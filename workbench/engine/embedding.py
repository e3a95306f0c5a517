"""Passing samples through an encoder, batch by batch, into an array of embeddings."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import numpy as np
import torch
from numpy.typing import NDArray

from workbench.engine.contracts import Rows
from workbench.engine.encoders import Encoder
from workbench.engine.modalities import Modality
from workbench.jobs import Advanced, CancelToken, Event, PhaseStarted

Gather = Callable[[NDArray[np.int64]], Rows]
"""Rows of the cache by number: (B,) int64 -> (B, ...), as the layout says."""


def embed(
    encoder: Encoder,
    modality: Modality,
    gather: Gather,
    rows: NDArray[np.int64],
    *,
    out: NDArray[np.float32],
    device: torch.device,
    token: CancelToken,
    batch: int = 256,
    phase: str = "Looking at every sample",
) -> Iterator[Event]:
    """Write the pooled embedding of each row into `out`, (N, D) float32, in the order of `rows` (N,).

    `out` may be a memory map, so that a large set needs no memory. Raises `Stopped` between two
    batches when a stop was asked; the encoder is left in the mode it was in.
    """
    count = len(rows)
    yield PhaseStarted(phase=phase, total=count, unit=modality.plural)
    encoder.to(device)
    training = encoder.training
    encoder.eval()
    started = time.monotonic()
    try:
        for first in range(0, count, batch):
            token.wait_while_paused()
            token.raise_if_stopping()
            part = rows[first : first + batch]
            out[first : first + len(part)] = embed_rows(encoder, modality, gather(part), device)
            done = first + len(part)
            rate = done / max(time.monotonic() - started, 1e-6)
            yield Advanced(
                phase=phase, done=done, total=count, unit=modality.plural, rate=rate,
                seconds_left=(count - done) / rate,
            )  # fmt: skip
    finally:
        encoder.train(training)


@torch.inference_mode()
def embed_rows(encoder: Encoder, modality: Modality, rows: Rows, device: torch.device) -> NDArray[np.float32]:
    """The pooled embeddings of one batch of cache rows: (B, ...) -> (B, D) float32."""
    samples = modality.samples(torch.from_numpy(np.ascontiguousarray(rows)).to(device))
    pooled: NDArray[np.float32] = encoder(samples).pooled.float().cpu().numpy()
    return pooled
