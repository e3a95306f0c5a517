"""How many directions embeddings really use: a network that collapses by and by loses them."""

from __future__ import annotations

import torch
from torch import Tensor

_EPSILON = 1e-7


def rank(embeddings: Tensor) -> Tensor:
    """RankMe: (N, D) -> (), from 1 (all on one line) to min(N, D) (all directions alike).

    The exponential of the entropy of the singular values, normalised to sum to 1 (Garrido, Balestriero,
    Najman & LeCun 2023, "RankMe: Assessing the downstream performance of pretrained self-supervised
    representations by their rank", equations 1 and 2). In the dtype given when that is float64, else in
    float32. 0 for embeddings that are all zero, NaN where one is no number. It compares looks at one run,
    not different tasks.
    """
    values = embeddings.detach()
    if values.dtype != torch.float64:
        values = values.float()
    if not values.isfinite().all():
        return torch.full((), float("nan"), dtype=values.dtype)
    singular = torch.linalg.svdvals(values)
    total = singular.sum()
    if total == 0:
        return torch.zeros((), dtype=values.dtype)
    shares = singular / total + _EPSILON
    effective: Tensor = torch.exp(-(shares * shares.log()).sum())
    return effective
