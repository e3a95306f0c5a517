"""A sound made louder or softer at each pitch and time, so that a drawn spectrogram can be heard."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from workbench.engine.encoders.audio import HOP, LogMel

_MOST_LOUDER = 4.0
"""The most that anything is made louder: 12 dB. More would lift what is nothing but noise."""


def with_spectrogram(samples: Tensor, own: Tensor, wanted: Tensor, log_mel: LogMel) -> Tensor:
    """Sounds (B, T) whose log-mel is `own`, changed so that it becomes `wanted`, (B, M, N) each.

    Each place of the short-time Fourier transform gets the ratio of the two as its gain and keeps its phase,
    as ratio masks do (Narayanan & Wang 2013). Where the sound is silent it stays so.
    """
    gains = ((wanted - own).float() / 2).exp().clamp_max(_MOST_LOUDER)  # of power -> of amplitude
    transform = log_mel.mel.spectrogram
    with torch.autocast(samples.device.type, enabled=False):
        spectrum = torch.stft(
            samples.float(),
            transform.n_fft,
            hop_length=HOP,
            win_length=transform.win_length,
            window=transform.window,
            return_complex=True,
        )
        louder = to_bins(gains, log_mel.mel.mel_scale.fb)
        return torch.istft(
            spectrum * louder,
            transform.n_fft,
            hop_length=HOP,
            win_length=transform.win_length,
            window=transform.window,
            length=samples.shape[1],
        ).clamp(-1, 1)


def to_bins(gains: Tensor, weights: Tensor) -> Tensor:
    """Gains of mel bands (B, M, N) -> of frequencies (B, F, N): the mean of the bands that hear each.

    weights: (F, M), how much of each frequency each band hears. Frequencies that none hears, those below the
    first and above the last, get the gain of the nearest that one does.
    """
    share = F.normalize(weights, p=1, dim=1)
    heard = torch.nonzero(weights.sum(1) > 0)[:, 0]
    nearest = (torch.arange(len(weights), device=heard.device)[:, None] - heard).abs().argmin(1)
    return (share @ gains)[:, heard[nearest]]
