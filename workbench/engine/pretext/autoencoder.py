"""The network says what a picture looks like in a few numbers, and has to draw it again from them alone.

Hinton & Salakhutdinov 2006, "Reducing the Dimensionality of Data with Neural Networks": an encoder, a
narrow code, a decoder, and the squared error of the picture.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from workbench.engine.contracts import Batch, Encoded, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.parts import pictures, scale, skill
from workbench.engine.parts.decoders import CodeDecoder
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.engine.settings import setting


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoencoderSettings:
    """What can be set about the autoencoder."""

    code_width: int = setting(
        64,
        label="Numbers in the code",
        help="How many numbers a picture must fit into. Fewer: only the main things; more: the details too.",
        low=2,
        high=1024,
    )
    decoder_width: int = setting(
        64,
        label="Decoder width",
        help="Width of the small network that draws the picture again and is thrown away afterwards.",
        low=8,
        high=512,
    )


@pretext_tasks.register("autoencoder")
class Autoencoder(PretextTask):
    """An encoder, a narrow code behind it, and a decoder that sees nothing but the code."""

    name = "autoencoder"
    title = "Draw it again from memory (autoencoder)"
    summary = "The network puts every picture into a few numbers and has to draw it again from those alone."
    family = "autoencoder"
    modalities = ("image",)
    views_per_sample = 1
    view_strength = "gentle"
    Settings = AutoencoderSettings
    overfits_one_batch = False  # white noise has too much to it for a narrow decoder
    smallest_batch = 2
    accumulates = True
    measures = skill.measures("of the drawn picture", "always the average picture")

    def __init__(self, encoder: Encoder, settings: AutoencoderSettings) -> None:
        super().__init__(encoder, settings)
        self.code = nn.Linear(encoder.width, settings.code_width)
        self.decoder = CodeDecoder(
            code=settings.code_width,
            channels=encoder.spec.channels,
            size=encoder.spec.size,
            hidden=settings.decoder_width,
        )

    def forward(self, batch: Batch) -> PretextOutput:
        """The mean squared error of the picture, in the spread of the set."""
        view = batch.views[0]
        encoded: Encoded = self.encoder(view)
        drawn = self.decoder(self.code(encoded.pooled))
        with torch.autocast(view.device.type, enabled=False):
            target = scale.standard(self.encoder, view)
            loss = F.mse_loss(drawn.float(), target)
        baseline = skill.mean_errors(target).mean()
        return PretextOutput(
            loss=loss, embeddings=encoded.pooled.detach(), metrics=skill.metrics(loss, baseline)
        )

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sample, how little as many pixels could keep of it, and what is drawn from the code."""
        samples, width = batch.samples, self.code.out_features
        shown = [samples, _as_few_pixels(samples, width)]
        captions = ["Your picture", f"{width} numbers, as pixels"]
        if trained:
            drawn = self.decoder(self.code(self.encoder(samples).pooled))
            shown.append(scale.as_pictures(self.encoder, drawn))
            captions.append(f"Drawn from {width} numbers")
        return pictures.rows(captions, shown)


def _as_few_pixels(samples: Tensor, numbers: int) -> Tensor:
    """The samples (B, C, S, S) in as many squares as so many numbers could hold."""
    side = max(1, min(samples.shape[2], round(math.sqrt(numbers / samples.shape[1]))))
    return F.interpolate(F.adaptive_avg_pool2d(samples, side), size=samples.shape[2:], mode="nearest")
