"""Two variations of a sample should be described alike, and all samples together form a round cloud.

Balestriero & LeCun 2025, "LeJEPA: Provable and Scalable Self-Supervised Learning Without the Heuristics":
their prediction loss and their sketched isotropic Gaussian regularisation (SIGReg).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import torch
from torch import Tensor

from workbench.engine.contracts import Batch, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.parts import heads, normality, pictures
from workbench.engine.pretext import Measure, PretextTask, Remedy, pretext_tasks
from workbench.engine.settings import setting

_REFERENCE_BATCH = 256
"""The published statistic grows with the batch; here it always has the strength it has at this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeJEPASettings:
    """What can be set about LeJEPA."""

    roundness: float = setting(
        0.05,
        label="Weight of the round cloud",
        help="How much the shape of the cloud counts against the agreement of views. 0.01 to 0.1 is usual.",
        low=0.001,
        high=0.9,
    )
    directions: int = setting(
        256,
        label="Directions looked from",
        help="From how many random sides the shape of the cloud is judged in every step.",
        low=8,
        high=4096,
    )
    hidden_width: int = heads.hidden_width_setting()
    projection_width: int = heads.output_width_setting(64)


@pretext_tasks.register("lejepa")
class LeJEPA(PretextTask):
    """An encoder with a projection head, whose embeddings are kept an isotropic Gaussian."""

    name = "lejepa"
    title = "A round cloud of samples (LeJEPA)"
    summary = (
        "Two variations of a sample get the same description, while all samples together are spread out"
        " evenly to every side."
    )
    family = "negatives-free"
    modalities = ("image",)
    views_per_sample = 2
    answers = False
    Settings = LeJEPASettings
    measures = (
        Measure(
            name="flatness",
            label="Distance from a round cloud",
            help="How far the samples are from an evenly spread cloud: 0 is round, 1 is all in one point.",
            low=0.0,
            high=1.0,
            bad_above=0.9,
        ),
    )

    def __init__(self, encoder: Encoder, settings: LeJEPASettings) -> None:
        super().__init__(encoder, settings)
        self.head = heads.projection(
            encoder.width, settings.hidden_width, settings.projection_width, layers=3
        )

    @classmethod
    def remedy(cls, settings: LeJEPASettings) -> Remedy:
        """A cloud that counts for more: agreement alone is had by putting all samples in one point."""
        weight = min(0.9, max(0.1, 2 * settings.roundness))
        return Remedy(
            settings=dataclasses.replace(settings, roundness=weight),
            sentence=f"The weight of the round cloud goes up to {weight:g}, the learning rate is halved.",
        )

    def forward(self, batch: Batch) -> PretextOutput:
        """Both views through the network in one pass; each view's cloud is judged by itself."""
        projected = self.head(self.encoder(torch.cat(batch.views)).pooled)  # (2B, P)
        views = projected.float().view(len(batch.views), -1, projected.shape[1])  # (2, B, P)
        with torch.autocast(projected.device.type, enabled=False):
            sides = normality.directions(
                views.shape[2], self.settings.directions, views.device, batch.generator
            )
            distance = torch.stack([normality.epps_pulley(view @ sides).mean() for view in views]).mean()
            weight = self.settings.roundness
            loss = (1 - weight) * prediction(views) + weight * _REFERENCE_BATCH * distance
        flatness = normality.collapse(distance.detach(), views.shape[1])
        return PretextOutput(loss=loss, embeddings=projected.detach(), metrics={"flatness": flatness})

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sample, and the two views that are to be described alike."""
        return pictures.two_views(batch)


def prediction(views: Tensor) -> Tensor:
    """Mean squared distance of views (V, B, P) float32 from their sample's mean over the views -> ()."""
    return (views - views.mean(0)).square().mean()
