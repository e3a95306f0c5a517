"""Spectrograms as torchaudio computes them, and where sounds end."""

from __future__ import annotations

import pytest
import torch
import torchaudio.transforms

from workbench.engine.encoders.audio.features import LogMel, lengths


@pytest.mark.parametrize("length", [400, 1_000, 16_000])
def test_spectrograms_are_those_of_torchaudio(length: int) -> None:
    samples = torch.randn(3, length, generator=torch.Generator().manual_seed(0)).mul_(0.1)
    theirs = torchaudio.transforms.MelSpectrogram(
        16_000, n_fft=512, win_length=400, hop_length=160, f_min=20.0, n_mels=64
    )
    torch.testing.assert_close(LogMel()(samples), (theirs(samples) + 1e-5).log(), rtol=1e-5, atol=1e-5)


def test_a_spectrogram_can_be_learnt_through() -> None:
    samples = torch.full((1, 800), 0.1, requires_grad=True)
    LogMel()(samples).sum().backward()
    assert samples.grad is not None
    assert bool(samples.grad.isfinite().all())


@pytest.mark.parametrize("length", [1, 63, 64, 65, 1_000])
def test_a_sound_ends_with_its_last_sample_that_is_not_zero(length: int) -> None:
    samples = torch.zeros(length, length)
    for row in range(length):
        samples[row, row] = -0.5
    assert lengths(samples).tolist() == list(range(1, length + 1))


def test_zeros_within_a_sound_belong_to_it() -> None:
    samples = torch.zeros(1, 500)
    samples[0, [3, 300]] = 0.1
    assert lengths(samples).tolist() == [301]


def test_silence_is_one_sample_long() -> None:
    assert lengths(torch.zeros(2, 100)).tolist() == [1, 1]
