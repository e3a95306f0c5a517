"""What contrastive tasks share: a temperature, and the losses of views and of a slow teacher's keys."""

from __future__ import annotations

import dataclasses
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from workbench.engine.pretext import Remedy
from workbench.engine.settings import setting

_WARM = 0.5


def temperature_setting(default: float = 0.2) -> Any:
    """The field of a settings class that says how hard a task looks at near neighbours."""
    return setting(
        default,
        label="Temperature",
        help=f"Lower: it looks harder at samples that are nearly alike. {default:g} to 0.5 suits most.",
        low=0.001,
        high=2.0,
    )


def warmer(settings: Any) -> Remedy:
    """A `temperature` at which all negatives count, not only the nearest; `settings` are a task's own."""
    temperature = max(_WARM, settings.temperature)
    return Remedy(
        settings=dataclasses.replace(settings, temperature=temperature),
        sentence=f"The temperature goes up to {temperature:g}, the learning rate is halved.",
    )


def nt_xent(projected: Tensor, temperature: float) -> Tensor:
    """NT-Xent of projections (2B, P), of which i and i + B are views of one sample -> ().

    Equation 1 of Chen et al. 2020, averaged over all 2B anchors; in float32 within autocast too,
    because a low temperature magnifies what bfloat16 rounds away.
    """
    num = projected.shape[0] // 2
    with torch.autocast(projected.device.type, enabled=False):
        directions = F.normalize(projected.float(), dim=1)
        similarity = directions @ directions.T / temperature  # (2B, 2B)
        similarity.fill_diagonal_(float("-inf"))
        partner = torch.arange(2 * num, device=projected.device).roll(num)
        return F.cross_entropy(similarity, partner)


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
