"""What masked tubes rely on: an encoder of tubes that can leave tubes out, for clips of any length."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.encoders.video import TubeTransformer, tubes


def _encoder(size: int = 32, frames: int = 6) -> TubeTransformer:
    torch.manual_seed(0)
    encoder = build(EncoderSpec(name="tube_mini", channels=3, frames=frames, size=size))
    assert isinstance(encoder, TubeTransformer)
    return encoder.eval()


def _samples(size: int = 32, frames: int = 6) -> torch.Tensor:
    return torch.rand(2, 3, frames, size, size, generator=torch.Generator().manual_seed(0))


def test_a_tube_is_a_square_of_a_few_frames_as_slices_cut_it() -> None:
    videos = _samples(8, 4)
    cut = tubes.cut(videos, 2, 4)
    assert cut.shape == (2, 2 * 2 * 2, 2 * 4 * 4 * 3)
    time, row, column = 1, 0, 1
    expected = videos[1, :, 2:4, 0:4, 4:8].permute(1, 2, 3, 0).reshape(-1)
    assert torch.equal(cut[1, time * 4 + row * 2 + column], expected)


def test_joining_undoes_cutting() -> None:
    videos = _samples(12, 6)
    assert torch.equal(tubes.join(tubes.cut(videos, 2, 4), (3, 3, 3), 2, 4), videos)


def test_positions_are_waves_of_time_row_and_column_as_numpy_computes_them() -> None:
    positions = tubes.sine_positions((4, 3, 5), 12).numpy().reshape(4, 3, 5, 12)
    frequencies = np.array([1.0, 0.01])
    expected = [f(place * frequencies) for place in (3, 1, 4) for f in (np.sin, np.cos)]
    np.testing.assert_allclose(positions[3, 1, 4], np.concatenate(expected), atol=1e-6)


def test_every_tube_has_a_position_of_its_own() -> None:
    assert len(torch.unique(tubes.sine_positions((8, 8, 8), 32), dim=0)) == 512


@torch.no_grad()
def test_with_all_tubes_visible_it_says_what_it_says_of_the_whole() -> None:
    encoder, samples = _encoder(), _samples()
    everything = torch.arange(3 * 8 * 8).expand(2, -1)
    torch.testing.assert_close(encoder(samples, everything).tokens, encoder(samples).tokens)


@torch.no_grad()
def test_the_order_in_which_tubes_are_looked_at_does_not_count() -> None:
    encoder, samples = _encoder(), _samples()
    order = torch.randperm(192, generator=torch.Generator().manual_seed(1)).expand(2, -1)
    shuffled, straight = encoder(samples, order), encoder(samples)
    torch.testing.assert_close(shuffled.tokens, straight.tokens[:, order[0]])
    torch.testing.assert_close(shuffled.pooled, straight.pooled)


@torch.no_grad()
def test_what_is_left_out_changes_nothing() -> None:
    encoder, samples = _encoder(), _samples()
    visible = torch.tensor([[0, 9], [1, 63]])
    before = encoder(samples, visible)
    samples[0, :, 2:] = 0.3  # tubes 64 and on
    assert before.tokens.shape == (2, 2, encoder.width)
    torch.testing.assert_close(encoder(samples, visible).tokens, before.tokens)
    samples[0, :, 1, :4, :4] = 0.3  # tube 0
    assert not torch.allclose(encoder(samples, visible).tokens, before.tokens)


@torch.no_grad()
@pytest.mark.parametrize("frames", [2, 5, 6, 9])
def test_it_takes_clips_of_any_length(frames: int) -> None:
    encoder = _encoder()
    times, rows, columns = encoder.grid(frames)
    assert times == (frames + 1) // 2
    assert encoder(_samples(frames=frames)).tokens.shape[1] == times * rows * columns


@torch.no_grad()
def test_behind_an_odd_number_of_frames_the_last_stands_still() -> None:
    encoder, samples = _encoder(), _samples(frames=5)
    filled = torch.cat([samples, samples[:, :, -1:]], 2)
    assert torch.equal(encoder(samples).tokens, encoder(filled).tokens)


@torch.no_grad()
def test_the_order_of_the_frames_counts() -> None:
    encoder, samples = _encoder(), _samples()
    assert not torch.allclose(encoder(samples).pooled, encoder(samples.flip(2)).pooled, atol=1e-3)


@torch.no_grad()
@pytest.mark.parametrize("name", ["tube_mini", "r2plus1d_18", "mvit_v2_s"])
@pytest.mark.parametrize("frames", [2, 5, 8])
def test_the_tokens_lie_as_the_grid_says(name: str, frames: int) -> None:
    encoder = build(EncoderSpec(name=name, channels=3, frames=8, size=48)).eval()
    times, rows, columns = encoder.grid(frames)  # type: ignore[operator]
    assert encoder(_samples(48, frames)).tokens.shape[1] == times * rows * columns
