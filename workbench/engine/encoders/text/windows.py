"""Texts of unlike lengths: like ones together, and long ones in windows that are joined again."""

from __future__ import annotations

import torch
from torch import Tensor

from workbench.engine.contracts import Encoded

_ROUND = 8
"""A batch's length is a multiple of this on graphics cards, which like it; processors only pay for it."""
_FEWEST_TOGETHER = 8
_MOST_GROUPS = 8
_WORTH_IT = 0.9


def rounded(length: int, device: torch.device) -> int:
    """How many places a batch gets whose longest text needs `length`."""
    return length if device.type == "cpu" else -(-length // _ROUND) * _ROUND


def by_length(mask: Tensor) -> list[tuple[Tensor, int]]:
    """Rows of like length: which (n,) int64, and how many places they need, for a mask (B, T) filled from
    the left. One group where that saves less than a tenth, or where there are few rows.
    """
    number, longest = mask.shape
    everything = [(torch.arange(number, device=mask.device), longest)]
    if number < 2 * _FEWEST_TOGETHER:
        return everything
    lengths, order = mask.sum(1).sort()
    size = max(_FEWEST_TOGETHER, -(-number // _MOST_GROUPS))
    ends = lengths[size - 1 :: size].tolist() + lengths[-1:].tolist()  # in rising order: each group's longest
    needed = [min(longest, rounded(max(1, int(end)), mask.device)) for end in ends]
    groups = list(zip(torch.split(order, size), needed, strict=False))
    total = sum(len(part) * need for part, need in groups)
    return groups if total < _WORTH_IT * number * longest else everything


def joined(pooled: Tensor, hidden: Tensor, mask: Tensor, weight: Tensor, owner: Tensor) -> Encoded:
    """Windows back to their texts: pooled (W, D) by weight (W,), hidden (W, T, D) and mask (W, T) in a row.

    owner: (W,) int64, the text each window is of, from 0 to B - 1 in rising order.
    """
    number = int(owner.max()) + 1
    weight = weight.to(pooled.dtype)[:, None]
    total = pooled.new_zeros(number, pooled.shape[1]).index_add_(0, owner, pooled * weight)
    weights = pooled.new_zeros(number, 1).index_add_(0, owner, weight)
    counts = torch.bincount(owner, minlength=number)
    place = torch.arange(len(owner), device=hidden.device) - (counts.cumsum(0) - counts)[owner]
    length = hidden.shape[1]
    shape = (number, int(counts.max()) * length)
    slots = place[:, None] * length + torch.arange(length, device=hidden.device)  # (W, T)
    out = hidden.new_zeros(*shape, hidden.shape[2]).index_put((owner[:, None], slots), hidden)
    real = mask.new_zeros(shape).index_put((owner[:, None], slots), mask)
    return Encoded(pooled=total / weights, tokens=out, mask=real)
