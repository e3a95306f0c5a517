"""What comes next in a sound, told apart from other moments: predictions, negatives and their scores."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Generator, Tensor, nn


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Moments, and those some steps later: (A,) int64 each, numbers of steps of a batch laid end to end."""

    now: Tensor
    then: Tensor


def pairs(mask: Tensor, ahead: int, most: int, generator: Generator | None) -> Pairs:
    """All pairs of real moments (B, n) bool so many steps apart in one sound, or `most` drawn of them."""
    num = mask.shape[1]
    both = mask[:, : max(0, num - ahead)] & mask[:, ahead:]
    row, column = both.nonzero(as_tuple=True)
    now = row * num + column
    if len(now) > most:
        now = now[_draw(len(now), most, generator, mask.device)]
    return Pairs(now=now, then=now + ahead)


def others(mask: Tensor, number: int, generator: Generator | None) -> Tensor:
    """So many real moments from anywhere in a batch: (M,) int64 numbers of steps laid end to end."""
    real = mask.flatten().nonzero().flatten()
    chosen: Tensor = real[_draw(len(real), number, generator, mask.device)]
    return chosen


def scores(predicted: Tensor, heard: Tensor, then: Tensor, negatives: Tensor) -> Tensor:
    """How well predictions (A, D) fit the true moment, in column 0, and M others: (A, 1 + M) float32.

    heard: all moments (S, D); then (A,) and negatives (M,): their numbers. Log-bilinear (van den Oord et al.
    2018, equation 3; the prediction holds the matrix), divided by the root of D. A negative that is the true
    moment itself does not count. In float32 within autocast too.
    """
    with torch.autocast(predicted.device.type, enabled=False):
        asked, given = predicted.float(), heard.float()
        scale = 1 / math.sqrt(asked.shape[1])
        true = (asked * given[then]).sum(1, keepdim=True)
        wrong = asked @ given[negatives].T
        wrong = wrong.masked_fill(negatives == then[:, None], float("-inf"))
        return torch.cat([true, wrong], 1) * scale


class Predictions(nn.Module):
    """One matrix for each number of steps ahead: states (A, D) -> the moment to come (A, D)."""

    def __init__(self, width: int, steps: int) -> None:
        super().__init__()
        self.matrices = nn.ModuleList(nn.Linear(width, width, bias=False) for _ in range(steps))

    def __len__(self) -> int:
        return len(self.matrices)

    def forward(self, states: Tensor, ahead: int) -> Tensor:
        """What comes `ahead` steps, 1 or more, after each state."""
        predicted: Tensor = self.matrices[ahead - 1](states)
        return predicted


def picked(scores: Tensor) -> Tensor:
    """Whether the true one, in column 0, has the highest score: (A,) float32 of 0 and 1."""
    return (scores[:, 0] > scores[:, 1:].amax(1)).float()


def info_nce(scores: Tensor) -> Tensor:
    """InfoNCE (van den Oord et al. 2018, equation 4), summed over predictions: (A, 1 + M) -> ()."""
    wanted = torch.zeros(len(scores), dtype=torch.long, device=scores.device)
    return F.cross_entropy(scores, wanted, reduction="sum")


def _draw(of: int, number: int, generator: Generator | None, device: torch.device) -> Tensor:
    """So many numbers below `of`, each by itself: (number,) int64 on the device."""
    drawn_on = device if generator is None else generator.device
    return torch.randint(max(1, of), (number,), generator=generator, device=drawn_on).to(device)
