"""How well a task that draws pictures does: its error beside that of an answer that knows nothing."""

from __future__ import annotations

import torch
from torch import Tensor

from workbench.engine.pretext import Measure

_NOTHING = 1e-6
"""An error below this is none: where there is nothing to draw, there is no skill in it."""


def measures(error: str, baseline: str) -> tuple[Measure, ...]:
    """The two measures: `error` says of what, `baseline` what answers without knowing anything."""
    return (
        Measure(
            name="skill",
            label="Skill",
            help=f"How much of the error is gone: 0 is no better than {baseline}, 1 is perfect.",
            low=0.0,
            high=1.0,
        ),
        Measure(
            name="error",
            label="Error",
            help=f"Mean squared error {error}; it should fall below that of {baseline}.",
            low=0.0,
            baseline="baseline",
        ),
    )


@torch.no_grad()
def metrics(error: Tensor, baseline: Tensor) -> dict[str, Tensor]:
    """The metrics "error", "baseline" and "skill" = 1 - error / baseline, not below -1; each () float32."""
    error, baseline = error.detach().float(), baseline.detach().float()
    skill = 1 - error / baseline.clamp_min(_NOTHING)
    return {"error": error, "baseline": baseline, "skill": skill.clamp_min(-1.0)}


@torch.no_grad()
def mean_errors(values: Tensor) -> Tensor:
    """Squared errors (B, ...) of answering each sample with the mean of the others' set, at each place.

    The batch's own mean knows a little of each of its B samples; B / (B - 1) makes up for it.
    """
    num = len(values)
    return (values.float() - values.float().mean(0)).square() * (num / max(1, num - 1))
