"""What tasks share in which two views of one sample belong together, and those of all others do not.

Chen, Kornblith, Norouzi & Hinton 2020, "A Simple Framework for Contrastive Learning of Visual
Representations" (SimCLR); the loss is their equation 1, NT-Xent.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch

from workbench.engine.contracts import Batch, PretextOutput
from workbench.engine.encoders import Encoder
from workbench.engine.parts import contrast, heads
from workbench.engine.pretext import PretextTask, Remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoViewsSettings:
    """What can be set about it."""

    temperature: float = contrast.temperature_setting()
    hidden_width: int = heads.hidden_width_setting()
    projection_width: int = heads.output_width_setting(128)


class TwoViews(PretextTask):
    """An encoder with a projection head, trained by NT-Xent over the batch's own negatives."""

    family = "contrastive"
    views_per_sample = 2
    answers = False
    Settings = TwoViewsSettings

    def __init__(self, encoder: Encoder, settings: TwoViewsSettings) -> None:
        super().__init__(encoder, settings)
        self.temperature = settings.temperature
        self.head = heads.projection(encoder.width, settings.hidden_width, settings.projection_width)

    @classmethod
    def remedy(cls, settings: TwoViewsSettings) -> Remedy:
        """A temperature at which all negatives count, not only the nearest."""
        return contrast.warmer(settings)

    def forward(self, batch: Batch) -> PretextOutput:
        """Both views through the network in one pass, so that they share batch statistics."""
        pooled = self.encoder(torch.cat(batch.views)).pooled  # (2B, D)
        projected = self.head(pooled)  # (2B, P)
        loss = contrast.nt_xent(projected, self.temperature)
        return PretextOutput(loss=loss, embeddings=projected.detach())
