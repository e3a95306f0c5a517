"""Log-mel spectrograms of batches of sounds, computed on their device."""

from __future__ import annotations

import torch
import torchaudio.transforms
from torch import Tensor, nn

RATE_HZ = 16_000
NUM_MELS = 64
HOP = 160
"""Samples from one frame to the next: 10 ms."""
WINDOW = 400
"""Samples of a frame: 25 ms."""
_FFT = 512
_LOWEST_HZ = 20.0
_FLOOR = 1e-5


def lengths(samples: Tensor) -> Tensor:
    """How many samples of each sound come before the zeros behind it: (B, T) -> (B,) int64, at least 1."""
    places = torch.arange(1, samples.shape[1] + 1, device=samples.device)
    return ((samples != 0) * places).amax(1).clamp_min(1)


class LogMel(nn.Module):
    """(B, T) float32 in [-1, 1] at 16 kHz -> (B, M, N) float32: log of mel power, N = T // 160 + 1 frames.

    Windows of 25 ms (Hann), 10 ms apart, 64 mel bands from 20 Hz to 8 kHz. Always in float32.
    """

    def __init__(self) -> None:
        super().__init__()
        self.mel = torchaudio.transforms.MelSpectrogram(
            RATE_HZ, n_fft=_FFT, win_length=WINDOW, hop_length=HOP, f_min=_LOWEST_HZ, n_mels=NUM_MELS
        )

    def forward(self, samples: Tensor) -> Tensor:
        """See the class."""
        with torch.autocast(samples.device.type, enabled=False):
            power: Tensor = self.mel(samples.float())
            return (power + _FLOOR).log()

    @staticmethod
    def num_frames(num_samples: Tensor) -> Tensor:
        """Frames that hold something of so many samples: (B,) int64 -> (B,) int64."""
        return num_samples // HOP + 1
