"""What networks that write down what they hear share: an encoder of sounds, an alphabet, a loss, a search."""

from __future__ import annotations

import abc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import torch
from torch import Generator, Tensor, nn

from workbench.engine.contracts import Encoded
from workbench.engine.downstream.alphabet import Alphabet
from workbench.engine.encoders.audio import MelEncoder, SoundEncoder

WayName = Literal["letters", "decoder", "nearest"]
"""How texts come from sounds: letter by letter as it goes (CTC); by a decoder that looks at the whole
sound; or the text of the known sound that is most alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was written down of one sound, and how sure that is, in [0, 1]."""

    text: str
    confidence: float


class HearingNetwork(nn.Module, abc.ABC):
    """An encoder and what writes a text from its tokens."""

    name: WayName

    def __init__(self, encoder: SoundEncoder, alphabet: Alphabet) -> None:
        super().__init__()
        self.encoder = encoder
        self.alphabet = alphabet

    def encode(self, samples: Tensor, draws: Generator | None = None) -> Encoded:
        """Sounds (B, T) -> tokens (B, N, D); with draws, stretches and bands of a spectrogram are covered."""
        if draws is None or not isinstance(self.encoder, MelEncoder):
            encoded: Encoded = self.encoder(samples)
            return encoded
        mel, inside = self.encoder.spectrogram(samples)
        return self.encoder.encode(covered(mel, inside, draws), inside)

    @property
    def head(self) -> list[nn.Parameter]:
        """The weights that are not the encoder's."""
        own = {id(parameter) for parameter in self.encoder.parameters()}
        return [parameter for parameter in self.parameters() if id(parameter) not in own]

    @abc.abstractmethod
    def loss(self, encoded: Encoded, texts: Sequence[str]) -> Tensor:
        """How surprising these texts are, a letter on average: () float32."""

    @abc.abstractmethod
    def say(self, encoded: Encoded, *, beam: int) -> list[Said]:
        """The text of each; beam 1: the likeliest letter each time."""

    @abc.abstractmethod
    def settings(self) -> Mapping[str, Any]:
        """What its constructor takes beside encoder and alphabet, as plain data."""


def covered(mel: Tensor, inside: Tensor, draws: Generator) -> Tensor:
    """One stretch of time and one of pitch of each spectrogram are zero: the mean of the set (SpecAugment).

    mel: (B, M, N), inside: (B, N) bool; at most a tenth of a sound's time and an eighth of its bands.
    """
    num, bands, frames = mel.shape
    draw = torch.rand(4, num, 1, generator=draws, device=mel.device)
    ends = inside.sum(1, keepdim=True)
    band, frame = torch.arange(bands, device=mel.device), torch.arange(frames, device=mel.device)
    height, width = draw[0] * bands / 8, draw[1] * ends / 10
    low, start = draw[2] * (bands - height), draw[3] * (ends - width)
    out = (band >= low) & (band < low + height)
    gone = (frame >= start) & (frame < start + width)
    return mel.masked_fill(out[:, :, None] | gone[:, None], 0.0)
