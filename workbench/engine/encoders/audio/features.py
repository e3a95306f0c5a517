"""Log-mel spectrograms of batches of sounds, computed on their device."""

from __future__ import annotations

import torch
import torch.nn.functional as F
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
_BLOCK = 64


def lengths(samples: Tensor) -> Tensor:
    """How many samples of each sound come before the zeros behind it: (B, T) -> (B,) int64, at least 1.

    First the last block that is not silent, then the last sample in it: a place for every sample of a batch
    would be eight bytes each, and take longer than the spectrogram.
    """
    missing = -samples.shape[1] % _BLOCK
    filled = F.pad(samples, (0, missing)) if missing else samples
    blocks = filled.reshape(len(samples), -1, _BLOCK)  # (B, K, 64)
    before = _last((blocks.amax(2) != 0) | (blocks.amin(2) != 0)).sub_(1).clamp_min_(0)
    within = _last(blocks[torch.arange(len(blocks), device=samples.device), before] != 0)
    return (before * _BLOCK + within).clamp_min_(1)


def _last(holds: Tensor) -> Tensor:
    """How many of each row (B, n) bool there are up to the last that is true: (B,) int64."""
    return (holds * torch.arange(1, holds.shape[1] + 1, device=holds.device)).amax(1)


class LogMel(nn.Module):
    """(B, T) float32 in [-1, 1] at 16 kHz -> (B, M, N) float32: log of mel power, N = T // 160 + 1 frames.

    Windows of 25 ms (Hann), 10 ms apart, 64 mel bands from 20 Hz to 8 kHz. Always in float32. As torchaudio's
    MelSpectrogram, which takes half as long again: it draws the root of every power before it squares it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.mel = torchaudio.transforms.MelSpectrogram(
            RATE_HZ, n_fft=_FFT, win_length=WINDOW, hop_length=HOP, f_min=_LOWEST_HZ, n_mels=NUM_MELS
        )

    def forward(self, samples: Tensor) -> Tensor:
        """See the class."""
        with torch.autocast(samples.device.type, enabled=False):
            spectrum = torch.stft(
                samples.float(), _FFT, HOP, WINDOW, self.mel.spectrogram.window, return_complex=True
            ).transpose(1, 2)  # (B, N, K)
            power = spectrum.real.square().addcmul_(spectrum.imag, spectrum.imag)
            mel: Tensor = power @ self.mel.mel_scale.fb  # (B, N, M)
            return mel.add_(_FLOOR).log_().transpose(1, 2)

    @staticmethod
    def num_frames(num_samples: Tensor) -> Tensor:
        """Frames that hold something of so many samples: (B,) int64 -> (B,) int64."""
        return num_samples // HOP + 1
