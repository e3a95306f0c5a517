"""Colour changes, batched, in place: each sample has its own factors; as torchvision defines them."""

from __future__ import annotations

import torch
from torch import Tensor

_WEIGHTS = (0.2989, 0.587, 0.114)
"""Of red, green and blue in grey: ITU-R BT.601, in torchvision's digits."""


def adjust(planes: Tensor, jitter: Tensor, scratch: Tensor) -> None:
    """Change (B, C, H, W) float32, planes apart, by jitter (3, B), in this order and in place.

    Rows of jitter: factors of contrast and saturation (1 for none, 0 for a grey picture), and the turn
    of the hue as a share of the circle (0 for none). Saturation and hue need three channels and are left
    out else. Values outside [0, 1] are clamped first. scratch: (B, C, H, W), overwritten.
    """
    contrast, saturation, hue = jitter[:, :, None, None, None]  # each (B, 1, 1, 1)
    adjust_contrast(planes.clamp_(0, 1), contrast)
    if planes.shape[1] == 3:
        adjust_saturation(planes, saturation, scratch)
        turn_hue(planes, hue, scratch)


def adjust_contrast(planes: Tensor, factor: Tensor) -> None:
    """Blend with the mean of the picture's grey, in place; factor (B, 1, 1, 1)."""
    means = planes.mean((2, 3), keepdim=True)
    mean = grey(means) if planes.shape[1] == 3 else means.mean(1, keepdim=True)
    planes.mul_(factor).add_((1 - factor) * mean).clamp_(0, 1)


def adjust_saturation(planes: Tensor, factor: Tensor, scratch: Tensor) -> None:
    """Blend each pixel with its grey, in place; factor (B, 1, 1, 1), 0 makes the picture grey."""
    ground = grey(planes, out=scratch[:, :1])
    torch.lerp(ground, planes, factor, out=planes).clamp_(0, 1)


def grey(planes: Tensor, out: Tensor | None = None) -> Tensor:
    """(B, 3, H, W) -> (B, 1, H, W)."""
    red, green, blue = (planes[:, at : at + 1] for at in range(3))
    red_weight, green_weight, blue_weight = _WEIGHTS
    weighted: Tensor = torch.mul(red, red_weight, out=out)
    return weighted.add_(green, alpha=green_weight).add_(blue, alpha=blue_weight)


def turn_hue(planes: Tensor, turn: Tensor, scratch: Tensor) -> None:
    """Turn the hue of (B, 3, H, W) in HSV by (B, 1, 1, 1) in [-0.5, 0.5] of the circle, in place.

    Written without branches, which cost ten times as much: with the channels scaled to u in [0, 1] by
    the pixel's least and greatest, the hue in sixths of the circle from red is
    1 + u_green + u_blue - u_red, with the sign of green - blue. scratch: (B, 3, H, W), overwritten.
    """
    red, green, blue = (planes[:, at : at + 1] for at in range(3))
    spread, low, hue = (scratch[:, at : at + 1] for at in range(3))
    torch.maximum(red, green, out=spread)
    torch.maximum(spread, blue, out=spread)
    torch.minimum(red, green, out=low)
    torch.minimum(low, blue, out=low)
    spread.sub_(low)
    torch.add(green, blue, out=hue).sub_(red).sub_(low)
    hue.div_(torch.add(spread, 1e-8, out=red)).add_(1)
    hue.copysign_(torch.sub(green, blue, out=red)).add_(6 * turn)  # in [-6, 6]
    hue.sub_(torch.div(hue, 6, out=red).floor_(), alpha=6)  # in [0, 6]
    for channel, middle in ((red, 3), (green, 2), (blue, 4)):
        torch.sub(hue, middle, out=channel).abs_().sub_(1)
    planes.clamp_(0, 1)  # how far red lies above the least, green and blue below the greatest
    torch.addcmul(low, red, spread, out=red)
    high = low.add_(spread)
    torch.addcmul(high, planes[:, 1:], spread, value=-1, out=planes[:, 1:])
