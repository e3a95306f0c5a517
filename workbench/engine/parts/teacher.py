"""A slowly moving copy of a network, the target of momentum methods.

He et al. 2020 (MoCo, equation 2); Grill et al. 2020 (BYOL), whose momentum rises to 1 as half a cosine.
"""

from __future__ import annotations

import copy
import math
from typing import TypeVar

import torch
from torch import nn

M = TypeVar("M", bound=nn.Module)


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
