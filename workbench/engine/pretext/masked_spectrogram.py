"""Parts of a sound's spectrogram are hidden; the network hears the rest and draws what was there.

Gong, Lai, Chung & Glass 2022, "SSAST: Self-Supervised Audio Spectrogram Transformer": patches of a log-mel
spectrogram are hidden and drawn again; Huang, Xu, Li, Baevski, Auli, Galuba, Metze & Feichtenhofer 2022,
"Masked Autoencoders that Listen": transformers see the other patches alone, and the error is that of hidden
ones, each less its own mean and spread. Other networks see a learnt value in the hidden blocks (SimMIM).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Generator, Tensor, nn

from workbench.engine.contracts import Batch, Encoded, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.encoders.audio import HOP, RATE_HZ, MelEncoder, MelTransformer
from workbench.engine.parts import skill, spectrograms
from workbench.engine.parts.gap_filling import LaidOver, LeftOut
from workbench.engine.parts.sound_blocks import Blocks, normalised, random_blocks
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.engine.settings import setting

_HEIGHTS = {"an eighth": 8, "a quarter": 16, "half": 32, "all": 64}
"""Bands of pitch of a block, by the words people choose it by."""
_PREVIEW_SEED = 20211018


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedSpectrogramSettings:
    """What can be set about it."""

    hidden_share: float = setting(
        0.6,
        label="Hidden share",
        help="How much of each sound is hidden. The more, the harder; 0.5 to 0.75 suits most.",
        low=0.1,
        high=0.9,
    )
    block_ms: int = setting(
        160,
        label="Length of a block",
        help="How long a hidden block lasts. Longer ones are harder to guess from what is around them.",
        low=40,
        high=1000,
        unit="ms",
    )
    block_pitches: str = setting(
        "a quarter",
        label="Height of a block",
        help="Which share of the pitches a block hides; of a transformer it always hides all.",
        choices=tuple(_HEIGHTS),
    )
    normalised_blocks: bool = setting(
        True,
        label="Normalised blocks",
        help="Each hidden block is drawn without its loudness and contrast, which makes better features."
        " Without it the spectrograms it draws are truer.",
    )
    decoder_width: int = setting(
        128,
        label="Decoder width",
        help="Width of the small network that draws the hidden blocks and is thrown away afterwards.",
        low=8,
        high=512,
    )


@pretext_tasks.register("masked_spectrogram")
class MaskedSpectrogram(PretextTask):
    """An encoder of spectrograms, and a light decoder that draws the hidden blocks from its tokens."""

    name = "masked_spectrogram"
    title = "Fill in what is hidden of a sound"
    summary = (
        "Parts of every sound are hidden, some pitches for some time;"
        " the network hears the rest and draws what was there."
    )
    family = "masked"
    modalities = ("audio",)
    views_per_sample = 1
    view_strength = "gentle"
    Settings = MaskedSpectrogramSettings
    smallest_batch = 2
    accumulates = True
    base_rate = 3e-3
    measures = skill.measures("on the hidden blocks", "always the average spectrum")
    preferred_encoders = ("mel_residual",)
    encoder: MelEncoder

    def __init__(self, encoder: Encoder, settings: MaskedSpectrogramSettings) -> None:
        super().__init__(encoder, settings)
        refused = self.refusal(encoder, settings)
        if refused or not isinstance(encoder, MelEncoder):
            raise ValueError(refused)
        self.hidden_share = settings.hidden_share
        self.normalises = settings.normalised_blocks
        self.blocks = _blocks(encoder, settings)
        self.filler: nn.Module = (
            LeftOut(encoder, settings.decoder_width)
            if isinstance(encoder, MelTransformer)
            else LaidOver(encoder, settings.decoder_width)
        )

    @classmethod
    def refusal(cls, encoder: Encoder, settings: MaskedSpectrogramSettings) -> str:
        """It needs a network of spectrograms, and at least two blocks in a sound."""
        if not isinstance(encoder, MelEncoder):
            return spectrograms.refusal(encoder)
        blocks = _blocks(encoder, settings)
        milliseconds = round(1000 * blocks.frames * HOP / RATE_HZ)
        if blocks.rows == 1 and 2 * milliseconds > encoder.spec.size:
            return (
                f"A block of {milliseconds} ms and of all pitches hides too much of a sound of"
                f" {encoder.spec.size} ms."
            )
        return ""

    def forward(self, batch: Batch) -> PretextOutput:
        """The mean squared error on the hidden blocks, a mean over sounds."""
        mel, inside = self.encoder.spectrogram(batch.views[0])
        covered = self._draw(inside, batch.generator)  # (B, M, N)
        encoded, drawn = self._fill_in(mel, inside, covered)
        with torch.autocast(mel.device.type, enabled=False):
            targets, _, _ = self.targets(mel, inside)
            counted = covered & inside[:, None]
            loss = spectrograms.mean_inside((drawn.float() - targets).square(), counted)
            baseline = spectrograms.mean_inside(spectrograms.mean_errors(targets, inside), counted)
        return PretextOutput(
            loss=loss, embeddings=encoded.pooled.detach(), metrics=skill.metrics(loss, baseline)
        )

    def targets(self, mel: Tensor, inside: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What is to be drawn, (B, M, N) float32, with the mean and the spread that undo it."""
        if not self.normalises:
            return mel, torch.zeros_like(mel), torch.ones_like(mel)
        frames = mel.shape[2]
        counted = self.blocks.cut(inside[:, None].expand_as(mel).float()) > 0
        cut, mean, spread = normalised(self.blocks.cut(mel), counted)
        joined = [self.blocks.join(part.expand_as(cut), frames) for part in (cut, mean, spread)]
        return joined[0], joined[1], joined[2]

    def _draw(self, inside: Tensor, generator: Generator | None) -> Tensor:
        """Which of the frames (B, N) bool are hidden at which pitches: (B, M, N) bool."""
        hidden = random_blocks(self.blocks.real(inside), self.hidden_share, generator)
        return self.blocks.spread(hidden, inside.shape[1])

    def _fill_in(self, mel: Tensor, inside: Tensor, covered: Tensor) -> tuple[Encoded, Tensor]:
        """What the encoder says of the rest, and all that is drawn from it, (B, M, N)."""
        return self.filler(self.encoder, mel, inside, covered)  # type: ignore[no-any-return]

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sound, what is left of it, and what is drawn into the gaps."""
        samples = batch.samples
        mel, inside = self.encoder.spectrogram(samples)
        covered = self._draw(inside, torch.Generator(samples.device).manual_seed(_PREVIEW_SEED))
        true = spectrograms.as_log_mel(self.encoder, mel)
        columns = [
            spectrograms.column(true, inside, "Your sound", samples=samples),
            spectrograms.column(true, inside, "What it hears", hidden=covered),
        ]
        if trained:
            _, mean, spread = self.targets(mel, inside)
            drawn = self._fill_in(mel, inside, covered)[1].float() * spread + mean
            filled = torch.where(covered, spectrograms.as_log_mel(self.encoder, drawn), true)
            caption = "What it fills in, the loudness given" if self.normalises else "What it fills in"
            columns.append(spectrograms.column(filled, inside, caption))
        return spectrograms.rows(columns)


def _blocks(encoder: MelEncoder, settings: MaskedSpectrogramSettings) -> Blocks:
    """The blocks that are hidden: of a transformer whole patches."""
    bands, frames = _HEIGHTS[settings.block_pitches], round(settings.block_ms * RATE_HZ / HOP / 1000)
    if isinstance(encoder, MelTransformer):
        bands = max(bands, encoder.bands)
        frames = max(1, round(frames / encoder.frames)) * encoder.frames
    return Blocks(bands=bands, frames=frames)
