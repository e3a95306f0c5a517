"""What masked tasks rely on: an encoder of patches that can leave patches out."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from workbench.engine.encoders import EncoderSpec, build, transformer
from workbench.engine.encoders.choice import gigamacs
from workbench.engine.encoders.transformer import PatchEncoder, TimmTransformer


def _encoder(size: int = 32) -> TimmTransformer:
    torch.manual_seed(0)
    encoder = build(EncoderSpec(name="vit_mini", channels=3, size=size))
    assert isinstance(encoder, TimmTransformer)
    return encoder.eval()


def _samples(size: int = 32) -> torch.Tensor:
    return torch.rand(2, 3, size, size, generator=torch.Generator().manual_seed(0))


@torch.no_grad()
def test_it_computes_what_timm_computes() -> None:
    encoder, samples = _encoder(), _samples()
    expected = encoder.network.forward_features((samples - 0.5) / 0.25)
    torch.testing.assert_close(encoder(samples).tokens, expected)


@torch.no_grad()
def test_with_all_patches_visible_it_says_what_it_says_of_the_whole() -> None:
    encoder, samples = _encoder(), _samples()
    everything = torch.arange(encoder.num_patches).expand(2, -1)
    torch.testing.assert_close(encoder(samples, everything).tokens, encoder(samples).tokens)


@torch.no_grad()
def test_the_order_in_which_patches_are_looked_at_does_not_count() -> None:
    encoder, samples = _encoder(), _samples()
    order = torch.randperm(encoder.num_patches, generator=torch.Generator().manual_seed(1)).expand(2, -1)
    shuffled, straight = encoder(samples, order), encoder(samples)
    torch.testing.assert_close(shuffled.tokens, straight.tokens[:, order[0]])
    torch.testing.assert_close(shuffled.pooled, straight.pooled)


@torch.no_grad()
def test_what_is_left_out_changes_nothing() -> None:
    encoder, samples = _encoder(), _samples()
    visible = torch.tensor([[0, 9], [1, 63]])
    before = encoder(samples, visible)
    samples[0, :, 8:] = 0.3  # patches 16 and on
    assert before.tokens.shape == (2, 2, encoder.width)
    torch.testing.assert_close(encoder(samples, visible).tokens, before.tokens)
    samples[0, :, :4, :4] = 0.3  # patch 0
    assert not torch.allclose(encoder(samples, visible).tokens, before.tokens)


def test_positions_are_waves_of_row_and_column_as_numpy_computes_them() -> None:
    positions = transformer.sine_positions(5, 8).numpy().reshape(5, 5, 8)
    row, column, frequencies = 3, 2, np.array([1.0, 0.01])
    expected = [np.sin(row * frequencies), np.cos(row * frequencies)]
    expected += [np.sin(column * frequencies), np.cos(column * frequencies)]
    np.testing.assert_allclose(positions[row, column], np.concatenate(expected), atol=1e-6)


@pytest.mark.parametrize("width", [32, 50, 3])
def test_every_place_has_a_position_of_its_own_where_the_width_allows_it(width: int) -> None:
    positions = transformer.sine_positions(6, width)
    assert positions.shape == (36, width)
    assert len(torch.unique(positions, dim=0)) == (36 if width >= 4 else 1)


@pytest.mark.parametrize("size", range(32, 257, 16))
def test_patches_divide_every_size_of_pictures(size: int) -> None:
    assert size % transformer.patch_size(size) == 0


def test_the_mini_transformer_is_small_enough_for_a_processor() -> None:
    assert 0.03 < gigamacs(EncoderSpec(name="vit_mini", channels=3, size=32)) < 0.09
    assert isinstance(_encoder(), PatchEncoder)
