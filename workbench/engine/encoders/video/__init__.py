"""Networks that turn videos into embeddings."""

from workbench.engine.encoders.video.encoder import VideoEncoder
from workbench.engine.encoders.video.motion_residual import MotionResidual

__all__ = ["MotionResidual", "VideoEncoder"]
