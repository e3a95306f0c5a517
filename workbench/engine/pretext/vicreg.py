"""Two variations of a sample should be described alike, by numbers that all vary and repeat no other.

Bardes, Ponce & LeCun 2022, "VICReg: Variance-Invariance-Covariance Regularization for Self-Supervised
Learning", equations 1 to 6. As in the authors' code, the invariance (equation 5) is a mean over the
dimensions too, not their sum, and the variance term is the mean of both views', half of equation 6's.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from workbench.engine.contracts import Batch, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.parts import heads, pictures
from workbench.engine.pretext import Measure, PretextTask, Remedy, pretext_tasks
from workbench.engine.settings import setting

_EPSILON = 1e-4
_HIGHEST_WEIGHT = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class VICRegSettings:
    """What can be set about VICReg."""

    invariance: float = setting(
        25.0,
        label="Weight of agreement",
        help="How much it matters that two views of a sample are described alike.",
        low=0.01,
        high=_HIGHEST_WEIGHT,
    )
    variance: float = setting(
        25.0,
        label="Weight of variety",
        help="How much it matters that each number differs between samples; at least that of agreement.",
        low=0.01,
        high=_HIGHEST_WEIGHT,
    )
    covariance: float = setting(
        1.0,
        label="Weight of independence",
        help="How much it matters that no number repeats what another one says.",
        low=0.0,
        high=_HIGHEST_WEIGHT,
    )
    hidden_width: int = heads.hidden_width_setting()
    projection_width: int = heads.output_width_setting(256, high=8192)


@pretext_tasks.register("vicreg")
class VICReg(PretextTask):
    """An encoder with an expander, held open by the variance and covariance of a batch."""

    name = "vicreg"
    title = "Alike but never flat (VICReg)"
    summary = (
        "Two variations of a sample get the same description, while every number of it has to vary"
        " between samples and say something of its own."
    )
    family = "negatives-free"
    modalities = ("image",)
    views_per_sample = 2
    answers = False
    # A handful of samples cannot vary in all dimensions independently: the loss has a floor there.
    overfits_one_batch = False
    Settings = VICRegSettings
    measures = (
        Measure(
            name="deviation",
            label="Variety",
            help="How much the numbers differ between samples: 1 is what it aims at, 0 is a collapse.",
            low=0.0,
            high=1.2,
            bad_below=0.2,
        ),
    )

    def __init__(self, encoder: Encoder, settings: VICRegSettings) -> None:
        super().__init__(encoder, settings)
        self.head = heads.projection(
            encoder.width, settings.hidden_width, settings.projection_width, layers=3
        )

    @classmethod
    def remedy(cls, settings: VICRegSettings) -> Remedy:
        """Variety that outweighs agreement: the paper finds a collapse where it weighs less (its table 7)."""
        weight = min(_HIGHEST_WEIGHT, max(2 * settings.variance, 2 * settings.invariance))
        return Remedy(
            settings=dataclasses.replace(settings, variance=weight),
            sentence=f"The weight of variety goes up to {weight:g}, the learning rate is halved.",
        )

    def forward(self, batch: Batch) -> PretextOutput:
        """Both views through the network in one pass; statistics are of each view by itself."""
        projected = self.head(self.encoder(torch.cat(batch.views)).pooled)  # (2B, P)
        first, second = projected.float().chunk(2)
        with torch.autocast(projected.device.type, enabled=False):
            one, other = deviation(first), deviation(second)
            loss = (
                self.settings.invariance * F.mse_loss(first, second)
                + self.settings.variance * (shortfall(one) + shortfall(other)) / 2
                + self.settings.covariance * (covariance(first) + covariance(second))
            )
        metrics = {"deviation": (one.detach().mean() + other.detach().mean()) / 2}
        return PretextOutput(loss=loss, embeddings=projected.detach(), metrics=metrics)

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sample, and the two views that are to be described alike."""
        return pictures.two_views(batch)


def deviation(values: Tensor) -> Tensor:
    """(B, P) float32 -> (P,): regularised standard deviation by dimension (equation 2)."""
    return (values.var(0) + _EPSILON).sqrt()


def shortfall(deviations: Tensor) -> Tensor:
    """(P,) -> (): by how much deviations stay below 1 (equation 1)."""
    return F.relu(1 - deviations).mean()


def covariance(values: Tensor) -> Tensor:
    """(B, P) float32 -> (): squares of the covariances between dimensions, over P (equations 3 and 4)."""
    centred = values - values.mean(0)
    matrix = centred.T @ centred / (len(values) - 1)  # (P, P)
    return (matrix.square().sum() - matrix.diagonal().square().sum()) / values.shape[1]
