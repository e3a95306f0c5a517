from __future__ import annotations

import numpy as np
import pytest
import torch

from workbench.engine.encoders.audio import lengths
from workbench.engine.parts.sound_damage import Damage, coloured_noise, damaged, filtered, lowpass

_NONE = Damage(noise=0.0, muffled_hz=8000, clipped_share=0.0, gaps_share=0.0)
_ALL = Damage(noise=1.0, muffled_hz=1000, clipped_share=0.8, gaps_share=0.3)


def _sounds(number: int = 16) -> torch.Tensor:
    generator = torch.Generator().manual_seed(3)
    made = 0.2 * torch.randn(number, 8000, generator=generator).clamp(-4, 4)
    made[:, 6000:] = 0
    return made


def _damaged(damage: Damage, seed: int = 0) -> torch.Tensor:
    return damaged(_sounds(), damage, torch.Generator().manual_seed(seed))


def _only(**worst: float) -> Damage:
    values = {"noise": 0.0, "muffled_hz": 8000.0, "clipped_share": 0.0, "gaps_share": 0.0, **worst}
    return Damage(**values)


def test_without_any_damage_a_sound_stays_as_it_is() -> None:
    torch.testing.assert_close(_damaged(_NONE), _sounds(), atol=1e-5, rtol=0)


def test_nothing_is_laid_behind_a_sound() -> None:
    assert not _damaged(_ALL)[:, 6000:].any()


def test_all_stays_within_the_range() -> None:
    assert _damaged(Damage(noise=3.0, muffled_hz=300, clipped_share=0.95, gaps_share=0.7)).abs().max() <= 1


def test_the_same_draws_damage_the_same_way_and_others_another() -> None:
    assert torch.equal(_damaged(_ALL, 1), _damaged(_ALL, 1))
    assert not torch.equal(_damaged(_ALL, 1), _damaged(_ALL, 2))


def test_noise_is_never_louder_than_the_share_and_differs_from_sound_to_sound() -> None:
    noise = (_damaged(_only(noise=0.5)) - _sounds())[:, :6000]
    share = noise.square().mean(1).sqrt() / _sounds()[:, :6000].square().mean(1).sqrt()
    assert 0.03 < share.min() < 0.2 < share.max() < 0.6


def test_every_second_sound_is_clipped_and_none_above_its_ceiling() -> None:
    clipped = _damaged(_only(clipped_share=0.8))
    at_ceiling = (clipped.abs() == clipped.abs().amax(1, keepdim=True)).sum(1)
    assert 4 <= int((at_ceiling > 3).sum()) <= 12


def test_gaps_take_no_more_than_their_share() -> None:
    silent = (_damaged(_only(gaps_share=0.5))[:, :6000] == 0).float().mean(1)
    assert 0.05 < silent.max() <= 0.51
    assert silent.min() == 0


@pytest.mark.parametrize("colour", [-1.0, 0.0, 1.0, 2.0])
def test_the_power_of_noise_falls_with_its_colour(colour: float) -> None:
    made = coloured_noise(1, 160_000, torch.tensor([[colour]]), torch.Generator().manual_seed(0))
    power = np.abs(np.fft.rfft(made[0].numpy())) ** 2
    octaves = [power[10 * low : 20 * low].mean() for low in (100, 200, 400, 800)]
    slopes = np.diff(np.log2(octaves))
    assert slopes.mean() == pytest.approx(-colour, abs=0.1)


def test_a_muffled_tone_above_the_cutoff_is_lost_and_one_below_is_not() -> None:
    at = torch.arange(16_000) / 16_000
    tones = torch.stack([(2 * torch.pi * hz * at).sin() for hz in (250, 1000, 4000)])
    loud = filtered(tones, lowpass(16_000, torch.full((3, 1), 1000.0))).square().mean(1).sqrt() * 2**0.5
    assert loud[0] > 0.99
    assert loud[1].item() == pytest.approx(2**-0.5, abs=0.01)
    assert loud[2] < 0.01


def test_a_sound_of_one_sample_is_borne() -> None:
    sounds = torch.zeros(1, 1600)
    sounds[0, 0] = 0.5
    made = damaged(sounds, _ALL, torch.Generator().manual_seed(0))
    assert made.isfinite().all()
    assert lengths(made).item() == 1
