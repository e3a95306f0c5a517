"""A sound ready to be looked at and heard: its shape, its spectrogram, its samples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torchaudio.functional
import torchaudio.transforms
from numpy.typing import NDArray

from workbench.app.views.sound_card import Clip
from workbench.app.widgets import figures
from workbench.app.words import tr
from workbench.engine.contracts import Sound, UInt8Array
from workbench.engine.encoders.audio.features import RATE_HZ

LOWEST_HZ, HIGHEST_HZ = 20.0, RATE_HZ / 2
"""Of a spectrogram, its bands between them evenly spaced in mel."""
_BANDS = 128
_WINDOW = 512
_FFT = 2048
_SHORTEST_HOP = 32
_COLUMNS = 1200
"""Of a spectrogram, about: as many as a large window shows."""
_BINS = 2400
_FLOOR = 1e-9
_RANGE = 6.0
"""Powers of ten between black and white: 60 dB below the loudest."""
_SECONDS_WITH_PARTS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A sound, and how it looks.

    spectrogram: (M, N) uint8, the highest pitch first, 255 the loudest; outline: (2, W) float32 in [-1, 1],
    the lowest and highest value of each of W equal stretches.
    """

    clip: Clip
    spectrogram: UInt8Array
    outline: NDArray[np.float32]


def track_of(sound: Sound) -> Track:
    """Takes a while for long sounds: not for the window's thread."""
    mono = sound.samples.mean(1, dtype=np.float32)
    return Track(
        clip=Clip(samples=sound.samples, rate_hz=sound.rate_hz),
        spectrogram=_spectrogram(mono, sound.rate_hz),
        outline=outline(mono),
    )


def outline(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """(T,) float32 -> (2, W) float32, W at most 2,400 and T."""
    if not len(values):
        return np.zeros((2, 1), np.float32)
    starts = np.linspace(0, len(values), min(_BINS, len(values)), endpoint=False).astype(np.int64)
    return np.stack([np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)])


def about(clip: Clip) -> list[str]:
    """How long a sound is, its rate and its channels, in a few words each."""
    channels = 1 if clip.samples.ndim == 1 else clip.samples.shape[1]
    words = {1: tr("mono"), 2: tr("stereo")}
    return [
        length(clip.seconds),
        tr("{rate:g} kHz").format(rate=clip.rate_hz / 1000),
        words.get(channels, tr("{n} channels").format(n=channels)),
    ]


def length(seconds: float) -> str:
    """A length as a person reads it: "2.04 s", "3 min 12 s"."""
    if seconds >= _SECONDS_WITH_PARTS:
        return figures.duration(seconds)
    return tr("{seconds:.2f} s").format(seconds=seconds)


def _spectrogram(mono: NDArray[np.float32], rate_hz: int) -> UInt8Array:
    """(T,) float32 -> (M, N) uint8: finer than what a network sees, and over the same pitches."""
    samples = torch.from_numpy(mono)
    with torch.inference_mode():
        if rate_hz != RATE_HZ:
            samples = torchaudio.functional.resample(samples, rate_hz, RATE_HZ)
        hop = max(_SHORTEST_HOP, len(samples) // _COLUMNS)
        columns = len(samples) // hop + 1
        samples = torch.nn.functional.pad(samples, (0, max(0, _FFT - len(samples))))
        power = torchaudio.transforms.MelSpectrogram(
            RATE_HZ, n_fft=_FFT, win_length=_WINDOW, hop_length=hop, f_min=LOWEST_HZ, n_mels=_BANDS
        )(samples)
        levels = (power[:, :columns] + _FLOOR).log10().numpy()
    shades = np.clip((levels - float(levels.max())) / _RANGE + 1, 0, 1)
    made: UInt8Array = np.round(255 * shades[::-1]).astype(np.uint8)
    return made
