from __future__ import annotations

import numpy as np
import pytest
import torch

from workbench.engine.parts import spectrograms


def _decoder() -> spectrograms.StepsDecoder:
    torch.manual_seed(0)
    return spectrograms.StepsDecoder(width=8, frames=4, hidden=16).eval()


@pytest.mark.parametrize("num_frames", [1, 37, 40, 42])
def test_steps_are_drawn_as_so_many_frames(num_frames: int) -> None:
    assert _decoder()(torch.randn(2, 10, 8), num_frames).shape == (2, 64, num_frames)


@torch.no_grad()
def test_a_step_is_drawn_from_its_neighbours_alone() -> None:
    decoder, tokens = _decoder(), torch.randn(1, 20, 8)
    changed = tokens.clone()
    changed[:, 12:] += 5
    first, second = decoder(tokens, 80), decoder(changed, 80)
    torch.testing.assert_close(first[:, :, :40], second[:, :, :40])
    assert not torch.allclose(first[:, :, 40:44], second[:, :, 40:44])


def test_a_mean_is_one_over_sounds_of_what_counts_in_each() -> None:
    errors = torch.tensor([[[1.0, 3.0, 9.0]], [[6.0, 7.0, 8.0]]])
    counted = torch.tensor([[[True, True, False]], [[False, False, True]]])
    assert spectrograms.mean_inside(errors, counted).item() == pytest.approx((2 + 8) / 2)


def test_a_sound_alone_is_compared_with_the_mean_of_the_set() -> None:
    errors = spectrograms.mean_errors(torch.full((1, 2, 3), 2.0), torch.ones(1, 3, dtype=torch.bool))
    assert torch.equal(errors, torch.full((1, 2, 3), 4.0))


def test_a_cell_is_dark_where_it_is_hidden_and_upside_up() -> None:
    log_mel, hidden = torch.zeros(64, 5), torch.zeros(64, 5, dtype=torch.bool)
    log_mel[0] = -20  # the lowest band is silent
    hidden[63, 2] = True  # of the highest
    cell = spectrograms.cell(log_mel, "a", hidden=hidden)
    assert not cell.spectrogram[-1].any()
    assert cell.hidden[0, 2]
    assert np.flatnonzero(cell.spectrogram[0] == 0).tolist() == [2]


def test_cells_of_a_batch_are_as_long_as_their_sounds() -> None:
    inside = torch.arange(10) < torch.tensor([[10], [4]])
    cells = spectrograms.column(torch.zeros(2, 64, 10), inside, "a", samples=torch.ones(2, 1600))
    assert [cell.spectrogram.shape for cell in cells] == [(64, 10), (64, 4)]
    assert [len(cell.samples) for cell in cells] == [1600, 640]
