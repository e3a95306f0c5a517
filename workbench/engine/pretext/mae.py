"""Most of a picture is hidden; from the few patches that are left the network draws the hidden ones.

He, Chen, Xie, Li, Dollar & Girshick 2022, "Masked Autoencoders Are Scalable Vision Learners" (MAE): the
encoder runs on the visible patches alone, a light decoder fills in the others (section 3).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from timm.models.vision_transformer import Block
from torch import Generator, Tensor, nn

from workbench.engine.contracts import Batch, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.encoders.transformer import PatchEncoder, sine_positions, take
from workbench.engine.parts import patches, pictures, scale, skill
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.engine.settings import setting

_HEAD_WIDTH = 32
_COVER = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class MAESettings:
    """What can be set about MAE."""

    hidden_share: float = setting(
        0.75,
        label="Hidden share",
        help="How much of each picture is hidden. The more, the harder; 0.6 to 0.75 suits most.",
        low=0.1,
        high=0.95,
    )
    normalised_patches: bool = setting(
        True,
        label="Normalised patches",
        help="Each hidden patch is drawn without its brightness and contrast, which makes better features."
        " Without it the pictures it draws are truer.",
    )
    decoder_width: int = setting(
        0,
        label="Decoder width",
        help="Width of the small network that draws the patches and is thrown away. 0 is half the encoder's.",
        low=0,
        high=1024,
    )
    decoder_depth: int = setting(
        2, label="Decoder depth", help="How many layers that small network has.", low=1, high=8
    )


class PatchDecoder(nn.Module):
    """Tokens of visible patches in, all patches out: a light transformer with tokens for what is hidden."""

    def __init__(self, encoder: PatchEncoder, width: int, depth: int) -> None:
        super().__init__()
        heads = math.gcd(width, max(1, width // _HEAD_WIDTH))
        self.places = encoder.num_patches
        self.enter = nn.Linear(encoder.width, width)
        self.hidden_token = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        positions = sine_positions(math.isqrt(self.places), width)
        self.positions: Tensor
        self.register_buffer("positions", positions, persistent=False)
        self.blocks = nn.Sequential(*(Block(width, heads, qkv_bias=True) for _ in range(depth)))
        self.norm = nn.LayerNorm(width)
        self.pixels = nn.Linear(width, encoder.patch**2 * encoder.spec.channels)

    def forward(self, tokens: Tensor, visible: Tensor, hidden: Tensor) -> Tensor:
        """Tokens (B, n, D) of the places visible (B, n) -> patches (B, m, P) of the places hidden (B, m)."""
        entered = self.enter(tokens)  # (B, n, w)
        everywhere = self.hidden_token.to(entered.dtype).expand(len(tokens), self.places, -1)
        at = visible[:, :, None].expand(-1, -1, entered.shape[2])
        everywhere = everywhere.scatter(1, at, entered) + self.positions  # (B, N, w)
        return self.pixels(self.norm(take(self.blocks(everywhere), hidden)))  # type: ignore[no-any-return]


@pretext_tasks.register("mae")
class MAE(PretextTask):
    """A vision transformer that sees the visible patches, and a decoder that draws the hidden ones."""

    name = "mae"
    title = "Fill in what is hidden (MAE)"
    summary = (
        "Three quarters of every picture are hidden in small squares; the network sees the rest and draws"
        " what is missing."
    )
    family = "masked"
    modalities = ("image",)
    views_per_sample = 1
    view_strength = "gentle"
    Settings = MAESettings
    overfits_one_batch = False
    smallest_batch = 1
    accumulates = True
    base_rate = 1.5e-3
    measures = skill.measures("on the hidden patches", "always the average picture")
    preferred_encoders = ("vit_small", "vit_tiny", "vit_mini")
    encoder: PatchEncoder

    def __init__(self, encoder: Encoder, settings: MAESettings) -> None:
        super().__init__(encoder, settings)
        refused = self.refusal(encoder, settings)
        if refused or not isinstance(encoder, PatchEncoder):
            raise ValueError(refused)
        self.decoder = PatchDecoder(
            encoder, settings.decoder_width or encoder.width // 2, settings.decoder_depth
        )
        self.hidden_share = settings.hidden_share
        self.normalises = settings.normalised_patches

    @classmethod
    def refusal(cls, encoder: Encoder, settings: MAESettings) -> str:
        """It needs a vision transformer, whose patches divide the picture."""
        if not isinstance(encoder, PatchEncoder):
            return (
                f"It needs a network that sees in patches ({', '.join(cls.preferred_encoders)}),"
                f" and {encoder.spec.name} does not."
            )
        if encoder.spec.size % encoder.patch:
            return (
                f"A patch of {encoder.patch} pixels does not divide a picture of {encoder.spec.size} pixels."
            )
        return ""

    def forward(self, batch: Batch) -> PretextOutput:
        """The mean squared error of the hidden patches, all in one batch equally many."""
        view = batch.views[0]
        visible, hidden = self._draw(view, batch.generator)
        encoded = self.encoder(view, visible)
        drawn = self.decoder(encoded.tokens, visible, hidden)  # (B, m, P)
        targets, _, _ = self.targets(view)  # (B, N, P)
        with torch.autocast(view.device.type, enabled=False):
            loss = (drawn.float() - take(targets, hidden)).square().mean()
        baseline = take(skill.mean_errors(targets), hidden).mean()
        return PretextOutput(
            loss=loss, embeddings=encoded.pooled.detach(), metrics=skill.metrics(loss, baseline)
        )

    def targets(self, view: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What each patch is to be drawn as, (B, N, P) float32, with the mean and spread to undo it."""
        if self.normalises:
            return patches.normalised(patches.patchify(view, self.encoder.patch))
        cut = patches.patchify(scale.standard(self.encoder, view), self.encoder.patch)
        return cut, torch.zeros_like(cut[:, :, :1]), torch.ones_like(cut[:, :, :1])

    def _draw(self, view: Tensor, generator: Generator | None) -> tuple[Tensor, Tensor]:
        return patches.random_places(view, self.encoder.num_patches, self.hidden_share, generator)

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sample, what is left of it, and what is drawn into the gaps."""
        samples, patch = batch.samples, self.encoder.patch
        visible, hidden = self._draw(samples, torch.Generator(samples.device).manual_seed(0))
        covered = patches.as_pixels(patches.as_mask(hidden, self.encoder.num_patches), patch)
        shown = [samples, samples.masked_fill(covered, _COVER)]
        captions = ["Your picture", "What it sees"]
        if trained:
            drawn = self.decoder(self.encoder(samples, visible).tokens, visible, hidden)
            shown.append(torch.where(covered, self._as_picture(samples, drawn.float(), hidden), samples))
            captions.append(
                "What it fills in, the brightness given" if self.normalises else "What it fills in"
            )
        return pictures.rows(captions, shown)

    def _as_picture(self, samples: Tensor, drawn: Tensor, hidden: Tensor) -> Tensor:
        """Drawn patches (B, m, P) at their places; a normalised patch gets back its own mean and spread."""
        targets, mean, spread = self.targets(samples)
        at = hidden[:, :, None].expand(-1, -1, drawn.shape[2])
        whole = patches.unpatchify(targets.scatter(1, at, drawn) * spread + mean, self.encoder.patch)
        return whole if self.normalises else scale.as_pictures(self.encoder, whole)
