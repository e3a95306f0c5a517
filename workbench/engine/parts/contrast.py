"""The contrastive loss of queries against keys from a slow teacher."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def info_nce(
    queries: Tensor,
    keys: Tensor,
    temperature: float,
    *,
    more: Tensor | None = None,
    masked: Tensor | None = None,
) -> Tensor:
    """2 tau times InfoNCE of queries (B, P) whose key is in the same row of keys (B, P) -> ().

    Chen, Xie & He 2021 (MoCo v3), algorithm 1: the other keys are the negatives. `more` (Q, P) are further
    negatives, unless `masked` (B, Q) is True. In float32 within autocast too, as `nt_xent`.
    """
    with torch.autocast(queries.device.type, enabled=False):
        asked, given = F.normalize(queries.float(), dim=1), F.normalize(keys.float(), dim=1)
        logits = asked @ given.T  # (B, B)
        if more is not None:
            others = asked @ more.float().T  # (B, Q)
            if masked is not None:
                others = others.masked_fill(masked, float("-inf"))
            logits = torch.cat([logits, others], dim=1)
        own = torch.arange(len(queries), device=queries.device)
        return 2 * temperature * F.cross_entropy(logits / temperature, own)
