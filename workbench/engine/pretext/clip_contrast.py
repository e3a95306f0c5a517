"""Two views of one clip should sound alike to the network, and unlike all other clips.

Saeed, Grangier & Zeghidour 2021, "Contrastive Learning of General-Purpose Audio Representations" (COLA):
two stretches of a clip belong together, those of the other clips of the batch do not. The loss is NT-Xent
(Chen et al. 2020, equation 1): their cosine form with both views of the other clips as negatives. Views
differ in more than their place, as in Fonseca et al. 2021, "Unsupervised Contrastive Learning of Sound
Event Representations".
"""

from __future__ import annotations

from dataclasses import dataclass

import torch

from workbench.engine.contracts import Batch, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.parts import contrast, heads, sounds
from workbench.engine.pretext import PretextTask, Remedy, pretext_tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipContrastSettings:
    """What can be set about it."""

    temperature: float = contrast.temperature_setting()
    hidden_width: int = heads.hidden_width_setting()
    projection_width: int = heads.output_width_setting(128)


@pretext_tasks.register("clip_contrast")
class ClipContrast(PretextTask):
    """An encoder with a projection head, trained by NT-Xent over the clips of the batch."""

    name = "clip_contrast"
    title = "Recognise itself (COLA)"
    summary = (
        "Every sound is varied twice at random; the network learns which two belong together,"
        " and so what stays the same about a sound."
    )
    family = "contrastive"
    modalities = ("audio",)
    views_per_sample = 2
    answers = False
    Settings = ClipContrastSettings

    def __init__(self, encoder: Encoder, settings: ClipContrastSettings) -> None:
        super().__init__(encoder, settings)
        self.temperature = settings.temperature
        self.head = heads.projection(encoder.width, settings.hidden_width, settings.projection_width)

    @classmethod
    def remedy(cls, settings: ClipContrastSettings) -> Remedy:
        """A temperature at which all negatives count, not only the nearest."""
        return contrast.warmer(settings)

    def forward(self, batch: Batch) -> PretextOutput:
        """Both views through the network in one pass, so that they share batch statistics."""
        pooled = self.encoder(torch.cat(batch.views)).pooled  # (2B, D)
        projected = self.head(pooled)  # (2B, P)
        loss = contrast.nt_xent(projected, self.temperature)
        return PretextOutput(loss=loss, embeddings=projected.detach())

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sound, and the two views that belong together."""
        return sounds.two_views(batch)
