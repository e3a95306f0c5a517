"""Things put in order by one score each: the loss of an order, and how many pairs come out right.

Xia, Liu, Wang, Zhang & Li 2008, "Listwise Approach to Learning to Rank" (ListMLE): the probability of an
order when each place is given to one of those that are left, by a softmax over their scores (Plackett, Luce).
"""

from __future__ import annotations

import torch
from torch import Tensor

_NEVER = -1e9


def list_loss(scores: Tensor, places: Tensor, real: Tensor) -> Tensor:
    """Minus the logarithm of the probability of the true order, as a share of that of guessing: (B,) float32.

    scores, places and real: (B, P), of which places is int64, where each thing belongs, counted from 0, and
    real is False behind the last. 1 is what equal scores cost, ln n!; a single thing costs 0.
    """
    scores = scores.float()
    later = (places[:, None, :] >= places[:, :, None]) & real[:, None, :]  # (B, P, P)
    left = scores[:, None, :].expand(-1, scores.shape[1], -1).masked_fill(~later, _NEVER)
    costs = torch.where(real, left.logsumexp(2) - scores, 0.0).sum(1)
    counts = real.sum(1)
    return costs / torch.where(counts > 1, torch.lgamma(counts + 1.0), 1.0)


@torch.no_grad()
def pair_shares(scores: Tensor, places: Tensor, real: Tensor) -> Tensor:
    """Of each row's pairs the share whose order the scores get right, nan where there is none: (B,) float32.

    The higher score comes first. Twice the share less one is Kendall's tau (1938).
    """
    first = places[:, :, None] < places[:, None, :]
    pairs = first & real[:, :, None] & real[:, None, :]
    right = pairs & (scores[:, :, None] > scores[:, None, :])
    return right.sum((1, 2)) / pairs.sum((1, 2))
