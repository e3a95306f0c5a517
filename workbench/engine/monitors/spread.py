"""How widely embeddings are spread over the sphere: collapse shows here first."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor


def spread(embeddings: Tensor) -> Tensor:
    """(B, D) -> (): mean spread by dimension of the normalised embeddings, times sqrt(D).

    1 where they are spread evenly over the sphere (each dimension has 1 / sqrt(D)), 0 where all are
    the same (Chen & He 2021, "Exploring Simple Siamese Representation Learning", figure 2).
    """
    directions = F.normalize(embeddings.detach().float(), dim=1)
    deviation: Tensor = directions.std(0, correction=0).mean()
    scaled: Tensor = deviation * directions.shape[1] ** 0.5
    return scaled
