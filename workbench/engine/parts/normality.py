"""How far embeddings are from a standard normal cloud, the same in all directions.

Epps & Pulley 1983, "A test for normality based on the empirical characteristic function", along random
directions: SIGReg of Balestriero & LeCun 2025, "LeJEPA".
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Generator, Tensor

_FARTHEST = 5.0
_KNOTS = 17
"""Of the half line, at 0 too: the integrand is even and smooth, so that the trapezoid rule is exact here."""

COLLAPSED = math.sqrt(2 * math.pi) * (1 - math.sqrt(2) + 1 / math.sqrt(3))
"""The statistic of samples that all lie at 0."""
NORMAL = math.sqrt(2 * math.pi) * (1 - 1 / math.sqrt(3))
"""The statistic of B samples that are normal is on average this over B."""


def directions(width: int, number: int, device: torch.device, generator: Generator | None) -> Tensor:
    """Random unit vectors (width, number) float32; from the global generator when it is None."""
    return F.normalize(torch.randn(width, number, device=device, generator=generator), dim=0)


def epps_pulley(values: Tensor) -> Tensor:
    """Distance of each column of (B, S) float32 from N(0, 1) -> (S,), not negative.

    The integral over t of |phi_B(t) - exp(-t^2 / 2)|^2 exp(-t^2 / 2), with phi_B the characteristic function
    of the B samples. The published statistic is B times it, and so pulls the harder the larger the batch.
    """
    knots = torch.linspace(0, _FARTHEST, _KNOTS, device=values.device)
    normal = torch.exp(-0.5 * knots.square())  # (K,)
    weights = 2 * (_FARTHEST / (_KNOTS - 1)) * normal
    weights[0] *= 0.5
    angles = values[..., None] * knots  # (B, S, K)
    real, imaginary = angles.cos().mean(0), angles.sin().mean(0)  # (S, K)
    return ((real - normal).square() + imaginary.square()) @ weights


def collapse(distance: Tensor, number: int) -> Tensor:
    """Mean statistic of so many samples -> share in [0, 1]: 0 as near as normal samples, 1 all at 0."""
    chance = min(NORMAL / number, COLLAPSED / 2)
    return ((distance - chance) / (COLLAPSED - chance)).clamp(0, 1)
