from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from lightly.loss import VICRegLoss
from torch import nn

from tests.engine import tiny
from workbench.engine.pretext.vicreg import VICReg, VICRegSettings, covariance, deviation, shortfall


def _values(batch: int, width: int = 16) -> torch.Tensor:
    return torch.randn(batch, width, generator=torch.Generator().manual_seed(batch))


@pytest.mark.parametrize("weights", [(25.0, 25.0, 1.0), (1.0, 0.5, 2.0)])
def test_the_loss_is_that_of_lightly(weights: tuple[float, float, float]) -> None:
    invariance, variance, covariances = weights
    settings = VICRegSettings(invariance=invariance, variance=variance, covariance=covariances)
    task, batch = tiny.make_task("vicreg", settings=settings), tiny.random_batch("vicreg")
    output = task(batch)
    expected = VICRegLoss(*weights)(*output.embeddings.chunk(2))
    torch.testing.assert_close(output.loss, expected, rtol=1e-5, atol=1e-5)


def test_the_deviation_is_that_of_equation_2() -> None:
    values = _values(20)
    expected = np.sqrt(values.numpy().var(0, ddof=1) + 1e-4)
    np.testing.assert_allclose(deviation(values), expected, rtol=1e-5)


def test_the_covariance_is_that_of_equations_3_and_4() -> None:
    values = _values(20)
    matrix = np.cov(values.numpy().T)
    expected = (matrix**2)[~np.eye(16, dtype=bool)].sum() / 16
    assert covariance(values).item() == pytest.approx(expected, rel=1e-5)


def test_variety_beyond_one_costs_nothing() -> None:
    assert shortfall(torch.tensor([1.0, 1.5, 9.0])) == 0


def test_values_that_are_all_the_same_still_have_a_gradient() -> None:
    values = torch.ones(4, 3).requires_grad_()
    torch.autograd.backward(shortfall(deviation(values)))
    assert values.grad is not None
    assert values.grad.isfinite().all()


def test_the_gradient_moves_samples_apart() -> None:
    values = (0.1 * _values(8)).requires_grad_()
    torch.autograd.backward(shortfall(deviation(values)))
    assert values.grad is not None
    assert deviation(values - values.grad).mean() > deviation(values).mean()


def test_the_loss_is_as_exact_within_autocast() -> None:
    task, batch = tiny.make_task("vicreg"), tiny.random_batch("vicreg")
    with torch.autocast("cpu", torch.bfloat16):
        output = task(batch)
    expected = VICRegLoss()(*output.embeddings.float().chunk(2))
    torch.testing.assert_close(output.loss, expected, rtol=1e-5, atol=1e-5)


def test_the_measure_falls_to_nothing_when_all_are_the_same() -> None:
    task = tiny.make_task("vicreg")
    assert isinstance(task, VICReg)
    last = task.head[-1]
    assert isinstance(last, nn.Linear)
    nn.init.zeros_(last.weight)
    metrics = task(tiny.random_batch("vicreg")).metrics
    assert metrics["deviation"] < 0.02


def test_the_remedy_lets_variety_outweigh_agreement() -> None:
    settings = VICReg.remedy(VICRegSettings(invariance=100.0, variance=1.0)).settings
    assert settings.variance > settings.invariance


def test_agreement_is_averaged_over_dimensions() -> None:
    only = VICRegSettings(invariance=1.0, variance=0.01, covariance=0.0)
    task, batch = tiny.make_task("vicreg", settings=only), tiny.random_batch("vicreg")
    output = task(batch)
    first, second = output.embeddings.chunk(2)
    rest = 0.01 * (shortfall(deviation(first)) + shortfall(deviation(second))) / 2
    torch.testing.assert_close(output.loss.detach(), F.mse_loss(first, second) + rest)
