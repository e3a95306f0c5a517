"""What contrastive learning is after: views of a sample close together, all samples spread evenly.

Wang & Isola 2020, "Understanding Contrastive Representation Learning through Alignment and Uniformity on
the Hypersphere", with the exponents they use, alpha = 2 and t = 2. Both are lower where better.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

_T = 2.0


def alignment(first: Tensor, second: Tensor) -> Tensor:
    """(N, D), (N, D), the two views of N samples -> (): from 0 (the same) to 4 (opposite); section 4.1.1.

    The mean squared distance between the normalised embeddings of a sample's two views.
    """
    between = F.normalize(first.detach().float(), dim=1) - F.normalize(second.detach().float(), dim=1)
    distance: Tensor = between.square().sum(1).mean()
    return distance


def uniformity(embeddings: Tensor) -> Tensor:
    """(N, D) -> (): from 0 (all the same) towards -4 (evenly over the sphere); section 4.1.2.

    The logarithm of the mean, over all pairs of samples, of exp(-2 * squared distance); 0 without a pair.
    """
    if len(embeddings) < 2:
        return torch.zeros(())
    directions = F.normalize(embeddings.detach().float(), dim=1)
    squared = F.pdist(directions).square()  # (N * (N - 1) / 2,)
    uniform: Tensor = squared.mul(-_T).exp().mean().log()
    return uniform
