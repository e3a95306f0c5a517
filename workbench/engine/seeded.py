"""Building networks whose random weights depend on a seed alone, whatever other threads do meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import torch

_ONE_AT_A_TIME = threading.RLock()


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Within it PyTorch's global generators start at `seed`; after it they are as they were before.

    Layers draw their first weights from the global generator and take no other. One thread at a time is
    within; it is for building a network, not for training one. Graphics cards count once they are in use.
    """
    used = torch.cuda.is_initialized()  # type: ignore[no-untyped-call]
    cards = range(torch.cuda.device_count()) if used else ()
    with _ONE_AT_A_TIME, torch.random.fork_rng(cards):
        torch.manual_seed(seed)
        yield
