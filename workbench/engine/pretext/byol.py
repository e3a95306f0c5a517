"""One view should predict what a slowly moving teacher makes of the other, without any contrast.

Grill et al. 2020, "Bootstrap Your Own Latent" (BYOL), equation 2. What stopping the gradient is for is
shown by Chen & He 2021, "Exploring Simple Siamese Representation Learning".
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from workbench.engine.contracts import Batch, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.parts import heads, pictures
from workbench.engine.parts.teacher import Teacher
from workbench.engine.pretext import PretextTask, Remedy, pretext_tasks
from workbench.engine.settings import setting

_STEADY_MOMENTUM = 0.996


@dataclass(frozen=True, slots=True, kw_only=True)
class BYOLSettings:
    """What can be set about BYOL."""

    momentum: float = setting(
        0.99,
        label="Teacher's momentum",
        help="How slowly the teacher follows: nearer to 1 is slower. Short runs use less by themselves.",
        low=0.0,
        high=0.9999,
    )
    hidden_width: int = heads.hidden_width_setting(several=True)
    projection_width: int = heads.output_width_setting(128, several=True)
    stop_gradient: bool = setting(
        True,
        label="Keep the teacher apart",
        help="Switch it off only to see a collapse: without a teacher all pictures soon look the same to it.",
    )


@pretext_tasks.register("byol")
class BYOL(PretextTask):
    """An encoder with a projection and a prediction head, and a momentum teacher to predict."""

    name = "byol"
    title = "Agree with your slower self (BYOL)"
    summary = (
        "Every sample is varied twice; from one view the network predicts what a slower copy of itself"
        " makes of the other."
    )
    family = "negatives-free"
    modalities = ("image",)
    views_per_sample = 2
    answers = False
    Settings = BYOLSettings

    def __init__(self, encoder: Encoder, settings: BYOLSettings) -> None:
        super().__init__(encoder, settings)
        self.momentum = settings.momentum
        hidden, width = settings.hidden_width, settings.projection_width
        apart = settings.stop_gradient
        self.head = heads.projection(encoder.width, hidden, width, bias=not apart)
        # What all samples have in common would make most of every cosine: a norm takes it out (Chen & He
        # 2021, section 4.4). It also holds outputs open: without a teacher it would hide the collapse.
        self.norm: nn.Module = nn.BatchNorm1d(width) if apart else nn.Identity()
        self.predictor = heads.projection(width, hidden, width)
        self.teacher = Teacher(encoder, nn.Sequential(self.head, self.norm)) if apart else None

    @classmethod
    def remedy(cls, settings: BYOLSettings) -> Remedy:
        """A teacher that is apart and slow: what it says must not run after the student."""
        steady = max(_STEADY_MOMENTUM, settings.momentum)
        apart = dataclasses.replace(settings, stop_gradient=True, momentum=steady)
        return Remedy(
            settings=apart,
            sentence=f"The teacher is kept apart with a momentum of {steady:g}, the learning rate is halved.",
        )

    def forward(self, batch: Batch) -> PretextOutput:
        """Symmetric: each view predicts the other; both in one pass, so that they share statistics."""
        views = torch.cat(batch.views)
        projected = self.head(self.encoder(views).pooled)  # (2B, P)
        normed = self.norm(projected)  # (2B, P)
        predicted = self.predictor(normed)  # (2B, P)
        targets = normed if self.teacher is None else self.teacher(views)  # (2B, P)
        loss = disagreement(predicted, targets.roll(len(views) // 2, 0))
        return PretextOutput(loss=loss, embeddings=projected.detach())

    def after_step(self, progress: float) -> None:
        if self.teacher is not None:
            self.teacher.advance(self.encoder, nn.Sequential(self.head, self.norm), self.momentum, progress)

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sample, and the two views that are to agree."""
        return pictures.two_views(batch)


def disagreement(predicted: Tensor, targets: Tensor) -> Tensor:
    """Mean squared distance of directions, 2 - 2 cos, of (N, P) each -> () in [0, 4]; in float32 always."""
    with torch.autocast(predicted.device.type, enabled=False):
        cosines = F.cosine_similarity(predicted.float(), targets.float(), dim=1)  # (N,)
        return 2 - 2 * cosines.mean()
