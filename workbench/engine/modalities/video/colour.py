"""Colour changes of whole videos: brightness, contrast, saturation and hue as one affine map of a colour.

Each is linear in the colours as torchvision defines them, but for hue, which is turned in YIQ (chroma turned
about the axis of greys) rather than in HSV. So one small matrix a video does what would take dozens of passes
over its values; values are clamped once at the end rather than after each.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

GREY = (0.2989, 0.587, 0.114)
"""Of red, green and blue in grey: ITU-R BT.601, in torchvision's digits."""
_IN_PHASE = (0.5959, -0.2746, -0.3213)
_QUADRATURE = (0.2115, -0.5227, 0.3112)


def matrices(brightness: Tensor, contrast: Tensor, saturation: Tensor, hue: Tensor) -> Tensor:
    """Factors (B,), 1 for none, and turns of the hue as shares of the circle (B,) -> (B, 3, 3) float32.

    What contrast adds to that, a grey, depends on the video: `contrast_grey`.
    """
    num, device = len(brightness), brightness.device
    own = torch.eye(3, device=device).expand(num, 3, 3)
    weights = torch.tensor(GREY, device=device)
    to_grey = (weights / weights.sum()).expand(3, 3)
    saturated = torch.lerp(to_grey, own, saturation[:, None, None])
    return _turns(hue) @ saturated * (brightness * contrast)[:, None, None]


def contrast_grey(brightness: Tensor, contrast: Tensor, means: Tensor) -> Tensor:
    """The grey that is added to every value: of means (B, 3) of the colours -> (B,)."""
    weights = torch.tensor(GREY, device=means.device)
    return (1 - contrast) * brightness * (means @ weights)


def _turns(hue: Tensor) -> Tensor:
    """(B,) -> (B, 3, 3): to luma and two chroma, these turned, and back; greys stay what they are."""
    weights = torch.tensor(GREY, dtype=torch.float64)
    there = torch.stack([weights / weights.sum(), *torch.tensor((_IN_PHASE, _QUADRATURE)).double()])
    there[1:] -= there[1:].mean(1, keepdim=True)  # no chroma in greys, to the last digit
    back = torch.linalg.inv(there).float().to(hue.device)
    cosine, sine = torch.cos(2 * math.pi * hue), torch.sin(2 * math.pi * hue)
    turn = torch.zeros(len(hue), 3, 3, device=hue.device)
    turn[:, 0, 0] = 1
    turn[:, 1, 1] = turn[:, 2, 2] = cosine
    turn[:, 1, 2], turn[:, 2, 1] = -sine, sine
    turned: Tensor = back @ turn @ there.float().to(hue.device)
    return turned
