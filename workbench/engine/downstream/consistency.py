"""Pseudo-labels with consistency: what the network is sure of, it shall say of a varied sample too.

Source: Sohn et al., "FixMatch: Simplifying Semi-Supervised Learning with Consistency and Confidence",
NeurIPS 2020, equation 4.
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor

THRESHOLD = 0.95


def loss(plain: Tensor, varied: Tensor, threshold: float = THRESHOLD) -> Tensor:
    """Cross-entropy of the varied samples' logits (B, K) against the classes of the plain ones' (B, K).

    Only samples whose plain prediction reaches the threshold count, over all B; no gradient flows
    through the plain logits. Returns () float32.
    """
    confidence, classes = plain.detach().softmax(dim=1).max(dim=1)
    sure = (confidence >= threshold).float()
    return (F.cross_entropy(varied, classes, reduction="none") * sure).mean()
