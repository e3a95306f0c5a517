"""A slowly moving copy of a network, the target of momentum methods.

He et al. 2020 (MoCo, equation 2); Grill et al. 2020 (BYOL), whose momentum rises to 1 as half a cosine.
"""

from __future__ import annotations

import copy
import math
from typing import TypeVar

import torch
from torch import Tensor, nn

from workbench.engine.encoders import Encoder

M = TypeVar("M", bound=nn.Module)
_MEMORY_SHARE = 0.05
"""A teacher remembers 1 / (1 - momentum) steps: at most this share of the run."""


class Teacher(nn.Module):
    """A slow copy of an encoder and its head; batch norm works as the module's mode says, as a student's."""

    def __init__(self, encoder: Encoder, head: nn.Module) -> None:
        super().__init__()
        self.encoder = teacher_of(encoder)
        self.head = teacher_of(head)
        self._progress = 0.0
        self._longest = 0.0

    @torch.no_grad()
    def forward(self, samples: Tensor) -> Tensor:
        """(B, C, H, W) -> what the head gives, (B, P), without a gradient."""
        answer: Tensor = self.head(self.encoder(samples).pooled)
        return answer

    def advance(self, encoder: Encoder, head: nn.Module, momentum: float, progress: float) -> None:
        """Follow after a step: `momentum` at the start, no more than the run's length bears, 1 at its end.

        A run that is cut short by a cool-down keeps what it had: the target must not jump at the end.
        """
        self._longest = max(self._longest, longest_momentum(self._steps(progress)))
        start = min(momentum, self._longest)
        self._progress = progress
        follow(self.encoder, encoder, momentum_at(start, progress))
        follow(self.head, head, momentum_at(start, progress))

    def get_extra_state(self) -> Tensor:
        """The progress it has seen, and the longest momentum that the run has borne so far."""
        return torch.tensor([self._progress, self._longest], dtype=torch.float64)

    def set_extra_state(self, state: Tensor) -> None:
        self._progress, self._longest = state.tolist()

    def _steps(self, progress: float) -> float:
        # One step's progress is 1 / steps; where it fell, a new stretch has begun.
        grown = progress - self._progress
        return 1 / grown if grown > 0 else 1 / max(progress, 1e-9)


def teacher_of(student: M) -> M:
    """A copy that takes no gradient; it moves by `follow` alone."""
    teacher = copy.deepcopy(student)
    for parameter in teacher.parameters():
        parameter.requires_grad_(False)
    return teacher


@torch.no_grad()
def follow(teacher: nn.Module, student: nn.Module, momentum: float) -> None:
    """Move each weight by (1 - momentum) of the way to the student's; buffers stay the teacher's own."""
    torch._foreach_lerp_(list(teacher.parameters()), list(student.parameters()), 1 - momentum)


def momentum_at(start: float, progress: float) -> float:
    """Momentum that rises from `start` to 1 with progress in [0, 1] (BYOL, section 3.3)."""
    return 1 - (1 - start) * (math.cos(math.pi * progress) + 1) / 2


def longest_momentum(steps: float) -> float:
    """The largest momentum with which a teacher remembers no more than a twentieth of so many steps."""
    return max(0.0, 1 - 1 / max(1.0, _MEMORY_SHARE * steps))
