"""Where the last frame of a video stands still, as behind shorter ones, and videos played backwards."""

from __future__ import annotations

import torch
from torch import Tensor

_SAME = 1 / 512
"""Values that differ by less are the same: views compute them anew."""


def moving(samples: Tensor) -> Tensor:
    """(B, 3, T, H, W) in [0, 1] -> (B,) int64 in [1, T]: the frames up to the first that stays to the end.

    1 where nothing ever moves.
    """
    frames = samples.shape[2]
    ends = torch.full((len(samples),), frames, device=samples.device)
    still = ~_changes(samples[:, :, -2:])[:, 0]  # few, and comparing all frames of all would take longest
    if bool(still.any()):
        number = torch.arange(2, frames + 1, device=samples.device)
        ends[still] = torch.where(_changes(samples[still]), number, 1).amax(1)
    return ends


def backwards(samples: Tensor) -> Tensor:
    """(B, 3, T, H, W) -> the same shape, played from their last move to their beginning, then standing still.

    So a tail that stands still is behind again, and does not tell which way a video runs.
    """
    number = torch.arange(samples.shape[2], device=samples.device)
    places = (moving(samples)[:, None] - 1 - number).clamp_min(0)  # (B, T)
    videos = torch.arange(len(samples), device=samples.device)[:, None]
    return samples.permute(0, 2, 3, 4, 1)[videos, places].permute(0, 4, 1, 2, 3)


def _changes(samples: Tensor) -> Tensor:
    """(B, 3, T, H, W) -> (B, T - 1) bool: whether each frame differs from the one before it."""
    return (samples.diff(dim=2).abs() > _SAME).flatten(3).any(3).any(1)
