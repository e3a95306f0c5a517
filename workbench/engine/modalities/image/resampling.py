"""Crops, flips and blurs of single samples as small matrices (B, S, S)."""

from __future__ import annotations

import torch
from torch import Tensor


def crop_matrix(start: Tensor, length: Tensor, side: int, flipped: Tensor | None = None) -> Tensor:
    """Bilinear enlargement of [start, start + length) to `side` pixels, along one axis.

    start, length: (B,) float32 in pixels; flipped: (B,) bool. Returns (B, side, side) float32 whose rows
    sum to 1. As torchvision's `resized_crop`, pixels outside the crop are never looked at; where the
    crop reaches beyond the sample, its edge is repeated.
    """
    steps = (torch.arange(side, device=start.device, dtype=start.dtype) + 0.5) / side
    at = start[:, None] + steps * length[:, None] - 0.5  # (B, side)
    at = torch.maximum(at, start.clamp(min=0)[:, None])
    at = torch.minimum(at, (start + length).clamp(max=side)[:, None] - 1)
    if flipped is not None:
        at = torch.where(flipped[:, None], at.flip(1), at)
    pixels = torch.arange(side, device=start.device, dtype=start.dtype)
    return (at[:, :, None] - pixels).abs_().neg_().add_(1).clamp_(min=0)  # (B, side, side)


def blur_matrix(sigma: Tensor, side: int) -> Tensor:
    """Gaussian blur along one axis: sigma (B,) > 0 in pixels -> (B, side, side), rows sum to 1."""
    pixels = torch.arange(side, device=sigma.device, dtype=sigma.dtype)
    squares = (pixels[:, None] - pixels).square_()
    # Without the clamp the tails are subnormal numbers, on which processors are a hundred times slower.
    weights = (squares * (-0.5 / sigma.square())[:, None, None]).clamp_(min=-30).exp_()
    return weights.div_(weights.sum(2, keepdim=True))


def add_blur(left: Tensor, right: Tensor, sigma: Tensor) -> None:
    """Let the matrices left (B, H, H) and right (B, W, W) also blur where sigma (B,) is above 0, in place."""
    blurred = sigma.nonzero()[:, 0]
    blur = blur_matrix(sigma[blurred], left.shape[1])
    left[blurred] = torch.bmm(blur, left[blurred])
    if right.shape != left.shape:
        blur = blur_matrix(sigma[blurred], right.shape[1])
    right[blurred] = torch.bmm(blur, right[blurred])


def resample(samples: Tensor, left: Tensor, right: Tensor, out: Tensor, scratch: Tensor) -> None:
    """Multiply each sample by its matrices: samples (B, C, H, W), best channels last in memory.

    left (B, H, H), right (B, W, W); out and scratch: (B, C, H, W), planes apart, both overwritten.
    """
    num, channels, height, width = samples.shape
    rows = samples.permute(0, 2, 3, 1).reshape(num, height, width * channels)
    torch.bmm(left, rows, out=out.view(num, height, width * channels))
    scratch.copy_(out.view(num, height, width, channels).permute(0, 3, 1, 2))
    planes = scratch.view(num, channels * height, width)
    torch.bmm(planes, right.transpose(1, 2), out=out.view(num, channels * height, width))
