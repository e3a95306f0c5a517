"""Spectrograms as tasks predict them: in the set's own units, drawn from an encoder's steps, and shown."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from workbench.engine.contracts import RowsPreview, SoundPreview
from workbench.engine.encoders import Encoder
from workbench.engine.encoders.audio import HOP, NUM_MELS, RATE_HZ, MelEncoder
from workbench.engine.modalities.audio import pictures
from workbench.engine.parts import sounds


def refusal(encoder: Encoder) -> str:
    """Why an encoder cannot be trained on spectrograms, in one sentence; "" when it can."""
    if isinstance(encoder, MelEncoder):
        return ""
    return f"It needs a network that looks at spectrograms, and {encoder.spec.name} does not."


def as_log_mel(encoder: MelEncoder, values: Tensor) -> Tensor:
    """Undoes the encoder's normalisation: (B, M, N) in the set's spread -> log-mel, float32."""
    return values.float() * encoder.std + encoder.mean


def steps_in_frames(encoder: MelEncoder) -> int:
    """Frames from one token of an encoder to the next."""
    return round(encoder.token_seconds * RATE_HZ / HOP)


def mean_inside(errors: Tensor, counted: Tensor) -> Tensor:
    """Errors (B, M, N) over what is counted, bool of that shape: a mean a sound, then over sounds: ()."""
    weights = counted.float().expand_as(errors)
    each = (errors * weights).sum((1, 2)) / weights.sum((1, 2)).clamp_min(1)
    return each.mean()


def mean_errors(mel: Tensor, inside: Tensor) -> Tensor:
    """Squared errors (B, M, N) of answering each sound with the mean spectrum of the others of the batch.

    mel: (B, M, N) float32; inside: (B, N) bool, the frames that count. One sound alone is answered with 0,
    the mean of the set.
    """
    weights = inside[:, None].to(mel.dtype)
    totals, counts = (mel * weights).sum(2), weights.sum(2)  # (B, M), (B, 1)
    others = (totals.sum(0) - totals) / (counts.sum(0) - counts).clamp_min(1)
    return (mel - others[:, :, None]).square()


class StepsDecoder(nn.Module):
    """Tokens that are steps in time -> a spectrogram: convolutions over neighbours, each step its frames.

    No skip connections: all that is drawn has passed the encoder. What is drawn of a moment depends on its
    neighbours alone, not on how much is empty behind the sound.
    """

    def __init__(self, *, width: int, frames: int, hidden: int, depth: int = 2) -> None:
        super().__init__()
        self.frames = frames
        widths = (width, *[hidden] * depth)
        self.layers = nn.Sequential(*(_Neighbours(*pair) for pair in itertools.pairwise(widths)))
        self.draw = nn.Linear(hidden, NUM_MELS * frames)

    def forward(self, tokens: Tensor, num_frames: int) -> Tensor:
        """(B, n, D) -> (B, M, N), N = `num_frames` of the n times `frames` there are."""
        num, steps, _ = tokens.shape
        drawn = self.draw(self.layers(tokens)).reshape(num, steps, NUM_MELS, self.frames)
        spread = drawn.transpose(1, 2).flatten(2)  # (B, M, n * frames)
        return F.pad(spread, (0, max(0, num_frames - spread.shape[2])))[:, :, :num_frames]


class _Neighbours(nn.Module):
    """A convolution over three steps in time, normalised step by step: (B, n, D) -> (B, n, D')."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.convolution = nn.Conv1d(inputs, outputs, 3, 1, 1)
        self.norm = nn.LayerNorm(outputs)

    def forward(self, steps: Tensor) -> Tensor:
        made = self.convolution(steps.transpose(1, 2)).transpose(1, 2)
        return F.gelu(self.norm(made))


def steps_decoder(encoder: MelEncoder, hidden: int) -> StepsDecoder:
    """The decoder that draws spectrograms again from an encoder's tokens."""
    return StepsDecoder(width=encoder.width, frames=steps_in_frames(encoder), hidden=hidden)


def cell(
    log_mel: Tensor,
    caption: str,
    *,
    hidden: Tensor | None = None,
    samples: NDArray[np.int16] | None = None,
) -> SoundPreview:
    """A spectrogram (M, N) of log-mel values to show; under `hidden` (M, N) bool nothing is drawn."""
    shades = pictures.shades(log_mel.float().cpu().numpy())
    covered = np.zeros((0, 0), np.bool_)
    if hidden is not None:
        covered = hidden.flip(0).cpu().numpy()
        shades = np.where(covered, np.uint8(0), shades)
    return SoundPreview(
        samples=np.zeros(0, np.int16) if samples is None else samples,
        rate_hz=RATE_HZ,
        spectrogram=shades,
        hidden=covered,
        caption=caption,
    )


def column(
    log_mel: Tensor,
    inside: Tensor,
    caption: str,
    *,
    hidden: Tensor | None = None,
    samples: Tensor | None = None,
) -> list[SoundPreview]:
    """The same of a batch (B, M, N), each as long as its sound, inside (B, N) bool.

    hidden: (B, M, N) bool; samples: (B, T) in [-1, 1], to be played.
    """
    return [
        cell(
            log_mel[number, :, :end],
            caption,
            hidden=None if hidden is None else hidden[number, :, :end],
            samples=None if samples is None else sounds.as_row(samples[number])[: end * HOP],
        )
        for number, end in enumerate(inside.sum(1).tolist())
    ]


def rows(columns: Sequence[Sequence[SoundPreview]]) -> RowsPreview:
    """One row a sound, its cells side by side."""
    return RowsPreview(rows=tuple(zip(*columns, strict=True)))
