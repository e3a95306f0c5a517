"""Features of sounds without any learning: the mean spectrum, and how each band of it varies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from workbench.engine.contracts import Rows
from workbench.engine.encoders.audio.encoder import frames_inside
from workbench.engine.encoders.audio.features import LogMel

_AT_ONCE = 64
_LOWEST, _HIGHEST = -11.6, 9.0
"""The range of log-mel values, from silence to a full-scale tone."""


class MelStatistics:
    """Mean and spread of each log-mel band over the sound's frames, and the spread of its changes: 192."""

    def features(self, rows: Rows) -> NDArray[np.float32]:
        """(N, T) int16 -> (N, 192) float32."""
        return _in_chunks(rows, _statistics)

    def state(self) -> Mapping[str, NDArray[Any]]:
        """Nothing is remembered of the pool."""
        return {}


def mean_spectrum(rows: Rows) -> NDArray[np.float32]:
    """The mean of each log-mel band: (N, T) int16 -> (N, 64) float32 in [0, 1]."""
    means = _in_chunks(rows, lambda mel, weights: (mel * weights).sum(2) / weights.sum(2))
    scaled: NDArray[np.float32] = np.clip((means - _LOWEST) / (_HIGHEST - _LOWEST), 0, 1)
    return scaled


def _statistics(mel: Tensor, weights: Tensor) -> Tensor:
    """(n, M, N) log-mel and (n, 1, N) which frames count -> (n, 3 M)."""
    count = weights.sum(2)
    mean = (mel * weights).sum(2) / count
    spread = (((mel - mean[:, :, None]) ** 2 * weights).sum(2) / count).sqrt()
    steps = (mel[:, :, 1:] - mel[:, :, :-1]) * weights[:, :, 1:]
    change = ((steps**2).sum(2) / count).sqrt()
    return torch.cat([mean, spread, change], 1)


def _in_chunks(rows: Rows, of: Any) -> NDArray[np.float32]:
    log_mel = LogMel().eval()
    made = []
    with torch.inference_mode():
        for start in range(0, len(rows), _AT_ONCE):
            samples = torch.from_numpy(rows[start : start + _AT_ONCE].astype(np.float32) / 32768)
            mel = log_mel(samples)
            inside = frames_inside(samples, mel.shape[2])[:, None].float()
            made.append(of(mel, inside).numpy())
    width = len(made[0][0]) if made else 0
    found: NDArray[np.float32] = np.concatenate(made) if made else np.zeros((0, width), np.float32)
    return found
