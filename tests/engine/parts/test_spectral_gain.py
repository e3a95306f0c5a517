from __future__ import annotations

import torch

from workbench.engine.encoders.audio import LogMel
from workbench.engine.parts.spectral_gain import to_bins, with_spectrogram


def _tone(hz: float) -> torch.Tensor:
    return 0.3 * (2 * torch.pi * hz * torch.arange(16_000) / 16_000).sin()[None]


def _noise() -> torch.Tensor:
    return 0.1 * torch.randn(1, 16_000, generator=torch.Generator().manual_seed(0))


def test_a_sound_whose_own_spectrogram_is_wanted_stays_as_it_is() -> None:
    log_mel, sound = LogMel(), _tone(440)
    own = log_mel(sound)
    torch.testing.assert_close(with_spectrogram(sound, own, own, log_mel), sound, atol=1e-4, rtol=0)


def test_with_the_clean_spectrogram_a_noisy_sound_comes_nearer_to_the_clean_one() -> None:
    log_mel, clean = LogMel(), _tone(440)
    noisy = clean + _noise()
    restored = with_spectrogram(noisy, log_mel(noisy), log_mel(clean), log_mel)
    assert (restored - clean).square().mean() < 0.1 * (noisy - clean).square().mean()


def test_what_is_four_times_too_soft_at_most_is_made_louder() -> None:
    log_mel, clean = LogMel(), _tone(440)
    for factor, wanted in ((0.5, 1.0), (0.01, 0.04)):
        soft = clean * factor
        made = with_spectrogram(soft, log_mel(soft), log_mel(clean), log_mel)
        share = (made.square().mean() / clean.square().mean()).sqrt()
        torch.testing.assert_close(share, torch.tensor(wanted), rtol=0.1, atol=0)


def test_where_nothing_is_left_it_stays_silent() -> None:
    log_mel, clean = LogMel(), _tone(440)
    torn = clean.clone()
    torn[:, 6000:10_000] = 0
    made = with_spectrogram(torn, log_mel(torn), log_mel(clean), log_mel)
    assert made[:, 6400:9600].abs().max() < 1e-4


def test_the_same_gain_of_all_bands_is_that_of_all_frequencies() -> None:
    weights = LogMel().mel.mel_scale.fb
    gains = to_bins(torch.full((1, 64, 3), 0.5), weights)
    torch.testing.assert_close(gains, torch.full((1, 257, 3), 0.5))
