"""Whether samples keep their neighbours when they are varied a little."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

NEIGHBOURS = 5


def neighbours(embeddings: Tensor, count: int = NEIGHBOURS) -> Tensor:
    """(N, D) -> (N, K) int64: the nearest other samples, nearest first; K is `count` or N - 1.

    By cosine of the centred embeddings: pooled ReLU features all point roughly the same way, and what
    tells samples apart is what is left when that is taken off.
    """
    values = embeddings.detach().float()
    directions = F.normalize(values - values.mean(0), dim=1)
    similarity = directions @ directions.T
    similarity.fill_diagonal_(float("-inf"))
    return similarity.topk(min(count, len(values) - 1), dim=1).indices


def agreement(first: Tensor, second: Tensor, count: int = NEIGHBOURS) -> Tensor:
    """(N, D), (N, D), two views of the same N samples -> (), 1: the same neighbours, 0: by chance.

    The share of a sample's `count` nearest in one view that are among its `count` nearest in the other,
    less what random neighbours would share, count / (N - 1). Neighbours among samples of the same view:
    whether a view finds its own partner is what contrastive tasks are trained for, and says little of
    whether like things lie together.
    """
    if len(first) <= count + 1:  # so few that all are neighbours of all
        return torch.zeros(())
    one, other = neighbours(first, count), neighbours(second, count)  # (N, K)
    shared = (one[:, :, None] == other[:, None, :]).any(2).float().mean()
    chance = count / (len(first) - 1)
    corrected: Tensor = ((shared - chance) / (1 - chance)).clamp(min=0)
    return corrected
