from __future__ import annotations

import pytest
import torch

from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.encoders.audio import MelTransformer
from workbench.engine.encoders.audio.mel_transformer import time_positions


def _encoder(size: int = 500) -> MelTransformer:
    torch.manual_seed(0)
    encoder = build(EncoderSpec(name="mel_mini", size=size))
    assert isinstance(encoder, MelTransformer)
    return encoder.eval()


def _inside(*ends: int) -> torch.Tensor:
    return torch.arange(max(ends)) < torch.tensor(ends)[:, None]


@pytest.mark.parametrize("frames", [1, 7, 8, 9, 51, 400])
@torch.no_grad()
def test_there_is_one_token_a_step_in_time_whatever_the_length(frames: int) -> None:
    encoder = _encoder()
    encoded = encoder.encode(torch.randn(2, 64, frames), _inside(frames, frames))
    assert encoded.tokens.shape == (2, -(-frames // encoder.frames), encoder.width)
    assert encoded.tokens.isfinite().all()


@torch.no_grad()
def test_what_is_behind_a_sound_changes_nothing() -> None:
    encoder, mel = _encoder(), torch.randn(1, 64, 160, generator=torch.Generator().manual_seed(0))
    alone = encoder.encode(mel[:, :, :80], _inside(80))
    behind = encoder.encode(mel, torch.arange(160)[None] < 80)
    torch.testing.assert_close(behind.pooled, alone.pooled, atol=1e-5, rtol=1e-5)
    real = alone.mask.shape[1]
    torch.testing.assert_close(behind.tokens[:, :real], alone.tokens, atol=1e-5, rtol=1e-5)
    assert behind.mask.sum().item() == real


@torch.no_grad()
def test_joining_undoes_cutting_into_patches() -> None:
    encoder, mel = _encoder(), torch.randn(2, 64, 51)
    assert torch.equal(encoder.join(encoder.patches(mel).flatten(1, 2), 51), mel)


@torch.no_grad()
def test_patches_that_are_left_out_change_nothing() -> None:
    encoder, mel = _encoder(), torch.randn(1, 64, 80)
    changed = mel.clone()
    changed[:, :, 3 * encoder.frames :] += 5
    seen = [encoder.embed(one, _inside(80)) for one in (mel, changed)]
    first, second = (encoder.run(tokens[:, :3], real[:, :3]) for tokens, real in seen)
    assert torch.equal(first, second)


@torch.no_grad()
def test_of_patches_above_each_other_a_token_is_the_mean() -> None:
    squares = MelTransformer(
        EncoderSpec(name="mel_mini", size=500), width=32, depth=1, heads=1, bands=16, frames=8
    ).eval()
    mel, inside = torch.randn(1, 64, 50), _inside(50)
    patches = squares.run(*squares.embed(mel, inside))
    assert patches.shape == (1, 28, 32)
    torch.testing.assert_close(squares.encode(mel, inside).tokens[0, 2], patches[0, 2::7].mean(0))
    assert torch.equal(squares.join(squares.patches(mel).flatten(1, 2), 50), mel)


@torch.no_grad()
def test_when_a_sound_comes_is_heard() -> None:
    encoder = _encoder()
    early, late = torch.zeros(2, 1, 64, 80)
    early[:, :, :16], late[:, :, -16:] = 1, 1
    inside = _inside(80)
    assert not torch.allclose(encoder.encode(early, inside).pooled, encoder.encode(late, inside).pooled)


def test_places_in_time_are_those_of_any_longer_sound() -> None:
    assert torch.equal(time_positions(10, 64), time_positions(40, 64)[:10])
    assert time_positions(5, 7).shape == (5, 7)
