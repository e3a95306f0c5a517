"""Whether pictures have a natural "up" and a layout: how well a linear model tells their turn or their parts.

Without labels and without a network: small grey copies are turned (or cut), and a ridge classifier
(Hoerl & Kennard 1970) is asked on pictures that it was not fitted to. Near chance, a task that asks the
same of a network has nothing to teach.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

_MOST_SAMPLES = 500
_FEWEST_SAMPLES = 20
_FOLDS = 5
_COPY_PX = 12
_TILE_PX = 8
_RIDGE = 0.1
"""Penalty as a share of the rows: features are standardised, so that it stands beside their variance."""
_ERRORS = 2.5
_LEAST_ABOVE_CHANCE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How often the linear model was right on pictures it had not seen."""

    accuracy: float
    chance: float
    error: float
    """Standard error of the accuracy, over pictures."""

    @property
    def is_chance(self) -> bool:
        """Whether the accuracy is not clearly above what guessing gives."""
        return self.accuracy < self.chance + max(_ERRORS * self.error, _LEAST_ABOVE_CHANCE)


def turns(samples: Tensor) -> Told | None:
    """Whether quarter turns of square samples (B, C, H, W) in [0, 1] can be told; None for too few."""
    grey = _grey(samples, _COPY_PX)
    turned = torch.stack([grey.rot90(turn, (1, 2)) for turn in range(4)], 1)  # (B, 4, S, S)
    return _told(turned)


def places(samples: Tensor, tiles: int = 3) -> Told | None:
    """Whether the place of each of tiles x tiles parts can be told from the part; None for too few."""
    grey = _grey(samples, _TILE_PX * tiles)
    parts = grey.unfold(1, _TILE_PX, _TILE_PX).unfold(2, _TILE_PX, _TILE_PX)  # (B, T, T, S, S)
    return _told(parts.flatten(1, 2))


def _grey(samples: Tensor, side: int) -> Tensor:
    """At most 500 evenly chosen samples, grey and small: (B, side, side) float64 on the CPU."""
    chosen = samples[:: math.ceil(len(samples) / _MOST_SAMPLES)]
    small = F.adaptive_avg_pool2d(chosen.float().mean(1, keepdim=True), side)
    return small.squeeze(1).double().cpu()


def _told(variants: Tensor) -> Told | None:
    """Cross-validated accuracy of telling which variant it is: (B, K, S, S), folds of whole samples."""
    num, kinds = variants.shape[:2]
    if num < _FEWEST_SAMPLES:
        return None
    features = _features(variants.flatten(0, 1)).reshape(num, kinds, -1)  # (B, K, D)
    fold = torch.arange(num) % _FOLDS
    right = torch.zeros(num, dtype=torch.float64)
    for number in range(_FOLDS):
        held = fold == number
        answers = _ridge_answers(features[~held], features[held])
        right[held] = (answers == torch.arange(kinds)).double().mean(1)
    error = right.std().item() / math.sqrt(num)
    return Told(accuracy=right.mean().item(), chance=1 / kinds, error=error)


def _features(pictures: Tensor) -> Tensor:
    """Of (N, S, S): the values, and by region how much they rise each way: (N, D).

    The rises say which side is lighter wherever the thing lies; the values say where things lie.
    """
    across, down = pictures.diff(dim=2), pictures.diff(dim=1)
    rises = torch.stack(
        [
            F.adaptive_avg_pool2d(change.clamp_min(0).unsqueeze(1), 3).flatten(1)
            for change in (across, -across, down, -down)
        ],
        1,
    )  # (N, 4, 9)
    return torch.cat([pictures.flatten(1), rises.flatten(1)], 1)


def _ridge_answers(known: Tensor, asked: Tensor) -> Tensor:
    """Fit to known (B, K, D), whose class is its place on K; the class of each asked (A, K, D): (A, K)."""
    num, kinds, width = known.shape
    rows = known.flatten(0, 1)
    mean, spread = rows.mean(0), rows.std(0).clamp_min(1e-9)
    rows = (rows - mean) / spread
    wanted = torch.eye(kinds, dtype=rows.dtype).repeat(num, 1) - 1 / kinds
    penalty = _RIDGE * len(rows) * torch.eye(width, dtype=rows.dtype)
    weights = torch.linalg.solve(rows.T @ rows + penalty, rows.T @ wanted)  # (D, K)
    answers: Tensor = ((asked - mean) / spread @ weights).argmax(2)
    return answers
