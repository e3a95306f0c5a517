"""What comes next in a sound, told apart from other moments: predictions, choices and their scores."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Generator, Tensor, nn


class Predictions(nn.Module):
    """One matrix for each number of steps ahead: states (..., D) -> the moment to come (..., D)."""

    def __init__(self, width: int, steps: int) -> None:
        super().__init__()
        self.matrices = nn.ModuleList(nn.Linear(width, width, bias=False) for _ in range(steps))

    def __len__(self) -> int:
        return len(self.matrices)

    def forward(self, states: Tensor, ahead: int) -> Tensor:
        """What comes `ahead` steps, 1 or more, after each state."""
        predicted: Tensor = self.matrices[ahead - 1](states)
        return predicted


def moments(num: int, ahead: int, most: int, generator: Generator | None, device: torch.device) -> Tensor:
    """From which steps of `num` to look so far ahead: all, or `most` drawn of them: (t,) int64, rising."""
    there = max(0, num - ahead)
    if there <= most:
        return torch.arange(there, device=device)
    drawn_on = device if generator is None else generator.device
    drawn = torch.randperm(there, generator=generator, device=drawn_on)[:most]
    return drawn.sort().values.to(device)


def others(mask: Tensor, number: int, generator: Generator | None) -> Tensor:
    """So many real moments (B, n) bool from anywhere in a batch: (M,) int64, numbered end to end."""
    drawn_on = mask.device if generator is None else generator.device
    real = mask.flatten().nonzero().flatten()
    drawn = torch.randint(max(1, len(real)), (number,), generator=generator, device=drawn_on)
    chosen: Tensor = real[drawn.to(mask.device)]
    return chosen


def scores(predicted: Tensor, heard: Tensor, mask: Tensor, then: Tensor, negatives: Tensor) -> Tensor:
    """How well predictions (B, t, D) fit the true moments, and how well others: (A, 1 + n + M) float32.

    heard: all moments (B, n, D), real where mask (B, n) bool; then: (t,) which step is true. Predictions of
    no real moment are left out. Column 0 is the true one; the next n are those of the same sound, the last M
    are `negatives` (M,) of the batch; -inf where it is the true one or none. Others of the same sound ask for
    its course, those of other sounds for what it is (van den Oord et al. 2018, table 2, compares both).
    Log-bilinear (their equation 3; the prediction holds the matrix), divided by the root of D. In float32
    within autocast too.
    """
    num, steps, width = heard.shape
    with torch.autocast(predicted.device.type, enabled=False):
        asked, given = predicted.float() / math.sqrt(width), heard.float()
        own = asked @ given.transpose(1, 2)  # (B, t, n)
        far = asked @ given.flatten(0, 1)[negatives].T  # (B, t, M)
        true = own.gather(2, then[None, :, None].expand(num, -1, 1))
        step = torch.arange(steps, device=then.device)
        own = own.masked_fill(~mask[:, None] | (step == then[:, None]), float("-inf"))
        place = torch.arange(num, device=then.device)[:, None] * steps + then
        far = far.masked_fill(negatives == place[:, :, None], float("-inf"))
        return torch.cat([true, own, far], 2)[mask[:, then]]


def info_nce(scores: Tensor) -> Tensor:
    """InfoNCE (van den Oord et al. 2018, equation 4), summed over predictions: (A, C) -> ()."""
    wanted = torch.zeros(len(scores), dtype=torch.long, device=scores.device)
    return F.cross_entropy(scores, wanted, reduction="sum")


def picked(scores: Tensor) -> Tensor:
    """Whether the true one, in column 0, has the highest score: (A,) float32 of 0 and 1."""
    return (scores[:, 0] > scores[:, 1:].amax(1)).float()


def chance(scores: Tensor) -> Tensor:
    """How often who guesses picks the true one: (A,) float32."""
    return 1 / scores.isfinite().sum(1).float()
