"""Two views of one video should look alike to the network, and unlike all other videos.

Qian et al. 2021, "Spatiotemporal Contrastive Video Representation Learning" (CVRL): SimCLR (Chen et al. 2020,
whose equation 1 is the loss) with views that are varied in the same way in all frames. That two views share
their place is easier to see than that they share a movement; so colours change strongly and a still frame of
another video lies over the frames (after Wang et al. 2021, "Removing the Background by Adding the
Background").
"""

from __future__ import annotations

from workbench.engine.contracts import Batch, RowsPreview
from workbench.engine.parts import videos
from workbench.engine.parts.two_views import TwoViews
from workbench.engine.pretext import pretext_tasks


@pretext_tasks.register("video_contrast")
class VideoContrast(TwoViews):
    """Two views of each video."""

    name = "video_contrast"
    title = "Recognise itself (SimCLR, of clips)"
    summary = (
        "Every video is varied twice at random, all its frames alike; the network learns which two belong"
        " together, and so what stays the same about a video."
    )
    modalities = ("video",)

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each video, and the two views that belong together."""
        return videos.two_views(batch)
