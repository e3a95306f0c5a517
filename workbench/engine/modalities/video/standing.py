"""How long a video goes on before its last frame stands still, as it does behind shorter ones."""

from __future__ import annotations

import torch
from torch import Tensor

_SAME = 1 / 512
"""Values that differ by less are the same: views compute them anew."""


def moving(samples: Tensor) -> Tensor:
    """(B, 3, T, H, W) in [0, 1] -> (B,) int64 in [1, T]: the frames up to the first that stays to the end.

    1 where nothing ever moves.
    """
    changes = (samples.diff(dim=2).abs() > _SAME).flatten(3).any(3).any(1)  # (B, T - 1)
    number = torch.arange(2, changes.shape[1] + 2, device=samples.device)
    return torch.where(changes, number, 1).amax(1)
