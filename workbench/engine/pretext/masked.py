"""Blocks of a picture are painted over; the network sees the rest and draws what was under them.

Xie, Zhang, Cao, Lin, Bao, Yao, Dai & Hu 2022, "SimMIM: a Simple Framework for Masked Image Modeling":
a whole picture with a learnt colour in the hidden blocks, a light decoder, and a loss on those alone.
Unlike MAE it leaves the picture's shape alone, and so suits convolutional networks too.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Generator, Tensor, nn

from workbench.engine.contracts import Batch, Encoded, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.parts import patches, pictures, scale, skill
from workbench.engine.parts.decoders import map_decoder, map_refusal, map_side
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.engine.settings import setting

_COVER = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedSettings:
    """What can be set about the masked task."""

    hidden_share: float = setting(
        0.6,
        label="Hidden share",
        help="How much of each picture is hidden. The more, the harder; 0.4 to 0.6 suits most.",
        low=0.1,
        high=0.9,
    )
    block_px: int = setting(
        0,
        label="Block",
        help="Side of a hidden square; it must divide the picture's side. 0 chooses one that suits.",
        low=0,
        high=32,
        unit="px",
    )
    decoder_width: int = setting(
        64,
        label="Decoder width",
        help="Width of the small network that draws the hidden blocks and is thrown away afterwards.",
        low=8,
        high=512,
    )


@pretext_tasks.register("masked")
class Masked(PretextTask):
    """Any encoder with a map of tokens, and a light decoder that draws the hidden blocks from it."""

    name = "masked"
    title = "Fill in hidden blocks"
    summary = (
        "Blocks of every picture are painted over; the network looks at the rest and draws what was there."
    )
    family = "masked"
    modalities = ("image",)
    views_per_sample = 1
    view_strength = "gentle"
    Settings = MaskedSettings
    overfits_one_batch = False
    smallest_batch = 2
    accumulates = True
    base_rate = 3e-3
    measures = skill.measures("on the hidden blocks", "always the average picture")

    def __init__(self, encoder: Encoder, settings: MaskedSettings) -> None:
        super().__init__(encoder, settings)
        self.hidden_share = settings.hidden_share
        self.block = settings.block_px or automatic_block(encoder.spec.size, map_side(encoder))
        if encoder.spec.size % self.block:
            raise ValueError(self.refusal(encoder, settings))
        self.places = (encoder.spec.size // self.block) ** 2
        self.colour = nn.Parameter(torch.zeros(1, encoder.spec.channels, 1, 1))
        """Painted over the hidden blocks, in the set's spread from its mean."""
        self.decoder = map_decoder(encoder, settings.decoder_width)

    @classmethod
    def refusal(cls, encoder: Encoder, settings: MaskedSettings) -> str:
        """It needs a square map, and at least four blocks that divide the picture."""
        size, block = encoder.spec.size, settings.block_px
        if block and size % block:
            return f"A block of {block} pixels does not divide a picture of {size} pixels."
        if block and block == size:
            return f"A block of {block} pixels hides a picture of {size} pixels as a whole."
        return map_refusal(encoder)

    def forward(self, batch: Batch) -> PretextOutput:
        """The mean squared error on the hidden blocks, in the spread of the set."""
        view = batch.views[0]
        covered = self._draw(view, batch.generator)  # (B, 1, S, S)
        encoded, drawn = self._fill_in(view, covered)
        with torch.autocast(view.device.type, enabled=False):
            target = scale.standard(self.encoder, view)
            share = covered.float().mean()
            loss = _hidden_mean((drawn.float() - target).square(), covered, share)
            baseline = _hidden_mean(skill.mean_errors(target), covered, share)
        return PretextOutput(
            loss=loss, embeddings=encoded.pooled.detach(), metrics=skill.metrics(loss, baseline)
        )

    def _draw(self, view: Tensor, generator: Generator | None) -> Tensor:
        _, hidden = patches.random_places(view, self.places, self.hidden_share, generator)
        return patches.as_pixels(patches.as_mask(hidden, self.places), self.block)

    def _fill_in(self, view: Tensor, covered: Tensor) -> tuple[Encoded, Tensor]:
        """What the encoder says of the rest, and the picture (B, C, S, S) drawn from it, in set's units."""
        colour = scale.as_pictures(self.encoder, self.colour)
        encoded: Encoded = self.encoder(torch.where(covered, colour, view))
        return encoded, self.decoder(encoded.tokens)

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sample, what is left of it, and what is drawn under the blocks."""
        samples = batch.samples
        covered = self._draw(samples, torch.Generator(samples.device).manual_seed(0))
        shown = [samples, samples.masked_fill(covered, _COVER)]
        captions = ["Your picture", "What it sees"]
        if trained:
            drawn = scale.as_pictures(self.encoder, self._fill_in(samples, covered)[1])
            shown.append(torch.where(covered, drawn, samples))
            captions.append("What it fills in")
        return pictures.rows(captions, shown)


def automatic_block(size: int, side: int) -> int:
    """The smallest block that divides `size` px, is no smaller than a place of the encoder's map of `side`
    places, nor than 4 px (8 px above 48 px), and leaves four blocks at least.
    """
    least = max(4 if size <= 48 else 8, size / max(1, side))
    return next((block for block in range(4, size // 2) if size % block == 0 and block >= least), size // 2)


def _hidden_mean(errors: Tensor, covered: Tensor, share: Tensor) -> Tensor:
    """Mean of errors (B, C, S, S) over the hidden pixels."""
    return (errors * covered).mean() / share
