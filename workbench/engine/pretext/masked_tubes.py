"""Most of a video is hidden, the same places in all frames; from the rest the network draws the hidden tubes.

Tong, Song, Wang & Wang 2022, "VideoMAE: Masked Autoencoders are Data-Efficient Learners for Self-Supervised
Video Pre-Training" (tubes hidden at all times, section 3.2), and Feichtenhofer, Fan, Li & He 2022, "Masked
Autoencoders As Spatiotemporal Learners" (nine tenths hidden): the encoder runs on the visible tubes alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from workbench.engine.contracts import Batch, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.encoders.transformer import take
from workbench.engine.encoders.video import TubeEncoder, tubes
from workbench.engine.parts import patches, skill, tube_filling, videos
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.engine.settings import setting

_COVER = 0.5
_PREVIEW_SEED = 20220323


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedTubesSettings:
    """What can be set about it."""

    hidden_share: float = setting(
        0.9,
        label="Hidden share",
        help="How much of each video is hidden. Videos repeat themselves, so that 0.75 to 0.9 suits most.",
        low=0.1,
        high=0.95,
    )
    normalised_tubes: bool = setting(
        True,
        label="Normalised tubes",
        help="Each hidden tube is drawn without its brightness and contrast, which makes better features."
        " Without it the videos it draws are truer.",
    )
    drawn_share: float = setting(
        0.25,
        label="Drawn share",
        help="How much of what is hidden is drawn in each step, at random. Less is quicker.",
        low=0.1,
        high=1.0,
    )
    decoder_width: int = setting(
        0,
        label="Decoder width",
        help="Width of the small network that draws the tubes and is thrown away. 0 is half the encoder's.",
        low=0,
        high=1024,
    )
    decoder_depth: int = setting(
        2, label="Decoder depth", help="How many layers that small network has.", low=1, high=8
    )


@pretext_tasks.register("masked_tubes")
class MaskedTubes(PretextTask):
    """A transformer that sees the visible tubes, and a decoder that draws hidden ones."""

    name = "masked_tubes"
    title = "Fill in hidden parts of a video"
    summary = (
        "Nine tenths of every video are hidden in small squares, from the first frame to the last;"
        " the network sees the rest and draws what is missing."
    )
    family = "masked"
    modalities = ("video",)
    views_per_sample = 1
    view_strength = "gentle"
    Settings = MaskedTubesSettings
    overfits_one_batch = False
    smallest_batch = 1
    accumulates = True
    base_rate = 1.5e-3
    measures = skill.measures("on the hidden tubes", "always the average video")
    preferred_encoders = ("tube_base", "tube_small", "tube_mini")
    encoder: TubeEncoder

    def __init__(self, encoder: Encoder, settings: MaskedTubesSettings) -> None:
        super().__init__(encoder, settings)
        refused = self.refusal(encoder, settings)
        if refused or not isinstance(encoder, TubeEncoder):
            raise ValueError(refused)
        width = settings.decoder_width or encoder.width // 2
        self.decoder = tube_filling.TubeDecoder(encoder, width, settings.decoder_depth)
        self.hidden_share = settings.hidden_share
        self.drawn_share = settings.drawn_share
        self.normalises = settings.normalised_tubes

    @classmethod
    def refusal(cls, encoder: Encoder, settings: MaskedTubesSettings) -> str:
        """It needs a transformer over tubes, which divide the frames."""
        if not isinstance(encoder, TubeEncoder):
            return (
                f"It needs a network that sees in tubes ({', '.join(cls.preferred_encoders)}),"
                f" and {encoder.spec.name} does not."
            )
        if encoder.side % encoder.patch:
            return f"A tube of {encoder.patch} pixels does not divide a frame of {encoder.side} pixels."
        return ""

    def forward(self, batch: Batch) -> PretextOutput:
        """The mean squared error of the tubes that are drawn, equally many of each video."""
        view = self.encoder.looked_at(batch.views[0])
        grid = self.encoder.grid(view.shape[2])
        visible, hidden = tube_filling.random_tubes(view, grid, self.hidden_share, batch.generator)
        wanted = tube_filling.some(hidden, self.drawn_share, batch.generator)
        encoded = self.encoder(view, visible)
        drawn = self.decoder(encoded.tokens, visible, wanted, grid)  # (B, k, P)
        with torch.autocast(view.device.type, enabled=False):
            targets, _, _ = self.targets(take(self.cut(view), wanted))
            loss = (drawn.float() - targets).square().mean()
            baseline = tube_filling.mean_error(targets, wanted)
        return PretextOutput(
            loss=loss, embeddings=encoded.pooled.detach(), metrics=skill.metrics(loss, baseline)
        )

    def targets(self, cut: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What tubes (B, k, P) are to be drawn as, float32, with the mean and the spread that undo it."""
        if self.normalises:
            return patches.normalised(cut)
        return cut, torch.zeros_like(cut[:, :, :1]), torch.ones_like(cut[:, :, :1])

    def cut(self, view: Tensor) -> Tensor:
        """All tubes of videos as they are looked at, (B, N, P): as they are, or in the set's spread."""
        shown = view if self.normalises else self.encoder.normalised(view)
        return tubes.cut(shown, self.encoder.tube_frames, self.encoder.patch)

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each video, what is left of it, and what is drawn into the gaps."""
        samples = self.encoder.looked_at(batch.samples)
        generator = torch.Generator(samples.device).manual_seed(_PREVIEW_SEED)
        grid = self.encoder.grid(samples.shape[2])
        visible, hidden = tube_filling.random_tubes(samples, grid, self.hidden_share, generator)
        covered = tube_filling.covered(hidden, self.encoder)
        shown = [("Your video", samples), ("What it sees", samples.masked_fill(covered, _COVER))]
        if trained:
            tokens = self.encoder(samples, visible).tokens
            drawn = self.decoder(tokens, visible, hidden, grid).float()
            filled = torch.where(covered, self._as_video(samples, drawn, hidden), samples)
            caption = "What it fills in, the brightness given" if self.normalises else "What it fills in"
            shown.append((caption, filled))
        columns = [videos.cells(some, caption) for caption, some in shown]
        return RowsPreview(rows=tuple(zip(*columns, strict=True)))

    def _as_video(self, samples: Tensor, drawn: Tensor, hidden: Tensor) -> Tensor:
        """Drawn tubes (B, m, P) at their places; a normalised tube gets back its own mean and spread."""
        targets, mean, spread = self.targets(self.cut(samples))
        whole = tube_filling.laid(targets, hidden, drawn) * spread + mean
        grid = self.encoder.grid(samples.shape[2])
        joined = tubes.join(whole, grid, self.encoder.tube_frames, self.encoder.patch)
        return joined if self.normalises else self.encoder.as_videos(joined)
