"""The features without learning: what they tell apart and what they leave alone."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torchaudio.transforms
from numpy.typing import NDArray

from workbench.engine.modalities.audio.classic import MelStatistics, mean_spectrum

_FEATURES = MelStatistics()


def _tone(hertz: float, seconds: float = 0.5, length: int = 16_000) -> NDArray[np.int16]:
    row = np.zeros(length, np.int16)
    at = np.arange(round(seconds * 16_000)) / 16_000
    row[: len(at)] = 8_000 * np.sin(2 * np.pi * hertz * at)
    return row


def test_the_zeros_behind_a_sound_change_nothing() -> None:
    short, long = (_FEATURES.features(_tone(440, length=length)[None]) for length in (8_800, 32_000))
    assert np.allclose(short, long, atol=1e-3)


def test_a_sound_of_one_frame_and_silence_have_finite_features() -> None:
    rows = np.zeros((2, 1_600), np.int16)
    rows[1, :10] = 1_000
    assert np.isfinite(_FEATURES.features(rows)).all()


def test_no_sounds_have_no_features() -> None:
    assert _FEATURES.features(np.zeros((0, 1_600), np.int16)).shape == (0, 316)
    assert mean_spectrum(np.zeros((0, 1_600), np.int16)).shape == (0, 64)


def test_the_band_of_a_tone_has_the_highest_mean() -> None:
    low, high = mean_spectrum(np.stack([_tone(300), _tone(3_000)]))
    assert low.argmax() < high.argmax()


def test_the_course_tells_a_rise_from_a_fall_which_the_mean_does_not() -> None:
    at = np.arange(16_000) / 16_000
    rise = (8_000 * np.sin(2 * np.pi * (300 * at + 1_000 * at**2))).astype(np.int16)
    rows = np.stack([rise, rise[::-1]])
    one, other = _FEATURES.features(rows)
    assert np.abs(one[:64] - other[:64]).max() < 0.3
    assert np.abs(one[-64:] - other[-64:]).max() > 2


@pytest.mark.parametrize("seconds", [0.5, 0.2])
def test_mean_cepstra_are_those_of_torchaudio(seconds: float) -> None:
    row = _tone(700, seconds, length=round(seconds * 16_000))
    transform = torchaudio.transforms.MFCC(
        16_000,
        n_mfcc=20,
        log_mels=True,
        melkwargs={"n_fft": 512, "win_length": 400, "hop_length": 160, "f_min": 20.0, "n_mels": 64},
    )
    transform.MelSpectrogram.register_forward_hook(lambda _, __, mel: mel + 1e-5 - 1e-6)  # our floor, not its
    wanted = transform(torch.from_numpy(row.astype(np.float32) / 32_768)).mean(1)
    found = _FEATURES.features(row[None])[0, 192:212]
    assert np.allclose(found, wanted.numpy(), atol=1e-2)
