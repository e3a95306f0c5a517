from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from workbench.engine.contracts import Matter
from workbench.engine.encoders.audio import lengths
from workbench.engine.modalities import modalities
from workbench.engine.modalities.audio import views
from workbench.engine.modalities.audio.views import AudioViewSettings

_STILL = AudioViewSettings(
    crop_low=1.0,
    longest_seconds=30.0,
    speed_change=0.0,
    gain_db=0.0,
    equaliser_db=0.0,
    noise=0.0,
    mix=0.0,
    echo=0.0,
    stretch_gap=0.0,
    band_gap=0.0,
)
_RATE_HZ = 16_000


def _generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def _tones(num: int, length: int = 8000, hertz: float = 500.0, end: int = 0) -> Tensor:
    """The same tone for each, (num, T), zeros behind its end."""
    at = torch.arange(length)
    tone = 0.3 * torch.sin(2 * torch.pi * hertz * at / _RATE_HZ + 0.1)
    return (tone * (at < (end or length))).repeat(num, 1)


def _with(**changes: Any) -> AudioViewSettings:
    return dataclasses.replace(_STILL, **changes)


def _made(samples: Tensor, seed: int = 0, **changes: Any) -> Tensor:
    return views.views(samples, _generator(seed), _with(**changes))


def _loudness(samples: Tensor) -> Tensor:
    return samples.square().mean(1).sqrt()


def _pitches(samples: Tensor) -> Tensor:
    """The loudest frequency of each sound in Hz."""
    power = torch.fft.rfft(samples * torch.hann_window(samples.shape[1]), n=1 << 16).abs()
    pitches: Tensor = power.argmax(1) * _RATE_HZ / (1 << 16)
    return pitches


@settings(max_examples=25, deadline=None)
@given(length=st.integers(200, 20_000), num=st.integers(1, 20), seed=st.integers(0, 2**31))
def test_views_keep_shape_and_range_and_differ_within_a_batch(length: int, num: int, seed: int) -> None:
    varied = views.views(_tones(num, length), _generator(seed), AudioViewSettings())
    assert varied.shape == (num, length)
    assert varied.dtype == torch.float32
    assert -1 <= float(varied.min()) <= float(varied.max()) <= 1
    assert len({view.numpy().tobytes() for view in varied}) == num


def test_without_any_change_a_view_is_the_sound() -> None:
    samples = _tones(3, end=7000)
    torch.testing.assert_close(_made(samples), samples)


def test_views_do_not_depend_on_the_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    samples = torch.randn(21, 8000, generator=_generator()) * 0.1
    whole = views.views(samples, _generator(), AudioViewSettings())
    monkeypatch.setattr(views, "_CHUNK_VALUES", 20_000)
    torch.testing.assert_close(views.views(samples, _generator(), AudioViewSettings()), whole)


@pytest.mark.parametrize("strength", ["strong", "gentle"])
def test_zeros_behind_a_sound_stay_behind_its_view(strength: Any) -> None:
    modality = modalities.get("audio")
    proposed = dataclasses.replace(modality.default_views(modality.layout([]), strength), speed_change=0.0)
    varied = views.views(_tones(16, end=3000), _generator(), proposed)
    assert int(lengths(varied).max()) <= 3000


def test_a_crop_is_as_long_as_asked_for_and_from_anywhere() -> None:
    at = torch.arange(1, 8001) / 10_000
    cropped = _made(at.repeat(64, 1), crop_low=0.5)
    kept = lengths(cropped)
    assert 3900 < int(kept.min()) < 4400
    assert 7600 < int(kept.max()) <= 8000
    assert len(set((cropped[:, 0] * 10_000).round().tolist())) > 40


def test_a_crop_is_never_too_short_to_be_heard() -> None:
    assert int(lengths(_made(_tones(32, end=2000), crop_low=0.1)).min()) >= 1600


def test_speed_changes_pitch_and_length_alike() -> None:
    varied = _made(_tones(16, hertz=1000), speed_change=0.2)
    faster = _pitches(varied) / 1000
    assert 0.82 < float(faster.min()) < 0.9
    assert 1.1 < float(faster.max()) < 1.21
    high = faster > 1.02
    torch.testing.assert_close(lengths(varied)[high].float(), 8000 / faster[high], rtol=0.01, atol=2)


def test_loudness_changes_within_its_range() -> None:
    samples = _tones(64)
    change = 20 * (_loudness(_made(samples, gain_db=6.0)) / _loudness(samples)).log10()
    assert -6.01 < float(change.min()) < -4
    assert 4 < float(change.max()) < 6.01


