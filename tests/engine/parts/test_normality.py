from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from lightly.loss.lejepa_loss import SIGReg
from scipy import integrate

from workbench.engine.parts.normality import COLLAPSED, NORMAL, collapse, directions, epps_pulley


def _generator(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def _by_quadrature(values: torch.Tensor) -> float:
    sample = values.double().numpy()

    def integrand(t: float) -> float:
        gap = np.exp(1j * t * sample).mean() - math.exp(-t * t / 2)
        return float(abs(gap) ** 2 * math.exp(-t * t / 2))

    result: float = integrate.quad(integrand, -20, 20, limit=500, points=[0.0])[0]
    return result


@pytest.mark.parametrize("number", [2, 7, 256])
@pytest.mark.parametrize("scale", [0.1, 1.0, 3.0])
def test_the_statistic_is_the_integral_of_the_published_formula(number: int, scale: float) -> None:
    values = scale * torch.randn(number, generator=_generator(number)) + 0.3
    expected = _by_quadrature(values)
    assert epps_pulley(values[:, None]).item() == pytest.approx(expected, rel=2e-3, abs=1e-5)


def test_it_is_that_of_lightly_over_the_batch() -> None:
    values = torch.randn(64, 8, generator=_generator(0))
    torch.manual_seed(3)
    theirs = SIGReg(knots=200, t_max=5.0, num_vectors=4096)(values) / 64
    ours = epps_pulley(values @ directions(8, 4096, values.device, _generator(1))).mean()
    assert ours.item() == pytest.approx(theirs.item(), rel=0.05)


def test_all_at_the_origin_costs_what_is_called_collapsed() -> None:
    assert epps_pulley(torch.zeros(9, 1)).item() == pytest.approx(COLLAPSED, rel=1e-4)


def test_normal_samples_cost_what_chance_makes_them_cost() -> None:
    values = torch.randn(200, 2000, generator=_generator(0))
    assert epps_pulley(values).mean().item() == pytest.approx(NORMAL / 200, rel=0.05)


@pytest.mark.parametrize(
    "values",
    [
        torch.zeros(4000, 1),
        torch.linspace(-math.sqrt(3), math.sqrt(3), 4000)[:, None],
        torch.randn(4000, 1, generator=_generator(1)).sign(),
        2 * torch.randn(4000, 1, generator=_generator(2)),
        torch.randn(4000, 1, generator=_generator(3)) + 1,
    ],
    ids=["collapsed", "uniform", "two points", "too wide", "off centre"],
)
def test_what_is_not_normal_costs_more(values: torch.Tensor) -> None:
    normal = epps_pulley(torch.randn(4000, 1, generator=_generator(0)))
    assert epps_pulley(values) > 3 * normal


def test_the_pull_does_not_grow_with_the_batch() -> None:
    values = 0.3 * torch.randn(32, 1, generator=_generator(0))
    pulls = []
    for repeats in (1, 8):
        repeated = values.repeat(repeats, 1).requires_grad_()
        torch.autograd.backward(epps_pulley(repeated).sum())
        assert repeated.grad is not None
        pulls.append(repeated.grad.abs().sum().item())
    assert pulls[0] == pytest.approx(pulls[1], rel=1e-4)


def test_the_gradient_pushes_crowded_samples_apart() -> None:
    values = (0.1 * torch.randn(64, 1, generator=_generator(0))).requires_grad_()
    torch.autograd.backward(epps_pulley(values).sum())
    assert values.grad is not None
    assert (values - 10 * values.grad).std() > values.std()


def test_directions_are_of_length_one_and_come_from_the_generator() -> None:
    first = directions(16, 10, torch.device("cpu"), _generator(5))
    assert torch.equal(first, directions(16, 10, torch.device("cpu"), _generator(5)))
    torch.testing.assert_close(first.norm(dim=0), torch.ones(10))


@pytest.mark.parametrize(
    ("distance", "share"), [(NORMAL / 100, 0.0), (COLLAPSED, 1.0), (0.0, 0.0), (2.0, 1.0)]
)
def test_a_collapse_is_one_and_chance_is_nothing(distance: float, share: float) -> None:
    assert collapse(torch.tensor(distance), 100).item() == pytest.approx(share, abs=1e-5)
