"""Networks that turn videos into embeddings."""

from workbench.engine.encoders.video.encoder import VideoEncoder
from workbench.engine.encoders.video.folder import TubesFromElsewhere
from workbench.engine.encoders.video.motion_residual import MotionResidual
from workbench.engine.encoders.video.torchvision_video import MultiscaleVision, Residual2Plus1D
from workbench.engine.encoders.video.tube_transformer import TubeTransformer
from workbench.engine.encoders.video.tubes import TubeEncoder

__all__ = [
    "MotionResidual",
    "MultiscaleVision",
    "Residual2Plus1D",
    "TubeEncoder",
    "TubeTransformer",
    "TubesFromElsewhere",
    "VideoEncoder",
]