def test_nothing_but_the_loudness_setting_changes_the_loudness() -> None:
    samples = 0.2 * (_tones(32) + 0.1 * torch.randn(32, 8000, generator=_generator()))
    varied = _made(samples, equaliser_db=12.0, noise=0.5, mix=0.3, echo=0.5, band_gap=0.3)
    torch.testing.assert_close(_loudness(varied), _loudness(samples), rtol=0.01, atol=0)


def test_a_view_that_would_be_too_loud_is_not_clipped() -> None:
    loudest = _made(3 * _tones(32, hertz=507), gain_db=20.0).abs()
    assert float(loudest.max()) <= 1
    assert int((loudest > 0.999).sum(1).max()) < 500


def test_noise_is_beside_the_sound_as_loud_as_asked_for() -> None:
    samples = _tones(64)
    varied = _made(samples, noise=0.5)
    cosine = (varied * samples).sum(1) / varied.norm(dim=1) / samples.norm(dim=1)
    loud = (1 / cosine**2 - 1).sqrt()
    assert 0.3 < float(loud.max()) < 0.55
    assert float(loud.min()) < 0.03


def test_the_equaliser_changes_the_balance_of_pitches_not_their_places() -> None:
    samples = (_tones(32, hertz=300) + _tones(32, hertz=3000)) / 2
    varied = torch.fft.rfft(_made(samples, equaliser_db=12.0)).abs()
    balance = 20 * (varied[:, 150] / varied[:, 1500]).log10()
    assert float(balance.std()) > 3
    assert float((varied[:, 600:1200].amax(1) / varied.amax(1)).max()) < 0.05


def test_a_band_is_left_out() -> None:
    samples = 0.1 * torch.randn(64, 8000, generator=_generator())
    before, after = torch.fft.rfft(samples).abs(), torch.fft.rfft(_made(samples, band_gap=0.5)).abs()
    left_out = (after < 0.05 * before).float().mean(1)
    assert float(left_out.max()) > 0.3
    assert float(left_out.mean()) > 0.1


def test_a_stretch_is_silent_and_no_longer_than_asked_for() -> None:
    silent = (_made(_tones(64) + 0.5, stretch_gap=0.3) == 0).float().mean(1)
    assert 0.2 < float(silent.max()) <= 0.3
    assert float(silent.min()) < 0.05


def test_another_sound_of_the_batch_is_heard_behind() -> None:
    low, high = _tones(4, hertz=400), _tones(4, hertz=2000)
    spectra = torch.fft.rfft(_made(torch.cat([low, high]), mix=0.5)).abs()[:4]
    behind = spectra[:, 1000] / spectra[:, 200]
    assert 0.1 < float(behind.max()) < 0.5


def test_an_echo_goes_on_after_a_click() -> None:
    clicks = torch.zeros(16, 8000)
    clicks[:, 100] = 0.5
    clicks[:, -1] = 1e-3
    after = _made(clicks, echo=1.0)[:, 200:2000].square().sum(1)
    assert float(after.max()) > 0.01


def test_silence_stays_silent() -> None:
    assert not views.views(torch.zeros(3, 4000), _generator(), AudioViewSettings()).any()


def test_a_sound_alone_in_its_batch_is_varied() -> None:
    varied = views.views(_tones(1), _generator(), AudioViewSettings(mix=1.0))
    assert varied.isfinite().all()


@pytest.mark.parametrize("matter", views.MATTERS, ids=lambda matter: matter.name)
def test_what_matters_is_left_alone(matter: Matter) -> None:
    changes: dict[str, Any] = dict(matter.settings)
    kept = dataclasses.replace(AudioViewSettings(), **changes)
    assert all(getattr(kept, name) == getattr(_STILL, name) for name in matter.settings)


def test_a_gap_does_not_click() -> None:
    spectra = torch.stft(
        _made(_tones(16), stretch_gap=0.3), 512, window=torch.hann_window(512), return_complex=True
    ).abs()
    assert float(spectra[:, 160:, 4:-4].amax() / spectra.amax()) < 1e-3


def test_of_a_long_sound_a_view_is_never_longer_than_asked_for() -> None:
    kept = lengths(_made(_tones(32, length=40_000), longest_seconds=1.0))
    assert set(kept.tolist()) == {16_000}


def test_a_view_of_a_long_sound_is_from_anywhere_in_it() -> None:
    at = torch.arange(1, 40_001) / 50_000
    starts = _made(at.repeat(64, 1), longest_seconds=1.0)[:, 0] * 50_000
    assert float(starts.min()) < 4000
    assert float(starts.max()) > 20_000
