"""Networks that hear the wave: silence behind a sound changes nothing, steps come at their times."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.encoders.audio import WaveEncoder
from workbench.engine.encoders.audio.wav2vec import AsTheyAre, Standardised


def _encoder(name: str = "wav2vec_mini") -> WaveEncoder:
    torch.manual_seed(0)
    encoder = build(EncoderSpec(name=name, size=1000))
    assert isinstance(encoder, WaveEncoder)
    return encoder.eval()


def _sounds(*lengths: int) -> Tensor:
    generator = torch.Generator().manual_seed(0)
    made = torch.randn(len(lengths), max(lengths), generator=generator) * 0.1
    return made * (torch.arange(max(lengths)) < torch.tensor(lengths)[:, None])


@torch.no_grad()
def test_silence_behind_a_sound_changes_nothing_of_it() -> None:
    encoder, sounds = _encoder(), _sounds(16_000, 9_000, 1_700)
    together = encoder(sounds)
    for row, length in enumerate((16_000, 9_000, 1_700)):
        alone = encoder(sounds[row : row + 1, :length])
        torch.testing.assert_close(together.pooled[row], alone.pooled[0], atol=1e-5, rtol=1e-4)
        assert int(together.mask[row].sum()) == int(alone.mask.sum())
    assert not together.tokens[~together.mask].any()


@pytest.mark.parametrize("name", ["wav2vec_mini", "wav2vec_small"])
@torch.no_grad()
def test_fifty_steps_a_second(name: str) -> None:
    encoder = _encoder(name)
    assert encoder.token_seconds == pytest.approx(0.02)
    assert encoder(_sounds(32_000)).tokens.shape[1] in (98, 99)


@torch.no_grad()
def test_the_front_gives_what_its_own_layers_give() -> None:
    encoder, sounds = _encoder(), _sounds(8_000)
    waves = encoder.prepare(sounds, torch.tensor([8_000]))
    expected = encoder.network.feature_extractor(waves).transpose(1, 2)
    torch.testing.assert_close(encoder.latents(sounds).plain, expected, atol=1e-4, rtol=1e-4)


@torch.no_grad()
def test_a_sound_shorter_than_one_step_is_one_step() -> None:
    encoded = _encoder()(_sounds(40, 16_000)[:, :40])
    assert encoded.mask.tolist() == [[True], [True]]
    assert encoded.pooled.isfinite().all()


def test_loudness_and_offset_do_not_matter() -> None:
    sounds, real = _sounds(500, 300), torch.tensor([500, 300])
    prepare = Standardised()
    made = prepare(sounds, real)
    inside = torch.arange(500) < real[:, None]
    moved = prepare(torch.where(inside, 0.3 * sounds + 0.2, 0), real)
    torch.testing.assert_close(made, moved, atol=1e-3, rtol=1e-3)
    assert not made[~inside].any()
    assert made[1, :300].mean().item() == pytest.approx(0, abs=1e-5)
    assert made[1, :300].var(correction=0).item() == pytest.approx(1, abs=1e-3)


@torch.no_grad()
def test_silence_has_an_embedding() -> None:
    assert _encoder()(torch.zeros(2, 8_000)).pooled.isfinite().all()


def test_it_can_be_trained_with_short_numbers() -> None:
    encoder = _encoder().train()
    with torch.autocast("cpu", torch.bfloat16):
        encoder(_sounds(8_000, 4_000)).pooled.float().square().mean().backward()
    found = [value.grad for name, value in encoder.named_parameters() if "masked_spec" not in name]
    assert all(gradient is not None and gradient.isfinite().all() for gradient in found)


def test_nothing_is_left_out_at_random_in_training() -> None:
    encoder, sounds = _encoder().train(), _sounds(8_000)
    assert torch.equal(encoder(sounds).pooled, encoder(sounds).pooled)


def test_the_next_network_hears_as_the_last_did() -> None:
    encoder, other = _encoder(), _encoder()
    other.prepare = AsTheyAre()
    other.take_input(encoder)
    assert isinstance(other.prepare, Standardised)
    assert F.mse_loss(other(_sounds(4_000)).pooled, encoder(_sounds(4_000)).pooled).item() == 0
