"""The network sees the beginning of a video and says how it goes on: it moves the last frame, with repairs.

Patraucean, Handa & Cipolla 2015, "Spatio-temporal video autoencoder with differentiable memory" (the next
frame as the last one moved by a flow field); Srivastava, Mansimov & Salakhutdinov 2015, "Unsupervised
Learning of Video Representations using LSTMs" (an embedding of what was seen tells the future); Finn,
Goodfellow & Levine 2016, "Unsupervised Learning for Physical Interaction through Video Prediction" (gated
repairs beside what is moved). Frames are compared by the pixel, and reduced by two and by four, after
Mathieu, Couprie & LeCun 2016: so movements of several pixels are found too.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Generator, Tensor

from workbench.engine.contracts import Batch, Encoded, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.encoders.video import VideoEncoder
from workbench.engine.parts import videos
from workbench.engine.parts.frame_moving import Flow, Repair, moved
from workbench.engine.parts.frame_scores import error_share, halved, metrics
from workbench.engine.pretext import Measure, PretextTask, pretext_tasks
from workbench.engine.settings import setting

_MEASURED = 16
"""Of how many videos of a step PSNR and SSIM are taken: of all it would be a tenth of a step's time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextFrameSettings:
    """What can be set about the next frame."""

    steps_ahead: int = setting(
        1,
        label="Steps ahead",
        help="How many frames it has to foretell. The more, the harder; 1 or 2 suit most.",
        low=1,
        high=4,
        unit="frames",
    )
    frames_seen: int = setting(
        4,
        label="Frames seen",
        help="How many frames it sees before; each time another stretch of the video. More take longer.",
        low=2,
        high=16,
        unit="frames",
    )
    decoder_width: int = setting(
        32,
        label="Decoder width",
        help="Width of the small network that says how each part moves and is thrown away afterwards.",
        low=8,
        high=256,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """encoded: of the frames seen; coarse: how the whole moves, (B, 2, H, W); frames: (B, 3, k, H, W)."""

    encoded: Encoded
    coarse: Tensor
    frames: Tensor


@pretext_tasks.register("next_frame")
class NextFrame(PretextTask):
    """Any network of videos, and light parts that say from its embedding and tokens how the frame moves."""

    name = "next_frame"
    title = "Predict the next frame"
    summary = "The network sees the beginning of every video and has to say what the next frames look like."
    family = "next"
    modalities = ("video",)
    views_per_sample = 1
    view_strength = "gentle"
    Settings = NextFrameSettings
    overfits_one_batch = False  # what moves can be learnt, but noise cannot be foretold
    can_collapse = False
    smallest_batch = 2
    batch_share = 0.5
    accumulates = True
    base_rate = 1.5e-3
    measures = (
        Measure(
            name="gain_db",
            label="Better than a copy",
            help="By how many decibels its frames are nearer to the true ones than the last frame is: 0 is no"
            " better, 2 are plain to see.",
        ),
        Measure(
            name="off_by",
            label="Off by",
            help="How far its frames are off the true ones, in grey levels of 255; it should fall below that"
            " of a copy of the last frame.",
            low=0.0,
            baseline="copy_off_by",
        ),
        Measure(
            name="ssim",
            label="Alike (SSIM)",
            help="How much its frames have the structure of the true ones, as people see it: 1 is the same.",
            high=1.0,
        ),
    )
    encoder: VideoEncoder

    def __init__(self, encoder: VideoEncoder, settings: NextFrameSettings) -> None:
        super().__init__(encoder, settings)
        self.steps_ahead = settings.steps_ahead
        self.frames_seen = settings.frames_seen
        self.flow = Flow(encoder.width, settings.decoder_width)
        self.repair = Repair(settings.decoder_width)

    @classmethod
    def refusal(cls, encoder: Encoder, settings: NextFrameSettings) -> str:
        """It needs a network of videos, whose tokens lie in a known order."""
        return "" if isinstance(encoder, VideoEncoder) else "Only a network of videos can foretell frames."

    def forward(self, batch: Batch) -> PretextOutput:
        """The error of the foretold frames as a share of the copied one's, and that of moving all coarsely.

        The second is measured on halved frames: it asks of the embedding alone how the whole moves.
        """
        seen, wanted = stretch(batch.views[0], self.frames_seen, self.steps_ahead, batch.generator)
        told = self.foretell(seen, wanted.shape[2])
        with torch.autocast(wanted.device.type, enabled=False):
            last = seen[:, :, -1:].float()
            loss = error_share(told.frames, wanted, last, reduced=3)
            small, small_last = halved(wanted), halved(last)
            coarse = moved(small_last[:, :, 0], F.avg_pool2d(told.coarse, 2), wanted.shape[2])
            loss = loss + error_share(torch.stack(coarse, 2), small, small_last, reduced=2)
        return PretextOutput(
            loss=loss,
            embeddings=told.encoded.pooled.detach(),
            metrics=metrics(*(clips[:_MEASURED] for clips in (told.frames, wanted, last))),
        )

    def foretell(self, seen: Tensor, steps: int) -> Foretold:
        """How videos (B, 3, T, H, W) in [0, 1] of two frames or more go on, for so many steps."""
        encoded: Encoded = self.encoder(seen)
        _, height, width = self.encoder.grid(seen.shape[2])
        tokens = encoded.tokens[:, -height * width :].transpose(1, 2)  # of the last moment
        tokens = tokens.reshape(len(seen), -1, height, width)
        coarse, fine, features = self.flow(encoded.pooled, tokens, seen.shape[3:])
        last = seen[:, :, -1].contiguous(memory_format=torch.channels_last)
        coming = [self.repair(frame, last, features) for frame in moved(last, coarse + fine, steps)]
        return Foretold(encoded=encoded, coarse=coarse, frames=torch.stack(coming, 2))

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """The frames before the last of each video, those, and what the network and a copy say of them."""
        seen, wanted = _cut(batch.samples[:, :, -self.frames_seen - self.steps_ahead :], self.steps_ahead)
        columns = [videos.cells(seen, "What it sees"), videos.cells(wanted, "What comes next")]
        if trained:
            columns.append(videos.cells(self.foretell(seen, wanted.shape[2]).frames, "What it predicts"))
            columns.append(videos.cells(seen[:, :, -1:], "A copy of the last"))
        return RowsPreview(rows=tuple(zip(*columns, strict=True)))


def stretch(clips: Tensor, seen: int, ahead: int, generator: Generator | None) -> tuple[Tensor, Tensor]:
    """A stretch of videos (B, 3, T, H, W), the same of all: what is seen and what comes then.

    At most `seen` and `ahead` frames, two and one at least: a video of two begins with its first one twice.
    """
    total = min(max(3, clips.shape[2]), seen + ahead)
    free = max(0, clips.shape[2] - total)
    device = clips.device if generator is None else generator.device
    start = int(torch.randint(free + 1, (1,), generator=generator, device=device))
    return _cut(clips[:, :, start : start + total], ahead)


def _cut(clips: Tensor, ahead: int) -> tuple[Tensor, Tensor]:
    if clips.shape[2] < 3:
        clips = torch.cat([clips[:, :, :1], clips], 2)
    at = clips.shape[2] - max(1, min(ahead, clips.shape[2] - 2))
    return clips[:, :, :at], clips[:, :, at:]
