"""A task that asks which of K answers is right: its loss, and how far the answers are above guessing."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from workbench.engine.contracts import PretextOutput
from workbench.engine.pretext import Measure

SKILL = Measure(
    name="skill",
    label="Right answers",
    help="How far the answers are above guessing: 0 is guessing, 1 is always right.",
    low=0.0,
    high=1.0,
)


def output(answers: Tensor, wanted: Tensor, embeddings: Tensor) -> PretextOutput:
    """Cross-entropy in float32 of answers (B, K) where wanted (B,) int64 is right, embeddings (B, D).

    "accuracy" and "chance" are shares in [0, 1]; "skill" is Cohen's: 0 at chance, 1 when always right.
    """
    answers = answers.float()
    accuracy = (answers.detach().argmax(1) == wanted).float().mean()
    chance = 1 / answers.shape[1]
    return PretextOutput(
        loss=F.cross_entropy(answers, wanted),
        embeddings=embeddings.detach(),
        metrics={
            "accuracy": accuracy,
            "chance": torch.full_like(accuracy, chance),
            "skill": (accuracy - chance) / (1 - chance),
        },
    )
