from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torchvision.transforms import functional

from workbench.engine.modalities.image import colour


def _factors(*values: float) -> Tensor:
    return torch.tensor(values).view(-1, 1, 1, 1)


@pytest.mark.parametrize("num_channels", [1, 3])
def test_contrast_is_that_of_torchvision(num_channels: int) -> None:
    planes = torch.rand(3, num_channels, 24, 24)
    ours = planes.clone()
    colour.adjust_contrast(ours, _factors(0.4, 1.0, 1.6))
    for at, factor in enumerate((0.4, 1.0, 1.6)):
        theirs = functional.adjust_contrast(planes[at], factor)
        torch.testing.assert_close(ours[at], theirs, atol=1e-5, rtol=0)


def test_saturation_is_that_of_torchvision() -> None:
    planes = torch.rand(3, 3, 24, 24)
    ours = planes.clone()
    colour.adjust_saturation(ours, _factors(0.0, 0.5, 1.5), torch.empty_like(ours))
    for at, factor in enumerate((0.0, 0.5, 1.5)):
        theirs = functional.adjust_saturation(planes[at], factor)
        torch.testing.assert_close(ours[at], theirs, atol=1e-5, rtol=0)


@pytest.mark.parametrize("turn", [-0.5, -0.2, 0.0, 0.1, 0.35, 0.5])
def test_hue_is_that_of_torchvision(turn: float) -> None:
    planes = torch.rand(2, 3, 64, 64)
    ours = planes.clone()
    colour.turn_hue(ours, _factors(turn, turn), torch.empty_like(ours))
    torch.testing.assert_close(ours, functional.adjust_hue(planes, turn), atol=1e-5, rtol=0)


def test_hue_leaves_grey_black_and_white_alone_and_turns_pure_colours() -> None:
    flat = torch.tensor([[0.5, 0.5, 0.5], [0, 0, 0], [1, 1, 1], [1, 0, 0], [1, 1, 0], [0, 1, 1]])
    planes = flat.T.reshape(1, 3, 1, 6).clone()
    expected = functional.adjust_hue(planes, 0.25)
    colour.turn_hue(planes, _factors(0.25), torch.empty_like(planes))
    torch.testing.assert_close(planes, expected, atol=1e-5, rtol=0)


def test_each_sample_has_its_own_factors() -> None:
    planes = torch.rand(1, 3, 8, 8).repeat(2, 1, 1, 1)
    same = planes[0].clone()
    colour.adjust(planes, torch.tensor([[1.0, 1.0], [1.0, 0.0], [0.0, 0.0]]), torch.empty_like(planes))
    torch.testing.assert_close(planes[0], same, atol=1e-5, rtol=0)
    torch.testing.assert_close(planes[1, 0], planes[1, 1])
