"""Crops, flips and blurs of single samples as small matrices (B, S, S)."""

from __future__ import annotations

import torch
from torch import Tensor


def crop_matrix(start: Tensor, length: Tensor, side: int, flipped: Tensor | None = None) -> Tensor:
    """Bilinear enlargement of [start, start + length) to `side` pixels, along one axis.

    start, length: (B,) float32 in pixels; flipped: (B,) bool. Returns (B, side, side) float32 whose rows
    sum to 1. As torchvision's `resized_crop`, pixels outside the crop are never looked at.
    """
    steps = (torch.arange(side, device=start.device, dtype=start.dtype) + 0.5) / side
    at = start[:, None] + steps * length[:, None] - 0.5  # (B, side)
    at = torch.maximum(at, start[:, None])
    at = torch.minimum(at, (start + length)[:, None] - 1)
    if flipped is not None:
        at = torch.where(flipped[:, None], at.flip(1), at)
    pixels = torch.arange(side, device=start.device, dtype=start.dtype)
    return (at[:, :, None] - pixels).abs_().neg_().add_(1).clamp_(min=0)  # (B, side, side)


def blur_matrix(sigma: Tensor, side: int) -> Tensor:
    """Gaussian blur along one axis: sigma (B,) in pixels, 0 for none -> (B, side, side), rows sum to 1."""
    pixels = torch.arange(side, device=sigma.device, dtype=sigma.dtype)
    squares = (pixels[:, None] - pixels).square_()
    weights = torch.exp(squares * (-0.5 / sigma.clamp(min=1e-3).square())[:, None, None])
    return weights / weights.sum(2, keepdim=True)


def resample(samples: Tensor, left: Tensor, right: Tensor) -> Tensor:
    """(B, C, H, W) with left (B, H, H) and right (B, W, W) -> (B, C, H, W), channel planes apart."""
    num, channels, height, width = samples.shape
    rows = samples.permute(0, 2, 3, 1).reshape(num, height, width * channels)
    rows = torch.bmm(left, rows).view(num, height, width, channels)
    planes = rows.permute(0, 3, 1, 2).reshape(num, channels * height, width)
    return torch.bmm(planes, right.transpose(1, 2)).view(num, channels, height, width)
