"""The network sees a picture in grey and has to say what colours it had.

Zhang, Isola & Efros 2016, "Colorful Image Colorization" (equation 1: the squared error of the colours,
given the lightness); Larsson, Maire & Shakhnarovich 2016, "Learning Representations for Automatic
Colorization".
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from workbench.engine.contracts import Batch, Encoded, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.parts import pictures, skill
from workbench.engine.parts.decoders import map_decoder, map_refusal
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.engine.settings import setting

_LUMA = (0.299, 0.587, 0.114)
"""How bright red, green and blue look (ITU-R BT.601)."""
_UNIT = 0.1
"""Colours are predicted in tenths: most lie within a few of them from grey."""
_GREY = 0.01
"""Samples whose colours lie nearer to grey than this on average have none to learn from."""
_NO_COLOUR = "These pictures have one channel, so there is no colour to learn."


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourSettings:
    """What can be set about colour from grey."""

    decoder_width: int = setting(
        64,
        label="Decoder width",
        help="Width of the small network that paints the colours and is thrown away afterwards.",
        low=8,
        high=512,
    )


@pretext_tasks.register("colour")
class Colour(PretextTask):
    """Any encoder with a map of tokens, and a light decoder that paints the colours from it."""

    name = "colour"
    title = "Colour from grey"
    summary = "The network sees every picture in grey and has to say which colours it had."
    family = "autoencoder"
    modalities = ("image",)
    views_per_sample = 1
    view_strength = "gentle"
    Settings = ColourSettings
    overfits_one_batch = False  # white noise has too much to it for a narrow decoder
    smallest_batch = 2
    accumulates = True
    base_rate = 3e-3
    measures = skill.measures("of the painted colours", "the average colour everywhere")

    def __init__(self, encoder: Encoder, settings: ColourSettings) -> None:
        super().__init__(encoder, settings)
        self.decoder = map_decoder(encoder, settings.decoder_width)

    @classmethod
    def refusal(cls, encoder: Encoder, settings: ColourSettings) -> str:
        """It needs more channels than one, and a square map of tokens."""
        return _NO_COLOUR if encoder.spec.channels == 1 else map_refusal(encoder)

    @classmethod
    def caution(cls, samples: Tensor) -> str:
        """Grey pictures have no colour to learn."""
        if samples.shape[1] == 1:
            return _NO_COLOUR
        if split(samples)[1].abs().mean() < _GREY:
            return "Nearly all of these pictures are grey, so there is hardly any colour to learn."
        return ""

    def forward(self, batch: Batch) -> PretextOutput:
        """The mean squared error of the colours, in tenths of the range."""
        view = batch.views[0]
        grey, colours = split(view)
        encoded: Encoded = self.encoder(grey)
        painted = self.decoder(encoded.tokens)
        with torch.autocast(view.device.type, enabled=False):
            target = colours / _UNIT
            loss = F.mse_loss(painted.float(), target)
            baseline = (target - target.mean((0, 2, 3), keepdim=True)).square().mean()
        return PretextOutput(
            loss=loss, embeddings=encoded.pooled.detach(), metrics=skill.metrics(loss, baseline)
        )

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sample, in grey, and in the colours that it is given."""
        grey, _ = split(batch.samples)
        shown, captions = [batch.samples, grey], ["Your picture", "What it sees"]
        if trained:
            shown.append(grey + self.decoder(self.encoder(grey).tokens).float() * _UNIT)
            captions.append("Its colours")
        return pictures.rows(captions, shown)


def split(samples: Tensor) -> tuple[Tensor, Tensor]:
    """Samples (B, C, S, S) in [0, 1] as grey, the same in all channels, and what the colours add to it.

    Three channels are red, green and blue, weighed as the eye does; of any others the grey is the mean.
    """
    channels = samples.shape[1]
    weights = _LUMA if channels == 3 else (1 / channels,) * channels
    luma = (samples * samples.new_tensor(weights)[:, None, None]).sum(1, keepdim=True)
    grey = luma.expand_as(samples).contiguous(memory_format=torch.channels_last)
    return grey, samples - grey
