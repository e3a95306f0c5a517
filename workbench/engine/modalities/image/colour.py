"""Colour changes, batched, in place: each sample has its own factors; as torchvision defines them."""

from __future__ import annotations

import torch
from torch import Tensor

_WEIGHTS = (0.2989, 0.587, 0.114)
"""Of red, green and blue in grey: ITU-R BT.601, in torchvision's digits."""


def adjust(planes: Tensor, jitter: Tensor) -> Tensor:
    """Change (B, C, H, W) float32 in [0, 1], planes apart, by jitter (4, B), in this order and in place.

    Rows of jitter: factors of brightness, contrast and saturation (1 for none), the turn of the hue as a
    share of the circle (0 for none). Saturation and hue need three channels and are left out else.
    """
    brightness, contrast, saturation, hue = jitter[:, :, None, None, None]  # each (B, 1, 1, 1)
    planes.mul_(brightness).clamp_(0, 1)
    adjust_contrast(planes, contrast)
    if planes.shape[1] == 3:
        adjust_saturation(planes, saturation)
        turn_hue(planes, hue)
    return planes


def adjust_contrast(planes: Tensor, factor: Tensor) -> Tensor:
    """Blend with the mean of the picture's grey, in place; factor (B, 1, 1, 1)."""
    means = planes.mean((2, 3), keepdim=True)
    mean = grey(means) if planes.shape[1] == 3 else means.mean(1, keepdim=True)
    return planes.mul_(factor).add_((1 - factor) * mean).clamp_(0, 1)


def adjust_saturation(planes: Tensor, factor: Tensor) -> Tensor:
    """Blend each pixel with its grey, in place; factor (B, 1, 1, 1), 0 makes the picture grey."""
    ground = grey(planes)
    return planes.sub_(ground).mul_(factor).add_(ground).clamp_(0, 1)


def grey(planes: Tensor) -> Tensor:
    """(B, 3, H, W) -> (B, 1, H, W)."""
    red, green, blue = (planes[:, at : at + 1] for at in range(3))
    red_weight, green_weight, blue_weight = _WEIGHTS
    weighted: Tensor = red * red_weight
    return weighted.add_(green, alpha=green_weight).add_(blue, alpha=blue_weight)


def turn_hue(planes: Tensor, turn: Tensor) -> Tensor:
    """Turn the hue of (B, 3, H, W) in HSV by (B, 1, 1, 1) in [-0.5, 0.5] of the circle, in place.

    Written without branches, which cost ten times as much: with the channels scaled to u in [0, 1] by
    the pixel's least and greatest, the hue in sixths of the circle from red is
    1 + u_green + u_blue - u_red, with the sign of green - blue.
    """
    red, green, blue = (planes[:, at : at + 1] for at in range(3))
    high = torch.maximum(torch.maximum(red, green), blue)
    low = torch.minimum(torch.minimum(red, green), blue)
    spread = high.sub_(low)
    hue = (green + blue).sub_(red).sub_(low).div_(spread.clamp(min=1e-8)).add_(1)
    hue.copysign_(green - blue).add_(6 * turn)  # in [-6, 6]
    hue.sub_(torch.floor(hue / 6).mul_(6))  # in [0, 6]
    torch.sub(hue, 3, out=red).abs_().sub_(1).clamp_(0, 1)
    torch.sub(hue, 2, out=green).abs_().neg_().add_(2).clamp_(0, 1)
    torch.sub(hue, 4, out=blue).abs_().neg_().add_(2).clamp_(0, 1)
    return planes.mul_(spread).add_(low)
