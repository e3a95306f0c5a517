"""Two views of one video should look alike to the network, and unlike all other videos.

Qian et al. 2021, "Spatiotemporal Contrastive Video Representation Learning" (CVRL): SimCLR (Chen et al. 2020,
whose equation 1 is the loss) with views that are varied in the same way in all frames. That two views share
their place is easier to see than that they share a movement. So colours change strongly, a still frame of
another video lies over the frames (after Wang et al. 2021, "Removing the Background by Adding the
Background"), and each video played backwards counts as another video (Patrick et al. 2021, "On Compositions
of Transformations in Contrastive Self-Supervised Learning", GDT: distinct when time is reversed): of the same
place, it is told apart by its movement alone.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import torch

from workbench.engine.contracts import Batch, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.modalities.video.standing import backwards
from workbench.engine.parts import contrast, videos
from workbench.engine.parts.two_views import TwoViews, TwoViewsSettings
from workbench.engine.pretext import pretext_tasks
from workbench.engine.settings import setting


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoContrastSettings(TwoViewsSettings):
    """What can be set about it."""

    temperature: float = contrast.temperature_setting(0.1)
    """As Qian et al. have it: the video backwards is the most alike of all others."""
    backwards: bool = setting(
        True,
        label="Backwards is another video",
        help="It must tell each video from the same one played backwards, and so see how things move.",
    )


@pretext_tasks.register("video_contrast")
class VideoContrast(TwoViews):
    """Two views of each video, and of each video played backwards."""

    name = "video_contrast"
    title = "Recognise itself (SimCLR, of clips)"
    summary = (
        "Every video is varied twice at random, all its frames alike; the network learns which two belong"
        " together, and so what stays the same about a video."
    )
    modalities = ("video",)
    batch_share = 0.5
    Settings = VideoContrastSettings

    def __init__(self, encoder: Encoder, settings: VideoContrastSettings) -> None:
        super().__init__(encoder, settings)
        self.backwards = settings.backwards

    def forward(self, batch: Batch) -> PretextOutput:
        """As of twice as many videos, where each backwards is one more."""
        if not self.backwards:
            return super().forward(batch)
        both = tuple(torch.cat([view, backwards(view)]) for view in batch.views)
        return super().forward(dataclasses.replace(batch, views=both))

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each video, the two views that belong together, and what does not belong to them."""
        shown = videos.two_views(batch)
        if not self.backwards:
            return shown
        others = videos.cells(backwards(batch.views[0]), "Another video: backwards")
        return RowsPreview(rows=tuple((*row, other) for row, other in zip(shown.rows, others, strict=True)))
