from __future__ import annotations

import numpy as np
import pytest
import torch

from workbench.engine.parts import patches


def _pictures(channels: int = 3, side: int = 32, number: int = 4) -> torch.Tensor:
    return torch.rand(number, channels, side, side, generator=torch.Generator().manual_seed(side + channels))


@pytest.mark.parametrize("channels", [1, 3, 5])
@pytest.mark.parametrize(("side", "patch"), [(32, 4), (48, 4), (64, 8), (96, 16)])
def test_cutting_and_laying_together_gives_the_picture_again(channels: int, side: int, patch: int) -> None:
    pictures = _pictures(channels, side)
    cut = patches.patchify(pictures, patch)
    assert cut.shape == (4, (side // patch) ** 2, patch * patch * channels)
    assert torch.equal(patches.unpatchify(cut, patch), pictures)


def test_a_patch_is_the_square_that_numpy_cuts_out() -> None:
    pictures = _pictures(3, 12)
    expected = pictures.permute(0, 2, 3, 1).numpy()[2, 4:8, 8:12].reshape(-1)  # second row, third column
    np.testing.assert_array_equal(patches.patchify(pictures, 4)[2, 5].numpy(), expected)


def test_a_normalised_patch_has_its_own_mean_and_spread_taken_out() -> None:
    cut = patches.patchify(_pictures(), 4)
    own = cut.numpy()
    expected = (own - own.mean(2, keepdims=True)) / np.sqrt(own.var(2, keepdims=True) + 1e-4)
    values, mean, spread = patches.normalised(cut)
    np.testing.assert_allclose(values.numpy(), expected, atol=1e-5)
    torch.testing.assert_close(values * spread + mean, cut)


def test_a_flat_patch_is_normalised_to_nothing() -> None:
    values, _, _ = patches.normalised(torch.full((1, 2, 16), 0.7))
    assert values.abs().max() < 1e-3


@pytest.mark.parametrize(
    ("places", "ratio", "number"), [(64, 0.75, 48), (16, 0.6, 10), (4, 0.9, 3), (4, 0.1, 1)]
)
def test_exactly_the_share_is_hidden_in_every_sample(places: int, ratio: float, number: int) -> None:
    visible, hidden = patches.random_places(torch.zeros(50, 1), places, ratio, None)
    assert hidden.shape == (50, number)
    both = torch.cat([visible, hidden], 1).sort(1).values
    assert torch.equal(both, torch.arange(places).expand(50, -1))


def test_each_sample_hides_places_of_its_own_and_all_places_alike_often() -> None:
    _, hidden = patches.random_places(torch.zeros(4000, 1), 16, 0.5, torch.Generator().manual_seed(0))
    counts = patches.as_mask(hidden, 16).float().mean(0)
    assert torch.unique(patches.as_mask(hidden, 16), dim=0).shape[0] > 1000
    torch.testing.assert_close(counts, torch.full((16,), 0.5), atol=0.04, rtol=0)  # five standard errors


def test_a_mask_covers_the_pixels_of_its_places() -> None:
    mask = torch.zeros(1, 9, dtype=torch.bool)
    mask[0, 5] = True  # second row, third column
    expected = np.zeros((12, 12), bool)
    expected[4:8, 8:12] = True
    np.testing.assert_array_equal(patches.as_pixels(mask, 4)[0, 0].numpy(), expected)
