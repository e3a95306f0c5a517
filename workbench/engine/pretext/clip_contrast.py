"""Two views of one clip should sound alike to the network, and unlike all other clips.

Saeed, Grangier & Zeghidour 2021, "Contrastive Learning of General-Purpose Audio Representations" (COLA):
two stretches of a clip belong together, those of the other clips of the batch do not. The loss is NT-Xent
(Chen et al. 2020, equation 1): their cosine form with both views of the other clips as negatives. Views
differ in more than their place, as in Fonseca et al. 2021, "Unsupervised Contrastive Learning of Sound
Event Representations".
"""

from __future__ import annotations

from workbench.engine.contracts import Batch, RowsPreview
from workbench.engine.parts import sounds
from workbench.engine.parts.two_views import TwoViews
from workbench.engine.pretext import pretext_tasks


@pretext_tasks.register("clip_contrast")
class ClipContrast(TwoViews):
    """Two views of each clip."""

    name = "clip_contrast"
    title = "Recognise itself (COLA)"
    summary = (
        "Every sound is varied twice at random; the network learns which two belong together,"
        " and so what stays the same about a sound."
    )
    modalities = ("audio",)

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sound, and the two views that belong together."""
        return sounds.two_views(batch)
