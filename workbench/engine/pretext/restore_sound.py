"""A sound is made noisy, muffled, clipped and torn; the network has to draw the clean one, to be heard.

Vincent, Larochelle, Bengio & Manzagol 2008, "Extracting and Composing Robust Features with Denoising
Autoencoders", with spectrograms as Lu, Tsao, Matsuda & Hori 2013, "Speech Enhancement Based on Deep Denoising
Autoencoder". To be heard, the drawn spectrogram becomes a gain of the damaged sound at each pitch and time.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from workbench.engine.contracts import Batch, Encoded, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.encoders.audio import MelEncoder
from workbench.engine.parts import skill, spectrograms
from workbench.engine.parts.sound_damage import Damage, damaged
from workbench.engine.parts.spectral_gain import with_spectrogram
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.engine.settings import setting

_PREVIEW_SEED = 20080705


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreSoundSettings:
    """What can be set about restoring sounds."""

    noise: float = setting(
        1.0,
        label="Strongest noise",
        help="How loud noise is laid over a sound, as a share of its own loudness: hiss, rumble or between."
        " 0 leaves it out.",
        low=0.0,
        high=3.0,
    )
    muffled_hz: int = setting(
        1000,
        label="Muffled above",
        help="A muffled sound has lost all pitches above this or a higher one; 8000 leaves it out.",
        low=300,
        high=8000,
        unit="Hz",
    )
    clipped_share: float = setting(
        0.8,
        label="Strongest clipping",
        help="How much of the height of its wave a sound recorded too loud has lost. 0 leaves it out.",
        low=0.0,
        high=0.95,
    )
    gaps_share: float = setting(
        0.3,
        label="Most gaps",
        help="How much of the time of a torn sound is silent. 0 leaves it out.",
        low=0.0,
        high=0.7,
    )
    decoder_width: int = setting(
        128,
        label="Decoder width",
        help="Width of the small network that draws the clean sound and is thrown away afterwards.",
        low=8,
        high=512,
    )


@pretext_tasks.register("restore_sound")
class RestoreSound(PretextTask):
    """An encoder of spectrograms, and a light decoder that draws the clean one from its tokens."""

    name = "restore_sound"
    title = "Restore a damaged sound"
    summary = "Every sound is made noisy, muffled, clipped or torn; the network has to draw the clean one."
    family = "autoencoder"
    modalities = ("audio",)
    views_per_sample = 1
    view_strength = "gentle"
    Settings = RestoreSoundSettings
    smallest_batch = 2
    accumulates = True
    base_rate = 3e-3
    measures = skill.measures("of the restored spectrogram", "the damaged sound itself")
    encoder: MelEncoder

    def __init__(self, encoder: Encoder, settings: RestoreSoundSettings) -> None:
        super().__init__(encoder, settings)
        refused = self.refusal(encoder, settings)
        if refused or not isinstance(encoder, MelEncoder):
            raise ValueError(refused)
        self.damage = Damage(
            noise=settings.noise,
            muffled_hz=settings.muffled_hz,
            clipped_share=settings.clipped_share,
            gaps_share=settings.gaps_share,
        )
        self.decoder = spectrograms.steps_decoder(encoder, settings.decoder_width)

    @classmethod
    def refusal(cls, encoder: Encoder, settings: RestoreSoundSettings) -> str:
        """It needs a network of spectrograms."""
        return spectrograms.refusal(encoder)

    def forward(self, batch: Batch) -> PretextOutput:
        """The mean squared error of the clean spectrogram, in the spread of the set, a mean over sounds."""
        view = batch.views[0]
        clean, inside = self.encoder.spectrogram(view)
        heard = self._heard(damaged(view, self.damage, batch.generator), inside)
        encoded, drawn = self._restore(heard, inside)
        with torch.autocast(view.device.type, enabled=False):
            counted = inside[:, None]
            loss = spectrograms.mean_inside((drawn.float() - clean).square(), counted)
            baseline = spectrograms.mean_inside((heard - clean).square(), counted)
        return PretextOutput(
            loss=loss, embeddings=encoded.pooled.detach(), metrics=skill.metrics(loss, baseline)
        )

    def _heard(self, samples: Tensor, inside: Tensor) -> Tensor:
        """Damaged sounds (B, T) as spectrograms (B, M, N), for the frames of the clean ones."""
        encoder = self.encoder
        mel: Tensor = (encoder.log_mel(samples) - encoder.mean) / encoder.std
        return mel[:, :, : inside.shape[1]] * inside[:, None]

    def _restore(self, heard: Tensor, inside: Tensor) -> tuple[Encoded, Tensor]:
        """What the encoder says of damaged spectrograms, and the clean ones (B, M, N) drawn from that."""
        encoded: Encoded = self.encoder.encode(heard, inside)
        return encoded, self.decoder(encoded.tokens, heard.shape[2])

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sound, damaged, and restored; all to be played."""
        samples = batch.samples
        generator = torch.Generator(samples.device).manual_seed(_PREVIEW_SEED)
        _, inside = self.encoder.spectrogram(samples)
        seen = damaged(samples, self.damage, generator)
        shown = [("Your sound", samples), ("What it hears", seen)]
        if trained:
            heard = self._heard(seen, inside)
            own, drawn = (
                spectrograms.as_log_mel(self.encoder, one) for one in (heard, self._restore(heard, inside)[1])
            )
            restored = with_spectrogram(seen, own, drawn, self.encoder.log_mel)
            shown.append(("What it restores", restored))
        return spectrograms.rows(
            [
                spectrograms.column(self.encoder.log_mel(one), inside, caption, samples=one)
                for caption, one in shown
            ]
        )
