"""Two variations of one sample should look alike to the network, and unlike all other samples.

Chen, Kornblith, Norouzi & Hinton 2020, "A Simple Framework for Contrastive Learning of Visual
Representations" (SimCLR); the loss is their equation 1, NT-Xent.
"""

from __future__ import annotations

from workbench.engine.contracts import Batch, RowsPreview
from workbench.engine.parts import pictures
from workbench.engine.parts.two_views import TwoViews
from workbench.engine.pretext import pretext_tasks


@pretext_tasks.register("simclr")
class SimCLR(TwoViews):
    """Two views of each picture."""

    name = "simclr"
    title = "Recognise itself (SimCLR)"
    summary = (
        "Every sample is varied twice at random; the network learns which two belong together,"
        " and so what stays the same about a thing."
    )
    modalities = ("image",)

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sample, and the two views that belong together."""
        return pictures.two_views(batch)
