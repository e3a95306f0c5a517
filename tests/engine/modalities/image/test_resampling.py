from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torchvision.transforms import functional

from workbench.engine.modalities.image import resampling


def _resampled(samples: Tensor, left: Tensor, right: Tensor) -> Tensor:
    out, scratch = torch.empty(samples.shape), torch.empty(samples.shape)
    resampling.resample(samples, left, right, out, scratch)
    return out


@pytest.mark.parametrize("side", [32, 48])
@pytest.mark.parametrize("num_channels", [1, 3, 5])
@pytest.mark.parametrize("layout", [torch.contiguous_format, torch.channels_last])
def test_crops_are_those_of_torchvision(side: int, num_channels: int, layout: torch.memory_format) -> None:
    generator = torch.Generator().manual_seed(0)
    samples = torch.rand(16, num_channels, side, side, generator=generator)
    lengths = torch.randint(3, side + 1, (2, 16), generator=generator)
    starts = (torch.rand(2, 16, generator=generator) * (side + 1 - lengths)).long()
    left, right = (
        resampling.crop_matrix(start.float(), length.float(), side)
        for start, length in zip(starts, lengths, strict=True)
    )
    ours = _resampled(samples.contiguous(memory_format=layout), left, right)
    for at, sample in enumerate(samples):
        box = (starts[0, at], starts[1, at], lengths[0, at], lengths[1, at])
        theirs = functional.resized_crop(sample, *(int(part) for part in box), [side, side])
        torch.testing.assert_close(ours[at], theirs, atol=1e-5, rtol=0)


def test_only_the_flipped_samples_are_mirrored() -> None:
    samples = torch.rand(4, 3, 16, 16)
    flipped = torch.tensor([True, False, True, False])
    zeros, whole = torch.zeros(4), torch.full((4,), 16.0)
    left = resampling.crop_matrix(zeros, whole, 16)
    ours = _resampled(samples, left, resampling.crop_matrix(zeros, whole, 16, flipped))
    expected = torch.where(flipped[:, None, None, None], samples.flip(3), samples)
    torch.testing.assert_close(ours, expected)


def test_blurs_are_those_of_torchvision_away_from_the_edge() -> None:
    samples = torch.rand(4, 3, 80, 80)
    sigma = torch.tensor([0.0, 0.5, 1.0, 2.0])
    left, right = (torch.eye(80).repeat(4, 1, 1) for _ in range(2))
    resampling.add_blur(left, right, sigma)
    ours = _resampled(samples, left, right)
    assert torch.equal(ours[0], samples[0])
    for at in (1, 2, 3):
        theirs = functional.gaussian_blur(samples[at], [31, 31], [float(sigma[at])] * 2)
        torch.testing.assert_close(ours[at, :, 16:-16, 16:-16], theirs[:, 16:-16, 16:-16], atol=1e-5, rtol=0)


def test_every_row_of_a_matrix_sums_to_one() -> None:
    crop = resampling.crop_matrix(torch.tensor([0.3, 10.7]), torch.tensor([5.5, 21.3]), 32)
    blur = resampling.blur_matrix(torch.tensor([0.1, 3.0]), 32)
    torch.testing.assert_close(crop.sum(2), torch.ones(2, 32))
    torch.testing.assert_close(blur.sum(2), torch.ones(2, 32))


def test_tails_of_a_blur_are_never_subnormal_numbers() -> None:
    blur = resampling.blur_matrix(torch.tensor([0.1, 0.5]), 96)
    assert float(blur.min()) > torch.finfo(torch.float32).tiny
