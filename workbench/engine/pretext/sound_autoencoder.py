"""The network says what a sound is like in a few numbers, and has to draw its spectrogram from them alone.

Hinton & Salakhutdinov 2006, "Reducing the Dimensionality of Data with Neural Networks": an encoder, a
narrow code, a decoder, and the squared error; of log-mel spectrograms as Deng, Seltzer, Yu, Acero, Mohamed &
Hinton 2010, "Binary Coding of Speech Spectrograms Using a Deep Auto-encoder".
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from workbench.engine.contracts import Batch, Encoded, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.encoders.audio import HOP, NUM_MELS, RATE_HZ, MelEncoder, lengths
from workbench.engine.parts import skill, spectrograms
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.engine.settings import setting

_MOST_STEPS = 32
"""Steps in time that a code is first spread to; what lies between them is interpolated."""
_LONG_SECONDS = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundAutoencoderSettings:
    """What can be set about the autoencoder of sounds."""

    code_width: int = setting(
        64,
        label="Numbers in the code",
        help="How many numbers a sound must fit into. Fewer: only the main things; more: the details too.",
        low=2,
        high=1024,
    )
    decoder_width: int = setting(
        64,
        label="Decoder width",
        help="Width of the small network that draws the sound again and is thrown away afterwards.",
        low=8,
        high=512,
    )


class CodeDecoder(nn.Module):
    """A code -> a spectrogram of any length: a few steps in time, those between, and their frames."""

    def __init__(self, *, code: int, hidden: int, frames: int, usual_frames: int) -> None:
        super().__init__()
        self.usual_frames = usual_frames
        self.frames = frames
        self.steps = min(_MOST_STEPS, -(-usual_frames // frames))
        self.spread_out = nn.Linear(code, hidden * self.steps)
        self.draw = spectrograms.StepsDecoder(width=hidden, frames=frames, hidden=hidden)

    def forward(self, codes: Tensor, num_frames: int) -> Tensor:
        """(B, code) -> (B, M, N), N = `num_frames`: the beginning where that is less than usual."""
        steps = self.spread_out(codes).view(len(codes), -1, self.steps)  # (B, h, S)
        wanted = -(-max(num_frames, self.usual_frames) // self.frames)
        if wanted != self.steps:
            steps = F.interpolate(steps, size=wanted, mode="linear", align_corners=False)
        return self.draw(steps.transpose(1, 2), num_frames)  # type: ignore[no-any-return]


@pretext_tasks.register("sound_autoencoder")
class SoundAutoencoder(PretextTask):
    """An encoder of spectrograms, a narrow code, and a decoder that knows nothing but the code."""

    name = "sound_autoencoder"
    title = "Draw a sound again from memory (autoencoder)"
    summary = (
        "The network puts every sound into a few numbers and has to draw its spectrogram from those alone."
    )
    family = "autoencoder"
    modalities = ("audio",)
    views_per_sample = 1
    view_strength = "gentle"
    Settings = SoundAutoencoderSettings
    smallest_batch = 2
    accumulates = True
    measures = skill.measures("of the drawn spectrogram", "always the average spectrum")
    encoder: MelEncoder

    def __init__(self, encoder: Encoder, settings: SoundAutoencoderSettings) -> None:
        super().__init__(encoder, settings)
        refused = self.refusal(encoder, settings)
        if refused or not isinstance(encoder, MelEncoder):
            raise ValueError(refused)
        self.code = nn.Linear(encoder.width, settings.code_width)
        self.decoder = CodeDecoder(
            code=settings.code_width,
            hidden=settings.decoder_width,
            frames=spectrograms.steps_in_frames(encoder),
            usual_frames=encoder.num_samples // HOP + 1,
        )

    @classmethod
    def refusal(cls, encoder: Encoder, settings: SoundAutoencoderSettings) -> str:
        """It needs a network of spectrograms."""
        return spectrograms.refusal(encoder)

    @classmethod
    def caution(cls, samples: Tensor) -> str:
        """Of long sounds a code can keep little."""
        seconds = float(lengths(samples).float().mean()) / RATE_HZ
        if seconds < _LONG_SECONDS:
            return ""
        return f"These sounds last {seconds:.0f} seconds on average, of which a few numbers can keep little."

    def forward(self, batch: Batch) -> PretextOutput:
        """The mean squared error of the spectrogram, in the spread of the set, a mean over sounds."""
        mel, inside = self.encoder.spectrogram(batch.views[0])
        encoded: Encoded = self.encoder.encode(mel, inside)
        drawn = self.decoder(self.code(encoded.pooled), mel.shape[2])
        with torch.autocast(mel.device.type, enabled=False):
            loss = spectrograms.mean_inside((drawn.float() - mel).square(), inside[:, None])
            baseline = spectrograms.mean_inside(spectrograms.mean_errors(mel, inside), inside[:, None])
        return PretextOutput(
            loss=loss, embeddings=encoded.pooled.detach(), metrics=skill.metrics(loss, baseline)
        )

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sound, how little as many squares could keep of it, and what is drawn from the code."""
        mel, inside = self.encoder.spectrogram(batch.samples)
        width = self.code.out_features
        true = spectrograms.as_log_mel(self.encoder, mel)
        columns = [
            spectrograms.column(true, inside, "Your sound", samples=batch.samples),
            spectrograms.column(_as_few_squares(true, inside, width), inside, f"{width} numbers, as squares"),
        ]
        if trained:
            drawn = self.decoder(self.code(self.encoder.encode(mel, inside).pooled), mel.shape[2])
            drawn = spectrograms.as_log_mel(self.encoder, drawn)
            columns.append(spectrograms.column(drawn, inside, f"Drawn from {width} numbers"))
        return spectrograms.rows(columns)


def _as_few_squares(mel: Tensor, inside: Tensor, numbers: int) -> Tensor:
    """Each spectrogram (B, M, N) within its sound in as many squares as so many numbers could hold."""
    made = torch.zeros_like(mel)
    for one, own, end in zip(made, mel, inside.sum(1).tolist(), strict=True):
        rows = max(1, min(NUM_MELS, numbers, round(math.sqrt(numbers * NUM_MELS / end))))
        columns = max(1, min(end, numbers // rows))
        few = F.adaptive_avg_pool2d(own[None, None, :, :end], (rows, columns))
        one[:, :end] = F.interpolate(few, size=(NUM_MELS, end), mode="nearest")[0, 0]
    return made
