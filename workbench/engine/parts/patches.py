"""Pictures cut into square patches, and which of them are hidden."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Generator, Tensor

_FLATTEST = 1e-4
"""Added to a patch's variance: the grain of a flat sky (0.01 of the range) is not blown up into a target."""


def patchify(pictures: Tensor, patch: int) -> Tensor:
    """(B, C, S, S) -> (B, N, patch * patch * C), in rows from the top left; channels vary fastest."""
    num, channels, side, _ = pictures.shape
    cells = side // patch
    cut = pictures.reshape(num, channels, cells, patch, cells, patch)
    return cut.permute(0, 2, 4, 3, 5, 1).reshape(num, cells * cells, patch * patch * channels)


def unpatchify(patches: Tensor, patch: int) -> Tensor:
    """The pictures (B, C, S, S) of which (B, N, patch * patch * C) are the patches."""
    num, places, values = patches.shape
    cells, channels = round(places**0.5), values // patch**2
    laid = patches.reshape(num, cells, cells, patch, patch, channels)
    return laid.permute(0, 5, 1, 3, 2, 4).reshape(num, channels, cells * patch, cells * patch)


def normalised(patches: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Patches (B, N, P) less their own mean, in their own spread; with mean and spread (B, N, 1).

    He et al. 2022 (MAE), section 3, "reconstruction target". Undone by `values * spread + mean`.
    """
    mean = patches.mean(2, keepdim=True)
    spread = (patches.var(2, keepdim=True, unbiased=False) + _FLATTEST).sqrt()
    return (patches - mean) / spread, mean, spread


def num_hidden(places: int, ratio: float) -> int:
    """How many of so many places are hidden: the nearest number, with one at least hidden and one seen."""
    return max(1, min(places - 1, round(places * ratio)))


def random_places(
    samples: Tensor, places: int, ratio: float, generator: Generator | None
) -> tuple[Tensor, Tensor]:
    """For each of the samples (B, ...) its own random places: visible (B, n) and hidden (B, N - n), int64.

    Exactly the same number for each sample; from the global generator when it is None.
    """
    drawn = torch.rand(len(samples), places, generator=generator, device=samples.device)
    hidden = num_hidden(places, ratio)
    order = drawn.argsort(1)
    return order[:, hidden:], order[:, :hidden]


def as_mask(chosen: Tensor, places: int) -> Tensor:
    """Places (B, n) int64 -> (B, N) bool, True at them."""
    mask = torch.zeros(len(chosen), places, dtype=torch.bool, device=chosen.device)
    return mask.scatter_(1, chosen, True)


def as_pixels(mask: Tensor, patch: int) -> Tensor:
    """(B, N) bool by patch -> (B, 1, S, S) bool by pixel."""
    cells = round(mask.shape[1] ** 0.5)
    laid = mask.reshape(len(mask), 1, cells, cells).float()
    return F.interpolate(laid, scale_factor=float(patch), mode="nearest") > 0.5
