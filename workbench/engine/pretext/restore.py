"""A picture is blurred and made noisy; the network has to draw the sharp one.

Vincent, Larochelle, Bengio & Manzagol 2008, "Extracting and Composing Robust Features with Denoising
Autoencoders", with blur beside their noise. All pixels pass the encoder: there are no skip connections.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Generator, Tensor

from workbench.engine.contracts import Batch, Encoded, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.modalities.image.resampling import blur_matrix
from workbench.engine.parts import pictures, scale, skill
from workbench.engine.parts.decoders import map_decoder, map_refusal
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.engine.settings import setting

_WEAKEST = 0.25
"""The weakest blur and noise, as a share of the strongest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreSettings:
    """What can be set about restoring."""

    blur: float = setting(
        0.1,
        label="Strongest blur",
        help="How far a point is smeared, as a share of the picture's side; each picture gets its own.",
        low=0.01,
        high=0.3,
    )
    noise: float = setting(
        0.05,
        label="Strongest noise",
        help="How strong a grain is laid over the picture, as a share of black to white. 0 leaves it out.",
        low=0.0,
        high=0.5,
    )
    decoder_width: int = setting(
        64,
        label="Decoder width",
        help="Width of the small network that draws the sharp picture and is thrown away afterwards.",
        low=8,
        high=512,
    )


@pretext_tasks.register("restore")
class Restore(PretextTask):
    """Any encoder with a map of tokens, and a light decoder that draws the sharp picture from it."""

    name = "restore"
    title = "Restore a blurred picture"
    summary = "Every picture is blurred and made grainy; the network has to draw the sharp one."
    family = "autoencoder"
    modalities = ("image",)
    views_per_sample = 1
    view_strength = "gentle"
    Settings = RestoreSettings
    overfits_one_batch = False  # white noise has too much to it for a narrow decoder
    smallest_batch = 2
    accumulates = True
    base_rate = 3e-3
    measures = skill.measures("of the restored picture", "the damaged picture itself")

    def __init__(self, encoder: Encoder, settings: RestoreSettings) -> None:
        super().__init__(encoder, settings)
        self.blur = settings.blur
        self.noise = settings.noise
        self.decoder = map_decoder(encoder, settings.decoder_width)

    @classmethod
    def refusal(cls, encoder: Encoder, settings: RestoreSettings) -> str:
        """It needs a square map of tokens."""
        return map_refusal(encoder)

    def forward(self, batch: Batch) -> PretextOutput:
        """The mean squared error of the restored picture, in the spread of the set."""
        view = batch.views[0]
        damaged_view = damaged(view, self.blur, self.noise, batch.generator)
        encoded: Encoded = self.encoder(damaged_view)
        drawn = self.decoder(encoded.tokens)
        with torch.autocast(view.device.type, enabled=False):
            target = scale.standard(self.encoder, view)
            loss = F.mse_loss(drawn.float(), target)
            baseline = F.mse_loss(scale.standard(self.encoder, damaged_view), target)
        return PretextOutput(
            loss=loss, embeddings=encoded.pooled.detach(), metrics=skill.metrics(loss, baseline)
        )

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sample, damaged, and what is restored from that."""
        samples = batch.samples
        generator = torch.Generator(samples.device).manual_seed(0)
        seen = damaged(samples, self.blur, self.noise, generator)
        shown, captions = [samples, seen], ["Your picture", "What it sees"]
        if trained:
            drawn = self.decoder(self.encoder(seen).tokens)
            shown.append(scale.as_pictures(self.encoder, drawn))
            captions.append("What it restores")
        return pictures.rows(captions, shown)


def damaged(samples: Tensor, blur: float, noise: float, generator: Generator | None) -> Tensor:
    """Each sample (B, C, S, S) with its own Gaussian blur and noise, in [0, 1] again; float32.

    blur: the widest sigma as a share of the side; noise: the strongest sigma in grey levels of [0, 1].
    From the global generator when it is None.
    """
    num, channels, side, _ = samples.shape
    with torch.no_grad(), torch.autocast(samples.device.type, enabled=False):
        strengths = torch.rand(2, num, generator=generator, device=samples.device)
        strengths = _WEAKEST + (1 - _WEAKEST) * strengths
        matrix = blur_matrix(strengths[0] * blur * side, side)[:, None]  # (B, 1, S, S)
        blurred = matrix @ samples.float() @ matrix.transpose(2, 3)
        if noise:
            grain = torch.randn(num, channels, side, side, generator=generator, device=samples.device)
            blurred += grain * (noise * strengths[1])[:, None, None, None]
        return blurred.clamp_(0, 1).contiguous(memory_format=torch.channels_last)
