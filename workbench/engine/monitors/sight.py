"""What is known at one look: the numbers that a verdict is made from, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One look at a run after `step` steps, with `progress` in [0, 1] of its schedule over.

    values: as in `Looked`; any of them may be missing.
    """

    step: int
    progress: float
    values: Mapping[str, float]
