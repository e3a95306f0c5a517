"""How near foretold frames come to the true ones."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.ndimage import gaussian_filter

from workbench.engine.parts import frame_scores


def _pair(seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    draw = torch.Generator().manual_seed(seed)
    true = torch.nn.functional.interpolate(torch.rand(3, 3, 8, 8, generator=draw), size=40, mode="bicubic")
    true = true.clamp(0, 1)
    return (true + 0.1 * torch.randn(true.shape, generator=draw)).clamp(0, 1), true


def _ssim_of_scipy(first: np.ndarray, second: np.ndarray) -> float:
    """Wang et al. 2004, equation 13, written with scipy's filter, on grey pictures (H, W)."""
    blurred = [
        gaussian_filter(values, 1.5, truncate=3.5)
        for values in (first, second, first**2, second**2, first * second)
    ]
    mean_1, mean_2 = blurred[:2]
    var_1, var_2, both = blurred[2] - mean_1**2, blurred[3] - mean_2**2, blurred[4] - mean_1 * mean_2
    above = (2 * mean_1 * mean_2 + 1e-4) * (2 * both + 9e-4)
    below = (mean_1**2 + mean_2**2 + 1e-4) * (var_1 + var_2 + 9e-4)
    return float((above / below)[5:-5, 5:-5].mean())


def test_ssim_is_that_of_the_published_formula() -> None:
    guesses, true = _pair()
    greys = [frames.double().mean(1).numpy() for frames in (guesses, true)]
    expected = [_ssim_of_scipy(first, second) for first, second in zip(*greys, strict=True)]
    np.testing.assert_allclose(frame_scores.ssim(guesses, true).numpy(), expected, atol=1e-4)


def test_ssim_of_the_same_is_one_even_of_tiny_and_flat_frames() -> None:
    for frames in (torch.rand(2, 3, 4, 6), torch.full((2, 3, 16, 16), 0.5)):
        torch.testing.assert_close(frame_scores.ssim(frames, frames), torch.ones(2))


def test_psnr_is_that_of_its_definition() -> None:
    true = torch.full((2, 3, 8, 8), 0.5)
    guesses = true + torch.tensor([0.1, 0.01])[:, None, None, None]
    torch.testing.assert_close(frame_scores.psnr(guesses, true), torch.tensor([20.0, 40.0]))


def test_equal_frames_have_a_finite_psnr_that_nothing_within_a_grey_level_exceeds() -> None:
    true = torch.rand(1, 3, 8, 8)
    assert frame_scores.psnr(true, true).item() == pytest.approx(48.13, abs=0.01)
    assert frame_scores.psnr(true + 0.5 / 255, true) == frame_scores.psnr(true, true)


def test_a_copy_has_no_gain_and_a_share_of_about_one() -> None:
    last, wanted = torch.rand(4, 3, 1, 16, 16), torch.rand(4, 3, 2, 16, 16)
    copies = last.expand_as(wanted)
    assert frame_scores.metrics(copies, wanted, last)["gain_db"] == 0
    assert frame_scores.error_share(copies, wanted, last, reduced=3).item() == pytest.approx(1, abs=0.02)


def test_the_true_frames_have_no_error_and_all_the_gain() -> None:
    last, wanted = torch.rand(4, 3, 1, 16, 16), torch.rand(4, 3, 2, 16, 16)
    assert frame_scores.error_share(wanted, wanted, last, reduced=3) == 0
    found = frame_scores.metrics(wanted, wanted, last)
    assert found["gain_db"] > 30
    assert found["ssim"].item() == pytest.approx(1)


def test_each_video_weighs_the_same_however_much_of_it_moves() -> None:
    last, wanted = torch.zeros(2, 3, 1, 8, 8), torch.ones(2, 3, 1, 8, 8)
    wanted[1] = 0.25
    half = wanted / 2
    share = frame_scores.error_share(half, wanted, last, reduced=1)
    one = frame_scores.error_share(half[:1], wanted[:1], last[:1], reduced=1)
    assert share.item() == pytest.approx(one.item(), abs=0.03)


def test_a_wrong_guess_of_a_still_video_stays_bounded() -> None:
    still = torch.full((2, 3, 1, 8, 8), 0.5)
    guess = (still + 0.02).requires_grad_()
    loss = frame_scores.error_share(guess, still, still, reduced=3)
    torch.autograd.backward(loss)
    assert loss < 15
    assert guess.grad is not None
    assert guess.grad.isfinite().all()


def test_skill_is_nought_for_a_copy_and_one_for_the_truth() -> None:
    wanted, last = torch.rand(2, 3, 2, 8, 8), torch.rand(2, 3, 1, 8, 8)
    assert frame_scores.metrics(last.expand_as(wanted), wanted, last)["skill"].abs() < 1e-6
    assert frame_scores.metrics(wanted, wanted, last)["skill"] == 1
